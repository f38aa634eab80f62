"""What visitors of the planner's page share: answers worked out once for a dataset. It caches as `store` does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any, TypeVar

import streamlit as st

from geo_app.state import cache, script_run
from layers.catalogue.entries import DistrictVintage, Lang
from layers.dataset.dataset import Dataset
from layers.planning import charts as planning_charts
from layers.planning import coverage, location_solver, site_points
from layers.planning.context import PlanningContext
from layers.planning.corridor_access import Corridors
from layers.planning.coverage import Coverage
from layers.planning.location_problem import LocationProblem
from layers.planning.location_solver import Solution
from layers.planning.matrix import Grain, Matrix, Rows, gap_matrix
from layers.planning.scenario import Change
from layers.planning.site_points import Sites
from layers.quality.district_index import DistrictIndex
from layers.query.existence import Time
from layers.query.nearest import ProximityIndex

T = TypeVar("T")
Places = tuple[tuple[float, float, float], ...]  # lon, lat, error in km


def context() -> PlanningContext:
    """Return what planning questions stand on, for the current dataset."""
    dataset = cache.current_snapshot().dataset
    return script_run.once_per_run("planning-context", lambda: _ground(dataset.version, dataset, cache.proximity()))


@st.cache_resource(show_spinner=False, max_entries=2)
def _ground(version: str, _edition: Dataset, _nearness: ProximityIndex) -> PlanningContext:
    return PlanningContext(_edition, _nearness)


def district_index() -> DistrictIndex:
    """Return the district outlines as checks ask them, for the current edition."""
    dataset = cache.current_snapshot().dataset
    return script_run.once_per_run("district-index", lambda: _outlines(dataset.version, dataset))


@st.cache_resource(show_spinner=False, max_entries=2)
def _outlines(version: str, _edition: Dataset) -> DistrictIndex:
    return DistrictIndex.of(_edition)


def corridors() -> Corridors:
    """Return the corridors as planning asks for them."""
    dataset = cache.current_snapshot().dataset
    return script_run.once_per_run("corridors", lambda: _corridors(dataset.version, context()))


@st.cache_resource(show_spinner=False, max_entries=2)
def _corridors(version: str, _ground: PlanningContext) -> Corridors:
    return Corridors(_ground)


def curve(sites: Sites, district_vintage: DistrictVintage) -> list[Coverage]:
    """Return the coverage of some sites over all radii; shared, so never changed."""
    return _curve(cache.current_snapshot().dataset.version, _places(sites), district_vintage, sites)


def _places(sites: Sites) -> Places:
    return tuple(zip(sites.lon.tolist(), sites.lat.tolist(), sites.error_km.tolist(), strict=True))


@st.cache_resource(show_spinner=False, max_entries=32)
def _curve(version: str, places: Places, district_vintage: DistrictVintage, _sites: Sites) -> list[Coverage]:
    return coverage.curve(_sites, context().areas(district_vintage))


def today(time: Time) -> Sites:
    """Return the sites of every kind as they stand at a time; shared, so never changed."""
    return _today(cache.current_snapshot().dataset.version, time, context())


@st.cache_resource(show_spinner=False, max_entries=6)
def _today(version: str, time: Time, _ground: PlanningContext) -> Sites:
    return site_points.today(_ground, time)


def matrix(
    rows: Rows, grain: Grain, time: Time, district_vintage: DistrictVintage, changes: tuple[Change, ...] = ()
) -> Matrix:
    """Return the matrix of places against types or kinds; shared, so never changed."""
    return _matrix(cache.current_snapshot().dataset.version, rows, grain, time, district_vintage, changes, context())


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Change: repr})
def _matrix(
    version: str,
    rows: Rows,
    grain: Grain,
    time: Time,
    district_vintage: DistrictVintage,
    changes: tuple[Change, ...],
    _ground: PlanningContext,
) -> Matrix:
    return gap_matrix(_ground, rows, grain, time=time, district_vintage=district_vintage, changes=changes)


def covered(sites: Sites, radius_km: float, district_vintage: DistrictVintage) -> Coverage:
    """Return the coverage of some sites at one radius; shared, so never changed."""
    return _covered(cache.current_snapshot().dataset.version, _places(sites), radius_km, district_vintage, sites)


@st.cache_resource(show_spinner=False, max_entries=256)
def _covered(
    version: str, places: Places, radius_km: float, district_vintage: DistrictVintage, _sites: Sites
) -> Coverage:
    return coverage.cover(_sites, radius_km, context().areas(district_vintage))


def curve_chart(
    sites: Sites, radii: tuple[int, ...], district_vintage: DistrictVintage, lang: Lang
) -> Mapping[str, Any]:
    """Return the chart of `curve`."""
    key = repr((cache.current_snapshot().dataset.version, _places(sites), radii, district_vintage, lang))
    return cache.chart(key, lambda: planning_charts.curve_chart(curve(sites, district_vintage), radii, lang))


def of_sites(sites: Sites, key: tuple[object, ...], make: Callable[[], T]) -> T:
    """Return what `make` gives of some sites, cached as by `cache.cached`."""
    return cache.cached((*key, _places(sites)), make)


def answer_of(problem: LocationProblem) -> Future[Solution]:
    """Return the answer to a query for sites, begun once for equal questions."""
    return _answer(problem.key, problem)


@st.cache_resource(show_spinner=False, max_entries=64)
def _answer(key: str, _problem: LocationProblem) -> Future[Solution]:
    return location_solver.begin(_problem)
