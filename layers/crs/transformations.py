"""Reference systems beyond the allowlist: accepted if a published transformation to WGS 84 has a known error."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from pyproj.transformer import TransformerGroup

WORST = 10.0  # metres; Beijing 1954 and Xian 1980 have no published transformation whose area contains Chongqing
EPSG = re.compile(r"EPSG:(\d{4,6})", re.IGNORECASE)
LONGEST = 10_000  # characters of a definition; real ones have some 1,000


@dataclass(frozen=True)
class Transformation:
    """One transformation to WGS 84: its area of use (west, south, east, north) and its accuracy in metres."""

    transformer: Transformer
    area: tuple[float, float, float, float]
    error: float


@dataclass(frozen=True)
class KnownTransformations:
    """A reference system and its transformations to WGS 84, most accurate first."""

    name: str
    operations: tuple[Transformation, ...]


def parse(text: str) -> CRS | None:
    """Parse a WKT text or an EPSG code, without the datum shift of old definitions; return None if that fails."""
    text = text.strip().strip("\x00")
    code = EPSG.fullmatch(text)
    if len(text) > LONGEST or not (code or "[" in text):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pyproj warns of unknown names; the result is compared afterwards
            found = CRS.from_epsg(int(code[1])) if code else CRS.from_wkt(text)
    except CRSError:
        return None
    return found.source_crs if found.is_bound else found


@lru_cache(maxsize=16)
def published(text: str) -> KnownTransformations | None:
    """Return the transformations of a definition to WGS 84; None if no accuracy is within `WORST`."""
    crs = parse(text)
    if crs is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # pyproj warns of grids that are not installed; those operations are left out
            group = TransformerGroup(crs, "EPSG:4326", always_xy=True, allow_ballpark=False)
    except (CRSError, ProjError):
        return None
    operations = tuple(
        Transformation(t, t.area_of_use.bounds, float(t.accuracy))
        for t in group.transformers
        if t.area_of_use is not None and 0 <= t.accuracy <= WORST  # type: ignore[redundant-expr]  # area_of_use may be None
    )
    return KnownTransformations(crs.name, operations) if operations else None


def convert(shapes: NDArray[np.object_], text: str) -> tuple[NDArray[np.object_], float]:
    """Transform shapes to WGS 84 by the first transformation whose area contains their centre; return its error.

    The error is in metres. If no area contains the centre, positions become infinite and the error is NaN.
    """
    known = published(text)
    for way in known.operations if known else ():
        moved = _moved(shapes, way.transformer)
        x, y = np.nanmedian(shapely.get_coordinates(moved), axis=0)
        west, south, east, north = way.area
        if west <= x <= east and south <= y <= north:
            return moved, way.error
    return np.asarray(shapely.transform(shapes, lambda positions: positions * np.inf), dtype=object), np.nan


def _moved(shapes: NDArray[np.object_], transformer: Transformer) -> NDArray[np.object_]:
    def move(positions: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(positions[:, 0], positions[:, 1]))

    return np.asarray(shapely.transform(shapes, move), dtype=object)
