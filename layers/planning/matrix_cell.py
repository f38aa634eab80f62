"""One cell of the matrix: its existing and promised features, and the nearest existing one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from layers.catalogue.entries import DistrictVintage
from layers.planning import site_points
from layers.planning.context import PlanningContext
from layers.planning.location_problem import distances_km
from layers.planning.matrix import GRAIN_FIELDS, grain_of, in_cell
from layers.query.existence import Time, promised, standing
from layers.query.nearest import NearestResult


@dataclass(frozen=True)
class Cell:
    """A cell of the matrix.

    Attributes
    ----------
    standing, promised, others
        Ids of its features: existing at the requested time, promised beside them, neither (dropped, not in the plan).
    nearest, seat
        For a cell without existing features: the nearest existing one, and the adcode of the district with the nearest
        seat; None and "" if there is none, or if the cell has no location.
    """

    standing: tuple[str, ...]
    promised: tuple[str, ...]
    others: tuple[str, ...]
    nearest: NearestResult | None
    seat: str


def cell_of(
    context: PlanningContext, place: str, column: str, *, time: Time, district_vintage: DistrictVintage
) -> Cell:
    """Return the contents of a cell; `column` is a platform type or a kind."""
    dataset = context.dataset
    here, ids = in_cell(dataset, place, column, district_vintage), dataset.features.index
    exists, due = standing(dataset, time), promised(dataset, time)
    nearest, seat = (None, "") if (here & exists).any() else _nearest(context, place, column, time, district_vintage)
    return Cell(
        tuple(ids[here & exists].astype(str)),
        tuple(ids[here & due].astype(str)),
        tuple(ids[here & ~exists & ~due].astype(str)),
        nearest,
        seat,
    )


def _nearest(
    context: PlanningContext, place: str, column: str, time: Time, district_vintage: DistrictVintage
) -> tuple[NearestResult | None, str]:
    """Return the existing site nearest to any seat of the place, with both errors, and that seat's adcode."""
    areas, dataset = context.areas(district_vintage), context.dataset
    use = [
        n for n, (code, region) in enumerate(zip(areas.codes, areas.regions, strict=True)) if place in {code, region}
    ]
    alike = dataset.index.having(GRAIN_FIELDS[grain_of(dataset, column)], [column])
    sites = site_points.sites_where(context, standing(dataset, time) & alike)
    if not use or not len(sites):
        return None, ""
    seats = [context.seats(district_vintage)[n] for n in use]
    km = distances_km(np.array([seat.lon for seat in seats]), np.array([seat.lat for seat in seats]), sites)
    row, site = np.unravel_index(int(km.argmin()), km.shape)
    seat = seats[int(row)]
    error = None if seat.error_km is None else float(sites.error_km[site] + seat.error_km)
    kind, name = str(sites.kinds[site]), str(sites.ids[site])
    return NearestResult(kind, name, float(km[row, site]), error), seat.adcode
