"""Features outside the municipality, and axes that are the wrong way round."""

from __future__ import annotations

import numpy as np
import shapely

from layers.i18n.findings import Severity
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer
from layers.quality.result import CheckResult, Detail, combine, named

CODE = "city"


def check(layer: CheckedLayer, district_index: DistrictIndex) -> CheckResult:
    """Return the features outside the municipality; where their axes changed round lie inside, they are swapped."""
    lon, lat = layer.points.T
    outside = layer.located & ~district_index.in_city(lon, lat)
    outside[outside & (layer.kinds == 1)] = ~shapely.intersects(
        layer.geometries[outside & (layer.kinds == 1)], district_index.city
    )
    rows = np.flatnonzero(outside)
    swapped = np.zeros_like(outside)
    swapped[rows] = district_index.in_city(lat[rows], lon[rows])
    where: Detail = lambda row: {"lon": f"{lon[row]:.5f}", "lat": f"{lat[row]:.5f}"}  # noqa: E731 (one line, used twice)
    severity: Severity = "note" if layer.leaves_city else "warning"
    return combine(
        CODE,
        int(layer.located.sum()) if district_index.count else 0,
        [
            named(layer, "swapped", "error", np.flatnonzero(swapped), where),
            named(layer, "outside-city", severity, np.flatnonzero(outside & ~swapped), where),
        ],
    )
