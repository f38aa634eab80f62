"""Areas with parts that are slips of drawing."""

from __future__ import annotations

import numpy as np
import shapely

from layers.quality.areas import areas_in_metres
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer
from layers.quality.result import CheckResult, combine, named

CODE = "slivers"
NARROW_M, THIN = 20.0, 0.05  # mean width, and 4πA/P²: a road parcel of 20 m is no sliver unless it is also drawn out


def check(layer: CheckedLayer, _: DistrictIndex) -> CheckResult:
    """Return areas with a part so narrow and drawn out that it is a slip of drawing."""
    rows, shapes = areas_in_metres(layer)
    parts, owner = shapely.get_parts(shapes, return_index=True)
    area, around = shapely.area(parts), np.maximum(shapely.length(parts), 1e-9)
    width = 2 * area / around
    thin = (width < NARROW_M) & (4 * np.pi * area / around**2 < THIN)
    narrowest: dict[int, float] = {}
    for index, metres in zip(owner[thin], width[thin], strict=True):
        row = int(rows[index])
        narrowest[row] = min(narrowest.get(row, np.inf), float(metres))
    found = np.array(sorted(narrowest), dtype=np.int64)
    detail = named(layer, "sliver", "warning", found, lambda row: {"metres": f"{narrowest[row]:.1f}"})
    return combine(CODE, len(rows), [detail])
