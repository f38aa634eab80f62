"""The sandbox process: read untrusted shapefiles and GeoPackages with GDAL.

worker_pool.py runs this file as a script. It imports no module of ours, writes no file (the limit on file size is
zero), has no network if the system lets it leave, and is killed when it takes too long. It communicates by its pipes
only: two lengths, a JSON header, a body. It reads both formats from memory.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import re
import runpy
import select
import sqlite3
import struct
import sys
import warnings
from pathlib import Path
from typing import Any, BinaryIO

LIMITED = importlib.util.find_spec("resource") is not None  # not on Windows, where only the parent's timeout protects

IDLE = 120  # seconds after which an unused process ends
_LENGTHS = struct.Struct(">II")
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
DRIVERS: set[str] = set()  # those that the parent named; any other that is there ends the work
# triggers that GeoPackage writers make of themselves: R-tree upkeep, counts, constraints on tiles and metadata
_TRIGGERS = ("rtree_", "trigger_insert_feature_count_", "trigger_delete_feature_count_", "gpkg_")


_WRITE_AHEAD, _ROLL_BACK = b"\x02\x02", b"\x01\x01"
_RTREE = re.compile(r"\busing rtree ?\(")


class RefuseError(Exception):
    """Exception for a refused file, with the code of the finding and its details."""

    def __init__(self, code: str, **detail: str) -> None:
        self.code, self.detail = code, detail
        super().__init__(code)


def confine(memory: int) -> None:
    """Set resource limits that cannot be raised again."""
    if not LIMITED:
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def allow_seconds(seconds: int) -> None:
    """Allow this much processor time from now on."""
    if not LIMITED:
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def leave_network() -> None:
    """Move to a network namespace without interfaces, if the system allows it."""
    try:
        libc = ctypes.CDLL(None)
        if libc.unshare(_NEW_NETWORK) != 0:
            libc.unshare(_NEW_USER | _NEW_NETWORK)
    except (OSError, AttributeError, TypeError):
        return


def inspect(content: bytes) -> None:
    """Refuse a database that could run code when it is read."""
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(content)
        database.execute("PRAGMA trusted_schema = OFF")
        rows = database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        known = {str(name) for kind, name, _ in rows if kind == "table"}
        computed = [table for table in known if _computes(database, table)]
        if not {"gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"} <= known:
            raise RefuseError("not-geopackage", name="")
    except sqlite3.Error as error:
        raise RefuseError("gpkg-broken") from error
    finally:
        database.close()
    if computed:
        raise RefuseError("gpkg-computed", name=computed[0][:80])
    for kind, name, sql in rows:
        if code := fault(str(kind), str(name), " ".join(str(sql or "").split()).lower()):
            raise RefuseError(code, name=str(name)[:80])


def _computes(database: sqlite3.Connection, table: str) -> bool:
    """Test whether a table has generated columns, whose `hidden` is 2 or 3."""
    return any(hidden in {2, 3} for *_, hidden in database.execute("SELECT * FROM pragma_table_xinfo(?)", [table]))


def fault(kind: str, name: str, sql: str) -> str:
    """Return the code of the fault of an entry in the database's schema, or ""."""
    if kind == "view":
        return "gpkg-view"
    if kind == "table" and sql.startswith("create virtual") and not _RTREE.search(sql):
        return "gpkg-virtual"
    return "gpkg-trigger" if kind == "trigger" and not name.startswith(_TRIGGERS) else ""


