"""Load the road graph that the build made, once per process; a graph that cannot be used stops nothing else."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from pathlib import Path

from layers.dataset.source import DATA_FOLDER
from layers.roads.distance import Roads
from layers.roads.graph_file import RoadGraphError, decode

ROADS_FILE = DATA_FOLDER.parent / "roads.bin"
PROVENANCE_FILE = DATA_FOLDER.parent / "provenance.csv"


def read_roads(path: Path = ROADS_FILE, provenance: Path = PROVENANCE_FILE) -> Roads:
    """Read the graph, and hold it against the table of packages.

    Raises
    ------
    RoadGraphError
        If the file is missing or damaged, or was made of another package than the table names.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RoadGraphError("missing", file=path.name) from error
    header, graph = decode(content)
    named = _named(header.package, provenance)
    if named != (header.version, header.package_sha256):
        raise RoadGraphError("other_version", package=header.package, version=header.version, expected=named[0] or "–")
    return Roads(header, graph)


@lru_cache(maxsize=1)
def load_roads() -> Roads | RoadGraphError:
    """Return the shipped graph, or why it cannot be used, as read the first time."""
    try:
        return read_roads()
    except RoadGraphError as error:
        return error


def _named(package: str, provenance: Path) -> tuple[str, str]:
    """Return version and hash of a package in the table; empty where it names none."""
    try:
        text = provenance.read_text(encoding="utf-8-sig")
    except OSError:
        return "", ""
    rows = (row for row in csv.DictReader(io.StringIO(text)) if row.get("name") == package)
    return next(((row["version"], row["sha256"]) for row in rows), ("", ""))
