"""Repair invalid shapes within their dimension. Imports no module of ours: the sandbox worker loads it by path."""

from __future__ import annotations

import shapely
from shapely.geometry.base import BaseGeometry


def repair(shape: BaseGeometry) -> BaseGeometry | None:
    """Return a valid shape of the same dimension; a line without length becomes a point, an empty area None."""
    dimension = shapely.get_dimensions(shape)
    if dimension == 2 and shape.geom_type != "GeometryCollection":
        made = shapely.make_valid(shape, method="structure", keep_collapsed=False)
        if not made.is_valid:  # a ring that passes a side twice: GEOS 3.14 returns two areas that share it
            made = shapely.make_valid(made)
    else:
        made = shapely.make_valid(shape)
    parts = shapely.get_parts(made)
    kept = parts[shapely.get_dimensions(parts) == dimension]
    if shape.geom_type == "GeometryCollection" or len(kept) == len(parts):
        return None if made.is_empty else made
    if not len(kept):
        return None if dimension == 2 or made.is_empty else made
    return kept[0] if len(kept) == 1 else shapely.union_all(kept)
