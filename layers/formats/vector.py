"""The formats that features are written in, and the one function that writes them."""

from __future__ import annotations

import geopandas as gpd

from layers.crs.metric import WGS84
from layers.crs.systems import GEOGRAPHIC
from layers.formats.csv_file import CSV
from layers.formats.geojson import GEOJSON
from layers.formats.geopackage import GEOPACKAGE
from layers.formats.vector_format import VectorFormat

# one line for each new format, in the order of buttons and choices
VECTOR_FORMATS: tuple[VectorFormat, ...] = (
    CSV,
    GEOJSON,
    GEOPACKAGE,
)
BY_CODE = {each.code: each for each in VECTOR_FORMATS}
BY_SUFFIX = {suffix: each for each in VECTOR_FORMATS for suffix in each.suffixes}


def write(frame: gpd.GeoDataFrame, code: str, crs: str = WGS84) -> bytes:
    """Return a frame in WGS 84 as a file.

    Parameters
    ----------
    code
        Of one of `VECTOR_FORMATS`.
    crs
        One of `crs.systems.KNOWN`; a format with a `fixed_crs` keeps that, whatever is asked.
    """
    chosen = BY_CODE[code]
    target = chosen.fixed_crs or crs
    if target == WGS84:
        return chosen.write(frame, target)
    moved = frame if target in GEOGRAPHIC else frame.to_crs(target)
    return chosen.write(moved.set_crs(target, allow_override=True), target)
