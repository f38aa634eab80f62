"""Balance between regions: each region's share of platforms against its share of area or of an uploaded figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from layers.arrays import Floats
from layers.catalogue.entries import DistrictVintage
from layers.planning.context import Areas, PlanningContext
from layers.planning.matrix import Matrix, gap_matrix
from layers.query.existence import Time


@dataclass(frozen=True, eq=False)
class Balance:
    """r regions.

    Attributes
    ----------
    counts
        (r,) existing sites; a site that lies in two regions counts in both.
    share, base_share
        (r,) share of the sites, and of the base; NaN if the total is zero.
    quotient
        (r,) location quotient: 1 is the share of the base, 2 is twice that share; NaN if it is undefined.
    """

    regions: tuple[str, ...]
    counts: Floats
    share: Floats
    base_share: Floats
    quotient: Floats


def balance(counts: Sequence[float], base: Sequence[float], regions: Sequence[str]) -> Balance:
    """Compute shares and location quotients of `counts` against `base`, one entry a region."""
    have, against = np.asarray(counts, dtype=float), np.asarray(base, dtype=float)
    share, base_share = _share(have), _share(against)
    quotient = np.divide(share, base_share, out=np.full(len(have), np.nan), where=base_share > 0)
    return Balance(tuple(regions), have, share, base_share, quotient)


def by_region(
    context: PlanningContext,
    columns: Sequence[str],
    *,
    time: Time,
    district_vintage: DistrictVintage,
    base: Floats | None = None,
) -> Balance:
    """Compute the balance of some kinds (default: all platform kinds) over the regions.

    Parameters
    ----------
    base
        (d,) base figure of each district, NaN if unknown; None: the area.
    """
    matrix = gap_matrix(context, "region", "kind", time=time, district_vintage=district_vintage)
    regions = tuple(context.dataset.catalogue.regions)
    use = [
        n for n, code in enumerate(matrix.columns) if code in columns or (not columns and _is_platform(context, code))
    ]
    counts = matrix.standing[: len(regions)][:, use].sum(axis=1)
    return balance(counts.tolist(), base_by_region(context.areas(district_vintage), regions, base), regions)


def quotients(matrix: Matrix, base: Sequence[float]) -> Floats:
    """Compute the location quotients (r, c) of each column of a matrix by region against `base`."""
    size = len(base)
    return np.column_stack(
        [
            balance(matrix.standing[:size, n].tolist(), base, matrix.places[:size]).quotient
            for n in range(len(matrix.columns))
        ]
    )


def base_by_region(areas: Areas, regions: Sequence[str], base: Floats | None = None) -> list[float]:
    """Sum a figure of districts (default: the area) by region."""
    figure = areas.area_km2 if base is None else base
    return [float(np.nansum(figure[areas.of_region(code)])) for code in regions]


def _is_platform(context: PlanningContext, kind: str) -> bool:
    return context.dataset.catalogue.kinds[kind].type != "corridor"


def _share(values: Floats) -> Floats:
    total = values.sum()
    return values / total if total > 0 else np.full(len(values), np.nan)
