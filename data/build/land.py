"""Land round the world but Antarctica, without any boundary: a pale ground for corridors to Duisburg and to America.

Source: Natural Earth 1:50m land (public domain) in the npm package world-atlas, object `land` only; its files of
countries are never opened.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from data.build.fetch import fetch_package, read_json
from data.build.write import Feature, make_feature

Coordinates = npt.NDArray[np.float64]
Pieces = npt.NDArray[np.object_]
PACKAGE = "world-atlas"
MEMBER = "land-50m.json"
WINDOW = (-180.0, -60.0, 180.0, 84.0)
NEAR = (-40.0, -40.0, 180.0, 82.0)  # where routes run by land and sea; elsewhere only flights end
TOLERANCE = 0.02  # degrees: about 2 km, less than a pixel while the whole of a corridor is on the screen
SMALLEST = 0.01  # square degrees: about 120 km²; Singapore stays, smaller islands go
FAR_TOLERANCE = 0.15  # degrees: less than half a pixel while a flight to another continent is on the screen
FAR_SMALLEST = 0.5  # square degrees


def build_land(*, offline: bool) -> list[Feature]:
    """Make one feature per land mass or island, numbered by falling size."""
    topology = read_json(fetch_package(PACKAGE, offline=offline), MEMBER)
    arcs = [_decode_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    polygons = [
        shapely.make_valid(shapely.Polygon(_join_arcs(rings[0], arcs), [_join_arcs(hole, arcs) for hole in rings[1:]]))
        for geometry in topology["objects"]["land"]["geometries"]
        for rings in (geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]])
    ]
    pieces = np.array([piece for polygon in polygons for piece in _split_at_180(polygon)])
    near = shapely.area(shapely.clip_by_rect(pieces, *NEAR)) > shapely.area(pieces) / 2
    parts = [*_simplify(pieces[near], TOLERANCE, SMALLEST), *_simplify(pieces[~near], FAR_TOLERANCE, FAR_SMALLEST)]
    kept = sorted(parts, key=lambda part: (-part.area, part.wkt))
    return [make_feature({"id": f"land-{n:03d}"}, polygon, decimals=3) for n, polygon in enumerate(kept, start=1)]


def _split_at_180(polygon: BaseGeometry) -> Iterator[BaseGeometry]:
    """Yield the parts of a land mass on either side of 180°, each where its longitudes belong (RFC 7946)."""
    for turn in (-360.0, 0.0, 360.0):
        moved = affinity.translate(polygon, turn)
        inside = shapely.clip_by_rect(moved, *WINDOW)
        yield from (part for part in shapely.get_parts(inside) if part.geom_type == "Polygon")


def _simplify(pieces: Pieces, tolerance: float, smallest: float) -> list[BaseGeometry]:
    """Return pieces with fewer corners and without what is too small to be seen."""
    simple = shapely.get_parts(shapely.make_valid(shapely.simplify(pieces, tolerance)))
    return [part for part in simple if part.geom_type == "Polygon" and part.area >= smallest]


def _decode_arc(arc: list[list[int]], transform: dict[str, Any]) -> Coordinates:
    """Turn a TopoJSON arc (first point, then steps, in grid units) into lon/lat."""
    grid = np.cumsum(np.array(arc, dtype=np.float64), axis=0)
    return np.asarray(grid * transform["scale"] + transform["translate"])


def _join_arcs(ring: list[int], arcs: list[Coordinates]) -> Coordinates:
    """Join the arcs of a ring; a negative index means the arc ~index backwards, and neighbours share one point.

    A ring that crosses 180° goes on beyond it (Chukotka), or it would be closed by a line across the whole map.
    """
    pieces = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in ring]
    points = np.vstack([pieces[0], *(piece[1:] for piece in pieces[1:])])
    points[:, 0] = np.unwrap(points[:, 0], period=360)
    points[:, 0] -= 360 * np.round(points[:, 0].mean() / 360)
    return points
