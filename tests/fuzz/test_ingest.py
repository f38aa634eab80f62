"""Whatever comes, it comes as a verdict; and nothing is accepted that shapely would not read the same."""

import csv
import io
import json
import math

import numpy as np
import pandas as pd
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from layers.formats.vector import write
from layers.ingest.validate import validate
from tests.fuzz.odd_input import fuzzed

NAMES = st.sampled_from(["a.geojson", "a.json", "a.csv", "a.txt", "a.zip", "a.gpkg", "-", "a.shp", "a"])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
WORDS = st.sampled_from(
    ["type", "features", "geometry", "coordinates", "properties", "geometries", "crs", "bbox", "id",
     "FeatureCollection", "Feature", "Point", "Polygon", "MultiPolygon", "GeometryCollection", "name"]
)  # fmt: skip
JSON = st.recursive(
    LEAVES | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(max_size=4), inner, max_size=5),
    max_leaves=20,
)
# a tenth of a millimetre: closer corners are one corner to the oracle, in whichever order they come
DEGREES = st.tuples(st.floats(-180, 180), st.floats(-90, 90)).map(lambda point: [round(part, 9) for part in point])
PLACES = st.one_of(
    st.builds(lambda p: {"type": "Point", "coordinates": p}, DEGREES),
    st.builds(lambda p: {"type": "MultiPoint", "coordinates": p}, st.lists(DEGREES, min_size=1, max_size=4)),
    st.builds(lambda p: {"type": "LineString", "coordinates": p}, st.lists(DEGREES, min_size=2, max_size=5)),
    st.builds(
        lambda p: {"type": "Polygon", "coordinates": [[*p, p[0]]]}, st.lists(DEGREES, min_size=3, max_size=6)
    ),
)  # fmt: skip


def collection(features: list[object]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@fuzzed
@given(NAMES, st.binary(max_size=300))
@example("a.csv", b"\x00" * 50)
@example("a.geojson", b"\xff\xfe{\x00")
@example("-", b"PK\x05\x06" + bytes(18))
def test_any_bytes(name: str, content: bytes) -> None:
    assert validate(name, content).verdict in {"accept", "accept-with-repair", "reject"}


@fuzzed
@given(JSON)
def test_any_json(value: object) -> None:
    validate("a.geojson", json.dumps(value).encode())
    validate("a.geojson", collection([value, {"type": "Feature", "geometry": value, "properties": value}]))


TWICE = [[0, 1], [1, 0], [0, 0], [0, 1], [-1, 0], [0, 0], [0, 1]]  # a side that is walked twice


@fuzzed
@example([({"type": "Polygon", "coordinates": [TWICE]}, {})])
@given(st.lists(st.tuples(PLACES, st.dictionaries(st.text(max_size=5), st.text(max_size=10), max_size=3)), max_size=5))
def test_good_collections_keep_everything(rows: list[tuple[dict, dict]]) -> None:
    features = [{"type": "Feature", "geometry": place, "properties": texts} for place, texts in rows]
    found = validate("a.geojson", collection(features))
    assert found.imported is not None
    frame = found.imported.frame
    assert len(frame) == len(rows)
    for number, (place, texts) in enumerate(rows):
        oracle, shape = shapely.from_geojson(json.dumps(place)), frame.geometry.iloc[number]
        if oracle.is_valid:
            assert shapely.get_num_coordinates(shape) == shapely.get_num_coordinates(oracle)
            # a ring may begin and turn another way: with a corner named twice that alone makes two spellings
            alike = [shapely.remove_repeated_points(each).normalize() for each in (shape, oracle)]
            assert alike[0].equals_exact(alike[1], 0)
        else:
            assert shape is None or shape.is_valid
        for name, text in texts.items():
            assert name == "geometry" or frame[name].iloc[number] == text


@fuzzed
@given(JSON)
def test_no_geometry_is_accepted_that_shapely_does_not_read(geometry: object) -> None:
    content = collection([{"type": "Feature", "geometry": geometry, "properties": None}])
    found = validate("a.geojson", content)
    if found.imported is None or found.imported.frame.geometry[0] is None:
        return
    assert not shapely.from_geojson(json.dumps(geometry), on_invalid="ignore").is_empty


@fuzzed
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90), st.text(max_size=8)), max_size=8))
def test_tables_keep_everything(rows: list[tuple[float, float, str]]) -> None:
    rows = [(x, y, text.replace("\x00", "").encode("utf-8", "replace").decode()) for x, y, text in rows]
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([("lon", "lat", "text"), *((repr(x), repr(y), text) for x, y, text in rows)])
    found = validate("a.csv", buffer.getvalue().encode())
    assert found.imported is not None
    frame = found.imported.frame
    assert len(frame) == len(rows)
    points = [(x, y) for x, y, _ in rows]
    assert np.allclose(shapely.get_coordinates(frame.geometry), points or np.empty((0, 2)), atol=1e-12)
    for text, kept in zip((text for *_, text in rows), frame["text"], strict=True):
        assert str(kept) == text or (pd.isna(kept) if text == "" else math.isclose(float(kept), float(text)))


@fuzzed
@given(st.text(max_size=200))
def test_any_text_as_table(text: str) -> None:
    validate("a.csv", text.encode("utf-8", "replace"))
    validate("a.csv", ("lon,lat,name\n" + text).encode("utf-8", "replace"))


@fuzzed
@example([{"<": "1"}])
@example([{"\t\x0c": None}])  # a form feed ends no line
@given(st.lists(st.dictionaries(st.text(max_size=4), LEAVES, max_size=3), max_size=4))
def test_what_is_written_is_read_again(rows: list[dict]) -> None:
    finite = [{k: v for k, v in row.items() if not isinstance(v, float) or math.isfinite(v)} for row in rows]
    features = [
        {"type": "Feature", "properties": row, "geometry": {"type": "Point", "coordinates": [106.5, 29.5]}}
        for row in finite
    ]
    first = validate("a.geojson", collection(features)).imported
    assert first is not None
    again = validate("a.geojson", write(first.frame, "geojson")).imported
    assert again is not None
    assert json.loads(write(again.frame, "geojson")) == json.loads(write(first.frame, "geojson"))
    assert validate("a.csv", write(first.frame, "csv")).verdict != "reject"
