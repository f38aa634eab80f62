"""Each thematic layer × each check of meaning: the properties of DESIGN §3, and that they agree with one another."""

import re
from datetime import date

import pytest
import shapely
from shapely.geometry import shape

from data.build.entries import ESTIMATE
from layers.catalogue.models import load_catalogue
from tests.data.shipped import POINTS, THEMES, Feature, list_features, read_features, read_text

KEYS = [
    *("id", "name_zh", "name_en", "aliases", "platform_type", "kind", "level"),
    *("status", "status_source", "status_now", "status_now_date", "status_now_source"),
    *("regions", "districts", "extent_districts", "districts_2025"),
    *("named_in_plan", "plan_ref", "summary_zh", "summary_en", "functions", "industries"),
    *("grounds", "grounds_source_zh", "grounds_source_en", "grounds_url"),
    *("area_km2", "area_source", "area_approved_year"),
    *("position_quality", "position_error_km", "position_source", "position_checked", "parts"),
]
PART_KEYS = [
    *("name_zh", "name_en", "position_quality", "position_error_km", "position_source", "area_km2", "area_source"),
    *("grounds", "area_source_en", "position_source_en"),
]
QUALITIES = ["surveyed", "site", "locality", "district", "schematic", "none"]
REGIONS = ["core", "northeast", "southeast"]
PLAN_REF = re.compile(r"第[一二三四五六七八九十]+章(第[一二三四五六七八九十]+节)?(·专栏[1-9]\d?)?")
DISTRICTS = {f["properties"]["adcode"]: f for f in read_features("districts")}
TODAY = {f["properties"]["adcode"]: f for f in read_features("districts-2025")}
BY_LAYER = pytest.mark.parametrize("layer", THEMES)
BY_POINT_LAYER = pytest.mark.parametrize("layer", POINTS)


def find_districts(point: shapely.Point, dataset: dict[str, Feature]) -> set[str]:
    return {adcode for adcode, feature in dataset.items() if shape(feature["geometry"]).covers(point)}


def list_claims(feature: Feature) -> list[dict[str, object]]:
    """Return everything in a feature that claims a position: the feature itself and its parts."""
    return [feature["properties"], *feature["properties"]["parts"]]


@BY_LAYER
def test_every_key_is_there_in_order(layer: str) -> None:
    for feature in read_features(layer):
        assert list(feature["properties"])[: len(KEYS)] == KEYS
        assert all(list(part) == PART_KEYS for part in feature["properties"]["parts"])


@BY_LAYER
def test_values_have_their_types(layer: str) -> None:
    for feature in read_features(layer):
        properties = feature["properties"]
        for key in ("id", "name_zh", "name_en", "platform_type", "kind", "status_now", "summary_zh", "summary_en"):
            assert isinstance(properties[key], str), (feature["id"], key)
            assert properties[key].strip() == properties[key] != "", (feature["id"], key)
        for key in ("aliases", "regions", "districts", "extent_districts", "districts_2025", "functions", "industries"):
            assert isinstance(properties[key], list), (feature["id"], key)
            assert all(isinstance(item, str) and item for item in properties[key])
            assert len(properties[key]) == len(set(properties[key])), (feature["id"], key)
        for key in ("area_km2", "position_error_km"):
            assert properties[key] is None or properties[key] > 0, (feature["id"], key)
        assert isinstance(properties["named_in_plan"], bool)


@BY_LAYER
def test_codes_are_in_the_vocabularies(layer: str) -> None:
    catalogue = load_catalogue()
    for feature in read_features(layer):
        properties = feature["properties"]
        assert properties["kind"] in catalogue.layers[layer].kinds
        assert properties["platform_type"] == catalogue.layers[layer].kinds[properties["kind"]].type
        assert properties["level"] in {None, *catalogue.levels}
        assert properties["status"] in {None, *catalogue.statuses}
        assert properties["status_now"] in catalogue.statuses_now
        assert set(properties["functions"]) <= catalogue.functions.keys()
        assert set(properties["industries"]) <= catalogue.industries.keys()
        assert all(claim["position_quality"] in QUALITIES for claim in list_claims(feature))


@BY_LAYER
def test_the_plan_is_quoted_where_it_names_a_feature(layer: str) -> None:
    for feature in read_features(layer):
        properties = feature["properties"]
        if properties["named_in_plan"]:
            assert properties["status"], feature["id"]
            assert all(PLAN_REF.fullmatch(ref) for ref in properties["plan_ref"].split("；")), feature["id"]
        else:
            assert properties["plan_ref"] == ""
            assert properties["status"] is None, feature["id"]
            assert properties["status_source"], feature["id"]


@BY_LAYER
def test_what_is_known_of_today_has_a_date_and_a_source(layer: str) -> None:
    for feature in read_features(layer):
        properties = feature["properties"]
        date, source = properties["status_now_date"], properties["status_now_source"]
        assert (date is None) == (source is None), feature["id"]
        assert date is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date), feature["id"]
        assert date or properties["status_now"] == "unknown", feature["id"]


@BY_LAYER
def test_areas_have_a_source(layer: str) -> None:
    for feature in read_features(layer):
        for claim in list_claims(feature):
            assert claim["area_km2"] is None or claim["area_source"], feature["id"]


