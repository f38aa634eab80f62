"""The paper projection of a static map: degrees to mm, scale, and clipping at the frame."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from layers.arrays import Floats, Shapes
from layers.crs.metric import GEOD, METRIC
from layers.crs.web_mercator import Box

LOCAL_BOX: Box = (102.0, 24.0, 114.0, 36.0)  # a larger extent uses Mercator, which can show a continent
NICE = (1, 2, 5)


@dataclass(frozen=True)
class PaperProjection:
    """The frame of a map, `width` × `height` mm, showing at least `box`."""

    box: Box
    width: float
    height: float

    @cached_property
    def is_local(self) -> bool:
        """Whether the frame lies within the domain of the local projection."""
        west, south, east, north = self.box
        a, b, c, d = LOCAL_BOX
        return a <= west and b <= south and east <= c and north <= d

    @property
    def _transformer(self) -> pyproj.Transformer:
        middle = (self.box[0] + self.box[2]) / 2
        # +over: longitudes continue past 180, so that a route across the Pacific stays in one piece
        return _to(METRIC if self.is_local else f"+proj=merc +lon_0={middle:.6f} +over +datum=WGS84 +units=m +type=crs")

    @cached_property
    def _placing(self) -> tuple[float, float, float]:
        """Left and top edge in metres of the plane, and mm of paper per metre."""
        x, y = self._transformer.transform(*_edge(self.box).T)
        west, east, south, north = np.min(x), np.max(x), np.min(y), np.max(y)
        scale = min(self.width / (east - west), self.height / (north - south))
        left = (west + east) / 2 - self.width / scale / 2
        top = (south + north) / 2 + self.height / scale / 2
        return float(left), float(top), float(scale)

    def paper(self, degrees: Floats) -> Floats:
        """Project (n, 2) longitudes and latitudes to mm from the upper left corner of the frame."""
        left, top, scale = self._placing
        x, y = self._transformer.transform(degrees[:, 0], degrees[:, 1])
        return np.column_stack([(np.asarray(x) - left) * scale, (top - np.asarray(y)) * scale])

    def near(self, degrees: Floats) -> Floats:
        """Shift points by one turn to the side of 180 degrees where the frame lies."""
        middle = (self.box[0] + self.box[2]) / 2
        turn = 360 * np.round((middle - degrees[:, 0].mean()) / 360)
        return degrees + np.array([turn, 0.0]) if turn else degrees

    def project(self, geometries: Shapes) -> Shapes:
        """Project an array of geometries to paper."""
        return np.asarray(shapely.transform(geometries, self.paper), dtype=object)

    def cut(self, geometry: BaseGeometry, beyond: float = 0.0) -> BaseGeometry:
        """Clip a geometry on paper to the frame, extended by `beyond` mm."""
        whole = shapely.make_valid(geometry) if geometry.geom_type.endswith("Polygon") else geometry
        found: BaseGeometry = shapely.clip_by_rect(whole, -beyond, -beyond, self.width + beyond, self.height + beyond)
        return found

    @cached_property
    def seen(self) -> Box:
        """West, south, east, north of the whole frame in degrees; larger than `box` if the aspect ratios differ."""
        left, top, scale = self._placing
        mm = _edge((0.0, 0.0, self.width, self.height))
        lon, lat = self._transformer.transform(left + mm[:, 0] / scale, top - mm[:, 1] / scale, direction="INVERSE")
        return float(np.min(lon)), float(np.min(lat)), float(np.max(lon)), float(np.max(lat))

    @cached_property
    def km_per_mm(self) -> float:
        """Kilometres on the ground per mm, across the middle of the frame (geodesic, WGS 84)."""
        left, top, scale = self._placing
        x = left + (self.width / 2 + np.array([-5.0, 5.0])) / scale
        y = np.full(2, top - self.height / 2 / scale)
        lon, lat = self._transformer.transform(x, y, direction="INVERSE")
        return float(GEOD.inv(lon[0], lat[0], lon[1], lat[1])[2]) / 1000 / 10

    def scale_bar(self, longest: float) -> tuple[int, float]:
        """Return a round number of kilometres and its length in mm, not longer than `longest`."""
        most = self.km_per_mm * longest
        power = 10 ** np.floor(np.log10(most))
        km = max(1, int(max(n * power for n in NICE if n * power <= most)))
        return km, km / self.km_per_mm


@lru_cache(maxsize=32)
def _to(target: str) -> pyproj.Transformer:
    """Return the transformer from WGS 84 to a plane; to build it takes longer than a map, and threads may share it."""
    return pyproj.Transformer.from_crs("EPSG:4326", target, always_xy=True)


def _edge(box: Box) -> Floats:
    """Return points along the edge of a box, whose sides are curves in the other plane."""
    west, south, east, north = box
    steps = np.linspace(0, 1, 25)
    x, y = west + steps * (east - west), south + steps * (north - south)
    sides = [(x, np.full(25, south)), (x, np.full(25, north)), (np.full(25, west), y), (np.full(25, east), y)]
    return np.concatenate([np.column_stack(side) for side in sides])
