"""Parse GeoJSON geometry objects strictly: deviations from RFC 7946 become findings, never guesses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.arrays import Shapes
from layers.ingest.finding_collector import FindingCollector

NUMBERS = {int, float}
MEMBERS = {"type", "coordinates", "geometries", "bbox"}
_POINT = itemgetter("type", "coordinates")
DEEPEST = 10  # collections within collections


class _MalformedError(Exception):
    """Exception for a malformed geometry, with the code of the finding."""


class ShapeReader:
    """Parser of geometries that counts their oddities.

    Attributes
    ----------
    heights
        Number of features with positions of more than two numbers; only the first two are read.
    extra
        Names of members that are not in RFC 7946.
    """

    def __init__(self, collector: FindingCollector) -> None:
        self.collector = collector
        self.heights = 0
        self.nested = 0
        self.extra: set[str] = set()
        self._row = 0
        self._high = self._long = False

    def read(self, geometries: Sequence[Any], first: int) -> Shapes:
        """Return one shape, or None, for each geometry object or null; `first` is the row of the first.

        A malformed geometry becomes None, with an error.
        """
        points = self._points(geometries)
        if points is not None:
            return points
        shapes = np.full(len(geometries), None, dtype=object)
        for number, geometry in enumerate(geometries):
            self._row, self._high, self._long = first + number, False, False
            if geometry is None:
                continue
            try:
                shapes[number] = self._shape(geometry, 0)
            except _MalformedError as fault:
                self.collector.add(str(fault), "error", row=self._row)
            self.heights += self._high
            if self._long:
                self.collector.add("position-too-long", "warning", row=self._row)
        return shapes

    def _points(self, geometries: Sequence[Any]) -> Shapes | None:
        """Return the shapes if all are plain points, a column at a time; else None."""
        if set(map(type, geometries)) != {dict} or set(map(len, geometries)) != {2}:
            return None
        try:
            kinds, positions = zip(*map(_POINT, geometries), strict=True)
        except KeyError:
            return None
        if kinds.count("Point") < len(geometries) or set(map(type, positions)) != {list}:
            return None
        if set(map(len, positions)) != {2}:
            return None
        flat = list(chain.from_iterable(positions))
        if not set(map(type, flat)) <= NUMBERS:
            return None
        return np.asarray(shapely.points(np.array(flat, dtype=float).reshape(-1, 2)), dtype=object)

    def _shape(self, geometry: Any, depth: int) -> Any:
        if not isinstance(geometry, dict):
            raise _MalformedError("geometry-no-object")
        if depth and geometry.get("type") == "Feature" and isinstance(geometry.get("geometry"), dict):
            self.collector.add("feature-in-collection", "warning", row=self._row)
            geometry = geometry["geometry"]
        kind = geometry.get("type")
        if not isinstance(kind, str) or kind not in _BUILDERS | {"GeometryCollection": None}:
            raise _MalformedError("geometry-unknown-type")
        check_box(geometry, self._row, self.collector)
        self.extra |= geometry.keys() - MEMBERS
        if kind == "GeometryCollection":
            return self._collection(geometry, depth)
        if not isinstance(geometry.get("coordinates"), list):
            raise _MalformedError("no-coordinates")
        return _BUILDERS[kind](self, geometry["coordinates"])

    def _collection(self, geometry: Mapping[str, Any], depth: int) -> Any:
        members = geometry.get("geometries")
        if not isinstance(members, list):
            raise _MalformedError("no-geometries")
        if depth > DEEPEST:
            raise _MalformedError("wrong-nesting")
        self.nested += depth == 1
        return shapely.GeometryCollection([self._shape(member, depth + 1) for member in members])

    def positions(self, value: Any) -> NDArray[np.float64]:
        """Return positions as an array (n, 2)."""
        if not isinstance(value, list) or not set(map(type, value)) <= {list}:
            raise _MalformedError("wrong-nesting")
        lengths = set(map(len, value))
        flat = set(map(type, chain.from_iterable(value)))
        if not flat <= NUMBERS:
            raise _MalformedError("wrong-nesting" if list in flat else "coordinate-no-number")
        if lengths and min(lengths) < 2:
            raise _MalformedError("position-too-short")
        self._high |= bool(lengths) and max(lengths) > 2
        self._long |= bool(lengths) and max(lengths) > 3
        pairs = value if lengths <= {2} else [position[:2] for position in value]
        return np.array(pairs, dtype=float).reshape(-1, 2)

    def point(self, value: list[Any]) -> Any:
        """Return a point; one without numbers is empty."""
        return shapely.Point(self.positions([value])[0]) if value else shapely.Point()

    def line(self, value: Any) -> Any:
        """Return a line of at least two positions, or an empty one."""
        found = self.positions(value)
        if len(found) == 1:
            raise _MalformedError("line-too-short")
        return shapely.LineString(found)

    def ring(self, value: Any) -> NDArray[np.float64]:
        """Return a closed ring; an open one is closed, with a finding."""
        found = self.positions(value)
        if len(found) and not np.array_equal(found[0], found[-1]):
            self.collector.add("ring-closed", "warning", row=self._row)
            found = np.vstack([found, found[:1]])
        if 0 < len(found) < 4:
            raise _MalformedError("ring-too-short")
        return found

    def polygon(self, value: Any) -> Any:
        """Return a polygon; empty holes are left out."""
        if not isinstance(value, list):
            raise _MalformedError("wrong-nesting")
        rings = [self.ring(item) for item in value]
        if not rings or not len(rings[0]):
            if any(len(ring) for ring in rings):
                raise _MalformedError("hole-without-outline")
            return shapely.Polygon()
        return shapely.Polygon(rings[0], [ring for ring in rings[1:] if len(ring)])

    def many(self, value: list[Any], build: Callable[[Any], Any], whole: Callable[[list[Any]], Any]) -> Any:
        """Return a shape of several parts; empty parts are left out."""
        parts = [build(item) for item in value]
        return whole([part for part in parts if not part.is_empty])

    def multi_point(self, value: list[Any]) -> Any:
        """Return several points."""
        return shapely.MultiPoint(self.positions(value))


_BUILDERS: dict[str, Callable[[ShapeReader, list[Any]], Any]] = {
    "Point": ShapeReader.point,
    "LineString": ShapeReader.line,
    "Polygon": ShapeReader.polygon,
    "MultiPoint": ShapeReader.multi_point,
    "MultiLineString": lambda reader, value: reader.many(value, reader.line, shapely.MultiLineString),
    "MultiPolygon": lambda reader, value: reader.many(value, reader.polygon, shapely.MultiPolygon),
}


def check_box(holder: Mapping[str, Any], row: int | None, collector: FindingCollector) -> None:
    """Add a finding about a malformed `bbox`; it is never used."""
    if "bbox" not in holder:
        return
    box = holder["bbox"]
    if not isinstance(box, list) or len(box) not in {4, 6} or not set(map(type, box)) <= NUMBERS:
        collector.add("box-ignored", "warning", row=row)
