"""Coverage by road: the share of cells of a kilometre that lie within a radius of a site along the roads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from layers.arrays import Floats, Mask
from layers.crs.metric import to_degrees
from layers.planning.context import Areas, Places
from layers.planning.coverage import FARTHEST_KM, NEAREST_KM, STEP_KM, Coverage
from layers.planning.nearest_road import NearestByRoad, nearest_by_road
from layers.planning.site_points import Sites
from layers.roads.distance import Roads

CELL_M = 1000.0


@dataclass(frozen=True, eq=False)
class RoadReach:
    """How far every cell of d districts is from its nearest site by road.

    Attributes
    ----------
    district
        (c,) number of the district of each cell.
    cell_km2
        (c,) area that a cell stands for: those of a district add up to its area.
    found
        The nearest site of each cell.
    """

    areas: Areas
    district: Places
    cell_km2: Floats
    found: NearestByRoad

    @property
    def without_road(self) -> Floats:
        """(d,) share of each district that lies too far from any road of the network for an answer."""
        return self._covered(np.isnan(self.found.road_km)) / self.areas.area_km2

    def cover(self, radius_km: float) -> Coverage:
        """Return the coverage within a radius: surely (upper end of the band), as measured, and perhaps (lower end)."""
        bounds = (self.found.high_km, self.found.road_km, self.found.low_km)
        return Coverage(radius_km, self.areas, np.array([self._covered(km <= radius_km) for km in bounds]))

    def curve(self) -> list[Coverage]:
        """Return the coverage for each radius from 10 to 150 km."""
        return [self.cover(radius) for radius in range(NEAREST_KM, FARTHEST_KM + 1, STEP_KM)]

    def _covered(self, mask: Mask) -> Floats:
        covered = np.bincount(self.district[mask], self.cell_km2[mask], minlength=len(self.areas.codes))
        return np.asarray(covered, dtype=float)


def reach_by_road(sites: Sites, areas: Areas, roads: Roads) -> RoadReach:
    """Measure from the middle of every cell to its nearest site by road."""
    x, y, district = _cells(areas)
    count = np.bincount(district, minlength=len(areas.codes))
    cell_km2 = (areas.area_km2 / np.maximum(count, 1))[district]
    lon, lat = to_degrees(x, y)
    none = np.full(len(x), np.nan)
    if len(sites):
        found = nearest_by_road(lon, lat, sites, roads)
    else:
        found = NearestByRoad(np.zeros(len(x), dtype=np.intp), none, none, none, none)
    return RoadReach(areas, district, cell_km2, found)


def _cells(areas: Areas) -> tuple[Floats, Floats, Places]:
    """Return x, y (EPSG:4545) and district of the cells whose middles lie in one; at least one point of each."""
    found = []
    for number, polygon in enumerate(areas.polygons):
        left, bottom, right, top = np.floor(shapely.bounds(polygon) / CELL_M) * CELL_M
        sides = (np.arange(low, high + CELL_M, CELL_M) + CELL_M / 2 for low, high in ((left, right), (bottom, top)))
        x, y = (side.ravel() for side in np.meshgrid(*sides))
        shapely.prepare(polygon)
        inside = shapely.contains_xy(polygon, x, y)
        if not inside.any():
            x, y = (np.array([value]) for value in shapely.get_coordinates(shapely.point_on_surface(polygon))[0])
            inside = np.array([True])
        found.append((x[inside], y[inside], np.full(int(inside.sum()), number, dtype=np.intp)))
    if not found:
        return np.empty(0), np.empty(0), np.empty(0, dtype=np.intp)
    x, y, district = (np.concatenate(part) for part in zip(*found, strict=True))
    return x, y, district
