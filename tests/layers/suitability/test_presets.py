"""Needs as investors have them: what a preset weighs, what a must-have means, who is missing for want of a place."""

from pathlib import Path

import pytest

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.query.nearest import ProximityIndex
from layers.suitability.candidates import Candidates
from layers.suitability.constraints import must_title
from layers.suitability.explanations import unplaced
from layers.suitability.presets import load_presets, read_presets
from layers.suitability.ranking import rank
from layers.suitability.requirements import Requirements, from_query, of_preset

TERMS = load_presets()
EDITION = load_dataset(load_catalogue())
CANDIDATES = Candidates(EDITION, TERMS, ProximityIndex(EDITION))


def test_bulk_goods_by_river_weigh_the_waterway_itself() -> None:
    requirements = of_preset(TERMS.presets["bulk-river"])
    for place in rank(requirements, CANDIDATES, draws=1).places:
        boarded = place.reaches["yangtze-river"]
        assert boarded.at is not None
        assert boarded.at.zh != "团结村"  # the trains to Ningbo


def test_an_old_link_to_a_corridor_stays_valid() -> None:
    requirements, dropped = from_query({"w": ["yangtze:5", "land-sea:2", "yangtze-river:1", "yangtze-air:1"]}, EDITION)
    assert requirements.weights == {"yangtze": 5, "land-sea": 2, "yangtze-river": 1}
    assert dropped == ["yangtze-air:1"]


def test_whom_the_plan_names_without_a_place_is_said_and_not_ranked() -> None:
    requirements = of_preset(TERMS.presets["cold-chain"])
    ranking = rank(requirements, CANDIDATES, draws=1)
    said = unplaced(requirements, ranking, CANDIDATES, "zh")
    assert "进出口冷链基地（冷链）" in said[:2]  # the only one with the word, so among the first
    names = {EDITION.features.loc[place.id, "name_zh"] for place in ranking.places}
    assert not [name for name in names if any(text.startswith(f"{name}（") for text in said)]
    assert (
        unplaced(
            Requirements(weights={"airport": 3}),
            rank(Requirements(weights={"airport": 3}), CANDIDATES),
            CANDIDATES,
            "en",
        )
        == []
    )


def test_a_must_have_says_what_it_asks() -> None:
    requirements = Requirements(inside=("southeast",), within={"airport": 30}, bonded=True)
    said = [must_title(must, requirements, CANDIDATES, "zh") for must in ("inside", "within:airport", "bonded")]
    assert said == ["须位于：渝东南武陵山区城镇群", "机场 ≤ 30 公里", "须为综合保税区或保税物流中心"]


def test_bonded_is_what_is_supervised_not_what_the_plan_wishes() -> None:
    places = rank(Requirements(bonded=True, weights={"airport": 1}), CANDIDATES, draws=1).places
    kinds = [{EDITION.features.loc[name, "kind"] for name in place.names} for place in places]
    assert "bonded-b-nanpeng" in {name for place in places for name in place.names}
    assert all(each & {"bonded-zone", "bonded-b"} for each in kinds)
    assert len(places) == 9


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"etdz"', '"edtz"'),
        ("words = 5, customs-medicines", "wrods = 5, customs-medicines"),
        ("airport-cargo = 3", "airport-cargo = 9"),
        ('"rail-europe"]', '"rail-eurpoe"]'),
        ("{ firm = 1.0", "{ firm = 1.5"),
        ('["bonded-making"]', '["bonded-makin"]'),
        ("half_km = 30", "half = 30"),
        ("half_km = 30", "half_km = 30\nhalf_km = 31"),
        ('"smart-electric-vehicles"', '"smart"'),
    ],
)
def test_faults_in_the_presets_are_named(old: str, new: str) -> None:
    text = (Path(__file__).parents[3] / "layers" / "suitability" / "presets.toml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(ValueError, match=r"presets\.toml"):
        read_presets(text.replace(old, new, 1), EDITION.catalogue)
