"""Check duplicates: by name and location, or by location alone."""

from __future__ import annotations

import re

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from rapidfuzz import fuzz

from layers.arrays import Rows
from layers.crs.metric import METRIC
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer
from layers.quality.result import CheckResult, Detail, combine, named

CODE = "doubles"
NEAR_M = 1000.0
ALIKE = 90.0  # of 100; names that differ in one of ten signs
FUZZY_UP_TO = 20_000  # features; above it only equal names are compared, and the check says so
_END = "\n"
_SIGNS = re.compile(rf"(?:(?!{_END})[\W_])+")


def check(layer: CheckedLayer, _: DistrictIndex) -> CheckResult:
    """Return features whose equal exists: same geometry, or a name alike within `NEAR_M`, or the same spot."""
    located = np.flatnonzero(layer.located)
    if len(located) < 2:
        return CheckResult(CODE, 0)
    names = _names(layer)
    same = _same_geometry(layer, located)
    twins = _alike(layer, names, located)
    twins = {row: other for row, other in twins.items() if row not in same}
    targets = {row: other for row, other in _same_spot(layer, located).items() if row not in same and row not in twins}
    differing = {row: other for row, other in same.items() if names[row] != names[other] and names[row]}
    sharing = {**targets, **differing}
    return combine(
        CODE,
        len(located),
        [
            named(layer, "double", "warning", _rows(same.keys() - differing.keys()), _other(layer, same)),
            named(layer, "near-double", "warning", _rows(twins), _other(layer, twins)),
            named(layer, "same-place", "note", _rows(sharing), _other(layer, sharing)),
        ],
    )


def _names(layer: CheckedLayer) -> npt.NDArray[np.object_]:
    if layer.columns.name not in layer.frame:
        return np.full(len(layer.frame), "", dtype=object)
    codes, distinct = pd.factorize(layer.values(layer.columns.name))
    # all in one text: an expression asked of each of a million names takes seconds
    names = list(map(str, np.asarray(distinct, dtype=object)))
    text = _END.join(names)
    if text.count(_END) >= len(names) > 0:
        text = _END.join(name.replace(_END, "") for name in names)
    plain = np.array([*_SIGNS.sub("", text).casefold().split(_END), ""], dtype=object)
    return np.asarray(plain[codes], dtype=object)


def _same_geometry(layer: CheckedLayer, located: Rows) -> dict[int, int]:
    """Return row → the first row with the same coordinates."""
    shapes = layer.geometries[located]
    if (layer.kinds[located] == 0).all() and (shapely.get_type_id(shapes) == 0).all():
        keys = _spots(layer, located, 7)
    else:
        keys = pd.Series(shapely.to_wkb(shapely.normalize(shapes)), index=located)
    return _firsts(keys)


def _same_spot(layer: CheckedLayer, located: Rows) -> dict[int, int]:
    points = located[layer.kinds[located] == 0]
    return _firsts(_spots(layer, points, 6))


def _spots(layer: CheckedLayer, rows: Rows, decimals: int) -> pd.Series:
    """Return each location as a complex number, so that longitude and latitude compare in one step."""
    lon, lat = np.round(layer.points[rows], decimals).T
    return pd.Series(lon + 1j * lat, index=rows)


def _firsts(keys: pd.Series) -> dict[int, int]:
    again = keys[keys.duplicated()]
    heads = keys[keys.isin(again)].drop_duplicates()
    first = dict(zip(heads.to_numpy(), map(int, heads.index.to_numpy()), strict=True))
    return {int(row): first[key] for row, key in zip(again.index.to_numpy(), again.to_numpy(), strict=True)}


def _alike(layer: CheckedLayer, names: npt.NDArray[np.object_], located: Rows) -> dict[int, int]:
    """Return row → an earlier row with a similar name, nearer than `NEAR_M`."""
    some = located[names[located] != ""]
    fuzzy = len(some) <= FUZZY_UP_TO
    if not fuzzy:  # equal names only: those that occur once are out
        some = some[pd.Series(names[some]).duplicated(keep=False).to_numpy()]
        some = some[:FUZZY_UP_TO]
    if len(some) < 2:
        return {}
    points = gpd.GeoSeries.from_xy(layer.points[some, 0], layer.points[some, 1], crs="EPSG:4326").to_crs(METRIC)
    left, right = points.sindex.query(points, predicate="dwithin", distance=NEAR_M)
    found: dict[int, int] = {}
    for a, b in zip(left, right, strict=True):
        if a > b and int(some[a]) not in found and _is_alike(names[some[a]], names[some[b]], fuzzy=fuzzy):
            found[int(some[a])] = int(some[b])
    return found


def _is_alike(one: str, other: str, *, fuzzy: bool) -> bool:
    if one == other:
        return True
    # a number is often all that tells two apart: No. 1 and No. 2 are not alike
    numbers = [re.findall(r"\d+", name) for name in (one, other)]
    return fuzzy and numbers[0] == numbers[1] and fuzz.ratio(one, other) >= ALIKE


def _rows(rows: object) -> Rows:
    return np.array(sorted(rows), dtype=np.int64)  # type: ignore[call-overload]  # any collection of ints


def _other(layer: CheckedLayer, pairs: dict[int, int]) -> Detail:
    def detail(row: int) -> dict[str, str]:
        other = pairs[row]
        return {"other": layer.title(other), "other_row": str(other + 1)}

    return detail
