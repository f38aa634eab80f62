"""The file of the road graph: read as written, the same bytes again, and refused with the reason."""

import numpy as np
import pytest

from layers.roads.graph_file import MAGIC, MOST_BYTES, RoadGraph, RoadGraphError, decode, encode, pack_arrays
from tests.layers.roads.graphs import BOX, SHIPPED, content, graph, square


def test_a_graph_is_read_as_it_was_written() -> None:
    header, read = decode(content(square()))
    assert (header.nodes, header.edges, header.box) == (5, 5, BOX)
    written = square()
    for name in ("lon", "lat", "first", "second", "metres"):
        assert getattr(read, name) == pytest.approx(getattr(written, name), abs=1e-9), name


def test_the_same_graph_gives_the_same_bytes() -> None:
    found = SHIPPED.read_bytes()
    header, read = decode(found)
    assert encode(header, pack_arrays(read, header.box)) == found
    assert len(found) <= MOST_BYTES


def _reason(changed: bytes) -> str:
    with pytest.raises(RoadGraphError) as caught:
        decode(changed)
    assert caught.value.sentence("zh") != caught.value.sentence("en") == str(caught.value)
    return caught.value.code


@pytest.mark.parametrize("size", [0, 3, 9, 40, 400, -1, -20])
def test_a_file_cut_short_is_refused(size: int) -> None:
    assert _reason(content(square())[:size]) in {"broken", "other_format"}


@pytest.mark.parametrize("at", [0, 5, 12, 60, -1, -30])
def test_a_changed_byte_is_refused(at: int) -> None:
    damaged = bytearray(content(square()))
    damaged[at] ^= 0x55
    assert _reason(bytes(damaged)) in {"broken", "other_format"}


def test_a_file_of_another_format_is_refused() -> None:
    assert _reason(b"OMROADS2" + content(square())[len(MAGIC) :]) == "other_format"
    assert _reason(b'{"type":"FeatureCollection"}') == "other_format"


def test_a_file_beyond_all_bounds_is_refused() -> None:
    assert _reason(content(square()) + b"\0" * MOST_BYTES) == "broken"


@pytest.mark.parametrize("field", ["nodes", "edges"])
@pytest.mark.parametrize("count", [0, -1, 4, 2**40])
def test_counts_that_do_not_fit_the_arrays_are_refused(field: str, count: int) -> None:
    assert _reason(content(square(), **{field: count})) == "broken"


@pytest.mark.parametrize(
    "version", ["2.0.0 <script>", "[2.0.0](x)", ""], ids=["a tag", "a link", "nothing"]
)  # it is shown on a page
def test_a_version_that_is_none_is_refused(version: str) -> None:
    assert _reason(content(square(), version=version)) == "broken"


@pytest.mark.parametrize(
    "edges",
    [{(0, 9): 100}, {(1, 0): 100}, {(1, 1): 100}, {(0, 1): 0}],
    ids=["no such node", "backwards", "to itself", "no length"],
)
def test_edges_that_lead_nowhere_are_not_written(edges: dict[tuple[int, int], int]) -> None:
    with pytest.raises(ValueError, match="edge"):
        pack_arrays(graph([(106.2, 29.2), (106.3, 29.2)], edges), BOX)


def test_edges_out_of_order_or_twice_are_not_written() -> None:
    ends = np.array([0, 0]), np.array([1, 1])
    twice = RoadGraph(np.array([106.2, 106.3]), np.array([29.2, 29.2]), *ends, np.array([100, 200]))
    with pytest.raises(ValueError, match="order"):
        pack_arrays(twice, BOX)


def test_a_node_outside_the_box_is_not_written() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        pack_arrays(graph([(105.9, 29.2), (106.3, 29.2)], {(0, 1): 100}), BOX)
