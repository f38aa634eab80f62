import json

import pytest
import shapely

from layers.i18n.findings import RefusedError
from layers.ingest.limits import UPLOAD, Limits
from layers.ingest.read import read_layer
from layers.ingest.repair import repair
from layers.ingest.validate import validate


def collection(*features: dict, **members: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", **members, "features": list(features)}).encode()


def feature(geometry: object = None, /, **properties: object) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(*position: float) -> dict:
    return {"type": "Point", "coordinates": list(position)}


def test_properties_come_out_as_they_went_in() -> None:
    rows = [
        {"text": "果园港", "n": 1, "share": 0.5, "flag": True, "list": [1, {"a": None}], "odd": "x"},
        {"text": None, "n": None, "share": None, "flag": None, "list": None, "odd": 3},
        {"extra": {"deep": [1]}},
    ]
    frame = read_layer("a.geojson", collection(*(feature(point(106.5, 29.5), **row) for row in rows))).frame
    assert [str(frame[name].dtype) for name in ("n", "share", "flag")] == ["Int64", "float64", "boolean"]
    assert frame["odd"].tolist() == ["x", 3, None]
    assert frame["list"].tolist() == [[1, {"a": None}], None, None]
    assert frame["extra"].tolist()[2] == {"deep": [1]}
    assert frame.index.tolist() == [0, 1, 2]


def test_members_in_any_order_and_the_system_at_the_end() -> None:
    text = (
        '{"features": [{"geometry": {"coordinates": [372000, 3275000], "type": "Point"}, "type": "Feature",'
        ' "properties": null}], "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4545"}},'
        ' "type": "FeatureCollection"}'
    )
    found = read_layer("a.geojson", text.encode())
    assert found.crs == "EPSG:4545"
    assert found.frame.geometry[0].x == pytest.approx(106.678890, abs=1e-6)


def test_a_feature_s_id_becomes_a_column_unless_it_is_one() -> None:
    plain = {**feature(point(1, 2), name="a"), "id": 7}
    assert read_layer("a.geojson", collection(plain)).frame["id"].tolist() == [7]
    same = {**feature(point(1, 2), id="x"), "id": "x"}
    assert list(read_layer("a.geojson", collection(same)).frame.columns) == ["id", "geometry"]
    other = {**feature(point(1, 2), id="x"), "id": "y"}
    assert read_layer("a.geojson", collection(other)).frame["id_1"].tolist() == ["y"]


def test_a_property_called_geometry_is_renamed_and_said() -> None:
    found = read_layer("a.geojson", collection(feature(point(1, 2), geometry="text")))
    assert found.frame["geometry_1"].tolist() == ["text"]
    assert "column-renamed" in {finding.code for finding in found.findings}


def test_every_fault_of_every_feature_is_said() -> None:
    bad = [{"type": "Point", "coordinates": ["1", 2]}, {"type": "Bow"}, {"type": "LineString", "coordinates": [[1, 2]]}]
    found = validate("a.geojson", collection(feature(point(1, 2)), *map(feature, bad)))
    assert [(f.code, f.row) for f in found.findings] == [
        ("coordinate-no-number", 1),
        ("geometry-unknown-type", 2),
        ("line-too-short", 3),
    ]


def test_like_faults_are_capped_and_counted() -> None:
    many = collection(*(feature({"type": "Point", "coordinates": [1]}) for _ in range(1500)))
    found = validate("a.geojson", many)
    assert len(found.findings) == 1001
    assert found.findings[-1].detail["count"] == "500"


@pytest.mark.parametrize(
    "value", ["1e400", "-1e999", "123456789012345678901234567890", "NaN", "Infinity", "true", "null"]
)
def test_what_is_no_coordinate(value: str) -> None:
    text = collection(feature(point(106.5, 29.5))).replace(b"106.5", value.encode())
    assert validate("a.geojson", text).verdict == "reject"


def test_large_numbers_become_text_or_nothing_and_are_said() -> None:
    text = (
        collection(feature(point(1, 2), a=1, b=2))
        .replace(b'"a": 1', b'"a": 1e999')
        .replace(b'"b": 2', b'"b": 1' + b"0" * 30)
    )
    found = read_layer("a.geojson", text)
    assert found.frame["a"].tolist() == [None]
    assert found.frame["b"].tolist() == ["1" + "0" * 30]
    assert "large-number" in {finding.code for finding in found.findings}


@pytest.mark.parametrize("wrap", [lambda x: f'{{"type": "FeatureCollection", "features": [{x}]}}', lambda x: x])
@pytest.mark.parametrize("depth", [100, 5_000, 200_000])
def test_depth_is_limited(wrap, depth: int) -> None:
    deep = f'{{"type": "Feature", "geometry": null, "properties": {{"a": {"[" * depth}{"]" * depth}}}}}'
    found = validate("a.geojson", wrap(deep).encode())
    assert [finding.code for finding in found.findings] == ["nested-too-deep"]


def test_limits_of_size_features_and_columns() -> None:
    tight = Limits(400, 1, 2, 1, 1, columns=2)

    def code(content: bytes) -> str:
        return validate("a.geojson", content, limits=tight).findings[0].code

    assert code(b" " * 401) == "too-large"
    assert code(collection(*[feature()] * 3)) == "too-many-features"
    assert code(collection(feature(a=1, b=2, c=3))) == "too-many-columns"
    assert UPLOAD.size == 50_000_000


def test_places_that_are_no_places() -> None:
    found = read_layer(
        "a.geojson", collection(feature(point(106.5, 29.5)), feature(point(200, 29)), feature(point(29.5, 106.6)))
    )
    assert [f.code for f in found.findings if f.row == 1] == ["out-of-range"]
    assert [f.code for f in found.findings if f.row == 2] == ["axes-swapped"]
    assert [None if s is None else (s.x, s.y) for s in found.frame.geometry] == [(106.5, 29.5), None, (106.6, 29.5)]


def test_repairs_keep_the_dimension_and_name_place_and_reason() -> None:
    bow = [[106, 29], [107, 30], [107, 29], [106, 30], [106, 29]]
    found = read_layer("a.geojson", collection(feature({"type": "Polygon", "coordinates": [bow]}, name="x")))
    (fault,) = [finding for finding in found.findings if finding.severity == "warning"]
    assert (fault.code, fault.feature, fault.point) == ("repaired-self-intersection", "x", (106.5, 29.5))
    assert found.frame.geometry[0].geom_type == "MultiPolygon"
    assert found.frame.geometry[0].area == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("wkt", "expected"),
    [
        ("LINESTRING (1 1, 1 1)", "POINT (1 1)"),
        ("MULTILINESTRING ((1 1, 1 1), (2 2, 3 3))", "LINESTRING (2 2, 3 3)"),
        ("POLYGON ((1 1, 2 2, 3 3, 1 1))", None),
    ],
)
def test_repair_of_what_has_collapsed(wkt: str, expected: str | None) -> None:
    found = repair(shapely.from_wkt(wkt))
    assert (None if found is None else found.wkt) == expected


