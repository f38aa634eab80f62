from pathlib import Path

import pytest

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import Dataset, load_dataset
from layers.dataset.source import FolderSource
from layers.query.filters import Selection
from tests.layers import samples


def edition_of(folder: Path, **layers: object) -> Dataset:
    return load_dataset(load_catalogue(), FolderSource(samples.write(folder, **layers)))


@pytest.fixture
def ports() -> dict[str, object]:
    return samples.collection(samples.feature("a"), samples.feature("b", (107.5, 30.5)), samples.feature("c", None))


def test_a_broken_layer_stops_only_itself(tmp_path: Path, ports: dict[str, object]) -> None:
    dataset = edition_of(tmp_path, ports=ports, airports="{", districts=samples.districts())
    assert set(dataset.frames) == {"ports", "districts"}
    assert dataset.faults["airports"][0].code == "not-json"
    assert dataset.features.index.tolist() == ["a", "b", "c"]


def test_an_id_used_by_two_layers_is_refused_in_the_second(tmp_path: Path, ports: dict[str, object]) -> None:
    twin = samples.collection(samples.feature("a", kind="airport", platform_type="hub"))
    dataset = edition_of(tmp_path, ports=ports, airports=twin)
    assert dataset.faults["airports"][0].code == "duplicate-id"
    assert dataset.features["layer"].tolist() == ["ports"] * 3


def test_places_are_derived_where_not_stated(tmp_path: Path, ports: dict[str, object]) -> None:
    features = edition_of(tmp_path, ports=ports, districts=samples.districts()).features
    assert features["districts"].tolist() == [["500103"], ["500101"], []]
    assert features["regions"].tolist() == [["core"], ["northeast"], []]


def test_todays_districts_are_derived_beside_those_of_the_plan(tmp_path: Path, ports: dict[str, object]) -> None:
    today = samples.districts({"500105": (106.0, 29.0, "core")})
    for feature in today["features"]:
        feature["properties"]["id"] = "district-2025-500105"
    dataset = edition_of(tmp_path, ports=ports, districts=samples.districts(), districts_2025=today)
    assert dataset.features["districts"].tolist() == [["500103"], ["500101"], []]
    assert dataset.features["districts_2025"].tolist() == [["500105"], [], []]
    assert dataset.features["extent_districts"].tolist() == [[], [], []]
    assert list(dataset.vocabulary("districts_2025")) == ["500105"]
    assert list(dataset.vocabulary("extent_districts")) == ["500101", "500103"]


def test_regions_follow_from_todays_districts_where_those_of_the_plan_are_missing(
    tmp_path: Path, ports: dict[str, object]
) -> None:
    features = edition_of(tmp_path, ports=ports, districts_2025=samples.districts()).features
    assert features["districts"].tolist() == [[], [], []]
    assert features["regions"].tolist() == [["core"], ["northeast"], []]


def test_stated_places_stay(tmp_path: Path) -> None:
    stated = samples.collection(samples.feature("a", districts=["500101"], regions=["southeast"]))
    features = edition_of(tmp_path, ports=stated, districts=samples.districts()).features
    assert features.loc["a", ["districts", "regions"]].tolist() == [["500101"], ["southeast"]]


def test_without_any_layer_there_is_an_empty_edition(tmp_path: Path) -> None:
    dataset = edition_of(tmp_path)
    assert len(dataset.features) == 0
    assert len(Selection().cut(dataset.index).mask) == 0
    assert set(dataset.faults) == set(load_catalogue().layers)


def test_the_stamp_follows_the_data(tmp_path: Path, ports: dict[str, object]) -> None:
    first = edition_of(tmp_path, ports=ports)
    again = edition_of(tmp_path, ports=ports)
    other = edition_of(tmp_path, ports=samples.collection(samples.feature("a")))
    assert first.version == again.version != other.version
