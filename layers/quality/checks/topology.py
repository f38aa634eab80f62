"""Areas and their geometry: overlaps, slivers, and shapes that break the rules, with the repair named."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from layers.arrays import Rows, Shapes
from layers.crs.metric import METRIC
from layers.quality.district_index import in_metres
from layers.quality.layer import CheckedLayer
from layers.quality.result import CheckResult, combine, named

LEAST_SHARE, LEAST_M2 = 0.001, 100.0  # of the smaller area; below both an overlap is rounding
NARROW_M, THIN = 20.0, 0.05  # mean width, and 4πA/P²: a road parcel of 20 m is no sliver unless it is also drawn out


def check_overlaps(layer: CheckedLayer) -> CheckResult:
    """Return areas that share ground with an earlier one."""
    rows, shapes = _areas(layer)
    if len(rows) < 2:
        return CheckResult("overlaps", 0)
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
    return combine("overlaps", len(rows), [named(layer, "overlap", "warning", found, detail)])


def check_slivers(layer: CheckedLayer) -> CheckResult:
    """Return areas with a part so narrow and drawn out that it is a slip of drawing."""
    rows, shapes = _areas(layer)
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
    return combine("slivers", len(rows), [detail])


def check_geometry(layer: CheckedLayer) -> CheckResult:
    """Return shapes that are invalid, each with what a repair makes of it, and features without a place."""
    bad = np.flatnonzero(layer.located & ~shapely.is_valid(layer.geometries))

    def detail(row: int) -> dict[str, str]:
        shape = layer.geometries[row]
        repaired = shapely.make_valid(shape)
        before, after = _hectares(shape), _hectares(repaired)
        reason = str(shapely.is_valid_reason(shape)).split("[")[0].strip()
        return {"reason": reason, "repaired": repaired.geom_type, "before": before, "after": after}

    missing = np.flatnonzero(~layer.located)
    return combine(
        "geometry",
        len(layer.frame),
        [named(layer, "invalid-shape", "warning", bad, detail), named(layer, "no-place", "note", missing)],
    )


def _areas(layer: CheckedLayer) -> tuple[Rows, Shapes]:
    """Return rows and shapes of the areas, valid and in metres."""
    rows = np.flatnonzero((layer.kinds == 2) & layer.located)
    shapes = in_metres(layer.geometries[rows])
    near = ~shapely.is_empty(shapes)
    return rows[near], shapes[near]


def _hectares(shape: shapely.Geometry) -> str:
    metres = gpd.GeoSeries([shape], crs="EPSG:4326").to_crs(METRIC).area.iloc[0]
    return f"{float(metres) / 10_000:,.2f}" if np.isfinite(metres) else "–"
