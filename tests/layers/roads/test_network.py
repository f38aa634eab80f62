"""Shortest ways: by hand on a small graph, against another algorithm on random ones."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.crs.metric import GEOD
from layers.roads.graph_file import RoadGraph, decode
from layers.roads.network import PIECE, RoadNetwork
from tests.layers.roads.graphs import SHIPPED, graph, square


@pytest.fixture(scope="module")
def shipped() -> RoadNetwork:
    return RoadNetwork(decode(SHIPPED.read_bytes())[1])


def between(network: RoadNetwork, here: tuple[float, float], there: tuple[float, float]) -> float:
    start, end = (network.snap(np.array([lon]), np.array([lat])) for lon, lat in (here, there))
    return float(network.distances(start, end)[0, 0])


def test_ways_by_hand() -> None:
    network = RoadNetwork(square())
    assert between(network, (106.2, 29.2), (106.3, 29.3)) == pytest.approx(20.8, abs=0.01)  # not the long side
    assert between(network, (106.3, 29.2), (106.4, 29.3)) == pytest.approx(9.8 + 11.0 + 9.8 + 9.8, abs=0.01)
    # from the middle of an edge, and along one edge without a node between
    assert between(network, (106.2, 29.25), (106.3, 29.3)) == pytest.approx(5.5 + 9.8, abs=0.02)
    assert between(network, (106.3, 29.22), (106.3, 29.28)) == pytest.approx(0.6 * 32, abs=0.05)
    assert between(network, (106.3, 29.25), (106.3, 29.25)) == pytest.approx(0, abs=1e-3)


def test_the_way_round_is_taken_where_the_edge_itself_is_longer() -> None:
    network = RoadNetwork(square())
    assert between(network, (106.3, 29.2), (106.3, 29.3)) == pytest.approx(9.8 + 11.0 + 9.8, abs=0.05)


def test_a_point_beside_an_edge_walks_straight_to_it_and_not_to_a_junction() -> None:
    network = RoadNetwork(square())
    found = network.snap(np.array([106.19]), np.array([29.25]))
    aside = GEOD.inv(106.19, 29.25, 106.2, 29.25)[2] / 1000
    assert found.access_km[0] == pytest.approx(aside, rel=0.01)
    assert between(network, (106.19, 29.25), (106.2, 29.2)) == pytest.approx(aside + 5.5, abs=0.03)


def test_without_a_way_the_distance_is_infinite() -> None:
    apart = graph([(106.2, 29.2), (106.2, 29.3), (106.6, 29.2), (106.6, 29.3)], {(0, 1): 11_000, (2, 3): 11_000})
    assert between(RoadNetwork(apart), (106.2, 29.2), (106.6, 29.3)) == np.inf


@st.composite
def graphs(draw: st.DrawFn) -> RoadGraph:
    count = draw(st.integers(2, 9))
    cells = st.tuples(st.integers(0, 40), st.integers(0, 40))
    places = draw(st.lists(cells, min_size=count, max_size=count, unique=True))
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).map(sorted).map(tuple)
    edges = draw(st.dictionaries(pairs.filter(lambda pair: pair[0] < pair[1]), st.integers(1, 99_999), min_size=1))
    return graph([(106 + x / 100, 29 + y / 100) for x, y in places], edges)


def floyd(road_graph: RoadGraph) -> np.ndarray:
    """All ways between nodes by the textbook's three loops."""
    count = len(road_graph.lon)
    found = np.full((count, count), np.inf)
    np.fill_diagonal(found, 0)
    for first, second, metres in zip(road_graph.first, road_graph.second, road_graph.metres, strict=True):
        found[first, second] = found[second, first] = metres / 1000
    for middle in range(count):
        found = np.minimum(found, found[:, [middle]] + found[[middle]])
    return found


@settings(deadline=None, max_examples=60)
@given(graphs(), st.integers(0, 2**32 - 1))
def test_random_graphs(road_graph: RoadGraph, seed: int) -> None:
    network, draw = RoadNetwork(road_graph), np.random.default_rng(seed)
    points = network.snap(draw.uniform(105.95, 106.45, 7), draw.uniform(28.95, 29.45, 7))
    found = network.distances(points, points)
    assert found == pytest.approx(found.T, abs=1e-9)
    other = network.snap(draw.uniform(105.95, 106.45, 3), draw.uniform(28.95, 29.45, 3))
    assert network.distances(points, other) == pytest.approx(network.distances(other, points).T, abs=1e-9)
    # the same by the textbook: over both ends of both edges, or along the one edge
    ends = np.stack([road_graph.first, road_graph.second])
    along, ways = np.stack([points.first_km, points.second_km]), floyd(road_graph)
    for row in range(7):
        for column in range(7):
            a, b = points.edge[row], points.edge[column]
            best = min(along[i, row] + ways[ends[i, a], ends[j, b]] + along[j, column] for i in (0, 1) for j in (0, 1))
            if a == b:
                best = min(best, abs(along[0, row] - along[0, column]))
            assert found[row, column] == pytest.approx(best + points.access_km[row] + points.access_km[column])


def test_many_points_are_measured_in_pieces_as_one_by_one(shipped: RoadNetwork) -> None:
    draw = np.random.default_rng(3)
    many = shipped.snap(draw.uniform(105.5, 109.5, PIECE + 6), draw.uniform(28.5, 31.5, PIECE + 6))
    few = shipped.snap(np.array([106.57]), np.array([29.56]))
    table = shipped.distances(many, many)
    alone = shipped.distances(few, many)
    assert table == pytest.approx(table.T, abs=1e-6)
    assert shipped.distances(many, few)[:, 0] == pytest.approx(alone[0], abs=1e-9)
    for third in range(8):  # a way over a third place is never shorter
        assert (table <= table[:, [third]] + table[[third]] + 1e-6).all()


def test_the_shipped_network_hangs_together(shipped: RoadNetwork) -> None:
    centre = shipped.snap(np.array([106.57]), np.array([29.56]))
    everywhere = shipped.snap(shipped.graph.lon, shipped.graph.lat)
    assert np.isfinite(shipped.distances(centre, everywhere)).all()


def test_one_to_all_takes_a_tenth_of_a_second_at_most(shipped: RoadNetwork) -> None:
    centre = shipped.snap(np.array([106.57]), np.array([29.56]))
    everywhere = shipped.snap(shipped.graph.lon, shipped.graph.lat)
    times = []
    for _ in range(5):
        began = time.process_time()  # of this process: others share the machine
        shipped.distances(centre, everywhere)
        times.append(time.process_time() - began)
    assert min(times) <= 0.1
