"""Needs with the places that an expert of Chongqing would name first: tests/data/expected_needs.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.query.nearest import ProximityIndex
from layers.suitability.candidates import Candidates
from layers.suitability.need_text import understand
from layers.suitability.presets import load_presets
from layers.suitability.ranking import Ranked, Ranking, rank
from layers.suitability.requirements import Requirements, from_query, of_preset

FILE = Path(__file__).parents[2] / "data" / "expected_needs.toml"
NEEDS = tomllib.loads(FILE.read_text(encoding="utf-8"))["need"]
TERMS = load_presets()
EDITION = load_dataset(load_catalogue())
CANDIDATES = Candidates(EDITION, TERMS, ProximityIndex(EDITION))
BY_NEED = pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.get("preset") or need["text"])
BOARDED = {EDITION.name(name, "zh"): name for name in CANDIDATES.proximity.boarding_places}
BOARDED = {EDITION.name(name, "zh"): name for name in CANDIDATES.proximity.boarding_places}
GIVEN_UP = {"closed", "merged", "ended", "pending", "unknown"}


def requirements_of(need: dict[str, Any]) -> Requirements:
    if "preset" in need:
        return of_preset(TERMS.presets[need["preset"]])
    understood = understand(need["text"], need["lang"], EDITION.catalogue, EDITION.vocabulary("districts"))
    assert not understood.unknown
    requirements, dropped = from_query(understood.offered, EDITION)
    assert not dropped
    return requirements


@cache
def ranking_of(at: int) -> Ranking:
    return rank(requirements_of(NEEDS[at]), CANDIDATES, draws=20)


def kind_of(place: Ranked) -> str:
    """Return the kind of the name that a place is ranked for: of a logistics hub that holds a bonded zone, the zone."""
    names = {EDITION.name(name, "zh"): name for name in place.names}
    shown = names.get(place.part.zh, place.id) if place.part else place.id
    return str(EDITION.record(shown)["kind"])


@BY_NEED
def test_an_expert_would_sign_the_first_places(need: dict[str, Any]) -> None:
    ranking = ranking_of(NEEDS.index(need))
    ids = [place.id for place in ranking.places]
    assert ids[0] in need.get("first", ids[:1])
    for name, most in (("three", 3), ("five", 5)):
        for group in need.get(name, ()):
            assert set(group) & set(ids[:most]), (group, ids[:most])
    shown = {name for place in ranking.places[:5] for name in (place.id, kind_of(place))}
    assert not shown & set(need["none"])


@BY_NEED
def test_no_closed_or_passenger_or_foreign_place_is_measured_to(need: dict[str, Any]) -> None:
    for place in ranking_of(NEEDS.index(need)).places:
        for code, reach in place.reaches.items():
            record = EDITION.record(BOARDED[reach.at.zh] if reach.at else reach.feature)
            assert record["kind"] != "passenger-quay", (place.id, code)
            assert record["status_now"] not in GIVEN_UP, (place.id, code)
            assert record["layer"] not in {"corridors", "corridor-nodes"}
        on_site = {code for code, reach in place.reaches.items() if reach.km == 0 and reach.error_km == 0}
        assert on_site == set(place.on_site)


@BY_NEED
def test_an_expectation_is_whole_and_of_known_places(need: dict[str, Any]) -> None:
    assert need["why"]
    assert need["sources"]
    assert need.get("first") or need.get("three")
    listed = [
        *need.get("first", ()),
        *(name for key in ("three", "five") for each in need.get(key, ()) for name in each),
    ]
    assert set(listed) <= set(CANDIDATES.ids)
    kinds = {code for layer in EDITION.catalogue.layers.values() for code in layer.kinds}
    assert set(need["none"]) <= set(EDITION.features.index) | kinds


def test_every_ready_need_has_an_expectation() -> None:
    assert {need["preset"] for need in NEEDS if "preset" in need} == set(TERMS.presets)
    assert len(NEEDS) >= 10


@pytest.mark.parametrize(("preset", "region"), [("chemicals-river", "northeast"), ("food-processing", "southeast")])
def test_a_need_without_a_wish_for_a_place_is_not_pushed_into_the_core(preset: str, region: str) -> None:
    places = rank(of_preset(TERMS.presets[preset]), CANDIDATES, draws=1).places[:5]
    assert region in {code for place in places for code in EDITION.record(place.id)["regions"]}
