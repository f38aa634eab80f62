"""The nearest site to each of a million points: at once, exact on the ellipsoid, in pieces that bound the memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from layers.nearest import GEOD
from layers.planning.ground import Floats, Places
from layers.planning.layout import Sites

PIECE = 50_000  # points at a time: some 60 MB for 150 sites
FLATTENING_MARGIN = 1.0112  # distances on the sphere and the ellipsoid differ by up to 0.56 %, either way
CLOSEST_M = 500.0  # and nearer than this the sphere's cosine is too coarse to tell sites apart


@dataclass(frozen=True, eq=False)
class Nearest:
    """m points.

    Attributes
    ----------
    site
        (m,) number of the nearest site's point.
    km
        (m,) geodesic distance to it (WGS 84).
    """

    site: Places
    km: Floats


def nearest(lon: Floats, lat: Floats, sites: Sites) -> Nearest:
    """Return the nearest site to each point (degrees, WGS 84).

    Sites are ordered on the sphere; wherever a second one is so close behind the first that the flattening of the
    ellipsoid could turn the order, all such sites are measured again by the geodesic.

    Raises
    ------
    ValueError
        Where there is no site.
    """
    if not len(sites):
        raise ValueError("no site to measure to")
    pieces = [_piece(lon[at : at + PIECE], lat[at : at + PIECE], sites) for at in range(0, len(lon), PIECE)]
    if not pieces:
        return Nearest(np.empty(0, dtype=np.intp), np.empty(0))
    return Nearest(np.concatenate([piece.site for piece in pieces]), np.concatenate([piece.km for piece in pieces]))


def in_pieces(lon: Floats, lat: Floats, sites: Sites) -> Iterator[Nearest]:
    """Yield the answer piece by piece, for whoever shows progress."""
    for at in range(0, len(lon), PIECE):
        yield _piece(lon[at : at + PIECE], lat[at : at + PIECE], sites)


def _piece(lon: Floats, lat: Floats, sites: Sites) -> Nearest:
    chord = _chords(lon, lat, sites)
    first = chord.argmin(axis=1)
    best = chord[np.arange(len(lon)), first]
    metres = GEOD.inv(lon, lat, sites.lon[first], sites.lat[first])[2]
    limit = best * FLATTENING_MARGIN + CLOSEST_M / 6_371_000
    rivals = chord <= limit[:, None]
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
    return Nearest(first, np.asarray(metres) / 1000)


def _chords(lon: Floats, lat: Floats, sites: Sites) -> Floats:
    """Return (m, n) straight lines through the unit sphere, in radii: they order as the arcs do."""
    cosine = _unit(lon, lat) @ _unit(sites.lon, sites.lat).T
    return np.sqrt(np.maximum(2.0 - 2.0 * cosine, 0.0))


def _unit(lon: Floats, lat: Floats) -> Floats:
    x, y = np.radians(lon), np.radians(lat)
    return np.column_stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)])
