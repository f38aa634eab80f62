"""Needs in words: a table of typed needs, the chips, and texts that nobody would write."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.errors import CatalogueError
from layers.suitability.need_chips import QUERY_KEYS, Chip, Understood
from layers.suitability.need_text import LONGEST_NEED, understand
from layers.suitability.term_table import TERM_FILE, load_terms, read_terms

NEEDS = list(csv.DictReader(Path(__file__).with_name("typed_needs.csv").read_text(encoding="utf-8").splitlines()))
PLACES = load_dataset(load_catalogue()).vocabulary("districts")
HOSTILE = [
    "{{ 7*191 }}",
    "<script>alert(1)</script>",
    "'; DROP TABLE x; --",
    "\ud800\x00\u202e",
    "9" * 5000 + "公里",
    "=1+1",
]
NOTEBOOKS = "做笔记本电脑，空运到欧洲，要保税加工，离机场30公里以内，不要主城"


CATALOGUE = load_catalogue()


def read(text: str, lang: str = "zh") -> Understood:
    return understand(text, lang, CATALOGUE, PLACES)


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need["typed"])
def test_a_typed_need_is_understood(need: dict[str, str]) -> None:
    found = read(need["typed"])
    query = {key: set(values) for key, values in found.query.items()}
    expected = (pair.partition("=") for pair in need["query"].split())
    assert query == {key: set(values.split(",")) for key, _, values in expected}
    assert list(found.unknown) == [text for text in need["unknown"].split(" | ") if text]
    assert list(found.no_data) == [text for text in (need["no_data"] or "").split(" | ") if text]


def test_the_table_of_needs_is_long_enough() -> None:
    assert len(NEEDS) >= 120
    assert sum(any(sign > "\u2e80" for sign in need["typed"]) for need in NEEDS) >= 50
    assert sum(bool(need["unknown"]) for need in NEEDS) >= 25


def test_the_term_table_is_long_enough() -> None:
    terms = load_terms().terms.values()
    assert sum(len(term.zh) for term in terms) >= 250
    assert sum(len(term.en) for term in terms) >= 250


def chip_of(found: Understood, key: str, *, implied: bool = False) -> Chip:
    return next(chip for chip in found.chips if chip.key == key and chip.implied == implied)


def test_chips_say_what_was_typed_and_what_it_stands_for() -> None:
    found = read(NOTEBOOKS)
    limit = chip_of(found, "within")
    assert (limit.text, limit.code, limit.title.zh) == ("离机场30公里", "airport:30", "机场 ≤ 30 公里")
    assert chip_of(found, "mode").text == "空运到欧洲"
    assert chip_of(found, "avoid").title.en == "Outside the central districts"
    assert chip_of(found, "ind").divisions == ("C39",)
    assert found.divisions == ("C39",)


def test_what_a_word_implies_is_a_chip_that_says_so() -> None:
    found = read("笔记本电脑")
    ground = chip_of(found, "ground", implied=True)
    assert ground.codes == ("making", "bonded-making")
    assert ground.label("zh") == "笔记本电脑 → 生产制造、保税加工（隐含）"
    assert ground.label("en").endswith("Manufacturing or Bonded processing (implied)")


def test_a_chip_can_be_taken_away() -> None:
    found = read(NOTEBOOKS)
    assert "avoid" not in found.without(chip_of(found, "avoid"))
    rest = found.without(chip_of(found, "within"))
    assert "within" not in rest
    assert "w" not in rest  # "nearer is better" was implied by the limit alone
    assert found.without(chip_of(found, "ground", implied=True))["ind"] == found.query["ind"]
    assert read("玩具").without(chip_of(read("玩具"), "ind")) == {}


def test_what_no_data_can_judge_by_is_understood_and_said() -> None:
    found = read("做玩具，离轨道站3公里以内，不要在内环")
    assert set(found.query) == {"ind", "ground"}
    assert found.no_data == ("离轨道站3公里", "不要在内环")
    assert found.unknown == ()


def test_what_is_offered_exists_and_names_the_product() -> None:
    found = read("做锂电池，空运")
    assert found.offered == {**found.query, "product": ["battery"], "open": ["existing"]}
    assert read("").offered == {}


def test_without_districts_their_names_are_unknown() -> None:
    assert understand("在江津", "zh", CATALOGUE).unknown == ("江津",)


@pytest.mark.parametrize("text", ["", " \n\t", "，。！？", "的", *HOSTILE, "😀" * 500])
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert set(read(text).query) <= set(QUERY_KEYS)


@pytest.mark.parametrize(
    "piece", ["笔记本", "a", "不要主城，", "离机场30公里、", "9,", "除江津、", "烟", "not in Wanzhou, ", "- "]
)
def test_a_long_text_takes_bounded_time(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    start = time.process_time()
    found = read(text)
    assert time.process_time() - start < 10
    assert found.unknown[-1:] == (text[LONGEST_NEED:].strip(),)


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from([*NOTEBOOKS, *NOTEBOOKS.split("，"), "not ", " 30 km", "或"])).map("".join)
)
def test_codes_are_known_and_chips_make_the_query(text: str) -> None:
    found = read(text, "en")
    terms = load_terms()
    for key in ("ind", "fn", "ground", "mode", "must", "level", "avoid"):
        assert set(found.query.get(key, ())) <= set(terms.known(key, CATALOGUE))
    for chip in found.chips:
        assert chip.text
        assert chip.text in text
        assert chip.title.zh
        left = found.without(chip)
        assert set(left) <= set(found.query)
    for word in found.unknown:
        assert word in text


@given(st.text(alphabet="qxzjkv", min_size=4, max_size=30))
def test_nonsense_is_reported_as_typed(text: str) -> None:
    assert read(text).unknown == (text,)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('ind = ["light-industry"], gbt = ["C21"]', 'ind = ["light-industri"], gbt = ["C21"]', "terms.furniture.ind"),
        ('gbt = ["C21"], implies', 'gbt = ["C99"], implies', "unknown division 'C99'"),
        ('gbt = ["C21"], implies = ["making"]', 'gbt = ["C21"], implies = ["makin"]', "unknown ground 'makin'"),
        ('w = ["customs-fruit"] }', 'w = ["customs-fruits"] }', "unknown code 'customs-fruits'"),
        ('negated = "centre"', 'negated = "center"', "places.wholes.centre.negated"),
        ('zh = ["烟草"', 'zh = ["家具"', "'家具' stands in terms.furniture and terms.tobacco"),
        ('simplified = "', 'simplified = "x', "equally long"),
        ("near = 3", "near = ", "terms.toml"),
    ],
)
def test_a_fault_of_the_table_names_its_place(old: str, new: str, fault: str) -> None:
    text = TERM_FILE.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(CatalogueError, match=fault):
        read_terms(text.replace(old, new, 1), load_catalogue())


def test_every_group_must_stand_in_the_catalogue() -> None:
    text = TERM_FILE.read_text(encoding="utf-8")
    lacking = CATALOGUE.model_copy(update={"gateways": {"airport": CATALOGUE.gateways["airport"]}})
    with pytest.raises(CatalogueError, match="unknown code 'customs-meat'"):
        read_terms(text, lacking)
