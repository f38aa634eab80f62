"""The gap matrix: counts of each kind in each place, zeros included, by status in the plan and today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from layers.arrays import Mask
from layers.catalogue.entries import DISTRICT_FIELDS, DistrictVintage
from layers.dataset.dataset import Dataset
from layers.planning.context import PlanningContext
from layers.planning.scenario import Change
from layers.query.existence import Time, promised, standing

Rows = Literal["region", "district"]
Grain = Literal["type", "kind"]
Ints = npt.NDArray[np.int64]
Table = npt.NDArray[np.bool_]
OUTSIDE, NOWHERE = "outside", "nowhere"  # located outside the municipality; without any location
GRAIN_FIELDS: dict[Grain, str] = {"type": "platform_type", "kind": "kind"}
NO_STATUS = ""


@dataclass(frozen=True, eq=False)
class Matrix:
    """p places × c columns.

    Attributes
    ----------
    places
        Region codes or adcodes, then `outside` and `nowhere`.
    columns
        Platform types or kinds.
    standing, promised
        (p, c) counts of features that exist at the requested time, and of those promised beside them.
    then, now
        Status → (p, c): by status in the plan, and by the latest known; "" is no status.
    total, total_promised
        (c,) each feature once: a feature in two places is counted in both rows, but once here.
    """

    places: tuple[str, ...]
    columns: tuple[str, ...]
    standing: Ints
    promised: Ints
    then: dict[str, Ints]
    now: dict[str, Ints]
    total: Ints
    total_promised: Ints

    def as_json(self) -> dict[str, Any]:
        """Return the matrix as plain values for JSON."""
        return {
            "places": list(self.places),
            "columns": list(self.columns),
            "standing": self.standing.tolist(),
            "promised": self.promised.tolist(),
            "by_status": {code: counts.tolist() for code, counts in self.then.items()},
            "by_status_now": {code: counts.tolist() for code, counts in self.now.items()},
            "total": self.total.tolist(),
            "total_promised": self.total_promised.tolist(),
        }


@dataclass(frozen=True, eq=False)
class Membership:
    """Membership of n features in places and columns; a scenario's drafts come last.

    Attributes
    ----------
    place, column
        (n, p) and (n, c) membership tables.
    standing, promised
        (n,) masks at the requested time.
    """

    places: tuple[str, ...]
    columns: tuple[str, ...]
    place: Table
    column: Table
    standing: Mask
    promised: Mask


def places_of(dataset: Dataset, rows: Rows, district_vintage: DistrictVintage) -> tuple[str, ...]:
    """Return the codes of the rows without `outside` and `nowhere`."""
    return tuple(dataset.vocabulary(_field(rows, district_vintage)))


def membership(
    context: PlanningContext,
    rows: Rows,
    grain: Grain,
    *,
    time: Time,
    district_vintage: DistrictVintage,
    changes: Sequence[Change] = (),
) -> Membership:
    """Return the membership after a scenario: without closed sites, with moved and added ones in their new district."""
    dataset = context.dataset
    index, codes = dataset.index, places_of(dataset, rows, district_vintage)
    inside = index.tables[_field(rows, district_vintage)]
    lost = ~inside.any(axis=1)
    place = np.column_stack([inside, lost & index.located, lost & ~index.located])
    columns = tuple(dataset.vocabulary(GRAIN_FIELDS[grain]))
    column = index.tables[GRAIN_FIELDS[grain]]
    exists, due = standing(dataset, time), promised(dataset, time)
    if changes:
        gone = dataset.features.index.isin([change.what for change in changes if change.act != "add"])
        exists, due = exists & ~gone, due & ~gone
        new_place, new_column = _drafts(
            context, [c for c in changes if c.act != "close"], rows, grain, district_vintage
        )
        place, column = np.vstack([place, new_place]), np.vstack([column, new_column])
        drawn = np.ones(len(new_place), dtype=bool)
        exists, due = np.concatenate([exists, drawn]), np.concatenate([due, ~drawn])
    return Membership((*codes, OUTSIDE, NOWHERE), columns, place, column, exists, due)


def build(members: Membership, dataset: Dataset) -> Matrix:
    """Build the matrix of a membership; the two tables by status count the dataset's own features, without drafts."""
    pairs = members.place[:, :, None] & members.column[:, None, :]
    size = len(dataset.features)
    return Matrix(
        members.places,
        members.columns,
        _count(pairs, members.standing),
        _count(pairs, members.promised),
        _by_status(pairs[:size], dataset, "status"),
        _by_status(pairs[:size], dataset, "status_now"),
        _count(members.column, members.standing),
        _count(members.column, members.promised),
    )


