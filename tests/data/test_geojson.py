"""Each layer × each check of form: what RFC 7946 and the data contract ask of every file."""

import re

import pytest
import shapely
from shapely.geometry import shape

from data.build.write import dump_features
from layers.catalogue.models import load_catalogue
from layers.dataset.schema import validate_schema
from tests.data.shipped import GEOJSON, LAYERS, list_features, read_collection, read_features, read_text

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def test_files_and_catalogue_name_the_same_layers() -> None:
    assert sorted(path.stem for path in GEOJSON.iterdir()) == LAYERS


def test_ids_are_unique_over_all_layers() -> None:
    ids = [feature["id"] for _, feature in list_features(LAYERS)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("layer", LAYERS)
def test_it_is_a_feature_collection_without_strange_members(layer: str) -> None:
    assert read_collection(layer).keys() == {"type", "features"}
    assert read_collection(layer)["type"] == "FeatureCollection"
    for feature in read_features(layer):
        assert list(feature) == ["type", "id", "properties", "geometry"]
        assert feature["type"] == "Feature"


@pytest.mark.parametrize("layer", LAYERS)
def test_ids_are_kebab_case_sorted_and_said_twice_alike(layer: str) -> None:
    ids = [feature["id"] for feature in read_features(layer)]
    assert ids == [feature["properties"]["id"] for feature in read_features(layer)]
    assert ids == sorted(ids)
    assert all(KEBAB.fullmatch(name) for name in ids)


@pytest.mark.parametrize("layer", LAYERS)
def test_it_is_written_as_the_build_writes(layer: str) -> None:
    assert read_text(layer) == dump_features(read_features(layer))
    assert read_text(layer).count("\n") == len(read_features(layer)) + 2  # one feature a line, head and foot


@pytest.mark.parametrize("layer", LAYERS)
def test_properties_have_one_order_of_keys(layer: str) -> None:
    orders = {tuple(feature["properties"]) for feature in read_features(layer)}
    assert len(orders) == 1


@pytest.mark.parametrize("layer", LAYERS)
def test_numbers_have_at_most_six_decimals(layer: str) -> None:
    assert re.findall(r"\d\.\d{7,}|\d[eE][-+]?\d", re.sub(r'"[^"]*"', "", read_text(layer))) == []


@pytest.mark.parametrize("layer", LAYERS)
def test_geometries_are_valid_and_on_the_earth(layer: str) -> None:
    for feature in read_features(layer):
        if feature["geometry"] is None:
            continue
        geometry = shape(feature["geometry"])
        west, south, east, north = geometry.bounds
        assert geometry.is_valid, f"{feature['id']}: {shapely.is_valid_reason(geometry)}"
        assert not geometry.is_empty
        assert -180 <= west <= east <= 180, feature["id"]
        assert -90 <= south <= north <= 90, feature["id"]


@pytest.mark.parametrize("layer", LAYERS)
def test_areas_follow_the_right_hand_rule(layer: str) -> None:
    for feature in read_features(layer):
        if feature["geometry"] is not None and feature["geometry"]["type"].endswith("Polygon"):
            for part in shapely.get_parts(shape(feature["geometry"])):
                assert part.exterior.is_ccw, feature["id"]
                assert not any(hole.is_ccw for hole in part.interiors), feature["id"]


@pytest.mark.parametrize("layer", LAYERS)
def test_the_catalogue_has_no_fault_to_find(layer: str) -> None:
    assert validate_schema(layer, read_collection(layer), load_catalogue()) == []
