"""Nearest and coverage by road, against the distances asked for one by one."""

import numpy as np
import pytest

from layers.planning import site_points
from layers.planning.coverage import cover
from layers.planning.nearest_road import PIECE, nearest_by_road
from layers.planning.road_coverage import reach_by_road
from layers.roads.distance import Roads
from layers.roads.load import load_roads
from tests.layers.planning.contexts import GROUND

SITES = site_points.today(GROUND, "plan").of_kinds(["bonded-zone"])
AREAS = GROUND.areas("38")


@pytest.fixture(scope="module")
def roads() -> Roads:
    found = load_roads()
    assert isinstance(found, Roads)
    return found


def test_the_nearest_by_road_is_the_smallest_of_all(roads: Roads) -> None:
    draw = np.random.default_rng(5)
    lon, lat = draw.uniform(105.5, 109.5, 40), draw.uniform(28.6, 31.6, 40)
    found = nearest_by_road(lon, lat, SITES, roads)
    ends = [roads.ends(x, y, error) for x, y, error in zip(SITES.lon, SITES.lat, SITES.error_km, strict=True)]
    for row, point in enumerate(zip(lon, lat, strict=True)):
        answers = [roads.distance(roads.ends(*point, 0.0), end) for end in ends]
        reached = [answer.road_km for answer in answers if answer.road_km is not None]
        if not reached:
            assert np.isnan([found.road_km[row], found.low_km[row], found.high_km[row]]).all()
            continue
        chosen = answers[found.site[row]]
        assert found.road_km[row] == pytest.approx(min(reached), abs=1e-6)
        assert found.km[row] == pytest.approx(chosen.straight_km)
        assert (found.low_km[row], found.high_km[row]) == pytest.approx((chosen.low_km, chosen.high_km))
    assert 0 < np.isnan(found.road_km).sum() < 40


def test_pieces_do_not_show(roads: Roads) -> None:
    lon, lat = np.linspace(106.3, 106.8, PIECE + 9), np.linspace(29.4, 29.7, PIECE + 9)
    found = nearest_by_road(lon, lat, SITES, roads)
    last = nearest_by_road(lon[-20:], lat[-20:], SITES, roads)
    assert found.road_km[-20:] == pytest.approx(last.road_km, nan_ok=True)
    assert (found.site[-20:] == last.site)[~np.isnan(last.road_km)].all()


def test_without_sites_nothing_is_measured(roads: Roads) -> None:
    none = SITES.only(np.zeros(len(SITES), dtype=bool))
    with pytest.raises(ValueError, match="no site"):
        nearest_by_road(np.array([106.5]), np.array([29.5]), none, roads)
    assert reach_by_road(none, AREAS, roads).cover(150).covered_km2.sum() == 0


def test_coverage_by_road(roads: Roads) -> None:
    reach = reach_by_road(SITES, AREAS, roads)
    before = np.zeros((3, len(AREAS.codes)))
    for found in reach.curve():
        assert (found.covered_km2[0] <= found.covered_km2[1]).all()
        assert (found.covered_km2[1] <= found.covered_km2[2]).all()
        assert (found.covered_km2 >= before).all()
        assert (found.share + reach.without_road <= 1 + 1e-9).all()
        before = found.covered_km2
    # no road is shorter than the straight line: what roads reach, lines reach, but for the width of a cell
    straight = cover(SITES, 51, AREAS)
    assert (reach.cover(50).share[1] <= straight.share[1] + 0.02).all()
    assert reach.cover(10_000).covered_km2[0].sum() == pytest.approx(
        ((1 - reach.without_road) * AREAS.area_km2).sum(), rel=1e-9
    )
