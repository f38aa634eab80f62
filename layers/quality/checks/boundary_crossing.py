"""Check lines and areas that cross a district boundary, because two authorities are responsible for them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import shapely

from layers.catalogue.entries import Lang
from layers.i18n.punctuation import list_separator
from layers.quality.district_index import EDGE_M, DistrictIndex, in_metres
from layers.quality.layer import CheckedLayer
from layers.quality.result import CheckResult, combine, named

_DETAILS: Mapping[str, Lang] = {"districts": "zh", "districts_en": "en"}
CODE = "crossing"
LEAST_SHARE = 0.02  # of a feature's length or area, in another district, that is no accident of the outlines


def check(layer: CheckedLayer, district_index: DistrictIndex) -> CheckResult:
    """Return lines and areas that lie in a second district by `LEAST_SHARE`, and deeper than the outlines' error."""
    rows = np.flatnonzero((layer.kinds >= 1) & layer.located)
    if not len(rows) or not district_index.count:
        return CheckResult(CODE, 0)
    shapes, districts = in_metres(layer.geometries[rows]), in_metres(district_index.polygons[: district_index.count])
    there, which = shapely.STRtree(districts).query(shapes, predicate="intersects")
    several = np.flatnonzero(np.bincount(there, minlength=len(rows))[there] > 1)
    there, which = there[several], which[several]
    parts = shapely.intersection(shapes[there], districts[which])
    area = layer.kinds[rows][there] == 2
    share = _size(parts, area=area) / np.maximum(_size(shapes[there], area=area), 1e-9)
    # a strip along an edge is the outlines' error: half its width is its area over its outline
    depth = np.where(area, 2 * shapely.area(parts) / np.maximum(shapely.length(parts), 1e-9), shapely.length(parts))
    deep = (share >= LEAST_SHARE) & (depth > np.where(area, EDGE_M / 2, EDGE_M))
    names: dict[int, list[int]] = {}
    for feature, district in zip(there[deep], which[deep], strict=True):
        names.setdefault(int(rows[feature]), []).append(int(district))
    crossing = np.array(sorted(row for row, found in names.items() if len(found) > 1), dtype=np.int64)
    crossing = crossing[~_in_one_of_today(layer, district_index, crossing)]

    def detail(row: int) -> dict[str, str]:
        return {
            key: list_separator(lang).join(district_index.title((district,), lang) for district in names[row])
            for key, lang in _DETAILS.items()
        }

    areas = crossing[layer.kinds[crossing] == 2]
    lines = crossing[layer.kinds[crossing] == 1]
    return combine(
        CODE,
        len(rows),
        [
            named(layer, "area-crosses", "warning", areas, detail),
            named(layer, "line-crosses", "note", lines, detail),
        ],
    )


def _in_one_of_today(
    layer: CheckedLayer, district_index: DistrictIndex, rows: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Return the mask of areas wholly in one of today's districts, though they cross an edge of the plan's."""
    shapes, districts = in_metres(layer.geometries[rows]), in_metres(district_index.polygons[district_index.count :])
    inside = np.zeros(len(rows), dtype=bool)
    for district in districts:
        shared = shapely.area(shapely.intersection(shapes, district))
        inside |= shared >= (1 - LEAST_SHARE) * np.maximum(shapely.area(shapes), 1e-9)
    return inside


def _size(shapes: npt.NDArray[np.object_], *, area: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    return np.asarray(np.where(area, shapely.area(shapes), shapely.length(shapes)), dtype=float)
