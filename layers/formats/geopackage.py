"""GeoPackage: one layer in a database of its own."""

from __future__ import annotations

import io
from typing import Any

import geopandas as gpd
import pandas as pd

from layers.formats.column_names import free_name
from layers.formats.vector_format import VectorFormat, safe_cell


def write_geopackage(frame: gpd.GeoDataFrame, _: str) -> bytes:
    """Return a database with one layer, `layer`."""
    columns: dict[str, pd.Series[Any]] = {}
    for name in frame.columns.drop("geometry"):
        values = frame[name]
        # a database knows no case in names, and has some of its own
        free = free_name(str(name).replace("\x00", ""), [*columns, "fid", "geom", "geometry"])
        columns[free] = values.map(safe_cell) if values.dtype == object else values
    layer = gpd.GeoDataFrame(columns, geometry=frame.geometry)
    file = io.BytesIO()  # in memory: a stranger's layer is not for the disk, which may be full besides
    layer.to_file(file, layer="layer", driver="GPKG", engine="pyogrio")
    return file.getvalue()


GEOPACKAGE = VectorFormat("gpkg", "application/geopackage+sqlite3", write_geopackage)
