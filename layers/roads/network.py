"""Shortest ways along the road graph, from any point beside it to any other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from layers.arrays import Floats, Shapes
from layers.crs.metric import to_metres
from layers.roads.graph_file import RoadGraph

PIECE = 64  # ends of edges searched from at a time: 64 × 20,000 nodes are 10 MB


@dataclass(frozen=True, eq=False)
class SnappedPoints:
    """m points, each with the place on the nearest edge from which its way begins.

    Attributes
    ----------
    edge
        (m,) number of the edge.
    first_km, second_km
        (m,) from that place along the edge to its two nodes.
    access_km
        (m,) straight from the point to that place.
    """

    edge: npt.NDArray[np.intp]
    first_km: Floats
    second_km: Floats
    access_km: Floats


class RoadNetwork:
    """A road graph that is ready to be asked."""

    def __init__(self, graph: RoadGraph) -> None:
        self.graph = graph
        count = len(graph.lon)
        ends = np.concatenate([graph.first, graph.second]), np.concatenate([graph.second, graph.first])
        self._km = graph.metres / 1000
        self._matrix = csr_array((np.tile(self._km, 2), ends), shape=(count, count))
        x, y = to_metres(graph.lon, graph.lat)
        nodes = np.column_stack([x, y])
        self._lines: Shapes = np.asarray(
            shapely.linestrings(np.stack([nodes[graph.first], nodes[graph.second]], axis=1)), dtype=object
        )
        self._tree = shapely.STRtree(self._lines)

    def snap(self, lon: Floats, lat: Floats) -> SnappedPoints:
        """Find the nearest place on any edge for m points in degrees WGS 84; edges are drawn straight."""
        x, y = to_metres(lon, lat)
        points: Shapes = np.asarray(shapely.points(x, y), dtype=object)
        found = self._tree.query_nearest(points, all_matches=False)
        edge = np.empty(len(points), dtype=np.intp)
        edge[found[0]] = found[1]
        lines = self._lines[edge]
        share = np.clip(shapely.line_locate_point(lines, points, normalized=True), 0, 1)
        # of nodes on one spot the share is not a number: the road between them is walked from its beginning
        share = np.where(np.isnan(share), 0.0, share)
        km = self._km[edge]
        return SnappedPoints(edge, share * km, (1 - share) * km, np.asarray(shapely.distance(lines, points)) / 1000)

    def distances(self, here: SnappedPoints, there: SnappedPoints) -> Floats:
        """Return (m, n) kilometres along the roads with both ways to them; infinite where no way leads."""
        if len(here.edge) > len(there.edge):  # searched from the fewer points: the roads are the same both ways
            return np.ascontiguousarray(self.distances(there, here).T)
        found = np.full((len(here.edge), len(there.edge)), np.inf)
        for start, ends in ((here.first_km, self.graph.first), (here.second_km, self.graph.second)):
            for at in range(0, len(here.edge), PIECE):
                piece = slice(at, at + PIECE)
                reached = self._from_nodes(ends[here.edge[piece]], there)
                found[piece] = np.minimum(found[piece], start[piece, None] + reached)
        same = here.edge[:, None] == there.edge
        along = np.abs(here.first_km[:, None] - there.first_km)
        found = np.where(same, np.minimum(found, along), found)
        return np.asarray(found + here.access_km[:, None] + there.access_km)

    def _from_nodes(self, nodes: npt.NDArray[np.int64], there: SnappedPoints) -> Floats:
        """Return (m, n) kilometres from nodes to places on edges."""
        asked, back = np.unique(nodes, return_inverse=True)
        reached = dijkstra(self._matrix, directed=True, indices=asked)
        first, second = self.graph.first[there.edge], self.graph.second[there.edge]
        best = np.minimum(reached[:, first] + there.first_km, reached[:, second] + there.second_km)
        return np.asarray(best[back])
