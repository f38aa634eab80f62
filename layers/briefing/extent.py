"""The extent of a scene's map."""

from __future__ import annotations

import numpy as np
import shapely

from layers.briefing.scenes import Bounds, Scene
from layers.crs.web_mercator import bounds_of_shapes, bounds_of_view
from layers.dataset.dataset import Dataset

NARROWEST = 1e-4  # degrees between two sides of a drawable extent


def extent(scene: Scene, dataset: Dataset) -> Bounds:
    """Return the extent that the scene should fit: west, south, east, north in degrees.

    Stored bounds stay unchanged; `bounds_of_view` converts a stored view. Otherwise the extent fits the kept features
    with a margin: with `route` wholly (east past 180 if a line crosses that meridian), else only inside the
    municipality; without features there, the whole municipality.
    """
    if scene.view is not None and (seen := bounds_of_view(scene.view)) is not None:
        return seen
    if scene.bounds is not None:
        west, south, east, north = scene.bounds
        (west, east), (south, north) = _opened(west, east), _opened(south, north)
        return west, south, east, north
    (south, west), (north, east) = dataset.catalogue.home
    kept = dataset.features.geometry[scene.mask(dataset)]
    shapes = np.asarray(kept[kept.notna()].array, dtype=object)
    found = bounds_of_shapes(shapes if scene.route else shapely.intersection(shapes, dataset.inside))
    return (west, south, east, north) if found is None else found


def _opened(low: float, high: float) -> tuple[float, float]:
    """Return two sides, moved apart if they almost coincide."""
    middle = (low + high) / 2
    return (low, high) if high - low >= NARROWEST else (middle - NARROWEST / 2, middle + NARROWEST / 2)
