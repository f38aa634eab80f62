"""CSV: rows with the coordinates of points, or with WKT."""

from __future__ import annotations

import io
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.crs.systems import GEOGRAPHIC
from layers.formats.column_names import free_name
from layers.formats.vector_format import DECIMALS, VectorFormat, safe_cell, safe_text

_COORDINATES = (("lon", "lat"), ("x", "y"))


def write_csv(frame: gpd.GeoDataFrame, crs: str) -> bytes:
    """Return rows with coordinates of points, WKT of anything else; UTF-8 with a mark, text that runs made harmless."""
    decimals = DECIMALS if crs in GEOGRAPHIC else 3
    table = pd.DataFrame(frame.drop(columns="geometry"))
    cells: dict[str, pd.Series[Any]] = {}
    for column in table:
        name = safe_text(str(column))
        while name in cells:
            name += "_"
        cells[name] = pd.Series(list(map(safe_cell, table[column])), dtype=object)
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


CSV = VectorFormat("csv", "text/csv", write_csv)
