"""The base map: districts without gap or overlap, regions that are their sum, rivers that flow the right way, land."""

import pyproj
import pytest
import shapely
from shapely.geometry import shape

from data.build.metric import as_area, measure_km2
from tests.data.plan import read_roles
from tests.data.shipped import GEOJSON, read_features

CHONGQING_KM2 = 82_402  # the municipality as published
DISTRICTS = read_features("districts")
OUTLINES = [as_area(shape(f["geometry"])) for f in DISTRICTS]
RIVERS = {f["id"]: shape(f["geometry"]) for f in read_features("rivers")}
LAND = [shape(f["geometry"]) for f in read_features("land")]


def test_there_are_38_districts_with_all_their_vertices() -> None:
    assert len({f["properties"]["adcode"] for f in DISTRICTS}) == len(DISTRICTS) == 38
    assert sum(shapely.get_num_coordinates(outline) for outline in OUTLINES) == 4990


def test_districts_neither_overlap_nor_leave_gaps() -> None:
    assert shapely.coverage_is_valid(OUTLINES)
    whole = shapely.coverage_union_all(OUTLINES)
    assert whole.geom_type == "Polygon"
    assert not whole.interiors


def test_areas_are_those_of_chongqing() -> None:
    areas = [measure_km2(outline) for outline in OUTLINES]
    assert sum(areas) == pytest.approx(CHONGQING_KM2, rel=0.002)
    assert [round(area, 1) for area in areas] == [f["properties"]["area_km2"] for f in DISTRICTS]


def test_the_three_regions_are_the_sum_of_their_districts() -> None:
    regions = {f["properties"]["region"]: shape(f["geometry"]) for f in read_features("regions")}
    assert set(regions) == {"core", "northeast", "southeast"}
    for code, outline in regions.items():
        members = [o for f, o in zip(DISTRICTS, OUTLINES, strict=True) if f["properties"]["region"] == code]
        assert shapely.coverage_union_all(members).equals(outline)
    assert shapely.union_all(list(regions.values())).equals(shapely.union_all(OUTLINES))


@pytest.mark.parametrize(("region", "count"), [("core", 21), ("northeast", 11), ("southeast", 6)])
def test_districts_are_shared_out_as_the_plan_says(region: str, count: int) -> None:
    assert sum(f["properties"]["region"] == region for f in DISTRICTS) == count


def test_every_region_carries_its_role_in_the_plan() -> None:
    for name, role in read_roles().items():
        properties = next(f["properties"] for f in read_features("regions") if f["id"] == name)
        shipped = properties["role_zh"], properties["role_en"], properties["plan_ref"]
        assert shipped == (role["zh"], role["en"], role["plan_ref"])


@pytest.mark.parametrize("layer", ["districts", "districts-2025", "regions"])
def test_labels_stand_inside(layer: str) -> None:
    for feature in read_features(layer):
        assert shape(feature["geometry"]).contains(shapely.Point(feature["properties"]["label"])), feature["id"]


def test_rivers_are_single_lines_that_flow_into_one_another() -> None:
    assert set(RIVERS) == {"river-changjiang", "river-jialing", "river-wujiang"}
    assert all(river.geom_type == "LineString" and river.is_simple for river in RIVERS.values())
    for tributary in ("river-jialing", "river-wujiang"):
        mouth = shapely.get_point(RIVERS[tributary], -1)
        assert mouth.distance(RIVERS["river-changjiang"]) < 0.005, tributary


def test_the_changjiang_runs_from_yibin_to_the_sea() -> None:
    river = RIVERS["river-changjiang"]
    assert shapely.get_point(river, 0).distance(shapely.Point(104.62, 28.77)) < 0.1
    assert shapely.get_point(river, -1).distance(shapely.Point(121.9, 31.2)) < 0.1
    passed = [(106.58, 29.57), (108.4, 30.8), (111.3, 30.7), (114.3, 30.6), (118.75, 32.1), (121.5, 31.4)]
    places = [shapely.Point(place) for place in passed]  # 重庆, 万州, 宜昌, 武汉, 南京, 吴淞口
    assert all(river.distance(place) < 0.12 for place in places)
    along = [river.project(place) for place in places]
    assert along == sorted(along)
    # 宜宾 to the sea is some 2,800 km by river; the line is smoother than the water
    assert 2500 < pyproj.Geod(ellps="WGS84").geometry_length(river) / 1000 < 2900


def test_land_reaches_the_ends_of_the_corridors_and_keeps_the_seas_free() -> None:
    land = shapely.union_all(LAND)
    on_land = [(106.55, 29.56), (6.76, 51.43), (103.82, 1.36), (132.0, 43.4), (121.0, 23.7), (109.7, 19.2)]
    assert all(land.contains(shapely.Point(place)) for place in on_land)
    at_sea = [(51.0, 42.0), (5.0, 40.0), (60.0, 15.0), (125.0, 30.0), (35.0, 43.5), (60.0, 71.5)]
    assert not any(land.contains(shapely.Point(place)) for place in at_sea)
    assert sum(part.area for part in LAND) == pytest.approx(land.area, rel=1e-6), "land masses overlap"


def test_land_is_small_enough_to_send_and_has_no_names() -> None:
    assert (GEOJSON / "land.geojson").stat().st_size <= 400_000
    assert all(list(f["properties"]) == ["id"] for f in read_features("land"))
