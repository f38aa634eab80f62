"""The areas of a layer, ready to be measured."""

from __future__ import annotations

import numpy as np
import shapely

from layers.arrays import Rows, Shapes
from layers.quality.district_index import in_metres
from layers.quality.layer import CheckedLayer


def areas_in_metres(layer: CheckedLayer) -> tuple[Rows, Shapes]:
    """Return rows and shapes of the areas, valid and in metres."""
    rows = np.flatnonzero((layer.kinds == 2) & layer.located)
    shapes = in_metres(layer.geometries[rows])
    near = ~shapely.is_empty(shapes)
    return rows[near], shapes[near]
