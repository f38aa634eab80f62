"""Coverage: area and districts within a radius of a site, with bounds by the position errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from layers.arrays import Floats, Mask
from layers.crs.metric import to_metres
from layers.planning.context import Areas, Polygons
from layers.planning.site_points import Sites

NEAREST_KM, FARTHEST_KM, STEP_KM = 10, 150, 10
BOUNDS = ("inner", "stated", "outer")  # radius less the error, the radius itself, radius and error
SEGMENTS = 32  # of a quarter circle: the polygon is 0.04 % smaller than the circle
HALF = 0.5  # of its area: a district counts as covered


@dataclass(frozen=True, eq=False)
class Coverage:
    """The coverage of d districts by one radius.

    Attributes
    ----------
    covered_km2
        (3, d) covered area for the inner bound, the radius as stated, and the outer bound.
    """

    radius_km: float
    areas: Areas
    covered_km2: Floats

    @property
    def share(self) -> Floats:
        """(3, d) covered share of each district."""
        return np.asarray(self.covered_km2 / self.areas.area_km2)

    @property
    def total_share(self) -> Floats:
        """(3,) covered share of the whole."""
        return np.asarray(self.covered_km2.sum(axis=1) / max(float(self.areas.area_km2.sum()), 1e-9))

    def region_share(self, code: str) -> Floats:
        """Return (3,) the covered share of a region."""
        use = self.areas.of_region(code)
        return np.asarray(self.covered_km2[:, use].sum(axis=1) / max(float(self.areas.area_km2[use].sum()), 1e-9))

    def covered(self, bound: int = 1) -> Mask:
        """Return the mask (d,) of districts that are covered by at least half."""
        return np.asarray(self.share[bound] >= HALF)

    def as_json(self) -> dict[str, Any]:
        """Return the coverage as plain values for JSON."""
        areas = self.areas
        return {
            "radius_km": self.radius_km,
            "bounds": list(BOUNDS),
            "share": self.total_share.round(4).tolist(),
            "regions": {code: self.region_share(code).round(4).tolist() for code in dict.fromkeys(areas.regions)},
            "districts": {
                code: {"area_km2": round(float(area), 1), "share": share.round(4).tolist()}
                for code, area, share in zip(areas.codes, areas.area_km2, self.share.T, strict=True)
            },
            "districts_covered": int(self.covered().sum()),
        }


def cover(sites: Sites, radius_km: float, areas: Areas) -> Coverage:
    """Compute the coverage within `radius_km` of any site; circles and their union are formed in EPSG:4545."""
    x, y = to_metres(sites.lon, sites.lat)
    points = np.asarray(shapely.points(x, y))
    radii = (radius_km - sites.error_km, np.full(len(sites), float(radius_km)), radius_km + sites.error_km)
    found = [_area_within(_union(points, radius), areas.polygons) for radius in radii]
    return Coverage(radius_km, areas, np.array(found).reshape(3, len(areas.codes)))


def curve(sites: Sites, areas: Areas, radii_km: Sequence[float] | None = None) -> list[Coverage]:
    """Compute the coverage for each radius from 10 to 150 km."""
    radii = radii_km or list(range(NEAREST_KM, FARTHEST_KM + 1, STEP_KM))
    return [cover(sites, radius, areas) for radius in radii]


def _union(points: Polygons, radius_km: Floats) -> Any:
    use = radius_km > 0
    return shapely.union_all(shapely.buffer(points[use], radius_km[use] * 1000, quad_segs=SEGMENTS))


def _area_within(shape: Any, polygons: Polygons) -> Floats:
    """Return (d,) km² of each polygon inside `shape`; polygons wholly inside or outside need no intersection."""
    shapely.prepare(shape)
    whole = shapely.contains_properly(shape, polygons)
    parts = shapely.intersects(shape, polygons) & ~whole
    found = np.where(whole, shapely.area(polygons), 0.0)
    found[parts] = shapely.area(shapely.intersection(polygons[parts], shape))
    return np.asarray(found / 1e6)
