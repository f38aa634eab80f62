"""What part of the world a scene shows."""

from __future__ import annotations

import numpy as np
import shapely

from layers.briefing.scenes import Bounds, Scene
from layers.crs.web_mercator import bounds_of_shapes, bounds_of_view
from layers.dataset.dataset import Dataset

NARROWEST = 1e-4  # degrees between two sides: what can be drawn


def extent(scene: Scene, dataset: Dataset) -> Bounds:
    """Return west, south, east, north in degrees of what the scene should fit.

    Stored bounds come as they are, a stored view as `bounds_of_view` has it. Else what is kept, with a rim:
    with `route` whole (east past 180 where a line crosses that meridian), otherwise only what lies in the municipality;
    all of that where nothing does.
    """
    if scene.view is not None and (seen := bounds_of_view(scene.view)) is not None:
        return seen
    if scene.bounds is not None:
        west, south, east, north = scene.bounds
        (west, east), (south, north) = _opened(west, east), _opened(south, north)
        return west, south, east, north
    (south, west), (north, east) = dataset.catalogue.home
    kept = dataset.features.geometry[scene.kept(dataset)]
    shapes = np.asarray(kept[kept.notna()].array, dtype=object)
    found = bounds_of_shapes(shapes if scene.route else shapely.intersection(shapes, dataset.inside))
    return (west, south, east, north) if found is None else found


def _opened(low: float, high: float) -> tuple[float, float]:
    """Return two sides as they are; moved apart where next to nothing lies between them."""
    middle = (low + high) / 2
    return (low, high) if high - low >= NARROWEST else (middle - NARROWEST / 2, middle + NARROWEST / 2)