def read_geopackage(content: bytes, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Read a layer of a GeoPackage, by default the first with geometry."""
    import pyogrio

    if content[18:20] == _WRITE_AHEAD:  # a write-ahead database cannot be opened from memory; its content is the same
        content = content[:18] + _ROLL_BACK + content[20:]
    inspect(content)
    found = [str(name) for name, kind in pyogrio.list_layers(content) if kind is not None]
    if not found:
        raise RefuseError("no-layer")
    layer = request.get("layer") or found[0]
    if layer not in found:
        raise RefuseError("no-such-layer", layer=str(layer), layers=", ".join(found))
    header, body = _read(content, straight=bool(request.get("straight")), layer=layer)
    return {**header, "layer": layer, "layers": found}, body


def read_single_layer(content: bytes, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the only layer of a file, such as the shapefile in a zip that the parent has packed."""
    return _read(content, straight=False, encoding=request.get("encoding"))


def _read(content: bytes, *, straight: bool, **how: Any) -> tuple[dict[str, Any], bytes]:
    """Return the table with WKB as an Arrow stream; a slower reader linearises curves."""
    import pyarrow as pa
    import pyogrio.raw

    if straight:
        about, _, wkb, values = pyogrio.raw.read(content, **how)
        geometry = "wkb_geometry"
        arrays = [pa.array(column, from_pandas=True) for column in values]
        table = pa.table([*arrays, pa.array(list(wkb), pa.binary())], names=[*about["fields"], geometry])
    else:
        about, table = pyogrio.raw.read_arrow(content, **how)
        geometry = about["geometry_name"] or "wkb_geometry"
    if geometry not in table.column_names:
        raise RefuseError("no-layer")
    # drop GeoArrow's extension types, which the parent does not need
    schema = pa.schema([pa.field(f.name, pa.binary() if f.name == geometry else f.type) for f in table.schema])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as stream:
        stream.write_table(table.cast(schema))
    return {"geometry": geometry, "crs": about.get("crs")}, sink.getvalue().to_pybytes()


def repair_shapes(content: bytes, _: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Repair the invalid shapes in an Arrow stream of the parent."""
    import pyarrow as pa
    import shapely

    repair = runpy.run_path(str(Path(__file__).parents[1] / "repair.py"))["repair"]
    with pa.ipc.open_stream(content) as stream:
        shapes = shapely.from_wkb(stream.read_all().column("wkb").to_pylist())
    table = pa.table({"wkb": pa.array([None if s is None else s.wkb for s in map(repair, shapes)], pa.binary())})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as answers:
        answers.write_table(table)
    return {"geometry": "wkb"}, sink.getvalue().to_pybytes()


READERS = {"single-layer": read_single_layer, "geopackage": read_geopackage, "repair": repair_shapes}


def answer(request: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """Return header and body for a request; every fault has a code."""
    import pyogrio.errors

    if request["format"] == "hello":
        return {"drivers": sorted(pyogrio.list_drivers())}, b""
    if set(pyogrio.list_drivers()) != DRIVERS:
        return {"code": "guard-died", "detail": {"seconds": ""}}, b""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return READERS[request["format"]](content, request)
    except RefuseError as refusal:
        return {"code": refusal.code, "detail": refusal.detail}, b""
    except MemoryError:
        return {"code": "guard-memory"}, b""
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, TypeError, RuntimeError):
        return {"code": "unreadable"}, b""


def serve(source: BinaryIO, sink: BinaryIO, seconds: int) -> None:
    """Answer requests until the parent ends, or no request comes for `IDLE` seconds."""
    while select.select([source], [], [], IDLE)[0]:
        lengths = source.read(_LENGTHS.size)
        if len(lengths) != _LENGTHS.size:
            return
        head, size = _LENGTHS.unpack(lengths)
        request = json.loads(source.read(head))
        content = source.read(size)
        allow_seconds(seconds)
        header, body = answer(request, content)
        text = json.dumps(header).encode()
        sink.write(_LENGTHS.pack(len(text), len(body)) + text)
        sink.write(body)
        sink.flush()
        if header.get("code") == "guard-memory":
            return


def main() -> None:
    """Shut itself in, then serve."""
    DRIVERS.update(filter(None, sys.argv[3].split(",")))
    leave_network()
    confine(int(sys.argv[1]))
    # a separate pipe for answers, so that output of libraries cannot mix with them
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, sink, int(sys.argv[2]))


if __name__ == "__main__":
    main()
