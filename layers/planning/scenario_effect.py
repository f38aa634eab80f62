"""The effect of a scenario: the same measures before and after it, and its conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from layers.arrays import Floats
from layers.catalogue.entries import DISTRICT_FIELDS, DistrictVintage
from layers.crs.metric import GEOD
from layers.planning import site_points
from layers.planning.context import PlanningContext
from layers.planning.coverage import Coverage, cover
from layers.planning.location_problem import distances_km
from layers.planning.matrix import Matrix, gap_matrix
from layers.planning.query import PlanningQuery
from layers.planning.scenario import DRAFT, Change
from layers.planning.site_points import Sites
from layers.query.existence import Time

SAME_KM = 1.0  # sites of one kind nearer than this, or than the sum of their errors, cannot be distinguished


@dataclass(frozen=True)
class Conflict:
    """One conflict; `key` names its sentence, `ids` the sites, `km` and `place` fill it."""

    key: str
    ids: tuple[str, ...]
    km: float | None = None
    place: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the conflict as plain values for JSON."""
        km = None if self.km is None else round(self.km, 1)
        return {"conflict": self.key, "sites": list(self.ids), "km": km, "district": self.place or None}


@dataclass(frozen=True, eq=False)
class Outcome:
    """The layout on one side of a scenario.

    Attributes
    ----------
    sites, every
        The sites of the query's kinds, and those of all kinds.
    nearest_km
        (d,) geodesic km from each district's point to the nearest site; NaN without sites.
    """

    sites: Sites
    every: Sites
    matrix: Matrix
    coverage: Coverage
    nearest_km: Floats
    conflicts: tuple[Conflict, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as plain values for JSON."""
        return {
            "sites": self.sites.count,
            "matrix": self.matrix.as_json(),
            "coverage": self.coverage.as_json(),
            "nearest_km": [None if np.isnan(km) else round(float(km), 1) for km in self.nearest_km],
            "conflicts": [conflict.as_json() for conflict in self.conflicts],
        }


def compare_outcomes(
    planning_query: PlanningQuery, context: PlanningContext, *, time: Time, district_vintage: DistrictVintage
) -> tuple[Outcome, Outcome]:
    """Return the layout of the query's kinds before and after the scenario's changes."""
    return _side(planning_query, (), context, time, district_vintage), _side(
        planning_query, planning_query.changes, context, time, district_vintage
    )


def _side(
    planning_query: PlanningQuery,
    changes: Sequence[Change],
    context: PlanningContext,
    time: Time,
    district_vintage: DistrictVintage,
) -> Outcome:
    every = site_points.apply(changes, site_points.today(context, time), context)
    sites = every.of_kinds(planning_query.kinds)
    seats = context.seats(district_vintage)
    lon, lat = np.array([seat.lon for seat in seats]), np.array([seat.lat for seat in seats])
    far = distances_km(lon, lat, sites)
    return Outcome(
        sites,
        every,
        gap_matrix(context, planning_query.rows, "kind", time=time, district_vintage=district_vintage, changes=changes),
        cover(sites, planning_query.radii[0], context.areas(district_vintage)),
        far.min(axis=1) if far.size else np.full(len(seats), np.nan),
        tuple(_conflicts(every, changes, context, district_vintage)),
    )


def _conflicts(
    sites: Sites, changes: Sequence[Change], context: PlanningContext, district_vintage: DistrictVintage
) -> Iterator[Conflict]:
    """Yield the conflicts of a layout; without changes, those that today's layout already has."""
    for first, second, km in _close_pairs(sites):
        yield Conflict("same-spot", (str(sites.ids[first]), str(sites.ids[second])), km)
    drafts = [n for n, name in enumerate(sites.ids.tolist()) if name.startswith(f"{DRAFT}-")]
    found = context.locate(sites.lon[drafts].tolist(), sites.lat[drafts].tolist(), district_vintage)
    for n, here in zip(drafts, found, strict=True):
        name = str(sites.ids[n])
        if not here:
            yield Conflict("outside", (name,))
            continue
        change = changes[int(name.rpartition("-")[2]) - 1]
        claimed = _districts(context, change.what, district_vintage) if change.act == "move" else []
        if claimed and not set(claimed) & set(here):
            yield Conflict("other-district", (name, change.what), place=here[0])


def _districts(context: PlanningContext, name: str, district_vintage: DistrictVintage) -> list[str]:
    codes: list[str] = context.dataset.features[DISTRICT_FIELDS[district_vintage]][name]
    return codes


def _close_pairs(sites: Sites) -> Iterator[tuple[int, int, float]]:
    """Yield points of different sites of one kind nearer than one kilometre or than the sum of their errors."""
    first, second = np.triu_indices(len(sites), k=1)
    alike = (sites.kinds[first] == sites.kinds[second]) & (sites.ids[first] != sites.ids[second])
    first, second = first[alike], second[alike]
    if not len(first):
        return
    km = GEOD.inv(sites.lon[first], sites.lat[first], sites.lon[second], sites.lat[second])[2] / 1000
    near = km <= np.maximum(SAME_KM, sites.error_km[first] + sites.error_km[second])
    yield from zip(first[near].tolist(), second[near].tolist(), km[near].tolist(), strict=True)