def test_rings_are_turned_and_only_noted() -> None:
    clockwise = [[106, 29], [106, 30], [107, 30], [107, 29], [106, 29]]
    found = read_layer("a.geojson", collection(feature({"type": "Polygon", "coordinates": [clockwise]})))
    assert (found.verdict, [f.code for f in found.findings]) == ("accept", ["rings-turned"])
    assert found.frame.geometry[0].exterior.is_ccw


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"type": "Topology"}', "topojson"),
        ('{"geometryType": "esriGeometryPoint", "features": [{"attributes": {}}]}', "esri-json"),
        ('{"type": "FeatureCollection", "UTF8Encoding": true, "features": []}', "echarts-encoded"),
        ("[]", "not-geojson"),
        ('{"type": "FeatureCollection"}', "no-features"),
        ('{"type": "FeatureCollection", "features": []} x', "not-json"),
        ('{"type": "FeatureCollection", "features": [,]}', "not-json"),
        ('{"type": "FeatureCollection", "features": []', "not-json"),
        ('{"a" 1}', "not-json"),
        ("{1: 2}", "not-json"),
    ],
)
def test_what_is_not_geojson_is_called_by_its_name(text: str, code: str) -> None:
    with pytest.raises(RefusedError, match=f"^{code}"):
        read_layer("a.geojson", text.encode())


def test_another_encoding_of_json_is_read_and_said() -> None:
    text = json.dumps(json.loads(collection(feature(point(106.5, 29.5), name="重庆果园港"))), ensure_ascii=False)
    for codec in ("gb18030", "utf-16"):
        found = read_layer("a.geojson", text.encode(codec))
        assert found.frame["name"].tolist() == ["重庆果园港"]
        assert found.verdict == "accept-with-repair"
