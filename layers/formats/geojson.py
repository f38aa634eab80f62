"""GeoJSON as RFC 7946 has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.crs.metric import WGS84
from layers.formats.vector_format import DECIMALS, VectorFormat, json_value

_ROWS = 10_000


def write_geojson(frame: gpd.GeoDataFrame, _: str) -> bytes:
    """Return a feature collection."""
    return b"".join(_pieces(frame))


def _pieces(frame: gpd.GeoDataFrame) -> Iterator[bytes]:
    """Yield the collection in pieces: a million features are not held twice."""
    table = pd.DataFrame(frame.drop(columns="geometry"))
    rounded = shapely.transform(frame.geometry.to_numpy(), lambda positions: np.round(positions, DECIMALS))
    yield b'{"type": "FeatureCollection", "features": [\n'
    for start in range(0, len(frame), _ROWS):
        piece = table.iloc[start : start + _ROWS].astype(object)
        properties = piece.to_dict("records") or [{}] * len(piece)  # without a column pandas 2 gives no records
        shapes = shapely.to_geojson(rounded[start : start + _ROWS])
        features = (
            f'{{"type": "Feature", "properties": {_json(row)}, "geometry": {shape or "null"}}}'
            for row, shape in zip(properties, shapes, strict=True)
        )
        yield (",\n" if start else "").encode() + ",\n".join(features).encode()
    yield b"\n]}\n"


def _json(row: dict[Any, Any]) -> str:
    return json.dumps({str(key): json_value(value) for key, value in row.items()}, ensure_ascii=False, allow_nan=False)


GEOJSON = VectorFormat("geojson", "application/geo+json", write_geojson, other_suffixes=(".json",), fixed_crs=WGS84)
