"""A layer that was brought, written again: GeoJSON as RFC 7946 has it, CSV or GeoPackage in a known system."""

from __future__ import annotations

import datetime as dt
import io
import json
import math
from collections.abc import Iterator
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.crs.metric import WGS84
from layers.crs.systems import GEOGRAPHIC
from layers.formats.column_names import free_name
from layers.formats.spreadsheet import FORMULA_STARTS

VectorFormat = Literal["geojson", "csv", "gpkg"]
FORMATS: dict[str, VectorFormat] = {".geojson": "geojson", ".json": "geojson", ".csv": "csv", ".gpkg": "gpkg"}
DECIMALS = 7  # of degrees, about a centimetre; in metres 3
_ROWS = 10_000
_COORDINATES = (("lon", "lat"), ("x", "y"))


def write(frame: gpd.GeoDataFrame, kind: VectorFormat, crs: str = WGS84) -> bytes:
    """Return a frame in WGS 84 as a file.

    Parameters
    ----------
    crs
        One of `crs.KNOWN`; GeoJSON is WGS 84 whatever is asked.
    """
    if kind == "geojson":
        return b"".join(_geojson(frame))
    moved = frame if crs in GEOGRAPHIC else frame.to_crs(crs)
    return _csv(moved, crs) if kind == "csv" else _gpkg(moved.set_crs(crs, allow_override=True))


def _geojson(frame: gpd.GeoDataFrame) -> Iterator[bytes]:
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
    return json.dumps({str(key): plain(value) for key, value in row.items()}, ensure_ascii=False, allow_nan=False)


def plain(value: Any) -> Any:
    """Return a cell as JSON can say it: null where there is nothing, dates as ISO text."""
    if isinstance(value, str | bool | int | list | dict) or value is None:
        return value
    if value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.date | dt.time | pd.Timestamp):
        return value.isoformat()
    return str(value)


def _csv(frame: gpd.GeoDataFrame, crs: str) -> bytes:
    """Return rows with coordinates of points, WKT of anything else; UTF-8 with a mark, text that runs made harmless."""
    decimals = DECIMALS if crs in GEOGRAPHIC else 3
    table = pd.DataFrame(frame.drop(columns="geometry"))
    cells: dict[str, pd.Series[Any]] = {}
    for column in table:
        name = _harmless(str(column))
        while name in cells:
            name += "_"
        cells[name] = pd.Series(list(map(_cell, table[column])), dtype=object)
    table = pd.DataFrame(cells, index=table.index)
    shapes = frame.geometry.to_numpy()
    points = (shapely.get_type_id(shapes) == 0) | shapely.is_missing(shapes)
    if points.all():
        for name, values in zip(_COORDINATES[crs not in GEOGRAPHIC], (shapely.get_x, shapely.get_y), strict=True):
            table = _replaced(table, name, np.round(values(shapes), decimals))
    else:
        texts = shapely.to_wkt(shapes, rounding_precision=decimals, trim=True)
        table = _replaced(table, "wkt", texts)
    buffer = io.StringIO(newline="")
    table.to_csv(buffer, index=False, lineterminator="\r\n")
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", "replace")


def _replaced(table: pd.DataFrame, name: str, values: Any) -> pd.DataFrame:
    """Return the table with a column of the place; one of that name goes if it says the same, else it is renamed."""
    for column in [column for column in table if str(column).casefold() == name]:
        if table[column].astype(str).equals(pd.Series(values, index=table.index).astype(object).astype(str)):
            table = table.drop(columns=column)
        else:
            table = table.rename(columns={column: free_name(str(column), [*map(str, table.columns), name])})
    return table.assign(**{name: values})


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return _harmless(json.dumps(value, ensure_ascii=False))
    found = plain(value)
    return _harmless(found) if isinstance(found, str) else found


def _harmless(text: str) -> str:
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def _gpkg(frame: gpd.GeoDataFrame) -> bytes:
    columns: dict[str, pd.Series[Any]] = {}
    for name in frame.columns.drop("geometry"):
        values = frame[name]
        # a database knows no case in names, and has some of its own
        free = free_name(str(name).replace("\x00", ""), [*columns, "fid", "geom", "geometry"])
        columns[free] = values.map(_cell) if values.dtype == object else values
    layer = gpd.GeoDataFrame(columns, geometry=frame.geometry)
    file = io.BytesIO()  # in memory: a stranger's layer is not for the disk, which may be full besides
    layer.to_file(file, layer="layer", driver="GPKG", engine="pyogrio")
    return file.getvalue()
