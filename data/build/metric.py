"""Metres for Chongqing: EPSG:4545 (CGCS2000, 3° zone of 108° E), the zone that covers the whole municipality."""

from functools import partial
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Area = Polygon | MultiPolygon
Shape = TypeVar("Shape", bound=BaseGeometry)
_TO_METRES = pyproj.Transformer.from_crs(4326, 4545, always_xy=True)


def as_area(geometry: BaseGeometry) -> Area:
    """Take a geometry as an area; a multi-polygon of one part becomes that polygon.

    Raises
    ------
    TypeError
        When it is a point, a line or a mixture.
    """
    if isinstance(geometry, MultiPolygon) and len(geometry.geoms) == 1:
        return geometry.geoms[0]
    if isinstance(geometry, (Polygon, MultiPolygon)):
        return geometry
    raise TypeError(f"expected an area, not a {geometry.geom_type}")


def measure_km2(area: Area) -> float:
    """Measure an area given in degrees, in km² of EPSG:4545."""
    return float(to_metres(area).area) / 1e6


def place_label(area: Area) -> list[float]:
    """Find a label's place: the centre [lon, lat] of the largest circle inside, to 100 m."""
    circle = shapely.maximum_inscribed_circle(to_metres(area), tolerance=100.0)
    x, y = circle.coords[0]
    lon, lat = _TO_METRES.transform(x, y, direction="INVERSE")
    return [round(lon, 5), round(lat, 5)]


def to_metres(geometry: Shape) -> Shape:
    """Turn degrees into metres of EPSG:4545."""
    return shapely.transform(geometry, partial(_convert, direction="FORWARD"))


def to_degrees(geometry: Shape) -> Shape:
    """Turn metres of EPSG:4545 into degrees."""
    return shapely.transform(geometry, partial(_convert, direction="INVERSE"))


def _convert(points: npt.NDArray[np.float64], *, direction: str) -> npt.NDArray[np.float64]:
    return np.column_stack(_TO_METRES.transform(points[:, 0], points[:, 1], direction=direction))
