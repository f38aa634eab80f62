"""Coverage grows with the radius, lies between its bounds, and is the area of a circle where there is one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.catalogue.entries import Words
from layers.planning import site_points
from layers.planning.coverage import cover, curve
from layers.planning.site_points import Sites
from tests.layers.planning.contexts import GROUND

AREAS = GROUND.areas("38")
TINY = 1e-6  # km², of rounding
PLACES = st.lists(st.tuples(st.floats(105.3, 110.1), st.floats(28.2, 32.1), st.floats(0, 30)), min_size=1, max_size=6)


def sites(*places: tuple[float, float, float]) -> Sites:
    lon, lat, error = (np.array(column, dtype=float) for column in zip(*places, strict=True))
    names = tuple(Words(zh="名", en="Name") for _ in places)
    return Sites(
        np.array([f"site-{n}" for n in range(len(places))]), np.full(len(places), "port"), lon, lat, error, names
    )


@settings(max_examples=40)
@given(PLACES, st.floats(1, 150), st.floats(1, 150))
def test_coverage_grows_with_the_radius_and_keeps_between_its_bounds(
    places: list[tuple[float, float, float]], one: float, other: float
) -> None:
    near, far = (cover(sites(*places), radius, AREAS).covered_km2 for radius in sorted((one, other)))
    assert (near <= far + TINY).all()
    for found in (near, far):
        assert (found[0] <= found[1] + TINY).all()
        assert (found[1] <= found[2] + TINY).all()
        assert (found >= 0).all()
        assert (found <= AREAS.area_km2 + TINY).all()


@settings(max_examples=20)
@given(PLACES, PLACES)
def test_another_site_never_covers_less(
    places: list[tuple[float, float, float]], more: list[tuple[float, float, float]]
) -> None:
    fewer, many = cover(sites(*places), 40, AREAS), cover(sites(*places, *more), 40, AREAS)
    assert (fewer.covered_km2 <= many.covered_km2 + TINY).all()


@pytest.mark.parametrize("radius", [5, 10])
def test_one_circle_inside_is_a_circle(radius: float) -> None:
    found = cover(sites((108.0, 29.9, 1.0)), radius, AREAS)
    for bound, km in enumerate((radius - 1, radius, radius + 1)):
        assert found.covered_km2[bound].sum() == pytest.approx(np.pi * km**2, rel=2e-3)


def test_a_site_that_may_be_anywhere_within_the_radius_covers_nothing_for_certain() -> None:
    found = cover(sites((108.0, 29.9, 12.0)), 10, AREAS)
    assert found.covered_km2[0].sum() == 0
    assert found.covered_km2[2].sum() > found.covered_km2[1].sum() > 0


def test_no_site_covers_nothing() -> None:
    none = site_points.today(GROUND, "now").of_kinds([])
    assert cover(none, 50, AREAS).total_share.tolist() == [0, 0, 0]


def test_regions_make_up_the_whole() -> None:
    found = cover(site_points.today(GROUND, "now").of_kinds(["bonded-zone"]), 60, AREAS)
    regions = dict.fromkeys(AREAS.regions)
    area = {code: AREAS.area_km2[AREAS.of_region(code)].sum() for code in regions}
    parts = sum(found.region_share(code) * area[code] for code in regions)
    assert np.allclose(parts, found.total_share * AREAS.area_km2.sum())
    assert 80_000 < AREAS.area_km2.sum() < 84_000  # the municipality has some 82,400 km²


def test_the_curve_rises() -> None:
    shares = [each.total_share[1] for each in curve(site_points.today(GROUND, "now").of_kinds(["port"]), AREAS)]
    assert shares == sorted(shares)
    assert len(shares) == 15
