"""Routes along the rail and road graphs of scgraph_data 2.0.0 (OpenStreetMap, ODbL)."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely
from scgraph.core import Graph

from data.build.paths import BuildError
from data.build.routes.features import measure_km
from data.build.routes.inputs import Leg, read_rows

GRAPHS = {"rail": "world_railways", "road": "world_highways"}
SMALL = 1000  # nodes: smaller components are sidings and metro lines that no train leaves
REACH_KM = 15.0  # a waypoint further than this from the network is a fault of the input table


class Network:
    """One graph: node positions, neighbours with lengths in km, and the component each node belongs to."""

    def __init__(self, mode: str) -> None:
        geograph = getattr(import_module(f"scgraph_data.{GRAPHS[mode]}"), f"{GRAPHS[mode]}_geograph")
        self.mode = mode
        self.neighbours: list[dict[int, float]] = geograph.graph
        self.points: npt.NDArray[np.float64] = np.array(geograph.nodes, dtype=np.float64)[:, ::-1]
        for row in read_rows("corridors-repairs.csv"):
            if row["mode"] == mode:
                self._repair(row)
        self.component = _label_components(self.neighbours)
        sizes = np.bincount(self.component)
        self.large = np.flatnonzero(sizes[self.component] >= SMALL)
        self.tree = shapely.STRtree(list(map(shapely.Point, self.points[self.large])))

    def _repair(self, row: dict[str, str]) -> None:
        """Join two nodes that the graph leaves apart, or set a new node into the edge that passes a point.

        Raises
        ------
        BuildError
            The graph has no node within 0.2 km or no edge within 10 km: not the package the table was made for.
        """
        here = (float(row["lon"]), float(row["lat"]))
        if row["to_lon"]:
            ends = []
            for point in (here, (float(row["to_lon"]), float(row["to_lat"]))):
                nearest = int(np.hypot(*(self.points - point).T).argmin())
                if measure_km([point, tuple(self.points[nearest].tolist())]) > 0.2:
                    raise BuildError(f"corridors-repairs.csv: no {self.mode} node at {point}")
                ends.append(nearest)
            gap = measure_km([tuple(self.points[end].tolist()) for end in ends])
            self._link(ends[0], ends[1], gap)
            return
        first, second = self._find_edge(here)
        length = self.neighbours[first].pop(second)
        del self.neighbours[second][first]
        new = len(self.points)
        self.points = np.vstack([self.points, here])
        self.neighbours.append({})
        parts = [measure_km([tuple(self.points[end].tolist()), here]) for end in (first, second)]
        for end, part in zip((first, second), parts, strict=True):
            self._link(end, new, max(part, length * part / sum(parts)))

    def _link(self, first: int, second: int, length: float) -> None:
        self.neighbours[first][second] = self.neighbours[second][first] = length

    def _find_edge(self, point: tuple[float, float]) -> tuple[int, int]:
        """Find the edge that passes nearest to a point."""
        window = np.flatnonzero((abs(self.points - point) < 0.5).all(axis=1))
        edges = [(int(a), b) for a in window for b in self.neighbours[a] if a < b]
        lines = shapely.linestrings([self.points[list(edge)] for edge in edges])
        distances = shapely.distance(lines, shapely.Point(point))
        if not edges or distances.min() > 0.1:
            raise BuildError(f"corridors-repairs.csv: no {self.mode} edge passes {point}")
        return edges[int(distances.argmin())]

    def find_node(self, point: tuple[float, float], leg: Leg) -> int:
        """Find the node of a large component nearest to a point (by degrees, longitude not shortened).

        Raises
        ------
        BuildError
            The nearest node is more than `REACH_KM` away.
        """
        near = self.tree.query(shapely.Point(point).buffer(0.3))
        if not len(near):
            raise BuildError(f"leg {leg.key}: no {self.mode} node near {point}")
        distances = {int(i): measure_km([point, tuple(self.points[self.large[i]].tolist())]) for i in near}
        best = min(distances, key=lambda i: distances[i])
        if distances[best] > REACH_KM:
            raise BuildError(f"leg {leg.key}: the nearest {self.mode} node to {point} is {distances[best]:.0f} km away")
        return int(self.large[best])

    def find_path(self, leg: Leg) -> list[int]:
        """Find the shortest path of a leg through its via points, as node numbers.

        Raises
        ------
        BuildError
            Two consecutive points are not connected.
        """
        stops = [leg.start.point, *leg.via, leg.end.point]
        nodes = [self.find_node(stop, leg) for stop in stops]
        path = nodes[:1]
        for (here, there), stop in zip(pairwise(nodes), stops[1:], strict=True):
            if self.component[here] != self.component[there]:
                raise BuildError(f"leg {leg.key}: no {self.mode} connection to {stop}")
            path += Graph.dijkstra_makowski(self.neighbours, here, there)["path"][1:]
        return _drop_spurs(path)

    def measure_path(self, path: list[int]) -> float:
        """Measure a path in km by the lengths the graph gives."""
        return sum(self.neighbours[a][b] for a, b in pairwise(path))


@cache
def load_network(mode: str) -> Network:
    """Load the graph of a mode once."""
    return Network(mode)


def _label_components(neighbours: list[dict[int, float]]) -> npt.NDArray[np.int64]:
    labels = np.full(len(neighbours), -1)
    for start in range(len(neighbours)):
        if labels[start] >= 0:
            continue
        labels[start] = start
        waiting = [start]
        while waiting:
            for node in neighbours[waiting.pop()]:
                if labels[node] < 0:
                    labels[node] = start
                    waiting.append(node)
    return labels


def _drop_spurs(path: list[int]) -> list[int]:
    """Drop out-and-back runs, which arise where a via point lies on a branch."""
    kept: list[int] = []
    for node in path:
        if len(kept) >= 2 and kept[-2] == node:
            kept.pop()
        elif not kept or kept[-1] != node:
            kept.append(node)
    return kept
