"""What features say of the district or region they lie in, and whether they do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.arrays import Floats, Mask
from layers.i18n.messages import say
from layers.quality.district_index import EDGE_M, DistrictIndex, DistrictKey
from layers.quality.layer import CheckedLayer
from layers.quality.result import CheckResult, Detail, combine, named

KM = 1000.0


@dataclass(frozen=True, eq=False)
class Claims:
    """What n features claim: `keys[codes[i]]` are the districts of feature i, codes −1 where it claims nothing known.

    `unknown` are rows with a value that stands for no district here.
    """

    codes: npt.NDArray[np.int64]
    keys: tuple[DistrictKey, ...]
    unknown: npt.NDArray[np.int64]

    def held(self, district_index: DistrictIndex, lon: Floats, lat: Floats, *, margin: bool = False) -> Mask:
        """Return which features lie in what they claim."""
        good = np.zeros(len(lon), dtype=bool)
        for number, key in enumerate(self.keys):
            rows = np.flatnonzero(self.codes == number)
            good[rows] = district_index.holds(key, lon[rows], lat[rows], margin=margin)
        return good


def claims(layer: CheckedLayer, district_index: DistrictIndex, *, region: bool = False) -> Claims:
    """Return the districts (or those of the regions) that the features claim."""
    column = layer.columns.region if region else layer.columns.district
    if column not in layer.frame:
        return Claims(np.full(len(layer.frame), -1), (), np.empty(0, dtype=np.int64))
    values = layer.values(column)
    if any(isinstance(value, list) for value in values.iloc[:100]):
        values = values.map(lambda value: tuple(value) if isinstance(value, list) and value else None)
    codes, distinct = pd.factorize(values)
    resolve = district_index.region if region else district_index.district
    found = [resolve(value) for value in distinct]
    keys = sorted({key for key in found if key})
    number = np.array([keys.index(key) if key else -1 for key in found] + [-1], dtype=np.int64)
    blank = np.array([not str(value).strip() for value in distinct] + [True], dtype=bool)
    return Claims(number[codes], tuple(keys), np.flatnonzero((number[codes] < 0) & ~blank[codes]))


def check_claims(layer: CheckedLayer, district_index: DistrictIndex, *, region: bool = False) -> CheckResult:
    """Return the features that lie outside the district (or region) they claim; areas are judged by a spot inside them.

    Up to `EDGE_M` outside is only said: the outlines themselves are no better.
    """
    said, kind = claims(layer, district_index, region=region), "region" if region else "district"
    lon, lat = layer.points.T
    checkable = (said.codes >= 0) & layer.located
    outside = checkable & ~said.held(district_index, lon, lat)
    beyond = np.flatnonzero(outside)
    beyond = beyond[~district_index.in_city(lon[beyond], lat[beyond])]
    swapped = beyond[district_index.in_city(lat[beyond], lon[beyond])]  # said by the check `city`
    checkable[swapped] = outside[swapped] = False
    outside[_touching(layer, district_index, said, outside)] = False
    far = outside & ~said.held(district_index, lon, lat, margin=True)
    detail = _claim(layer, district_index, said)
    codes = ("outside-region", "edge-of-region") if region else ("outside-district", "edge-of-district")
    unknown = "unknown-region" if region else "unknown-district"
    column = layer.columns.region if region else layer.columns.district

    def value(row: int) -> dict[str, str]:
        return {"value": str(layer.values(column).iloc[row])[:60]}

    return combine(
        f"{kind}s",
        int(checkable.sum()),
        [
            named(layer, codes[0], "warning", np.flatnonzero(far), detail),
            named(layer, codes[1], "note", np.flatnonzero(outside & ~far), detail),
            named(layer, unknown, "note", said.unknown, value),
        ],
    )


def _touching(layer: CheckedLayer, district_index: DistrictIndex, said: Claims, asked: Mask) -> npt.NDArray[np.int64]:
    """Return the lines asked for that touch what they claim: a route lies in each district it runs through."""
    rows = np.flatnonzero(asked & (layer.kinds == 1))
    return rows[[district_index.touches(said.keys[said.codes[row]], layer.geometries[row]) for row in rows]]


def _claim(layer: CheckedLayer, district_index: DistrictIndex, said: Claims) -> Detail:
    lon, lat = layer.points.T

    def detail(row: int) -> dict[str, str]:
        key = said.keys[said.codes[row]]
        metres = float(district_index.metres_to(key, lon[[row]], lat[[row]])[0])
        found = int(district_index.locate(lon[[row]], lat[[row]])[0])
        regions = {"region": str(district_index.table["region"].iloc[key[0]])}
        return {
            "claimed": district_index.title(key, "zh"),
            "claimed_en": district_index.title(key, "en"),
            "actual": district_index.title((found,), "zh") if found >= 0 else say("card.outside", "zh"),
            "actual_en": district_index.title((found,), "en") if found >= 0 else say("card.outside", "en"),
            "km": f"{metres / KM:.1f}" if metres >= EDGE_M else f"{metres / KM:.2f}",
            **regions,
        }

    return detail
