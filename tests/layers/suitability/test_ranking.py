"""Ranking: the worked example of docs/ranking.md, and what must hold for any need."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import Dataset, load_dataset
from layers.dataset.source import FolderSource
from layers.query.nearest import ProximityIndex
from layers.suitability.candidates import Candidates
from layers.suitability.constraints import empty_alone, passing, relaxations, useless
from layers.suitability.explanations import explain, ordinal, span
from layers.suitability.presets import GROUNDS, WORDS, by_mode, criteria, load_presets
from layers.suitability.ranking import rank, stated
from layers.suitability.requirements import OPENNESS, Requirements, from_query, of_preset
from tests.layers.samples import collection, districts, feature, write

TERMS = load_presets()
EDITION = load_dataset(load_catalogue())
CANDIDATES = Candidates(EDITION, TERMS, ProximityIndex(EDITION))
CATALOGUE = EDITION.catalogue
HAN = re.compile(r"[\u4e00-\u9fff]")
NEAR = [code for code in criteria(CATALOGUE) if code != WORDS]
PLACES = [*EDITION.vocabulary("regions"), *EDITION.vocabulary("districts")]


def some(codes: list[str], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(codes), max_size=most, unique=True).map(tuple)


needs = st.builds(
    Requirements,
    functions=some(list(CATALOGUE.functions), 5),
    industries=some(list(CATALOGUE.industries), 5),
    bonded=st.booleans(),
    bonded_making=st.booleans(),
    grounds=some(list(GROUNDS)),
    modes=some(list(TERMS.modes)),
    avoid=st.sampled_from(["", *TERMS.avoid]),
    area_min=st.sampled_from([0, 0.5, 20]),
    within=st.dictionaries(st.sampled_from(list(CATALOGUE.gateways)), st.integers(1, 500), max_size=2),
    inside=some(PLACES),
    outside=some(PLACES),
    openness=st.sampled_from(OPENNESS),
    now=some(list(CATALOGUE.statuses_now)),
    wide=st.booleans(),
    weights=st.dictionaries(st.sampled_from([WORDS, *NEAR]), st.integers(0, 5), max_size=6),
)
open_needs = needs.map(
    lambda requirements: replace(
        requirements, bonded=False, bonded_making=False, within={}, inside=(), outside=(), now=(), avoid="", area_min=0
    )
)


def example(places: str = "A-C") -> list[list[str]]:
    text = (Path(__file__).parents[3] / "docs" / "ranking.md").read_text(encoding="utf-8")
    rows = re.findall(rf"^\| ([{places}] \|.*) \|$", text, re.MULTILINE)
    return [[cell.strip() for cell in row.split("|")] for row in rows]


def test_the_worked_example_comes_out_as_written(tmp_path: Path) -> None:
    words, airport, geod = list(CATALOGUE.functions)[:4], (106.6, 29.6), Geod(ellps="WGS84")
    zones = []
    for name, named, km, *_ in example():
        lon, lat, _ = geod.fwd(*airport, 80.0, float(km) * 1000)
        place = (round(lon, 6), round(lat, 6))
        kind = {"platform_type": "park", "kind": "etdz", "position_error_km": 0.01}
        zones.append(feature(name.lower(), place, functions=words[: int(named[0])], **kind))
    write(
        tmp_path,
        districts=districts(),
        development_zones=collection(*zones),
        airports=collection(feature("field", airport, platform_type="hub", kind="airport", position_error_km=0.01)),
    )
    dataset = load_dataset(CATALOGUE, FolderSource(tmp_path))
    requirements = Requirements(functions=tuple(words), weights={WORDS: 2, "airport": 3})
    places = {
        place.id: place for place in rank(requirements, Candidates(dataset, TERMS, ProximityIndex(dataset))).places
    }
    assert len(places) == len(example()) == 3
    for name, _, km, word, near, value, position in example():
        place = places[name.lower()]
        assert place.rank == int(position)
        assert place.value == pytest.approx(float(value), abs=5e-4)
        assert place.parts[WORDS] * 5 / 2 == pytest.approx(float(word), abs=5e-4)
        assert place.parts["airport"] * 5 / 3 == pytest.approx(float(near), abs=5e-4)
        assert place.reaches["airport"].km == pytest.approx(float(km), abs=1e-3)


def meeting(one: tuple[float, float], other: tuple[float, float], km: tuple[float, float]) -> tuple[float, float]:
    """Return the point that lies so many km from two points, by turning the direction until the second fits."""
    geod = Geod(ellps="WGS84")
    azimuth, _, _ = geod.inv(*one, *other)

    def miss(turn: float) -> float:
        lon, lat, _ = geod.fwd(*one, azimuth + turn, km[0] * 1000)
        return float(geod.inv(lon, lat, *other)[2] / 1000 - km[1])

    low, high = 0.0, 180.0  # farther from the other point, the farther it is turned away
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if miss(middle) < 0 else (low, middle)
    lon, lat, _ = geod.fwd(*one, azimuth + low, km[0] * 1000)
    return round(lon, 6), round(lat, 6)


def routes(**starts: tuple[float, float]) -> dict[str, object]:
    """One route of the Yangtze corridor for each mode, from a yard in operation to a city outside: both layers."""
    found, yards = [], []
    for mode, start in sorted(starts.items()):
        leg = {"from_zh": "起", "from_en": "Start", "to_zh": "终", "to_en": "End", "mode": mode, "schematic": False}
        told = {"platform_type": "corridor", "kind": "yangtze", "position_quality": "schematic"}
        route = feature(f"route-{mode}", None, legs=[leg], boards_at=[f"start-{mode}"], **told)
        found.append({**route, "geometry": {"type": "MultiLineString", "coordinates": [[list(start), [121.5, 31.2]]]}})
        stands = {"platform_type": "hub", "kind": "rail-yard", "status_now": "operating", "position_error_km": 0.01}
        yards.append(feature(f"start-{mode}", start, **stands))
    return {"corridors": collection(*found), "gateways": collection(*yards)}


def test_the_example_of_modes_comes_out_as_written(tmp_path: Path) -> None:
    landing = (106.3, 29.4)
    lon, lat, _ = Geod(ellps="WGS84").fwd(*landing, 70.0, 48_000)
    yard, rows = (round(lon, 6), round(lat, 6)), example("PQR")
    kind = {"platform_type": "park", "kind": "etdz", "position_error_km": 0.01}
    zones = [feature(row[0].lower(), meeting(landing, yard, (float(row[1]), float(row[2]))), **kind) for row in rows]
    layers = {"development_zones": collection(*zones), **routes(river=landing, rail=yard)}
    dataset = load_dataset(CATALOGUE, FolderSource(write(tmp_path, districts=districts(), **layers)))
    assert len(dataset.features) == len(rows) + 4, dataset.faults
    candidates = Candidates(dataset, TERMS, ProximityIndex(dataset))
    for column, code in enumerate(("yangtze", "yangtze-river", "yangtze-rail"), start=3):
        values = {place.id: place.value for place in rank(Requirements(weights={code: 4}), candidates).places}
        assert len(rows) == len(values) == 3
        for row in rows:
            assert values[row[0].lower()] == pytest.approx(float(row[column]), abs=5e-4), (row[0], code)


def test_a_mode_alone_is_never_nearer_than_the_corridor() -> None:
    for kind, entry in CATALOGUE.layers["corridors"].kinds.items():
        modes = [stated(CANDIDATES, by_mode(kind, mode)) for mode in entry.boarded]
        if modes:
            assert np.array_equal(np.min(modes, axis=0), stated(CANDIDATES, kind))


@settings(max_examples=40)
@given(open_needs, st.sampled_from(NEAR), st.integers(1, 5))
def test_a_heavier_weight_never_lowers_the_place_nearest(requirements: Requirements, code: str, more: int) -> None:
    weights = {**requirements.weights, code: max(requirements.weights.get(code, 0), 1)}
    before = rank(replace(requirements, weights=weights), CANDIDATES, draws=1).places
    after = rank(replace(requirements, weights={**weights, code: weights[code] + more}), CANDIDATES, draws=1).places
    # a place in parts is measured from its best part, so the nearest is the one whose measured part lies nearest
    km, number = stated(CANDIDATES, code), {name: i for i, name in enumerate(CANDIDATES.ids)}
    if not before or any(place.part and place.reaches[code].km > km[number[place.id]] for place in before):
        return  # another part of such a place may take over as the weight grows
    nearest = min((place.id for place in before), key=lambda name: km[number[name]])
    position = {place.id: place.rank for place in after}
    assert all(position[p.id] <= p.rank for p in before if p.id == nearest)


@settings(max_examples=20)
@given(needs, st.integers(0, 2**32 - 1))
def test_the_order_of_features_does_not_matter(requirements: Requirements, seed: int) -> None:
    assert rank(requirements, _shuffled(EDITION, seed)).places == rank(requirements, CANDIDATES).places


def _shuffled(dataset: Dataset, seed: int) -> Candidates:
    turn = np.random.default_rng(seed)
    frames = {name: frame.iloc[turn.permutation(len(frame))] for name, frame in reversed(dataset.frames.items())}
    turned = replace(dataset, frames=frames)
    return Candidates(turned, TERMS, ProximityIndex(turned))


@settings(max_examples=60)
@given(needs)
def test_who_misses_a_must_have_is_listed_and_never_ranked(requirements: Requirements) -> None:
    ranking = rank(requirements, CANDIDATES, draws=20)
    located, failed = {place.id for place in ranking.places}, set(ranking.failed)
    assert not located & failed
    assert not requirements.asks or located | failed == set(CANDIDATES.ids)
    assert [place.rank for place in ranking.places] == list(range(1, len(located) + 1))
    for place in ranking.places:
        assert 0 <= place.value <= 1 + 1e-9
        assert sum(place.parts.values()) == pytest.approx(place.value)
        assert 1 <= place.low <= place.rank <= place.high <= len(located)
    for name, missed in ranking.failed.items():
        for lang in ("zh", "en"):
            said = [failure.sentence(requirements, CANDIDATES, name, lang) for failure in missed]
            assert said
            assert "{" not in "".join(said)


@settings(max_examples=60)
@given(needs)
def test_a_need_comes_back_from_its_address(requirements: Requirements) -> None:
    query = requirements.to_query(EDITION)
    back, dropped = from_query(query, EDITION)
    assert dropped == []
    assert back.to_query(EDITION) == query
    assert places_of(back) == places_of(requirements)
    for title, values in requirements.describe(EDITION, "en"):
        assert not HAN.search(title + "".join(values))


def places_of(requirements: Requirements) -> list[tuple[str, int, int, int, float]]:
    return [(p.id, p.rank, p.low, p.high, p.value) for p in rank(requirements, CANDIDATES, draws=20).places]


@given(
    st.dictionaries(
        st.sampled_from(
            [
                *("fn", "ind", "ground", "mode", "must", "within", "in", "out", "avoid", "area_min", "open", "is"),
                *("level", "sector", "wide", "w"),
            ]
        ),
        st.lists(st.text()),
    )
)
def test_any_address_gives_a_need(query: dict[str, list[str]]) -> None:
    requirements, _ = from_query(query, EDITION)
    assert requirements.to_query(EDITION) is not None


@settings(max_examples=60)
@given(needs)
def test_relaxing_brings_back_what_it_says(requirements: Requirements) -> None:
    for relaxed in relaxations(requirements, CANDIDATES):
        ranked = rank(relaxed.requirements, CANDIDATES, draws=1).places
        assert len(ranked) in {0, relaxed.count}  # none where nothing weighs
        assert passing(relaxed.requirements, CANDIDATES).sum() == relaxed.count > 0


def test_the_must_have_that_empties_the_list_is_named() -> None:
    requirements = Requirements(
        bonded=True, inside=("core",), within={"airport": 1}, weights={"airport": 3}
    )  # nothing lies on a runway
    assert empty_alone(requirements, CANDIDATES) == ["within:airport"]
    assert [relaxed.musts for relaxed in relaxations(requirements, CANDIDATES)] == [("within:airport",)]


def test_municipal_zones_are_ranked_by_level_and_industry() -> None:
    requirements = Requirements(levels=("municipal",), sectors=("food",), weights={"airport": 3})
    ranked = [place.id for place in rank(requirements, CANDIDATES).places]
    zones = EDITION.features[EDITION.features["kind"] == "municipal-zone"]
    today = {name for name in zones.index if zones["status_now"][name] == "operating"}
    heads = {head for head, names in CANDIDATES.names_of.items() if today & set(names)}
    assert set(ranked) == {
        head for head in heads if "food" in CANDIDATES.codes_of["industries"][CANDIDATES.ids.index(head)]
    }
    national = Requirements(levels=("national",), weights={"airport": 3})
    assert not any(place.id.startswith("municipal-") for place in rank(national, CANDIDATES).places)


def test_a_zone_and_its_successor_are_ranked_once() -> None:
    linked = {name for name in EDITION.features.index if EDITION.record(name).get("successor")}
    assert len(linked) == 10
    assert linked.isdisjoint(CANDIDATES.ids)
    assert {EDITION.record(name)["successor"] for name in linked} <= set(CANDIDATES.ids)


@pytest.mark.parametrize("code", TERMS.presets)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_preset_gives_a_list_with_reasons(code: str, lang: str) -> None:
    requirements = of_preset(TERMS.presets[code])
    ranking = rank(requirements, CANDIDATES)
    assert len(ranking.places) >= 5
    for place in ranking.places:
        text = explain(place, requirements, EDITION, lang) + span(place, lang)
        assert "{" not in text
        assert lang == "zh" or not HAN.search(text)


def test_what_is_certain_has_no_span_and_what_is_not_has_one() -> None:
    spans = [(p.low, p.high) for p in rank(Requirements(weights={"airport": 3, "river-port": 3}), CANDIDATES).places]
    assert any(low < high for low, high in spans)
    assert spans == [
        (p.low, p.high) for p in rank(Requirements(weights={"airport": 3, "river-port": 3}), CANDIDATES).places
    ]


@settings(max_examples=30)
@given(needs)
def test_what_brings_nothing_back_alone_is_no_way_out(requirements: Requirements) -> None:
    vain = useless(requirements, CANDIDATES)
    ways = [relaxed.musts for relaxed in relaxations(requirements, CANDIDATES)]
    assert not [must for must in vain if (must,) in ways]
    for must in vain:
        assert not passing(requirements.without(must), CANDIDATES).any()


@pytest.mark.parametrize("said", ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "111th"])
def test_ranks_are_said_in_english(said: str) -> None:
    assert ordinal(int(said[:-2]), "en") == said
