"""Whatever a layer's file holds: a list of faults or a layer that shapely and geopandas find good; never a crash."""

import json
import math
from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.catalogue.models import load_catalogue
from layers.dataset.layer_faults import DataError
from layers.dataset.schema import validate_schema
from layers.dataset.source import DATA_FOLDER, parse_strict_json, to_frame
from tests.fuzz.odd_input import fuzzed, mutated

CATALOGUE = load_catalogue()
# points with parts, lines with legs, areas: what the reader treats differently; few features each: runs must be quick
SAMPLES = {
    layer_id: {**whole, "features": sorted(whole["features"], key=lambda f: len(json.dumps(f)))[:4]}
    for layer_id in ("ports", "corridors", "areas", "bonded-zones")
    for whole in [json.loads((DATA_FOLDER / f"{layer_id}.geojson").read_text(encoding="utf-8"))]
}
for sample in SAMPLES.values():
    sample["features"].sort(key=lambda feature: feature["properties"]["id"])


def numbers_in(value: Any) -> Iterator[float]:
    if isinstance(value, list):
        for inner in value:
            yield from numbers_in(inner)
    else:
        yield value


def judge(layer_id: str, content: bytes) -> None:
    """Read a file as the app does, and hold what is accepted to what others say of it."""
    try:
        collection = parse_strict_json(layer_id, content)
    except DataError:
        return
    if validate_schema(layer_id, collection, CATALOGUE):
        return
    frame = to_frame(layer_id, collection, CATALOGUE)
    features = collection["features"]
    assert list(frame.index) == [feature["properties"]["id"] for feature in features]
    located = [feature for feature in features if feature["geometry"]]
    if not located:
        return
    oracle = gpd.GeoDataFrame.from_features(located, crs="EPSG:4326")
    assert oracle.geometry.is_valid.all()
    assert not oracle.geometry.is_empty.any()
    ours = frame.loc[[feature["properties"]["id"] for feature in located]].geometry
    assert shapely.equals_exact(ours.to_numpy(), oracle.geometry.to_numpy()).all()
    for feature in located:
        assert all(math.isfinite(number) for number in numbers_in(feature["geometry"]["coordinates"]))
        west, south, east, north = shapely.geometry.shape(feature["geometry"]).bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90


def test_the_samples_themselves_are_accepted() -> None:
    for layer_id, whole in SAMPLES.items():
        assert validate_schema(layer_id, whole, CATALOGUE) == []
        judge(layer_id, json.dumps(whole).encode())


@fuzzed
@given(st.sampled_from(sorted(SAMPLES)).flatmap(lambda name: st.tuples(st.just(name), mutated(SAMPLES[name]))))
def test_a_changed_layer_is_judged_rightly(sample: tuple[str, Any]) -> None:
    judge(sample[0], json.dumps(sample[1]).encode())


@fuzzed
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_changed_coordinates_are_judged_rightly(name: str, data: st.DataObject) -> None:
    changed = json.loads(json.dumps(SAMPLES[name]))
    for feature in changed["features"]:
        if feature["geometry"]:
            feature["geometry"] = data.draw(mutated(feature["geometry"]))
    judge(name, json.dumps(changed).encode())


@fuzzed
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_refused_or_read(content: bytes) -> None:
    judge("ports", content)


@fuzzed
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=4))
def test_a_damaged_file_is_judged_rightly(at: int, damage: bytes) -> None:
    content = json.dumps(SAMPLES["ports"], ensure_ascii=False).encode()
    at %= len(content)
    judge("ports", content[:at] + damage + content[at + len(damage) :])
    judge("ports", content[:at])
