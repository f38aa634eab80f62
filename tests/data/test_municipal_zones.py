"""The municipal zones are the national catalogue's, each once; outlines are schematic and say how large they are."""

import re
from datetime import date
from math import pi, sqrt

import pytest
from shapely.geometry import Point, shape

from data.build.metric import as_area, measure_km2
from data.build.paths import INPUTS
from layers.catalogue.models import load_catalogue
from tests.data.plan import read_rows
from tests.data.shipped import THEMES, Feature, list_features, read_features

ROWS = {row["id"]: row for row in read_rows(INPUTS / "municipal_zones.csv")}
ZONES = read_features("municipal-zones")
OTHERS = {feature["id"]: feature for layer, feature in list_features(THEMES) if layer != "municipal-zones"}
OUTLINES = read_features("zone-outlines")
BY_ZONE = pytest.mark.parametrize("zone", ZONES, ids=lambda zone: zone["id"])
SUCCESSORS = {  # ours, as the editors read the catalogue
    "municipal-fuling": "htz-fuling",
    "municipal-hechuan": "htz-hechuan",
    "municipal-nanchuan": "htz-nanchuan",
    "municipal-qijiang": "htz-qijiang-wansheng",
    "municipal-wansheng": "htz-qijiang-wansheng",
    **{f"municipal-{name}": f"htz-{name}" for name in ("dazu", "yongchuan", "tongliang", "tongnan", "rongchang")},
}


def test_all_41_of_the_catalogue_are_there() -> None:
    numbers = [int(row["catalogue_no"]) for row in ROWS.values()]
    assert numbers == list(range(1528, 1569)), "the catalogue numbers them without a gap"
    assert sorted(ROWS) == [zone["id"] for zone in ZONES]
    codes = [zone["properties"]["catalogue_code"] for zone in ZONES]
    assert len(set(codes)) == 41
    assert all(re.fullmatch(r"S50[789]0\d\d", code) for code in codes)
    assert sum(float(row["area_ha"]) for row in ROWS.values()) == pytest.approx(42_533 - 6_572, abs=1), (
        "all 49 less the national"
    )


@BY_ZONE
def test_a_zone_says_what_the_catalogue_says(zone: Feature) -> None:
    properties, row = zone["properties"], ROWS[zone["id"]]
    assert (properties["level"], properties["kind"]) == ("municipal", "municipal-zone")
    assert not properties["named_in_plan"]
    assert properties["area_km2"] == round(float(row["area_ha"]) / 100, 2)
    assert properties["area_approved_year"] == 2018
    assert date(1990, 1, 1) < date.fromisoformat(f"{properties['approved']}-01") < date(2018, 3, 1)
    assert properties["leading_zh"] in properties["summary_zh"]
    assert properties["leading_en"] in properties["summary_en"]
    assert len(properties["leading_zh"].split("、")) == len(properties["leading_en"].split(", "))
    assert properties["industries"]


def test_one_term_of_the_catalogue_is_one_set_of_codes() -> None:
    """Zones with the same words have the same codes, and each code of the map's own is given by some word."""
    by_words: dict[str, set[tuple[str, ...]]] = {}
    for zone in ZONES:
        by_words.setdefault(zone["properties"]["leading_zh"], set()).add(tuple(zone["properties"]["industries"]))
    assert all(len(codes) == 1 for codes in by_words.values())
    cars = {zone["id"] for zone in ZONES if "汽" in zone["properties"]["leading_zh"]}
    assert cars == {zone["id"] for zone in ZONES if "automobiles" in zone["properties"]["industries"]}
    food = {zone["id"] for zone in ZONES if re.search("食品|农", zone["properties"]["leading_zh"])}
    assert food == {zone["id"] for zone in ZONES if "food" in zone["properties"]["industries"]}


def test_successors_are_linked_and_not_drawn_twice() -> None:
    linked = {zone["id"]: zone["properties"]["successor"] for zone in ZONES if zone["properties"]["successor"]}
    assert linked == SUCCESSORS
    for zone in ZONES:
        name = zone["properties"]["successor"]
        assert (zone["geometry"] is None) == bool(name), zone["id"]
        assert not name or OTHERS[name]["properties"]["name_zh"] in zone["properties"]["position_source"]
        assert not name or set(zone["properties"]["districts"]) <= set(OTHERS[name]["properties"]["districts"])


@BY_ZONE
def test_a_place_is_no_better_than_its_geocode(zone: Feature) -> None:
    properties = zone["properties"]
    if properties["position_quality"] == "locality" and not properties["parts"]:
        # the point is some place in the zone, so the zone's own radius is part of the error
        assert properties["position_error_km"] >= min(5.0, sqrt(properties["area_km2"] / pi))
        assert all(len(str(part).partition(".")[2]) <= 3 for part in zone["geometry"]["coordinates"]), (
            "rounded to 0.001°"
        )
    if properties["position_quality"] == "district":
        assert "驻地" in properties["position_source"]
        assert properties["position_error_km"] >= 10


@BY_ZONE
def test_no_zone_counts_twice_today(zone: Feature) -> None:
    """永川 and 荣昌 were raised to national level in 2018: as municipal zones they do not stand beside themselves."""
    raised = {"municipal-yongchuan", "municipal-rongchang"}
    assert (zone["properties"]["status_now"] == "operating") == (zone["id"] not in raised)


def test_circles_of_approved_areas_are_those_of_2018() -> None:
    for name, feature in OTHERS.items():
        properties = feature["properties"]
        year = properties["area_approved_year"]
        assert (year == 2018) == str(properties["area_source"]).startswith("2018 年核准面积"), name
        assert year in {None, 2018}


def test_outlines_tell_measured_from_published_area() -> None:
    areas = {
        f["properties"]["feature"]: (f["properties"]["area_km2"], f["properties"]["published_km2"]) for f in OUTLINES
    }
    assert areas.keys() == {"strategic-liangjiang", "htz-chongqing"}
    for outline in OUTLINES:
        own, published = areas[outline["properties"]["feature"]]
        assert own == round(measure_km2(as_area(shape(outline["geometry"]))), 1)
        assert own == pytest.approx(published, rel=0.06)
        assert OTHERS[outline["properties"]["feature"]]["properties"]["area_km2"] == published
        assert f"量得约 {own:.0f}" in OTHERS[outline["properties"]["feature"]]["properties"]["area_source"]
        assert "示意" in outline["properties"]["label_zh"]
        assert "schematic" in outline["properties"]["label_en"]
        assert shape(outline["geometry"]).contains(Point(outline["properties"]["label"]))


def test_outlines_are_drawn_as_outlines() -> None:
    assert load_catalogue().layers["zone-outlines"].draw == "outlines"
    points = [OTHERS[f["properties"]["feature"]]["geometry"]["coordinates"] for f in OUTLINES]
    assert all(shape(f["geometry"]).contains(Point(point)) for f, point in zip(OUTLINES, points, strict=True))
