"""Filter an uploaded layer by text, by district, and by findings of the checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from layers.arrays import Mask
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer
from layers.quality.run import QualityResult

Only = Literal["all", "found", "clean", "unplaced"]
ONLY: tuple[Only, ...] = get_args(Only)


@dataclass(frozen=True)
class LayerFilter:
    """The filter; its default keeps every feature.

    Attributes
    ----------
    text
        Text that occurs in any column, in upper or lower case.
    district
        Adcode of the plan's district that contains the feature; "" for all.
    only
        `found`: with an error or a warning; `clean`: without; `unplaced`: without geometry.
    """

    text: str = ""
    district: str = ""
    only: Only = "all"

    def apply(self, layer: CheckedLayer, judgement: QualityResult, district_index: DistrictIndex) -> Mask:
        """Return the mask (n,) of the features that the filter keeps."""
        kept = np.ones(len(layer.frame), dtype=bool)
        if self.text:
            kept &= _having(layer, self.text)
        if self.district:
            codes = district_index.table["adcode"].iloc[: district_index.count].to_numpy()
            here = district_index.locate(*layer.points.T)
            kept &= (here >= 0) & (codes[np.maximum(here, 0)] == self.district)
        if self.only == "unplaced":
            kept &= ~layer.located
        elif self.only != "all":
            found = np.zeros(len(kept), dtype=bool)
            rows = [f.row for f in judgement.findings if f.row is not None and f.severity != "note"]
            found[rows] = True
            kept &= found if self.only == "found" else ~found
        return kept


def _having(layer: CheckedLayer, text: str) -> Mask:
    wanted, kept = text.casefold(), np.zeros(len(layer.frame), dtype=bool)
    for name in layer.frame.drop(columns="geometry").columns:
        codes, distinct = pd.factorize(layer.frame[name].map(str))
        hits = np.array([*(wanted in str(value).casefold() for value in distinct), False], dtype=bool)
        kept |= hits[codes]
    return kept
