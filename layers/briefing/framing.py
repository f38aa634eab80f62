"""What part of the world a scene shows."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import shapely

from layers.briefing.scenes import Bounds, Scene
from layers.edition import Edition

LEAST = 0.5  # degrees either way: a single place is shown with its surroundings
FRAME = (1000, 720)  # pixels of the map in a usual window
NORTHERNMOST, CLOSEST, NARROWEST = 85.0, 22.0, 1e-4  # latitude; zoom; degrees between two sides: what can be drawn
RIM = 0.06  # of the extent, on each side


def extent(scene: Scene, edition: Edition) -> Bounds:
    """Return west, south, east, north in degrees of what the scene should fit.

    Stored bounds come as they are, a stored view as what a usual map frame showed of it. Else what is kept, with a rim:
    with `route` whole (east past 180 where a line crosses that meridian), otherwise only what lies in the municipality;
    all of that where nothing does.
    """
    if scene.view is not None:
        return _seen(scene.view)
    if scene.bounds is not None:
        west, south, east, north = scene.bounds
        (west, east), (south, north) = _opened(west, east), _opened(south, north)
        return west, south, east, north
    (south, west), (north, east) = edition.catalogue.home
    kept = edition.features.geometry[scene.kept(edition)]
    shapes = np.asarray(kept[kept.notna()].array, dtype=object)
    found = _bounds(shapes if scene.route else shapely.intersection(shapes, edition.inside))
    return (west, south, east, north) if found is None else found


def _seen(view: str) -> Bounds:
    """Return what a frame of `FRAME` pixels shows at "zoom/lat/lon" (Web Mercator, tiles of 256 pixels)."""
    zoom, lat, lon = (float(part) for part in view.split("/"))
    lat = max(-NORTHERNMOST, min(lat, NORTHERNMOST))
    world = 256 * 2 ** min(zoom, CLOSEST)
    half_lon = FRAME[0] / 2 / world * 360
    middle, half = math.asinh(math.tan(math.radians(lat))), FRAME[1] / 2 / world * 2 * math.pi
    south, north = (math.degrees(math.atan(math.sinh(middle + side * half))) for side in (-1, 1))
    return lon - half_lon, max(south, -85.0), lon + half_lon, min(north, 85.0)


def _bounds(shapes: npt.NDArray[np.object_]) -> Bounds | None:
    """Return the bounds of shapes with a rim, or None where all are empty; over whichever meridian is narrower."""
    corners = shapely.get_coordinates(shapes)
    if not len(corners):
        return None
    east = np.where(corners[:, 0] < 0, corners[:, 0] + 360, corners[:, 0])
    longitudes = min(corners[:, 0], east, key=lambda values: float(np.ptp(values)))
    west, east_end = _rimmed(float(longitudes.min()), float(longitudes.max()))
    south, north = _rimmed(float(corners[:, 1].min()), float(corners[:, 1].max()))
    return west, max(south, -85.0), east_end, min(north, 85.0)


def _opened(low: float, high: float) -> tuple[float, float]:
    """Return two sides as they are; moved apart where next to nothing lies between them."""
    middle = (low + high) / 2
    return (low, high) if high - low >= NARROWEST else (middle - NARROWEST / 2, middle + NARROWEST / 2)


def _rimmed(low: float, high: float) -> tuple[float, float]:
    middle, half = (low + high) / 2, max((high - low) * (0.5 + RIM), LEAST / 2)
    return middle - half, middle + half
