"""Bounds of a view (`zoom/lat/lon`) and of shapes in Web Mercator, alike for screen, slides, handout and thumbnails."""

from __future__ import annotations

import math
import re

import numpy as np
import shapely

from layers.arrays import Shapes

Box = tuple[float, float, float, float]  # west, south, east, north in degrees
WINDOW = (1000, 720)  # pixels of the map in a usual window, because a view does not contain the size of its frame
TILE = 256  # pixels round the world at zoom 0, as in Leaflet
CLOSEST = 19.0  # a closer zoom would show less than a street
NORTHMOST = 85.0  # degrees: Mercator's projection has no poles
LEAST = 0.5  # degrees in each direction: a single point is shown with its surroundings
RIM = 0.06  # share of the extent, on each side
FURTHEST = 540.0  # degrees east or west: a view may go beyond 180
_VIEW = re.compile(r"([0-9]{1,2}(?:\.[0-9]+)?)/(-?[0-9]{1,2}(?:\.[0-9]+)?)/(-?[0-9]{1,3}(?:\.[0-9]+)?)")


def bounds_of_view(view: str) -> Box | None:
    """Return the bounds that a frame of `WINDOW` pixels shows at a view; None for a malformed view."""
    match = _VIEW.fullmatch(view)
    if match is None:
        return None
    zoom, lat, lon = map(float, match.groups())
    if zoom > CLOSEST or abs(lat) > NORTHMOST or abs(lon) > FURTHEST:
        return None
    world = TILE * 2**zoom
    half_lon = min(WINDOW[0] / world, 1.0) * 180
    middle, half = math.asinh(math.tan(math.radians(lat))), WINDOW[1] / world * math.pi
    south, north = (math.degrees(math.atan(math.sinh(middle + side * half))) for side in (-1, 1))
    return lon - half_lon, max(south, -NORTHMOST), lon + half_lon, min(north, NORTHMOST)


def bounds_of_shapes(shapes: Shapes) -> Box | None:
    """Return the bounds of shapes with a margin, None if all are empty; choose the narrower side of the globe."""
    corners = shapely.get_coordinates(shapes)
    if not len(corners):
        return None
    east = np.where(corners[:, 0] < 0, corners[:, 0] + 360, corners[:, 0])
    longitudes = min(corners[:, 0], east, key=lambda values: float(np.ptp(values)))
    west, east_end = _rimmed(float(longitudes.min()), float(longitudes.max()))
    south, north = _rimmed(float(corners[:, 1].min()), float(corners[:, 1].max()))
    return west, max(south, -NORTHMOST), east_end, min(north, NORTHMOST)


def _rimmed(low: float, high: float) -> tuple[float, float]:
    middle, half = (low + high) / 2, max((high - low) * (0.5 + RIM), LEAST / 2)
    return middle - half, middle + half
