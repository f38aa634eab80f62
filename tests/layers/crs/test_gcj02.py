import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from layers.crs import gcj02
from layers.crs.gcj02 import DATUMS, Datum
from tests.layers.dirty_layers import to_datum

GEOD = Geod(ellps="WGS84")
# 天安门 as published converters have it, to the last digit they print
KNOWN = {"gcj02": (116.41024449916938, 39.91640428150164), "bd09": (116.41662724378733, 39.922699552216216)}


@pytest.mark.parametrize("datum", DATUMS)
def test_it_agrees_with_published_converters(datum: Datum) -> None:
    lon, lat = gcj02.from_wgs84(np.array([116.404]), np.array([39.915]), datum)
    assert (lon[0], lat[0]) == pytest.approx(KNOWN[datum], abs=1e-9)


@given(
    st.lists(st.tuples(st.floats(73.5, 135.0), st.floats(3.5, 53.5)), min_size=1, max_size=50), st.sampled_from(DATUMS)
)
def test_a_round_trip_ends_within_a_metre(places: list[tuple[float, float]], datum: Datum) -> None:
    lon, lat = np.array(places).T
    back = gcj02.to_wgs84(*gcj02.from_wgs84(lon, lat, datum), datum)
    assert GEOD.inv(lon, lat, *back)[2].max() < 1.0


@given(st.floats(105.3, 110.2), st.floats(28.2, 32.2), st.sampled_from(DATUMS))
def test_the_shift_in_chongqing_is_hundreds_of_metres(lon: float, lat: float, datum: Datum) -> None:
    moved = gcj02.from_wgs84(np.array([lon]), np.array([lat]), datum)
    metres = GEOD.inv([lon], [lat], *moved)[2][0]
    assert 200 < metres < 1500


def test_abroad_and_nowhere_stay() -> None:
    lon, lat = np.array([2.35, np.nan]), np.array([48.85, np.nan])
    assert np.array_equal(gcj02.to_wgs84(lon, lat, "gcj02"), (lon, lat), equal_nan=True)


def test_every_vertex_moves_and_heights_stay() -> None:
    shapes = np.array([shapely.box(106, 29, 107, 30), shapely.Point(106, 29, 250), None, shapely.Point()], dtype=object)
    there = to_datum(shapes, "gcj02")
    back = gcj02.geometries_to_wgs84(there, "gcj02")
    assert not shapely.equals_exact(there[0], shapes[0], 1e-4)
    assert shapely.equals_exact(back[0], shapes[0], 1e-9)
    assert shapely.get_z(back[1]) == 250
    assert back[2] is None
    assert back[3].is_empty


def test_a_series_keeps_its_index() -> None:
    series = gpd.GeoSeries([shapely.Point(106.5, 29.5)], index=[7], crs="EPSG:4326")
    assert list(gcj02.series_to_wgs84(series, "bd09").index) == [7]
