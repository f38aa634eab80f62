import json
from pathlib import Path

import pytest

from layers.catalogue.models import load_catalogue
from layers.dataset.layer_faults import DataError
from layers.dataset.source import FolderSource, read_layer
from tests.layers import samples

CATALOGUE = load_catalogue()
GOOD = samples.collection(samples.feature("a"), samples.feature("b", None))


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        read_layer("ports", CATALOGUE, FolderSource(folder))
    for fault in caught.value.findings:
        for lang in ("zh", "en"):
            sentence = fault.sentence(lang)
            assert fault.feature in sentence
            assert "{" not in sentence
    return [fault.code for fault in caught.value.findings]


def test_reads_features_with_and_without_place(tmp_path: Path) -> None:
    frame, content = read_layer("ports", CATALOGUE, FolderSource(samples.write(tmp_path, ports=GOOD)))
    assert frame.index.tolist() == ["a", "b"]
    assert frame.geometry.notna().tolist() == [True, False]
    assert frame.crs.to_epsg() == 4326
    assert frame.loc["a", "aliases"] == []
    assert json.loads(content) == GOOD


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not-json"),
        ("[1, 2", "not-json"),
        (json.dumps(GOOD)[:-9], "not-json"),
        ("[]", "not-collection"),
        ('{"type": "FeatureCollection"}', "not-collection"),
        ('{"type": "FeatureCollection", "features": [], "features": []}', "duplicate-key"),
        ('{"type": "FeatureCollection", "features": [3]}', "not-feature"),
        ('{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}}]}', "not-feature"),
        ('{"type": "FeatureCollection", "crs": {"type": "link"}, "features": []}', "linked-crs"),
        (json.dumps(GOOD).replace("106.5", "NaN"), "not-json"),
        ("[" * 100_000, "not-json"),
    ],
)
def test_names_what_stops_reading(tmp_path: Path, text: str, code: str) -> None:
    assert faults_of(samples.write(tmp_path, ports=text)) == [code]


def test_names_a_missing_file(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == ["file-missing"]


def test_refuses_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "ports.geojson").write_bytes('{"type": "港"}'.encode("gbk"))
    assert faults_of(tmp_path) == ["not-json"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (samples.feature("a", name_zh=None), "missing-field"),
        (samples.feature("a", colour="red"), "unknown-field"),
        (samples.feature("a", area_km2="12"), "wrong-type"),
        (samples.feature("a", area_km2=True), "wrong-type"),
        (samples.feature("a", aliases="x"), "wrong-type"),
        (samples.feature("a", parts=1.5), "wrong-type"),
        (samples.feature("a", position_checked="2026-11-31"), "wrong-type"),
        (samples.feature("a", position_checked="2026-11"), "wrong-type"),
        (samples.feature("a", parts=[["x"]]), "wrong-type"),
        (samples.feature("a", status="open"), "unknown-code"),
        (samples.feature("a", regions=["north"]), "unknown-code"),
        (samples.feature("a", kind="etdz", platform_type="park"), "wrong-kind"),
        (samples.feature("a", platform_type="park"), "wrong-platform-type"),
        (samples.feature("A_b"), "bad-id"),
        ({**samples.feature("a"), "id": "c"}, "id-mismatch"),
        (samples.feature("a", (29.5, 106.5)), "swapped-axes"),
        (samples.feature("a", (229.5, 10)), "out-of-range"),
        (samples.feature("a", (106.1234567, 29)), "too-precise"),
        (samples.feature("a", None, position_quality="site"), "placeless-quality"),
        (samples.feature("a", position_quality="none"), "placed-quality"),
        (samples.feature("a", named_in_plan=False), "missing-source"),
        (samples.feature("a", parts=[{"position_quality": "site"}] * 2), "parts-mismatch"),
    ],
)
def test_names_each_fault_of_a_feature(tmp_path: Path, changed: dict[str, object], code: str) -> None:
    assert faults_of(samples.write(tmp_path, ports=samples.collection(changed))) == [code]


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        ({"type": "LineString", "coordinates": [[106, 29], [107, 30]]}, "wrong-geometry"),
        ({"type": "Point", "coordinates": []}, "bad-geometry"),
        ({"type": "Point", "coordinates": ["x", "y"]}, "bad-geometry"),
        ({"type": "Point"}, "bad-geometry"),
        ({}, "wrong-geometry"),
    ],
)
def test_names_a_broken_geometry(tmp_path: Path, geometry: dict[str, object], code: str) -> None:
    broken = {**samples.feature("a"), "geometry": geometry}
    assert faults_of(samples.write(tmp_path, ports=samples.collection(broken))) == [code]


def test_names_an_invalid_polygon(tmp_path: Path) -> None:
    bow_tie = samples.districts()
    bow_tie["features"][0]["geometry"]["coordinates"] = [[[106, 29], [107, 30], [107, 29], [106, 30], [106, 29]]]
    with pytest.raises(DataError, match="invalid-geometry"):
        read_layer("districts", CATALOGUE, FolderSource(samples.write(tmp_path, districts=bow_tie)))


def test_lists_all_faults_at_once(tmp_path: Path) -> None:
    doubled = samples.collection(samples.feature("b"), samples.feature("a", status="x"), samples.feature("a"))
    assert sorted(faults_of(samples.write(tmp_path, ports=doubled))) == ["duplicate-id", "not-sorted", "unknown-code"]


@pytest.mark.parametrize("text", ["{{ 7*191 }}", "${1+1}", "<img src=x onerror=1>", "</script>", "`x`", "{% raw %}"])
def test_odd_characters_are_valid_data(tmp_path: Path, text: str) -> None:
    odd = samples.collection(samples.feature("a", name_zh=text, aliases=[text]))
    frame, _ = read_layer("ports", CATALOGUE, FolderSource(samples.write(tmp_path, ports=odd)))
    assert frame.loc["a", "name_zh"] == text
