"""A scenario is its link and its file: both give it back; what is wrong is refused with a reason."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.i18n.messages import say
from layers.planning import site_points
from layers.planning.query import PlanningQuery, from_query
from layers.planning.scenario import MOST, Change, ScenarioError, from_geojson, parse_all, to_geojson, with_change
from layers.planning.scenario_effect import compare_outcomes
from tests.layers.planning.contexts import EDITION, GROUND

LON, LAT = (
    st.floats(-180, 180).map(lambda x: round(x, 4) + 0.0),
    st.floats(-90, 90).map(lambda y: round(y, 4) + 0.0),
)
NAMES, KINDS = st.sampled_from(EDITION.features.index.tolist()), st.sampled_from(list(EDITION.catalogue.kinds))
CHANGES = st.one_of(
    st.builds(Change, st.just("add"), KINDS, LON, LAT),
    st.builds(Change, st.just("move"), NAMES, LON, LAT),
    st.builds(Change, st.just("close"), NAMES),
)
HOSTILE = [
    "{{ 7*191 }}",
    "add:bonded-b:200,10",
    "add:nobody:108,29",
    "close:nobody",
    "move:bonded-b:108,29",
    "",
    "x" * 999,
]


def draft(changes: list[Change]) -> tuple[Change, ...]:
    found: tuple[Change, ...] = ()
    for change in changes:
        found = with_change(found, change)
    return found


@given(st.lists(CHANGES, min_size=1, max_size=12))
def test_a_scenario_comes_back_from_its_link_and_its_file(changes: list[Change]) -> None:
    made = draft(changes)
    assert parse_all([change.code for change in made], EDITION) == (made, [])
    assert from_geojson(to_geojson(made, EDITION, "title"), EDITION) == made


@pytest.mark.parametrize("code", HOSTILE)
def test_what_means_nothing_is_dropped(code: str) -> None:
    assert parse_all([code], EDITION) == ((), [code])


def test_a_link_holds_so_many_changes() -> None:
    codes = [f"add:port:{105 + n / 50:.4f},30.0000" for n in range(MOST + 2)]
    changes, dropped = parse_all(codes, EDITION)
    assert len(changes) == MOST
    assert dropped == codes[MOST:]


def test_the_last_word_on_a_site_counts() -> None:
    changes = draft([Change("move", "bonded-xiyong", 108, 30), Change("close", "bonded-xiyong")])
    assert changes == (Change("close", "bonded-xiyong"),)


def file_of(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def feature_of(properties: object, coordinates: object = (108, 30)) -> dict[str, object]:
    geometry = {"type": "Point", "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


PORT = {"change": "add", "kind": "port"}


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"no json", "whatif.not_geojson"),
        (file_of(1), "whatif.not_geojson"),
        (file_of(), "whatif.nothing_in"),
        (b" " * 1_000_001, "whatif.too_big"),
        (file_of(*[feature_of(PORT)] * (MOST + 1)), "whatif.too_many"),
        (file_of(feature_of(PORT, ["a", True])), "whatif.bad_feature"),
        (file_of(feature_of(PORT, [True, False])), "whatif.bad_feature"),
        (file_of(feature_of(PORT, [1e308, 0])), "whatif.bad_feature"),
        (file_of(feature_of({"change": "add", "kind": ["port"]})), "whatif.bad_feature"),
        (file_of(feature_of({"change": "close", "feature": "nobody"})), "whatif.bad_feature"),
        (file_of(feature_of(None)), "whatif.not_geojson"),
        (file_of(feature_of({"change": "close", "feature": [["nobody"]]})), "whatif.bad_feature"),
        (file_of(feature_of(PORT, [10**400, 0])), "whatif.bad_feature"),
    ],
)
def test_a_file_is_refused_with_its_reason(content: bytes, key: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        from_geojson(content, EDITION)
    assert caught.value.key == key
    for lang in ("zh", "en"):
        assert say(key, lang, **caught.value.values)


@given(st.lists(CHANGES, max_size=6))
def test_sites_are_those_of_today_with_the_changes_made(changes: list[Change]) -> None:
    made, today = draft(changes), site_points.today(GROUND, "now")
    sites = site_points.apply(made, today, GROUND)
    touched = {change.what for change in made if change.act != "add"}
    assert not touched & set(sites.ids.tolist())
    assert set(today.ids.tolist()) - touched <= set(sites.ids.tolist())
    assert sum(name.startswith("draft-") for name in sites.ids.tolist()) == sum(c.act != "close" for c in made)


def test_before_and_after() -> None:
    planning_query = PlanningQuery(
        changes=(Change("add", "bonded-zone", 108.77, 29.53), Change("add", "bonded-zone", 100.0, 20.0))
    )
    before, after = compare_outcomes(planning_query, GROUND, time="now", district_vintage="38")
    assert after.sites.count == before.sites.count + 2
    assert after.coverage.total_share[1] > before.coverage.total_share[1]
    assert (after.nearest_km <= before.nearest_km + 1e-9).all()
    assert after.nearest_km.min() < 2  # 黔江's seat
    assert [each.key for each in after.conflicts if each not in before.conflicts] == ["outside"]


def test_conflicts_are_seen() -> None:
    home = site_points.today(GROUND, "now")
    at = home.ids.tolist().index("bonded-fuling")
    beside = Change("add", "bonded-zone", float(home.lon[at]), float(home.lat[at]))
    away = Change("move", "bonded-xiyong", 108.37, 30.81)
    before, after = compare_outcomes(PlanningQuery(changes=(beside, away)), GROUND, time="now", district_vintage="38")
    new = {each.key: each for each in after.conflicts if each not in before.conflicts}
    assert new["same-spot"].ids == ("bonded-fuling", "draft-1")
    assert new["other-district"].place == "500101"


@given(
    st.builds(
        PlanningQuery,
        sections=st.sampled_from([(), ("matrix",), ("coverage", "fit")]),
        rows=st.sampled_from(["region", "district"]),
        grain=st.sampled_from(["type", "kind"]),
        cell=st.sampled_from(["", "core:park", "500101:bonded-zone", "nowhere:event"]),
        kinds=st.lists(KINDS, max_size=8, unique=True).map(
            lambda codes: tuple(code for code in EDITION.catalogue.kinds if code in codes)
        ),
        radii=st.lists(st.integers(10, 150), min_size=1, max_size=4, unique=True).map(lambda r: tuple(sorted(r))),
        model=st.sampled_from(["mclp", "lscp", "p-median", "p-center"]),
        sites=st.integers(1, 12),
        candidates=st.sampled_from(["seats", "parks"]),
        demand=st.sampled_from(["equal", "area", "own"]),
        keep=st.booleans(),
        changes=st.lists(CHANGES, max_size=5).map(draft),
        served=st.integers(1, 150),
    )
)
def test_a_study_is_a_link(planning_query: PlanningQuery) -> None:
    assert from_query(planning_query.to_query(), EDITION) == (planning_query, [])


@pytest.mark.parametrize("key", ["see", "by", "grain", "cell", "of", "r", "model", "k", "from", "for", "serve", "do"])
@pytest.mark.parametrize("value", ["{{ 7*191 }}", "9999999999", "-1", "５０"])
def test_a_study_drops_what_nobody_knows(key: str, value: str) -> None:
    planning_query, dropped = from_query({key: [value]}, EDITION)
    assert dropped == [value]
    assert planning_query == PlanningQuery()


def test_a_cell_of_the_other_edition_is_let_go() -> None:
    planning_query = PlanningQuery(cell="500112:bonded-zone")  # 渝北 is no more
    assert planning_query.among("38", EDITION).cell
    assert not planning_query.among("37", EDITION).cell
