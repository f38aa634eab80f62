"""Files as people (and attackers) pack them, made here: shapefiles in zips, GeoPackages, zips with traps in them."""

import io
import sqlite3
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import shapely
from pyproj import CRS

PARK = shapely.box(106.5, 29.5, 106.6, 29.6)


def zipped(entries: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def point_shp(points: Sequence[tuple[float, float]]) -> tuple[bytes, bytes]:
    """Return .shp and .shx of points (ESRI's white paper of 1998)."""
    box = struct.pack("<4d", *map(min, zip(*points, strict=True)), *map(max, zip(*points, strict=True)))
    rows = [struct.pack(">ii", n, 10) + struct.pack("<i2d", 1, *p) for n, p in enumerate(points, 1)]
    places = [struct.pack(">ii", 50 + 14 * n, 10) for n in range(len(points))]

    def head(size: int) -> bytes:
        start = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, (100 + size) // 2)
        return start + struct.pack("<2i", 1000, 1) + box + bytes(32)

    return head(28 * len(points)) + b"".join(rows), head(8 * len(points)) + b"".join(places)


def dbf(names: Sequence[str], codec: str, *, field: str = "name", width: int = 30, language: int = 0) -> bytes:
    """Return a .dbf with one text column in an encoding."""
    head = struct.pack("<B3BIHH17xB2x", 3, 126, 1, 1, len(names), 65, width + 1, language)
    column = field.encode(codec)[:10].ljust(11, b"\x00") + b"C" + bytes(4) + bytes([width]) + bytes(15)
    rows = b"".join(b" " + name.encode(codec).ljust(width, b" ")[:width] for name in names)
    return head + column + b"\x0d" + rows + b"\x1a"


def shapefile(
    names: Sequence[str],
    points: Sequence[tuple[float, float]],
    *,
    codec: str = "utf-8",
    crs: str | None = None,
    folder: str = "",
    leave: Sequence[str] = (),
) -> bytes:
    """Return a zipped shapefile of points."""
    shp, shx = point_shp(points)
    parts = {".shp": shp, ".shx": shx, ".dbf": dbf(names, codec)}
    if crs is not None:
        parts[".prj"] = CRS.from_user_input(crs).to_wkt("WKT1_ESRI").encode()
    return zipped({f"{folder}layer{suffix}": part for suffix, part in parts.items() if suffix not in leave})


def geopackage(folder: Path, sql: str = "", **layers: gpd.GeoDataFrame) -> bytes:
    """Return a GeoPackage with layers, changed afterwards by `sql`."""
    file = folder / "made.gpkg"
    for name, frame in (layers or {"parks": gpd.GeoDataFrame({"name": ["a"]}, geometry=[PARK], crs=4326)}).items():
        frame.to_file(file, layer=name, driver="GPKG", engine="pyogrio")
    if sql:
        database = sqlite3.connect(file)
        database.executescript(sql)
        database.close()
    content = file.read_bytes()
    file.unlink()
    return content
