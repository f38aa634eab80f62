"""A visitor's own layer as the browser draws it: numbers in base64, simplified where it is large, never a template."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import shapely

Role = Literal["own", "preview"]  # the layer, and where a conversion would put it
VERTICES = 60_000  # more are simplified until they are as few, or the tolerance is at its largest
TOLERANCES_M = (20.0, 50.0, 150.0, 500.0)  # one pixel at the closest zoom is some 16 m
NAMED = 5_000  # features whose names travel with them; above it a click says the row, and the page the name
DEGREE_M = 111_000.0


@dataclass(frozen=True)
class Drawn:
    """What is sent, and what must be said of it.

    Attributes
    ----------
    content
        JSON for the browser; the same for the same layer.
    features
        How many features have a place.
    simplified_m
        Tolerance to which outlines were simplified for the map; 0 where they are as they are.
    """

    content: bytes
    features: int
    simplified_m: float


def drawn(
    geometries: npt.NDArray[np.object_],
    names: Sequence[str] | npt.NDArray[np.object_],
    *,
    title: str,
    role: Role = "own",
    secret: str = "",
) -> Drawn:
    """Return a layer for the map.

    Parameters
    ----------
    geometries
        (n,) WGS 84, None without a place.
    names
        (n,) plain text; shown literally.
    secret
        Put into the content, so that the address made of its hash cannot be guessed from the file alone.
    """
    parts, rows = shapely.get_parts(geometries, return_index=True)
    if (shapely.get_type_id(parts) > 3).any():  # collections hold multiples
        parts, inner = shapely.get_parts(parts, return_index=True)
        rows = rows[inner]
    kinds = shapely.get_dimensions(parts)
    points, shapes = kinds == 0, kinds > 0
    simple, tolerance = _simplified(parts[shapes])
    placed = len(np.unique(rows))
    value: dict[str, Any] = {
        "role": role,
        "title": title,
        "secret": secret,
        "points": _packed(shapely.get_coordinates(parts[points]), "<f4"),
        "pointRows": _packed(rows[points], "<u4"),
        **_paths(simple, rows[shapes], kinds[shapes]),
        "names": [str(name)[:80] for name in names] if len(names) <= NAMED else [],
    }
    return Drawn(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), placed, tolerance)


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
) -> dict[str, str]:
    """Return lines and rings one after the other: coordinates, where each begins, its shape's number, row and kind."""
    areas = kinds == 2
    rings, owner = shapely.get_rings(shapes[areas], return_index=True)
    lines = np.concatenate([rings, shapes[~areas]])
    number = np.concatenate([np.flatnonzero(areas)[owner], np.flatnonzero(~areas)]).astype(np.int64)
    counts = shapely.get_num_coordinates(lines)
    return {
        "path": _packed(shapely.get_coordinates(lines), "<f4"),
        "pathStarts": _packed(np.concatenate([[0], np.cumsum(counts)]), "<u4"),
        "pathShapes": _packed(number, "<u4"),
        "pathRows": _packed(rows[number], "<u4"),
        "pathAreas": _packed(areas[number], "u1"),
    }


def _packed(table: npt.ArrayLike, kind: str) -> str:
    return base64.b64encode(np.ascontiguousarray(table, dtype=kind).tobytes()).decode("ascii")
