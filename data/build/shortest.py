"""The shortest way through a small network of points (Dijkstra); a dependency for twenty lines would cost more."""

import heapq
from collections.abc import Mapping

from data.build.paths import BuildError

Node = tuple[float, float]
Network = dict[Node, dict[Node, float]]


def join(network: Network, first: Node, second: Node, length: float) -> None:
    """Add a two-way link, or shorten the one that is there."""
    if length < network.setdefault(first, {}).get(second, float("inf")):
        network[first][second] = length
        network.setdefault(second, {})[first] = length


def find_nearest(network: Mapping[Node, object], place: Node) -> Node:
    """Find the node nearest to a place, in degrees."""
    return min(sorted(network), key=lambda node: (node[0] - place[0]) ** 2 + (node[1] - place[1]) ** 2)


def find_shortest(network: Network, start: Node, end: Node) -> list[Node]:
    """Find the shortest way from start to end.

    Raises
    ------
    BuildError
        When the two are not connected.
    """
    best, before, queue = {start: 0.0}, {start: start}, [(0.0, start)]
    while queue:
        done, node = heapq.heappop(queue)
        if node == end:
            path = [end]
            while path[-1] != start:
                path.append(before[path[-1]])
            return path[::-1]
        for neighbour, length in network[node].items():
            if done + length < best.get(neighbour, float("inf")):
                best[neighbour], before[neighbour] = done + length, node
                heapq.heappush(queue, (done + length, neighbour))
    raise BuildError(f"no way from {start} to {end} in the network of {len(network)} points")
