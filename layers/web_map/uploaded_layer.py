"""Pack an uploaded layer for the browser: plain numbers, simplified if it is large, never a template."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import shapely

Role = Literal["own", "preview"]  # the layer, and its preview after a conversion
VERTICES = 60_000  # a layer with more is simplified until it has as few, or at the largest tolerance
TOLERANCES_M = (20.0, 50.0, 150.0, 500.0)  # one pixel at the closest zoom is some 16 m
NAMED = 5_000  # most features whose names are sent; above, a click reports the row and the page the name
DEGREE_M = 111_000.0
# the parts of the content, in this order, little-endian; the atlas (uploaded/unpack.js) has the same list
PARTS = {
    "points": "<f4",
    "pointRows": "<u4",
    "path": "<f4",
    "pathStarts": "<u4",
    "pathShapes": "<u4",
    "pathRows": "<u4",
    "pathAreas": "u1",
}
_LENGTH = struct.Struct("<I")


@dataclass(frozen=True)
class PackedLayer:
    """The packed bytes of a layer, and the tolerance of their simplification.

    Attributes
    ----------
    content
        The length of a header, the header as JSON with the number of values of each of `PARTS`, the values. Equal
        layers have equal content.
    simplified_m
        Tolerance of the simplification of outlines; 0 for unchanged outlines.
    """

    content: bytes
    simplified_m: float


def drawn(
    geometries: npt.NDArray[np.object_],
    names: Sequence[str] | npt.NDArray[np.object_],
    *,
    title: str,
    role: Role = "own",
    secret: str = "",
) -> PackedLayer:
    """Pack a layer for the map.

    Parameters
    ----------
    geometries
        (n,) WGS 84, None without a location.
    names
        (n,) plain text, shown literally.
    secret
        Added to the content, so that nobody can guess the URL with its hash from the file alone.
    """
    parts, rows = _single(geometries)
    kinds = shapely.get_dimensions(parts)
    points, shapes = kinds == 0, kinds > 0
    simple, tolerance = _simplified(parts[shapes])
    point_rows = rows[points]
    if np.array_equal(point_rows, np.arange(len(point_rows))):
        point_rows = point_rows[:0]  # every point is its own row, so the rows need not be sent: a third less
    tables: dict[str, npt.ArrayLike] = {
        "points": shapely.get_coordinates(parts[points]),
        "pointRows": point_rows,
        **_paths(simple, rows[shapes], kinds[shapes]),
    }
    packed = {part: np.ascontiguousarray(tables[part], dtype=kind) for part, kind in PARTS.items()}
    head: dict[str, Any] = {
        "role": role,
        "title": title,
        "secret": secret,
        "names": [str(name)[:80] for name in names] if len(names) <= NAMED else [],
        "sizes": [table.size for table in packed.values()],
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)  # the browser reads four-byte numbers only at offsets that are multiples of four
    content = b"".join([_LENGTH.pack(len(text)), text, *(table.tobytes() for table in packed.values())])
    return PackedLayer(content, tolerance)


def _single(geometries: npt.NDArray[np.object_]) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.int64]]:
    """Split n geometries into points, lines and areas; return them with the row of each."""
    kinds = shapely.get_type_id(geometries)
    if ((kinds >= 0) & (kinds <= 3) & ~shapely.is_empty(geometries)).all():
        return geometries, np.arange(len(geometries))  # splitting them would copy each
    parts, rows = shapely.get_parts(geometries, return_index=True)
    if (shapely.get_type_id(parts) > 3).any():  # collections contain multi-geometries
        parts, inner = shapely.get_parts(parts, return_index=True)
        rows = rows[inner]
    there = ~shapely.is_empty(parts)
    return parts[there], rows[there]


def _simplified(shapes: npt.NDArray[np.object_]) -> tuple[npt.NDArray[np.object_], float]:
    if int(shapely.get_num_coordinates(shapes).sum()) <= VERTICES:
        return shapes, 0.0
    for tolerance in TOLERANCES_M:
        simple = shapely.simplify(shapes, tolerance / DEGREE_M, preserve_topology=True)
        if int(shapely.get_num_coordinates(simple).sum()) <= VERTICES:
            break
    return np.asarray(simple, dtype=object), tolerance


def _paths(
    shapes: npt.NDArray[np.object_], rows: npt.NDArray[np.int64], kinds: npt.NDArray[np.int32]
) -> dict[str, npt.ArrayLike]:
    """Concatenate lines and rings: coordinates, and for each its first index, the number of its shape, row and kind."""
    areas = kinds == 2
    rings, owner = shapely.get_rings(shapes[areas], return_index=True)
    lines = np.concatenate([rings, shapes[~areas]])
    number = np.concatenate([np.flatnonzero(areas)[owner], np.flatnonzero(~areas)]).astype(np.int64)
    counts = shapely.get_num_coordinates(lines)
    return {
        "path": shapely.get_coordinates(lines),
        "pathStarts": np.concatenate([[0], np.cumsum(counts)]),
        "pathShapes": number,
        "pathRows": rows[number],
        "pathAreas": areas[number],
    }
