"""The location problem behind "where next?": demand, candidates, distances, and the score of a layout."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from layers.arrays import Floats
from layers.catalogue.entries import DistrictVintage, Words
from layers.crs.metric import GEOD
from layers.planning import site_points
from layers.planning.context import PlanningContext
from layers.planning.query import PlanningQuery
from layers.planning.site_points import Sites
from layers.planning.uploaded_sites import NOTHING, Demand
from layers.query.existence import Time, promised

PARK = "park"  # the platform type whose existing sites are candidates
TODAY, DRAFT, PLAN, OPTIMUM = "today", "draft", "plan", "optimum"


@dataclass(frozen=True, eq=False)
class LocationProblem:
    """d demand points, c candidates, b points of existing sites to add to.

    Attributes
    ----------
    demand
        The d demand points.
    weight
        (d,) the share of each in the whole demand; the sum is one.
    candidates
        The c points where a site may be built.
    today, base, plan
        Existing sites of the kinds; the same with the scenario's changes; promised sites with a location.
    unlocated
        Names of promised sites without a location, which cannot be measured.
    cost_km
        (d, c + b) geodesic km from each demand point to each candidate, then to each site of `base`.
    """

    planning_query: PlanningQuery
    demand: Demand
    weight: Floats
    candidates: Sites
    today: Sites
    base: Sites
    plan: Sites
    unlocated: tuple[Words, ...]
    cost_km: Floats

    @cached_property
    def key(self) -> str:
        """Hash of all inputs of the answer and its texts: equal for equal problems."""
        planning_query, may = self.planning_query, self.candidates
        asked = (
            planning_query.model,
            planning_query.sites,
            planning_query.keep,
            planning_query.radii[0],
            planning_query.changes,
            self.demand.codes,
        )
        known = (may.ids.tolist(), may.names, self.base.ids.tolist(), self.plan.lon.tolist())
        digest = hashlib.sha256(repr((asked, known)).encode())
        for table in (self.weight, self.cost_km):
            digest.update(np.ascontiguousarray(table).tobytes())
        return digest.hexdigest()

    @property
    def radius_km(self) -> float:
        """The first radius of the query, which coverage models use."""
        return float(self.planning_query.radii[0])


@dataclass(frozen=True)
class ServiceScore:
    """The service of a layout to the demand, in straight-line kilometres.

    Attributes
    ----------
    covered
        Share of the weight with a site within the radius.
    mean_km, farthest_km
        Weighted mean and largest distance to the nearest site; None without sites.
    farthest
        Adcode of the demand point at the largest distance.
    """

    sites: int
    covered: float
    mean_km: float | None
    farthest_km: float | None
    farthest: str

    def as_json(self) -> dict[str, Any]:
        """Return the score as plain values for JSON."""
        rounded = {
            name: None if km is None else round(km, 1)
            for name, km in (("mean_km", self.mean_km), ("farthest_km", self.farthest_km))
        }
        return {"sites": self.sites, "covered": round(self.covered, 4), **rounded, "farthest": self.farthest}


def distances_km(lon: Floats, lat: Floats, sites: Sites) -> Floats:
    """Return (d, n) geodesic kilometres from points to sites."""
    a, b = np.meshgrid(np.arange(len(lon)), np.arange(len(sites)), indexing="ij")
    if not a.size:
        return np.zeros(a.shape)
    return np.asarray(GEOD.inv(lon[a], lat[a], sites.lon[b], sites.lat[b])[2] / 1000)


def build_problem(
    planning_query: PlanningQuery,
    context: PlanningContext,
    *,
    time: Time,
    district_vintage: DistrictVintage,
    own: Floats | None = None,
    places: Sites | None = None,
    demand: Demand | None = None,
) -> LocationProblem:
    """Build the location problem of a query.

    Parameters
    ----------
    own
        (d,) the visitor's figure of each district, NaN if unknown, for `demand="own"`; without it, all districts
        have equal weight.
    places, needs
        Candidates and demand of uploaded layers, for `candidates="layer"` and `demand="layer"`; else None.
    """
    need = (
        (demand or NOTHING)
        if planning_query.demand == "layer"
        else _districts(planning_query, context, district_vintage, own)
    )
    every = site_points.today(context, time)
    base = site_points.apply(planning_query.changes, every, context).of_kinds(planning_query.kinds)
    may = _candidates(planning_query, context, time, district_vintage, places)
    cost = np.hstack([distances_km(need.lon, need.lat, may), distances_km(need.lon, need.lat, base)])
    total = need.weight.sum()
    return LocationProblem(
        planning_query,
        need,
        need.weight / total if total > 0 else need.weight,
        may,
        every.of_kinds(planning_query.kinds),
        base,
        site_points.pledged(context, time).of_kinds(planning_query.kinds),
        _placeless(context, planning_query, time),
        cost,
    )


def score(problem: LocationProblem, sites: Sites) -> ServiceScore:
    """Score a layout."""
    cost = distances_km(problem.demand.lon, problem.demand.lat, sites)
    if not cost.size:
        return ServiceScore(sites.count, 0.0, None, None, "")
    near = cost.min(axis=1)
    worst = int(np.where(problem.weight > 0, near, -1.0).argmax())
    covered = float(problem.weight[near <= problem.radius_km].sum())
    return ServiceScore(
        sites.count, covered, float(near @ problem.weight), float(near[worst]), problem.demand.codes[worst]
    )


def joined(first: Sites, second: Sites) -> Sites:
    """Join the points of two layouts."""
    return Sites(
        np.concatenate([first.ids, second.ids]),
        np.concatenate([first.kinds, second.kinds]),
        np.concatenate([first.lon, second.lon]),
        np.concatenate([first.lat, second.lat]),
        np.concatenate([first.error_km, second.error_km]),
        (*first.names, *second.names),
    )


def unreachable(problem: LocationProblem) -> list[str]:
    """Return the adcodes without a candidate or remaining site within the radius."""
    near = problem.cost_km <= problem.radius_km
    served = (near if problem.planning_query.keep else near[:, : len(problem.candidates)]).any(axis=1)
    return [problem.demand.codes[n] for n in np.flatnonzero(~served)]


def _districts(
    planning_query: PlanningQuery, context: PlanningContext, district_vintage: DistrictVintage, own: Floats | None
) -> Demand:
    """Return the districts as demand points, each at its seat."""
    areas, seats = context.areas(district_vintage), context.seats(district_vintage)
    weight = np.ones(len(seats))
    if planning_query.demand == "area":
        weight = areas.area_km2
    elif planning_query.demand == "own" and own is not None:
        weight = np.nan_to_num(own)
    lon, lat = np.array([(seat.lon, seat.lat) for seat in seats], dtype=float).reshape(-1, 2).T
    unnamed = tuple(seat.adcode for seat in seats if not seat.is_named)
    return Demand(areas.codes, areas.names, weight, lon, lat, unnamed)


def _candidates(
    planning_query: PlanningQuery,
    context: PlanningContext,
    time: Time,
    district_vintage: DistrictVintage,
    places: Sites | None,
) -> Sites:
    if planning_query.candidates == "parks":
        return _parks(context, time)
    seats = _seats(context, district_vintage)
    if planning_query.candidates == "layer":
        return places if places is not None else seats.only(np.zeros(len(seats), dtype=bool))
    return seats


def _seats(context: PlanningContext, district_vintage: DistrictVintage) -> Sites:
    areas, seats = context.areas(district_vintage), context.seats(district_vintage)
    error = [seat.error_km if seat.error_km is not None else 0.0 for seat in seats]
    ids = np.array([f"seat-{code}" for code in areas.codes], dtype=str)
    lon, lat = np.array([(seat.lon, seat.lat) for seat in seats], dtype=float).reshape(-1, 2).T
    return Sites(ids, np.full(len(ids), "seat"), lon, lat, np.array(error, dtype=float), areas.names)


def _parks(context: PlanningContext, time: Time) -> Sites:
    sites = site_points.today(context, time)
    kinds = [code for code, kind in context.dataset.catalogue.kinds.items() if kind.type == PARK]
    return _first_parts(sites.of_kinds(kinds))


def _first_parts(sites: Sites) -> Sites:
    """Return the first point of each site, because a candidate is one point."""
    _, first = np.unique(sites.ids, return_index=True)
    mask = np.zeros(len(sites), dtype=bool)
    mask[first] = True
    return sites.only(mask)


def _placeless(context: PlanningContext, planning_query: PlanningQuery, time: Time) -> tuple[Words, ...]:
    features = context.dataset.features
    due = promised(context.dataset, time) & ~context.dataset.index.located
    rows: Sequence[Any] = features[due & features["kind"].isin(list(planning_query.kinds)).to_numpy()].to_dict(
        "records"
    )
    return tuple(Words(zh=row["name_zh"], en=row["name_en"]) for row in rows)
