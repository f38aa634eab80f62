"""`rank`: a need in a file gives the list that the page gives for the same link, and every fault is a sentence."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from layers.cli import main, rank
from layers.suitability.candidates import Candidates
from layers.suitability.presets import load_presets
from layers.suitability.ranking import rank as rank_all
from layers.suitability.requirements import from_query
from tests.layers.planning.contexts import EDITION, GROUND

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "need.toml"
GUIDE = EXAMPLE.parents[1] / "command-line.md"


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands share one dataset."""
    monkeypatch.setattr(rank, "open_ground", lambda: GROUND)


def run(*words: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["rank", *words], input=given)


def test_a_file_gives_what_the_link_of_the_page_gives() -> None:
    answer = json.loads(run(str(EXAMPLE), "--json", "--explain").stdout)
    requirements, dropped = from_query(answer["need"], EDITION)
    assert dropped == []
    places = rank_all(requirements, Candidates(EDITION, load_presets(), GROUND.proximity)).places
    assert [(p["id"], p["rank"], p["low"], p["high"], p["certain"]) for p in answer["places"]] == [
        (p.id, p.rank, p.low, p.high, p.is_certain) for p in places
    ]
    assert len(answer["places"]) >= 2
    for place in answer["places"]:
        assert sum(place["shares"].values()) == pytest.approx(place["value"], abs=1e-4)
        assert place["why_zh"]
        assert place["why_en"]
    assert {each["id"] for each in answer["others"]}.isdisjoint(p.id for p in places)
    assert all(each["why_zh"] and each["why_en"] for each in answer["others"])


def test_as_text_it_says_why_only_if_asked() -> None:
    short, long = run(str(EXAMPLE)), run(str(EXAMPLE), "--explain")
    assert short.exit_code == long.exit_code == 0
    assert "Airport:" not in short.stdout.split("Weights:")[1]
    assert "Chongqing Jiangbei International Airport" in long.stdout


@pytest.mark.parametrize("key", rank.NeedFile.model_fields)
def test_every_key_is_in_the_guide(key: str) -> None:
    assert f"| `{key}` |" in GUIDE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("need", "code", "said"),
    [
        ('groud = ["making"]', 1, "groud"),
        ('ground = ["makin"]\nmodes = ["river"]', 1, "makin"),
        ('modes = ["tube"]', 1, "tube"),
        ("near = { airport = 9 }", 1, "airport:9"),
        ("near = { airport = 3 }\narea_min = -1", 1, "area_min"),
        ('ground = ["making"]', 1, "nothing to rank by"),
        ("modes = [", 1, "need.toml"),
        ("near = { airport = 3 }\nwithin = { airport = 1 }", 1, "0 places ranked"),
        (b"\xff\xfe\x00", 1, "UTF-8"),
    ],
)
def test_faults_are_sentences(tmp_path: Path, need: str | bytes, code: int, said: str) -> None:
    file = tmp_path / "need.toml"
    file.write_bytes(need if isinstance(need, bytes) else need.encode())
    answer = run(str(file))
    assert answer.exit_code == code
    assert said in answer.output
    assert "Traceback" not in answer.output
    assert isinstance(answer.exception, SystemExit)


def test_a_missing_file_is_a_wrong_argument() -> None:
    assert run("nowhere.toml").exit_code == 2


def test_a_need_may_come_from_a_pipe() -> None:
    assert run("-", given="near = { airport = 3 }").exit_code == 0


def test_a_need_in_words_gives_what_its_keys_give() -> None:
    text = 'text = "汽车零部件工厂，中欧班列，在江津，100亩，哇啦"'
    answer = run("-", "--json", given=text)
    found = json.loads(answer.stdout)
    assert found["not_understood"] == ["哇啦"]
    assert found["need"]["in"] == ["500116"]
    assert found["need"]["area_min"] == ["0.0667"]
    keys = 'industries = ["automobiles", "smart-electric-vehicles"]\nground = ["making"]\nmodes = ["rail-europe"]\n'
    same = json.loads(run("-", "--json", given=f'{keys}inside = ["500116"]\narea_min = 0.0667').stdout)
    assert [place["id"] for place in found["places"]] == [place["id"] for place in same["places"]]
    assert found["places"]
