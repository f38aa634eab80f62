"""Shapes that break the rules, with the repair named, and features without a place."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from layers.crs.metric import METRIC
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer
from layers.quality.result import CheckResult, combine, named

CODE = "geometry"


def check(layer: CheckedLayer, _: DistrictIndex) -> CheckResult:
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
        CODE,
        len(layer.frame),
        [named(layer, "invalid-shape", "warning", bad, detail), named(layer, "no-place", "note", missing)],
    )


def _hectares(shape: shapely.Geometry) -> str:
    metres = gpd.GeoSeries([shape], crs="EPSG:4326").to_crs(METRIC).area.iloc[0]
    return f"{float(metres) / 10_000:,.2f}" if np.isfinite(metres) else "–"
