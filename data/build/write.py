"""The one GeoJSON reader and writer of the build: the same features always give the same bytes.

RFC 7946, UTF-8, right-hand rule, features sorted by id, one feature a line so that a change shows as one line.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from data.build.paths import GEOJSON, BuildError

Feature = dict[str, Any]


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
    """Write features as the text of a GeoJSON file.

    Raises
    ------
    BuildError
        When two features share an id.
    """
    ordered = sorted(features, key=lambda feature: str(feature["id"]))
    for before, after in pairwise(ordered):
        if before["id"] == after["id"]:
            raise BuildError(f"two features have the id {after['id']}")
    lines = (json.dumps(f, ensure_ascii=False, separators=(",", ":"), allow_nan=False) for f in ordered)
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def write_layer(layer: str, features: Sequence[Feature]) -> Path:
    """Write ``data/geojson/<layer>.geojson`` and return its path."""
    path = GEOJSON / f"{layer}.geojson"
    path.write_text(dump_features(features), encoding="utf-8", newline="\n")
    return path


def read_layer(layer: str) -> list[Feature]:
    """Read the features of a layer that was built before."""
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
