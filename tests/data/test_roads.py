"""The road graph and its calibration: the same bytes again, and halves that do not know of each other."""

import numpy as np
import pytest

from data.build import roads
from data.build.fetch import PACKAGES, read_provenance
from data.build.paths import CACHE
from data.build.road_agreement import TABLE, calibrate, rank_of, read_published
from data.build.routes.inputs import read_rows
from layers.roads.calibration import held_out
from layers.roads.graph_file import decode
from layers.roads.network import RoadNetwork

HEADER, GRAPH = decode(roads.FILE.read_bytes())
ARCHIVE = CACHE / PACKAGES[roads.PACKAGE].filename.format(version=read_provenance()[roads.PACKAGE]["version"])
REASONS = {"yes", "loop", "placed-by-km", "not-by-road", "older-way", "low"}


@pytest.mark.skipif(not ARCHIVE.is_file(), reason=f"{ARCHIVE.name} is not in data/build/cache: run make data once")
def test_the_graph_is_rebuilt_byte_for_byte() -> None:
    assert roads.build_roads(offline=True) == roads.FILE.read_bytes()


def test_the_calibration_is_that_of_the_table() -> None:
    published = read_published(RoadNetwork(GRAPH), roads.BOX)
    assert calibrate(published) == HEADER.calibration
    assert HEADER.calibration.held_share >= 0.9
    assert min(HEADER.calibration.rows, HEADER.calibration.held_rows) >= 20


def test_what_is_held_out_does_not_change_the_calibration() -> None:
    """Whatever the held-out half says, factor, band and reach stay; only what is said of that half changes."""
    published = read_published(RoadNetwork(GRAPH), roads.BOX)
    published.km[published.held_out] *= 3
    found = calibrate(published)
    assert (found.factor, found.band, found.reach_km) == (
        HEADER.calibration.factor,
        HEADER.calibration.band,
        HEADER.calibration.reach_km,
    )
    assert found.held_share < 0.5


def test_one_pair_of_places_falls_into_one_half() -> None:
    straight = np.array([30.0, 10.0, 20.0, 10.0, 20.0, 40.0])
    assert held_out(straight).tolist() == [False, False, True, False, True, True]


@pytest.mark.parametrize(("count", "rank"), [(1, 1), (10, 10), (22, 22), (38, 37), (100, 95)])
def test_the_rank_is_that_of_the_tolerance_limit(count: int, rank: int) -> None:
    """Of 22 values the largest bounds nine tenths of all with a probability of 1 − 0.9²² = 0.902; of 21 none does."""
    assert rank_of(count) == rank


def test_the_table_says_of_every_row_whether_it_is_a_test() -> None:
    rows = read_rows(TABLE)
    assert {row["test"] for row in rows} == REASONS
    for row in rows:
        assert all(float(row[f"{end}_error_km"]) > 0 for end in ("from", "to"))
        assert row["from_zh"], row
        assert row["publisher"], row
        assert row["test"] != "yes" or row["confidence"] in {"high", "medium"}


def test_parallel_and_unconnected_roads() -> None:
    places = np.array([[29.0, 106.0], [29.0, 106.1], [29.0, 106.2], [40.0, 116.0], [30.0, 107.0], [30.0, 107.1]])
    first, second = np.array([0, 1, 1, 0, 2, 4]), np.array([1, 0, 2, 1, 3, 5])
    graph = roads.clip_graph(places, first, second, np.array([10.0, 9.0, 11.0, 12.0, 900.0, 10.0]))
    assert graph.lon.tolist() == [106.0, 106.1, 106.2]
    assert list(zip(graph.first, graph.second, graph.metres, strict=True)) == [(0, 1, 9000), (1, 2, 11000)]
