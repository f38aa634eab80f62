"""Small road graphs, made for tests."""

import hashlib
from pathlib import Path

import numpy as np

from layers.dataset.source import DATA_FOLDER
from layers.roads.calibration import Calibration
from layers.roads.graph_file import RoadGraph, RoadGraphHeader, encode, pack_arrays

BOX = (106.0, 29.0, 107.0, 30.0)
SHIPPED = DATA_FOLDER.parent / "roads.bin"
PROVENANCE = DATA_FOLDER.parent / "provenance.csv"
MEASURED = Calibration(
    factor=1.0, band=0.2, reach_km=2.0, rows=10, held_rows=10, held_median=0.1, held_p90=0.2, held_share=0.9
)


def graph(nodes: list[tuple[float, float]], edges: dict[tuple[int, int], int]) -> RoadGraph:
    """Make a graph of nodes in degrees and of edges with their metres."""
    lon, lat = np.array(nodes, dtype=float).T
    first, second = np.array(sorted(edges), dtype=np.int64).T
    return RoadGraph(lon, lat, first, second, np.array([edges[pair] for pair in sorted(edges)], dtype=np.int64))


def content(road_graph: RoadGraph, **changed: object) -> bytes:
    """Return the file of a graph; `changed` replaces fields of its header."""
    arrays = pack_arrays(road_graph, BOX)
    fields = {
        "package": "scgraph_data",
        "version": "2.0.0",
        "package_sha256": "a" * 64,
        "year": 2021,
        "box": BOX,
        "nodes": len(road_graph.lon),
        "edges": len(road_graph.metres),
        "arrays_sha256": hashlib.sha256(arrays).hexdigest(),
        "calibration": MEASURED,
    }
    return encode(RoadGraphHeader.model_construct(**(fields | changed)), arrays)


def square() -> RoadGraph:
    """Return four junctions, ten kilometres or so apart, joined in a ring with one long side and one dead end."""
    nodes = [(106.2, 29.2), (106.2, 29.3), (106.3, 29.2), (106.3, 29.3), (106.4, 29.3)]
    return graph(nodes, {(0, 1): 11_000, (0, 2): 9_800, (1, 3): 9_800, (2, 3): 32_000, (3, 4): 9_800})


def provenance(folder: Path, version: str = "2.0.0", sha256: str = "a" * 64) -> Path:
    """Write a table of packages with the one row that matters."""
    path = folder / "provenance.csv"
    path.write_text(f"name,version,sha256\nscgraph_data,{version},{sha256}\n", encoding="utf-8")
    return path