@BY_LAYER
def test_regions_are_those_of_the_districts(layer: str) -> None:
    for feature in read_features(layer):
        properties = feature["properties"]
        assert properties["districts"] == sorted(properties["districts"])
        found = {DISTRICTS[adcode]["properties"]["region"] for adcode in properties["districts"]}
        assert properties["regions"] == [region for region in REGIONS if region in found], feature["id"]


@BY_LAYER
def test_todays_districts_lie_in_the_same_regions(layer: str) -> None:
    for feature in read_features(layer):
        properties = feature["properties"]
        assert properties["districts_2025"] == sorted(properties["districts_2025"])
        assert set(properties["districts_2025"]) <= TODAY.keys(), feature["id"]
        found = {TODAY[adcode]["properties"]["region"] for adcode in properties["districts_2025"]}
        assert found == set(properties["regions"]), feature["id"]


@BY_LAYER
def test_only_what_was_redrawn_lies_elsewhere_today(layer: str) -> None:
    redrawn = {"500105", "500109", "500112"}
    for feature in read_features(layer):
        then, now = (set(feature["properties"][key]) for key in ("districts", "districts_2025"))
        assert then - redrawn == now - redrawn, feature["id"]
        assert bool(then & redrawn) == bool(now & redrawn), feature["id"]


def test_extents_are_those_of_areas_that_no_point_shows() -> None:
    extents = {f["id"]: f["properties"] for _, f in list_features(THEMES) if f["properties"]["extent_districts"]}
    assert extents.keys() == {"strategic-liangjiang", "strategic-science-city", "htz-chongqing"}
    assert all(p["extent_districts"] == p["districts"] and p["position_source"] for p in extents.values())


@BY_LAYER
def test_no_place_means_no_quality_and_no_error(layer: str) -> None:
    for feature in read_features(layer):
        properties = feature["properties"]
        assert (feature["geometry"] is None) == (properties["position_quality"] == "none"), feature["id"]
        assert properties["position_source"] or feature["geometry"] is None, feature["id"]
        for claim in list_claims(feature):
            assert claim["position_quality"] != "none" or claim["position_error_km"] is None, feature["id"]


@BY_POINT_LAYER
def test_every_placed_point_lies_in_a_stated_district(layer: str) -> None:
    for feature in read_features(layer):
        if feature["geometry"] is None:
            continue
        for point in shapely.get_parts(shape(feature["geometry"])):
            for key, dataset in (("districts", DISTRICTS), ("districts_2025", TODAY)):
                found = find_districts(point, dataset)
                assert found <= set(feature["properties"][key]), feature["id"]
                assert bool(found) == (layer != "corridor-nodes"), feature["id"]


@BY_POINT_LAYER
def test_parts_belong_to_coordinates(layer: str) -> None:
    for feature in read_features(layer):
        parts = feature["properties"]["parts"]
        located = [part["position_quality"] != "none" for part in parts]
        assert located == sorted(located, reverse=True), "parts without a place come last"
        if feature["geometry"] is not None:
            kind = feature["geometry"]["type"]
            assert kind == ("MultiPoint" if parts else "Point"), feature["id"]
            assert not parts or len(feature["geometry"]["coordinates"]) == sum(located)


@BY_POINT_LAYER
def test_a_feature_is_placed_as_badly_as_its_worst_part(layer: str) -> None:
    for feature in read_features(layer):
        located = [part for part in feature["properties"]["parts"] if part["position_quality"] != "none"]
        if located:
            worst = max((part["position_quality"] for part in located), key=QUALITIES.index)
            errors = [part["position_error_km"] for part in located]
            assert feature["properties"]["position_quality"] == worst
            assert feature["properties"]["position_error_km"] == (None if None in errors else max(errors))


@pytest.mark.parametrize(
    ("layer", "feature"), [pytest.param(*pair, id=pair[1]["id"]) for pair in list_features(THEMES)]
)
def test_an_estimate_never_poses_as_a_site(layer: str, feature: Feature) -> None:
    for claim in list_claims(feature):
        if ESTIMATE in str(claim["position_source"]):
            assert claim["position_quality"] not in {"surveyed", "site"}, layer
        if claim["position_quality"] == "site" and claim["position_error_km"] is not None:
            assert claim["position_error_km"] <= 1.0


def test_nothing_is_placed_by_an_estimate() -> None:
    """Since November 2026 every position has a source with a name, that of 西永, the flagship, among them."""
    estimated = [f["id"] for _, f in list_features(THEMES) for claim in list_claims(f) if ESTIMATE in str(claim)]
    assert estimated == []


@BY_LAYER
def test_positions_tell_when_they_were_last_judged(layer: str) -> None:
    for feature in read_features(layer):
        checked = feature["properties"]["position_checked"]
        assert (checked is None) == (feature["geometry"] is None), feature["id"]
        assert checked is None or date(2026, 11, 1) < date.fromisoformat(checked) <= date(2026, 11, 30), feature["id"]


@BY_LAYER
def test_sources_are_named_not_linked(layer: str) -> None:
    """The one field of addresses, `grounds_url`, leads to publishers only: tests/data/test_grounds.py."""
    assert not re.search(r"https?:|www\.", re.sub(r'"grounds_url":"[^"]*"', "", read_text(layer)))
