"""Distances by road: how the answers agree with published ones, and how long they take: `python -m bench.roads`."""

import csv
import time

import numpy as np

from layers.arrays import Mask
from layers.dataset.source import DATA_FOLDER
from layers.roads.calibration import held_out
from layers.roads.distance import RoadDistance, Roads
from layers.roads.load import ROADS_FILE, read_roads

TABLE = DATA_FOLDER.parent / "build" / "inputs" / "road-distances.csv"
HELD_SHARE, ONE_TO_ALL_MS = 0.9, 100.0
OTHERS = ("low", "placed-by-km", "older-way")  # rows that are no fair tests, for comparison only


def answer(roads: Roads, row: dict[str, str]) -> RoadDistance:
    """Ask for the distance of a published row, each end with its own error."""
    here, there = (
        roads.ends(*(float(row[f"{end}_{key}"]) for key in ("lon", "lat", "error_km"))) for end in ("from", "to")
    )
    return roads.distance(here, there)


def print_agreement(what: str, answers: list[RoadDistance], published: list[float], use: Mask) -> None:
    """Print error and share within the band of the answers of `use` that there are."""
    found = [
        (abs(one.road_km / km - 1), one.low_km <= km <= one.high_km)
        for one, km, wanted in zip(answers, published, use, strict=True)
        if wanted and one.road_km is not None and one.low_km is not None and one.high_km is not None
    ]
    errors, within = (np.array(column) for column in zip(*found, strict=True))
    print(
        f"roads: {what}: {len(found)} answered, {int(use.sum()) - len(found)} not; "
        f"median error {np.median(errors):.1%}, p90 {np.quantile(errors, 0.9):.1%}, within the band {within.mean():.1%}"
    )


def main() -> None:
    """Print the error on both halves, and the times of a first question and of one place to all."""
    began = time.perf_counter()
    roads = read_roads()
    network = roads.network
    ready = time.perf_counter() - began
    header, measured = roads.header, roads.header.calibration
    print(f"roads: {header.nodes:,} nodes, {header.edges:,} edges, {ROADS_FILE.stat().st_size / 1000:.0f} kB")
    print(f"roads: factor {measured.factor:g}, band ±{measured.band:.0%} and both ends' errors")
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for tests in ("yes", *OTHERS):
        chosen = [(answer(roads, row), float(row["km"])) for row in rows if row["test"] == tests]
        answers, published = zip(*[one for one in chosen if one[0].code != "outside"], strict=True)
        if tests == "yes":
            held = held_out(np.array([one.straight_km for one in answers]))
            print_agreement("calibrating half", answers, published, ~held)
            print_agreement(f"held out (at least {HELD_SHARE:.0%} within)", answers, published, held)
        else:
            print_agreement(f"no fair tests ({tests})", answers, published, np.ones(len(answers), dtype=bool))
    centre, everywhere = roads.ends(106.57, 29.56, 1.0), roads.ends(roads.graph.lon, roads.graph.lat, 0.0)
    times = []
    for _ in range(9):
        began = time.perf_counter()
        network.distances(centre.snapped, everywhere.snapped)
        times.append(1000 * (time.perf_counter() - began))
    print(f"roads: file read and network made in {ready:.2f} s")
    print(f"roads: one place to all {header.nodes:,}: {np.median(times):.0f} ms (at most {ONE_TO_ALL_MS:g})")


if __name__ == "__main__":
    main()
