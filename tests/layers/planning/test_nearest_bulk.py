"""A million points at once are measured as each alone would be; corridors are measured to nodes and to lines."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.crs.metric import GEOD
from layers.planning import site_points
from layers.planning.corridor_access import Corridors
from layers.planning.nearest_bulk import PIECE, nearest
from layers.planning.overlay import drafted, points, rings
from layers.planning.scenario import Change
from tests.layers.planning.contexts import EDITION, GROUND
from tests.layers.planning.test_coverage import sites

TODAY = site_points.today(GROUND, "now")
CORRIDORS = Corridors(GROUND)
ANYWHERE = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@settings(max_examples=60)
@given(
    st.lists(ANYWHERE, min_size=1, max_size=8),
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-89, 89), st.just(0.0)), min_size=1, max_size=8),
)
def test_all_at_once_is_as_each_alone(
    places: list[tuple[float, float]], there: list[tuple[float, float, float]]
) -> None:
    lon, lat = np.array(places).T
    found, some = nearest(lon, lat, sites(*there)), sites(*there)
    for x, y, km, site in zip(lon, lat, found.km, found.site, strict=True):
        size = len(some)
        every = GEOD.inv(np.full(size, x), np.full(size, y), some.lon, some.lat)[2] / 1000
        assert km == pytest.approx(every.min(), abs=1e-6)
        assert every[site] == pytest.approx(km, abs=1e-6)


def test_close_rivals_are_told_apart() -> None:
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(105, 111, 3000), rng.uniform(28, 33, 3000)
    here = sites(
        *[(float(x), float(y), 0.0) for x, y in zip(rng.normal(108, 0.01, 40), rng.normal(30, 0.01, 40), strict=True)]
    )
    found = nearest(lon, lat, here)
    grid = np.meshgrid(np.arange(3000), np.arange(40), indexing="ij")
    every = GEOD.inv(lon[grid[0]], lat[grid[0]], here.lon[grid[1]], here.lat[grid[1]])[2] / 1000
    assert np.allclose(found.km, every.min(axis=1), rtol=0, atol=1e-9)


def test_pieces_make_up_the_whole() -> None:
    rng = np.random.default_rng(1)
    lon, lat = rng.uniform(105, 111, PIECE + 5), rng.uniform(28, 33, PIECE + 5)
    whole = nearest(lon, lat, TODAY)
    parts = [nearest(lon[part], lat[part], TODAY) for part in (slice(PIECE), slice(PIECE, None))]
    assert [len(part.km) for part in parts] == [PIECE, 5]
    assert np.array_equal(np.concatenate([part.km for part in parts]), whole.km)
    assert np.array_equal(np.concatenate([part.site for part in parts]), whole.site)


def test_nothing_to_measure() -> None:
    assert len(nearest(np.empty(0), np.empty(0), TODAY).km) == 0
    with pytest.raises(ValueError, match="no site"):
        nearest(np.zeros(1), np.zeros(1), TODAY.of_kinds([]))


def test_a_site_at_a_boarding_place_is_there() -> None:
    nodes = CORRIDORS.nodes
    assert len(nodes) > 10
    found = CORRIDORS.fit(nodes)
    assert (found.node_km < 1e-6).all()
    assert set(found.node_mode) <= set(EDITION.catalogue.modes)


def test_a_line_is_measured_on_the_ground() -> None:
    tracks = CORRIDORS.tracks
    assert set(tracks.corridors) <= set(EDITION.features.index)
    assert not any(EDITION.features.loc[name, "kind"] == "air-transit" for name in tracks.corridors)
    found = CORRIDORS.fit(TODAY)
    assert (found.line_km >= 0).all()
    yard = TODAY.ids.tolist().index("bonded-railway-port")
    assert found.line_km[yard] < 1
    assert found.node_km[yard] < 1


@given(st.integers(1, 150), st.integers(1, 150))
def test_fewer_are_unserved_where_more_counts_as_served(one: int, other: int) -> None:
    found = CORRIDORS.fit(TODAY)
    near, far = (set(found.unserved(km)) for km in sorted((one, other)))
    assert far <= near
    assert len({TODAY.ids[n] for n in near}) == len(near)


def test_what_corridors_serve() -> None:
    near, far = CORRIDORS.served_districts(20, "38"), CORRIDORS.served_districts(80, "38")
    assert near.keys() == far.keys() == set(EDITION.frames["corridors"]["id"])
    assert all(set(near[name][1]) <= set(far[name][1]) for name in near)
    assert "500106" in far["corridor-china-europe-alashankou"][0]  # 团结村 lies in 沙坪坝
    assert far["corridor-china-europe-west-asia"] == ([], [])  # no route is known


def test_what_the_map_is_told() -> None:
    drawn = rings(TODAY.of_kinds(["bonded-b"]), (50, 100))
    assert [ring["km"] for ring in drawn] == [100, 100, 50, 50]
    assert all(ring["low"] < ring["km"] < ring["high"] for ring in drawn)
    made = site_points.apply((Change("add", "port", 108, 30), Change("close", "bonded-xiyong")), TODAY, GROUND)
    assert points(drafted(made), "zh") == ({"lon": 108.0, "lat": 30.0, "label": "港口（草案 1）"},)
