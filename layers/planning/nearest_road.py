"""Find the nearest site by road to each of many points, in pieces that bound the memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from layers.arrays import Floats
from layers.planning.context import Places
from layers.planning.site_points import Sites
from layers.roads.distance import Roads

PIECE = 20_000  # points at a time: 10 MB for 64 ends of edges


@dataclass(frozen=True, eq=False)
class NearestByRoad:
    """The nearest sites of m points by road.

    Attributes
    ----------
    site
        (m,) number of the site's point; says nothing where there is no way.
    km, road_km, low_km, high_km
        (m,) geodesic distance to it, and that by road with its band; NaN where there is no way.
    """

    site: Places
    km: Floats
    road_km: Floats
    low_km: Floats
    high_km: Floats


def nearest_by_road(lon: Floats, lat: Floats, sites: Sites, roads: Roads) -> NearestByRoad:
    """Find the nearest site by road to each point (degrees, WGS 84, taken as exact).

    Raises
    ------
    ValueError
        If there is no site.
    """
    if not len(sites):
        raise ValueError("no site to measure to")
    ends = roads.ends(sites.lon, sites.lat, sites.error_km)
    site = np.zeros(len(lon), dtype=np.intp)
    tables = np.full((4, len(lon)), np.nan)
    for at in range(0, len(lon), PIECE):
        piece = slice(at, at + PIECE)
        site[piece], found = roads.nearest(roads.ends(lon[piece], lat[piece], 0.0), ends)
        tables[:, piece] = found.straight_km, found.road_km, found.low_km, found.high_km
    return NearestByRoad(site, *tables)
