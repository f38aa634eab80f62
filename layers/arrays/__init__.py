"""Type aliases of the numpy arrays that the rooms of layers pass to each other."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]  # row numbers or counts
Mask = npt.NDArray[np.bool_]
Shapes = npt.NDArray[np.object_]  # shapely geometries, None where there is none