def gap_matrix(
    context: PlanningContext,
    rows: Rows,
    grain: Grain,
    *,
    time: Time,
    district_vintage: DistrictVintage,
    changes: Sequence[Change] = (),
) -> Matrix:
    """Build the matrix of a dataset, with a scenario's changes applied."""
    return build(
        membership(context, rows, grain, time=time, district_vintage=district_vintage, changes=changes), context.dataset
    )


def in_cell(dataset: Dataset, place: str, column: str, district_vintage: DistrictVintage) -> Mask:
    """Return the mask (n,) of the features of one cell, without regard to status."""
    rows: Rows = "region" if place in dataset.catalogue.regions else "district"
    index, codes = dataset.index, places_of(dataset, rows, district_vintage)
    inside = index.tables[_field(rows, district_vintage)]
    if place in codes:
        here = inside[:, codes.index(place)]
    else:
        here = ~inside.any(axis=1) & (index.located if place == OUTSIDE else ~index.located)
    return np.asarray(here & index.having(GRAIN_FIELDS[grain_of(dataset, column)], [column]))


def grain_of(dataset: Dataset, column: str) -> Grain:
    """Return the grain of a column: platform type or kind."""
    return "type" if column in dataset.catalogue.types else "kind"


def empty_districts(
    context: PlanningContext, *, time: Time, district_vintage: DistrictVintage
) -> tuple[list[str], list[str]]:
    """Return the districts without an existing platform, and those of them without a promised one.

    Platforms are all features but corridors and the stations of corridors.
    """
    matrix = gap_matrix(context, "district", "type", time=time, district_vintage=district_vintage)
    use = [number for number, code in enumerate(matrix.columns) if code != "corridor"]
    codes = matrix.places[:-2]
    none = matrix.standing[:-2][:, use].sum(axis=1) == 0
    due = matrix.promised[:-2][:, use].sum(axis=1)
    empty = [code for code, bare in zip(codes, none, strict=True) if bare]
    return empty, [code for code, bare, more in zip(codes, none, due, strict=True) if bare and not more]


def _field(rows: Rows, district_vintage: DistrictVintage) -> str:
    return "regions" if rows == "region" else DISTRICT_FIELDS[district_vintage]


def _count(pairs: Table, use: Mask) -> Ints:
    return np.asarray(pairs[use].sum(axis=0), dtype=np.int64)


def _by_status(pairs: Table, dataset: Dataset, field: str) -> dict[str, Ints]:
    values = np.array([value or NO_STATUS for value in dataset.features[field]], dtype=str)
    return {code: _count(pairs, values == code) for code in (*dataset.vocabulary(field), NO_STATUS)}


def _drafts(
    context: PlanningContext, drawn: Sequence[Change], rows: Rows, grain: Grain, district_vintage: DistrictVintage
) -> tuple[Table, Table]:
    """Return the membership of the sites that a scenario adds or moves."""
    dataset = context.dataset
    codes, columns = places_of(dataset, rows, district_vintage), list(dataset.vocabulary(GRAIN_FIELDS[grain]))
    areas = context.areas(district_vintage)
    region_of = dict(zip(areas.codes, areas.regions, strict=True))
    place = np.zeros((len(drawn), len(codes) + 2), dtype=bool)
    column = np.zeros((len(drawn), len(columns)), dtype=bool)
    found = context.locate([change.lon for change in drawn], [change.lat for change in drawn], district_vintage)
    for number, (change, adcodes) in enumerate(zip(drawn, found, strict=True)):
        here = adcodes if rows == "district" else [region_of[code] for code in adcodes]
        for code in here:
            place[number, codes.index(code)] = True
        place[number, len(codes)] = not here
        kind = change.what if change.act == "add" else str(dataset.features.loc[change.what, "kind"])
        column[number, columns.index(kind if grain == "kind" else dataset.catalogue.kinds[kind].type)] = True
    return place, column
