"""Find the nearest site to each of a million points, exact on the ellipsoid, in pieces that bound the memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from layers.arrays import Floats
from layers.crs.metric import GEOD
from layers.planning.context import Places
from layers.planning.site_points import Sites

PIECE = 10_000  # points at a time: 4 MB for 50 sites, which fit a processor's cache
# Straight lines through the earth have the order of geodesics, except for the curvature's change with direction:
# 0.056 % of (line / radius)² by the series in line / radius, and at most the flattening's 1.12 % anywhere.
CURVED, FLATTENED = 0.02, 0.0112
COARSE_M = 10.0  # added for rounding errors at very near sites
RADIUS_M = 6_371_000.0


@dataclass(frozen=True, eq=False)
class NearestSites:
    """The nearest sites of m points.

    Attributes
    ----------
    site
        (m,) number of the nearest site's point.
    km
        (m,) geodesic distance to it (WGS 84).
    """

    site: Places
    km: Floats


def nearest(lon: Floats, lat: Floats, sites: Sites) -> NearestSites:
    """Find the nearest site to each point (degrees, WGS 84).

    Sites are ordered by straight lines through the earth. If further sites are so close behind the first that the
    curvature of the ellipsoid could change the order, all of these are measured by the geodesic.

    Raises
    ------
    ValueError
        If there is no site.
    """
    if not len(sites):
        raise ValueError("no site to measure to")
    pieces = [_piece(lon[at : at + PIECE], lat[at : at + PIECE], sites) for at in range(0, len(lon), PIECE)]
    if not pieces:
        return NearestSites(np.empty(0, dtype=np.intp), np.empty(0))
    return NearestSites(
        np.concatenate([piece.site for piece in pieces]), np.concatenate([piece.km for piece in pieces])
    )


def _piece(lon: Floats, lat: Floats, sites: Sites) -> NearestSites:
    x, there = _through_earth(lon, lat), _through_earth(sites.lon, sites.lat)
    own = (x * x).sum(axis=1)
    # squared lines without the term that a row shares; no BLAS, because its threads cost more than three products
    order = (there * there).sum(axis=1) - 2 * (
        x[:, :1] * there[:, 0] + x[:, 1:2] * there[:, 1] + x[:, 2:] * there[:, 2]
    )
    first = order.argmin(axis=1)
    line = np.sqrt(np.maximum(order[np.arange(len(lon)), first] + own, 0))
    metres = GEOD.inv(lon, lat, sites.lon[first], sites.lat[first])[2]
    limit = line * (1 + np.minimum(FLATTENED, CURVED * (line / RADIUS_M) ** 2)) + COARSE_M
    rivals = order <= (limit**2 - own)[:, None]
    rivals[np.arange(len(lon)), first] = False
    rows, columns = np.nonzero(rivals)
    if len(rows):
        again = GEOD.inv(lon[rows], lat[rows], sites.lon[columns], sites.lat[columns])[2]
        order = np.lexsort((columns, again, rows))
        rows, columns, again = rows[order], columns[order], again[order]
        head = np.concatenate([[True], rows[1:] != rows[:-1]])
        better = again[head] < metres[rows[head]]
        metres[rows[head][better]] = again[head][better]
        first[rows[head][better]] = columns[head][better]
    return NearestSites(first, np.asarray(metres) / 1000)


def _through_earth(lon: Floats, lat: Floats) -> Floats:
    """Return geocentric coordinates (m, 3) in metres of points on the ellipsoid."""
    x, y = np.radians(lon), np.radians(lat)
    normal = GEOD.a / np.sqrt(1 - GEOD.es * np.sin(y) ** 2)
    flat = normal * np.cos(y)
    return np.column_stack([flat * np.cos(x), flat * np.sin(x), normal * (1 - GEOD.es) * np.sin(y)])
