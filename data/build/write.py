"""The one GeoJSON reader and writer of the build: the same features always give the same bytes.

RFC 7946, UTF-8, right-hand rule, features sorted by id, one feature a line so that a change shows as one line.
Layers are staged while a run goes on, and written together at its end: a run that stops leaves every file as it was.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from data.build.paths import GEOJSON, BuildError
from data.build.source_notes import add_notes

Feature = dict[str, Any]
_staged: dict[str, str] = {}  # layer → text of its file, made in this run and not yet written


def make_feature(properties: Mapping[str, Any], geometry: BaseGeometry | None, decimals: int = 5) -> Feature:
    """Make one GeoJSON feature whose id is that of its properties.

    Parameters
    ----------
    properties
        Must hold ``id``; the order of the keys is kept.
    geometry
        WGS 84 degrees, or None for what has no place.
    decimals
        Digits kept after the point: 5 are about a metre, and RFC 7946 asks for no more than 7.

    Raises
    ------
    BuildError
        When rounding leaves a geometry invalid.
    """
    placed = None
    if geometry is not None:
        placed = _round(mapping(shapely.orient_polygons(geometry)), decimals)
        if not shape(placed).is_valid:
            raise BuildError(f"{properties['id']}: the geometry is invalid after rounding to {decimals} decimals")
    return {"type": "Feature", "id": properties["id"], "properties": dict(properties), "geometry": placed}


def dump_features(features: Sequence[Feature]) -> str:
    """Write features as the text of a GeoJSON file, with the English of their notes on sources.

    Raises
    ------
    BuildError
        When two features share an id, or a note has no English.
    """
    ordered = sorted(features, key=lambda feature: str(feature["id"]))
    for before, after in pairwise(ordered):
        if before["id"] == after["id"]:
            raise BuildError(f"two features have the id {after['id']}")
    noted = ({**feature, "properties": add_notes(feature["properties"])} for feature in ordered)
    lines = (json.dumps(f, ensure_ascii=False, separators=(",", ":"), allow_nan=False) for f in noted)
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


@contextmanager
def staging() -> Iterator[None]:
    """Write all layers staged inside the block when it ends, or none of them when it fails."""
    _staged.clear()
    try:
        yield
        drafts = [write_draft(GEOJSON / f"{layer}.geojson", text) for layer, text in _staged.items()]
        for draft in drafts:
            draft.replace(draft.with_suffix(""))
    finally:
        _staged.clear()


def stage_layer(layer: str, features: Sequence[Feature]) -> int:
    """Keep a layer for the end of the run, where `read_layer` finds it before; return its size in bytes."""
    _staged[layer] = dump_features(features)
    return len(_staged[layer].encode("utf-8"))


def write_draft(path: Path, text: str) -> Path:
    """Write a text beside the file that it is to replace."""
    draft = path.with_name(f"{path.name}.draft")
    draft.write_text(text, encoding="utf-8", newline="\n")
    return draft


def read_layer(layer: str) -> list[Feature]:
    """Read the features of a layer that was built before, in this run or in an earlier one."""
    if layer in _staged:
        return list(json.loads(_staged[layer])["features"])
    path = GEOJSON / f"{layer}.geojson"
    if not path.is_file():
        raise BuildError(f"{path.name} is needed first: run python -m data.build {layer}")
    return list(json.loads(path.read_text(encoding="utf-8"))["features"])


def _round(value: Any, decimals: int) -> Any:
    if isinstance(value, dict):
        return {key: _round(part, decimals) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_round(part, decimals) for part in value]
    return round(value, decimals) if isinstance(value, float) else value
