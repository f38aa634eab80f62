"""Membership tables of features and codes, built once so that filters and counts are array sums."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np

from layers.arrays import Mask
from layers.i18n.punctuation import BRACKETS

_GAPS = re.compile(rf"[\s·・\-—–{re.escape(BRACKETS)}'’]+")


def normalise_text(text: str) -> str:
    """Normalise `text` for search: lower case, without spaces, dashes, dots and brackets."""
    return _GAPS.sub("", text.casefold())


@dataclass(frozen=True, eq=False)
class FeatureIndex:
    """Search tables over n features.

    Attributes
    ----------
    codes
        Field → its codes.
    tables
        Field → (n, len(codes)) membership table.
    ids
        The features' ids.
    texts
        Normalised names and aliases of each feature.
    unlocated
        (n,) True where a feature has neither geometry nor region.
    located
        (n,) True where a feature has geometry.
    """

    codes: Mapping[str, Sequence[str]]
    ids: Sequence[str]
    tables: Mapping[str, Mask]
    texts: Sequence[str]
    unlocated: Mask
    located: Mask

    @classmethod
    def of(cls, frame: gpd.GeoDataFrame, codes: Mapping[str, Sequence[str]]) -> FeatureIndex:
        """Build the index of `frame` for the given fields and codes."""
        located = frame.geometry.notna().to_numpy()
        return cls(
            codes=codes,
            ids=frame["id"].tolist(),
            tables={field: _membership(frame[field].tolist(), known) for field, known in codes.items()},
            texts=[_search_text(row) for row in frame[["name_zh", "name_en", "aliases", "id"]].itertuples(index=False)],
            unlocated=~located & ~frame["regions"].astype(bool).to_numpy(dtype=bool),
            located=located,
        )

    def __len__(self) -> int:
        return len(self.texts)

    def having(self, field: str, codes: Sequence[str]) -> Mask:
        """Return the mask (n,) of the features that have one of `codes` in `field`."""
        known = self.codes[field]
        columns = [known.index(code) for code in codes if code in known]
        return np.asarray(self.tables[field][:, columns].any(axis=1))

    def count(self, field: str, mask: Mask) -> dict[str, int]:
        """Count the features of `mask` for each code of `field`."""
        return dict(zip(self.codes[field], self.tables[field][mask].sum(axis=0).tolist(), strict=True))


def _membership(values: Sequence[Any], codes: Sequence[str]) -> Mask:
    column = {code: number for number, code in enumerate(codes)}
    table = np.zeros((len(values), len(codes)), dtype=bool)
    for row, value in enumerate(values):
        for code in value if isinstance(value, list) else [value]:
            if code in column:
                table[row, column[code]] = True
    return table


def _search_text(row: Any) -> str:
    names = [row.name_zh, row.name_en, row.id, *(row.aliases or [])]
    return "\n".join(normalise_text(name) for name in names)
