"""Areas that share ground with each other."""

from __future__ import annotations

import numpy as np
import shapely

from layers.quality.areas import areas_in_metres
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer
from layers.quality.result import CheckResult, combine, named

CODE = "overlaps"
LEAST_SHARE, LEAST_M2 = 0.001, 100.0  # of the smaller area; below both an overlap is rounding


def check(layer: CheckedLayer, _: DistrictIndex) -> CheckResult:
    """Return areas that share ground with an earlier one."""
    rows, shapes = areas_in_metres(layer)
    if len(rows) < 2:
        return CheckResult(CODE, 0)
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    left, right = left[left > right], right[left > right]
    shared = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    smaller = np.minimum(shapely.area(shapes[left]), shapely.area(shapes[right]))
    real = (shared > LEAST_M2) & (shared > LEAST_SHARE * smaller)
    most: dict[int, tuple[float, int, float]] = {}
    for one, other, area, least in zip(left[real], right[real], shared[real], smaller[real], strict=True):
        row = int(rows[one])
        most[row] = max(most.get(row, (0.0, 0, 0.0)), (float(area), int(rows[other]), float(area / least)))

    def detail(row: int) -> dict[str, str]:
        area, other, share = most[row]
        text = {"other": layer.title(other), "other_row": str(other + 1)}
        return {**text, "hectares": f"{area / 10_000:,.2f}", "percent": f"{100 * share:.1f}"}

    found = np.array(sorted(most), dtype=np.int64)
    return combine(CODE, len(rows), [named(layer, "overlap", "warning", found, detail)])
