"""How long planning's questions take, against a loop over rows and against each other: `python -m bench.planning`."""

import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
from click.testing import CliRunner

from layers.catalogue.models import load_catalogue
from layers.cli import main as command
from layers.crs.metric import GEOD
from layers.dataset.dataset import load_dataset
from layers.planning import site_points
from layers.planning.context import PlanningContext
from layers.planning.coverage import cover, curve
from layers.planning.location_problem import build_problem
from layers.planning.location_solver import solve
from layers.planning.matrix import gap_matrix
from layers.planning.nearest_bulk import nearest
from layers.planning.query import MODELS, PlanningQuery
from layers.planning.scenario import Change
from layers.planning.scenario_effect import compare_outcomes
from layers.planning.site_points import Sites
from layers.query.nearest import ProximityIndex

POINTS, ROWS = 1_000_000, 5_000  # the loop is measured on fewer rows and scaled up
TIMES_LOOP, MEMORY_GB, EFFECT_S = 20, 2.0, 1.0


def clock(act: Callable[[], object], runs: int = 1) -> float:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return median(times)


def verdict(met: bool) -> str:  # noqa: FBT001 (one word)
    return "met" if met else "NOT MET"


def loop(lon: np.ndarray, lat: np.ndarray, sites: Sites) -> None:
    """One row after the other, one geodesic for each site: what is meant by a loop over rows."""
    places = list(zip(sites.lon.tolist(), sites.lat.tolist(), strict=True))
    for x, y in zip(lon.tolist(), lat.tolist(), strict=True):
        min(GEOD.inv(x, y, *place)[2] for place in places)


def rows_at_once(lon: np.ndarray, lat: np.ndarray, sites: Sites) -> None:
    """One row after the other, all its geodesics at once: the quickest loop that keeps the rows apart."""
    ones = np.ones(len(sites))
    for x, y in zip(lon.tolist(), lat.tolist(), strict=True):
        GEOD.inv(x * ones, y * ones, sites.lon, sites.lat)[2].min()


def measure_nearest(sites: Sites) -> None:
    rng = np.random.default_rng(0)
    lon, lat = rng.uniform(105.2, 110.3, POINTS), rng.uniform(28.1, 32.3, POINTS)
    ours = clock(lambda: nearest(lon, lat, sites), 3)
    for name, way in (("one geodesic at a time", loop), ("one row at a time", rows_at_once)):
        whole = clock(lambda way=way: way(lon[:ROWS], lat[:ROWS], sites)) * POINTS / ROWS
        ratio = whole / ours
        print(
            f"nearest of {len(sites)} points to {POINTS:,}: {ours:.2f} s; loop, {name}: {whole:.0f} s "
            f"(from {ROWS:,} rows); {ratio:.0f} x, target {TIMES_LOOP} x {verdict(ratio >= TIMES_LOOP)}"
        )
    with tempfile.TemporaryDirectory(prefix="bench-planning-") as home:
        points, out = Path(home) / "points.csv", Path(home) / "out.csv"
        pd.DataFrame({"lon": lon.round(6), "lat": lat.round(6)}).to_csv(points, index=False)
        words = ["nearest", str(points), "-o", str(out)]
        spent = clock(lambda: CliRunner().invoke(command, words, catch_exceptions=False))
        size = points.stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"the command, {POINTS:,} rows of CSV in ({size:.0f} MB) and out: {spent:.1f} s", end="; ")
    print(f"peak memory of the whole run {peak:.2f} GB, target {MEMORY_GB:g} GB {verdict(peak <= MEMORY_GB)}")


def main() -> None:
    dataset = load_dataset(load_catalogue())
    context = PlanningContext(dataset, ProximityIndex(dataset))
    sites, areas = site_points.today(context, "now"), context.areas("38")
    context.seats("38")
    changes = (Change("add", "bonded-zone", 108.77, 29.53), Change("close", "bonded-xiyong"))
    planning_query = PlanningQuery(kinds=("bonded-zone",), changes=changes)
    spent = clock(lambda: compare_outcomes(planning_query, context, time="now", district_vintage="38"), 20)
    print(f"what if, both sides: {spent * 1000:.0f} ms, target {EFFECT_S:g} s {verdict(spent <= EFFECT_S)}")
    zones = sites.of_kinds(["bonded-zone"])
    one, whole = clock(lambda: cover(zones, 50, areas), 20), clock(lambda: curve(zones, areas), 5)
    print(f"coverage at one radius: {one * 1000:.1f} ms; the curve of 15 radii: {whole * 1000:.0f} ms")
    table = clock(lambda: gap_matrix(context, "district", "kind", time="now", district_vintage="38"), 20)
    print(f"matrix of districts by kinds: {table * 1000:.1f} ms")
    for model in MODELS:
        problem = build_problem(
            PlanningQuery(kinds=("bonded-b",), radii=(100,), model=model, sites=3),
            context,
            time="now",
            district_vintage="38",
        )
        answer = solve(problem)
        print(f"where next, {model}, 3 sites of 38 candidates: {answer.seconds:.2f} s, {answer.outcome}")
    measure_nearest(sites)


if __name__ == "__main__":
    main()
