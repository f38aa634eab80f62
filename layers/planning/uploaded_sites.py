"""Uploaded layers in "where next?": their features as candidates, or as demand with a weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.arrays import Floats
from layers.catalogue.entries import Words
from layers.planning.site_points import Sites

OWN = "own"  # ids are own-1 … by the row in the file
MOST_CANDIDATES, MOST_NEEDS = 100, 400  # the program has a variable for each pair: 40,000 take some seconds
FINEST_KM, COARSER = 1.0, 1.25  # width of the finest squares for aggregated demand, and the factor to the next
KM_A_DEGREE = 111.2
LONGEST = 60  # characters of a name


class TooManyPlacesError(ValueError):
    """Exception for a layer with more candidates than the solver can handle, with their number."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(f"{count} candidates; at most {MOST_CANDIDATES} can be compared: keep fewer by a filter")


@dataclass(frozen=True, eq=False)
class Demand:
    """p demand points.

    Attributes
    ----------
    codes, names
        (p,) adcodes, or `own-1` … for features of a layer.
    weight, lon, lat
        (p,) weight of each, in the layer's own unit; degrees WGS 84.
    unnamed
        Codes of districts represented by a point inside them, because no source names their seat.
    cell_km
        Width of the squares in which features were aggregated, None if each feature is a demand point.
    features, ignored
        Number of features that count, and of those that do not: without a location, or without a weight above 0.
    """

    codes: tuple[str, ...]
    names: tuple[Words, ...]
    weight: Floats
    lon: Floats
    lat: Floats
    unnamed: tuple[str, ...] = ()
    cell_km: float | None = None
    features: int = 0
    ignored: int = 0


NOTHING = Demand((), (), np.empty(0), np.empty(0), np.empty(0))


def weights_of(frame: pd.DataFrame) -> list[str]:
    """Return the columns that can be weights: numbers, but no booleans."""
    types = pd.api.types
    return [str(c) for c in frame if types.is_numeric_dtype(frame[c]) and not types.is_bool_dtype(frame[c])]


def candidates_of(points: Floats, titles: Sequence[object]) -> Sites:
    """Return a candidate for each of n features with a location.

    Parameters
    ----------
    points
        (n, 2) degrees WGS 84, NaN for a feature without a location.
    titles
        Names of the features, "" for a feature without a name.

    Raises
    ------
    TooManyPlacesError
        For more than `MOST_CANDIDATES`.
    """
    rows = np.flatnonzero(~np.isnan(points).any(axis=1))
    if len(rows) > MOST_CANDIDATES:
        raise TooManyPlacesError(len(rows))
    lon, lat = points[rows].T
    listed: list[int] = rows.tolist()
    ids: npt.NDArray[np.str_] = np.array([_code(row) for row in listed], dtype=str)
    # the position is as uploaded; its error is unknown
    return Sites(
        ids, np.full(len(rows), OWN), lon, lat, np.zeros(len(rows)), tuple(_name(titles, row) for row in listed)
    )


def demand_of(points: Floats, titles: Sequence[object], weight: Floats | None = None) -> Demand:
    """Return the demand of n features with `weight` (n,), default one each; aggregate too many in squares.

    A square lies at the weighted mean of its features and bears the name of the heaviest.
    """
    heavy = np.ones(len(points)) if weight is None else np.nan_to_num(weight, posinf=0.0)
    use = ~np.isnan(points).any(axis=1) & (heavy > 0)
    rows = np.flatnonzero(use)
    lon, lat = points[rows].T
    listed: list[int] = rows[:MOST_NEEDS].tolist()
    names = tuple(_name(titles, row) for row in listed)
    ignored = len(points) - len(rows)
    if len(rows) <= MOST_NEEDS:
        codes = tuple(map(_code, listed))
        return Demand(codes, names, heavy[rows], lon, lat, features=len(rows), ignored=ignored)
    cells, cell_km = _gathered(lon, lat)
    table = pd.DataFrame({"cell": cells, "row": rows, "w": heavy[rows], "x": lon, "y": lat})
    sums = table.assign(x=table["x"] * table["w"], y=table["y"] * table["w"]).groupby("cell")[["w", "x", "y"]].sum()
    first = table.loc[table.groupby("cell")["w"].idxmax(), "row"].tolist()
    total = sums["w"].to_numpy()
    return Demand(
        tuple(map(_code, first)),
        tuple(_name(titles, row) for row in first),
        total,
        sums["x"].to_numpy() / total,
        sums["y"].to_numpy() / total,
        cell_km=cell_km,
        features=len(rows),
        ignored=ignored,
    )


def _gathered(lon: Floats, lat: Floats) -> tuple[npt.NDArray[np.int64], float]:
    """Return the square of each point, and the width of the finest squares that are few enough."""
    x, y = lon * KM_A_DEGREE * np.cos(np.radians(lat)), lat * KM_A_DEGREE  # valid anywhere, unlike a projection
    width = FINEST_KM
    while True:
        column, row = (np.floor(axis / width).astype(np.int64) for axis in (x, y))
        found, cells = np.unique(column * (1 << 32) + row, return_inverse=True)
        if len(found) <= MOST_NEEDS:
            return cells, round(width, 1)
        width *= COARSER


def _code(row: int) -> str:
    return f"{OWN}-{row + 1}"


def _name(titles: Sequence[object], row: int) -> Words:
    text = str(titles[row])[:LONGEST]
    return Words(zh=text, en=text) if text.strip() else Words(zh=f"#{row + 1}", en=f"#{row + 1}")
