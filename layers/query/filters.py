"""Filters as values: the same object makes the cut, the address and the sentence on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from layers.arrays import Mask
from layers.catalogue.models import Lang
from layers.dataset.feature_index import FeatureIndex, normalise_text
from layers.text.control_characters import strip_controls

if TYPE_CHECKING:
    from layers.dataset.dataset import Dataset

SEARCH_KEY = "q"
SEARCH_LIMIT = 60  # characters of a search text that are looked at
PLACE_FIELDS = ("regions", "districts", "districts_2025")


@dataclass(frozen=True)
class CodeFilter:
    """Keep features that have one of `codes` in `field`; no codes keep everything."""

    field: str
    codes: tuple[str, ...] = ()

    def mask(self, index: FeatureIndex) -> Mask:
        """Return (n,) True where a feature is kept."""
        return index.having(self.field, self.codes) if self.codes else np.ones(len(index), dtype=bool)


@dataclass(frozen=True)
class TextFilter:
    """Keep features whose names or aliases contain `text`; spaces, case and dashes do not matter.

    Chinese words that a space parts may stand in any order and in different names: 保税 西永 finds 西永综合保税区.
    """

    text: str = ""

    def mask(self, index: FeatureIndex) -> Mask:
        """Return (n,) True where a feature is kept."""
        whole = normalise_text(self.text)
        words = [] if self.text.isascii() else [normalise_text(word) for word in self.text.split()]
        found = (whole in text or (bool(words) and all(word in text for word in words)) for text in index.texts)
        return np.fromiter(found, dtype=bool, count=len(index))


@dataclass(frozen=True)
class FilterResult:
    """What a selection does to n features.

    Attributes
    ----------
    kept
        (n,) True where every filter keeps the feature.
    citywide
        (n,) True where only a place filter would drop it, and it has no place at all: listed, never dropped.
    """

    kept: Mask
    citywide: Mask


@dataclass(frozen=True)
class Selection:
    """All filters at once."""

    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # field → codes
    search: str = ""

    def codes(self, field: str) -> tuple[str, ...]:
        """Return the codes chosen for `field`."""
        return self.choices.get(field, ())

    def choosing(self, field: str, codes: Sequence[str]) -> Selection:
        """Return this selection with other codes for `field`."""
        others = {name: kept for name, kept in self.choices.items() if name != field}
        return replace(self, choices={**others, field: tuple(codes)} if codes else others)

    @property
    def is_neutral(self) -> bool:
        """Whether nothing is filtered."""
        return not any(self.choices.values()) and not normalise_text(self.search)

    def masks(self, index: FeatureIndex) -> dict[str, Mask]:
        """Return the mask of each filter that is set, by field (`q` for the search)."""
        found = {name: CodeFilter(name, codes).mask(index) for name, codes in self.choices.items() if codes}
        if (searched := self.searched(index)) is not None:
            found[SEARCH_KEY] = searched
        return found

    def searched(self, index: FeatureIndex) -> Mask | None:
        """Return the mask of the search alone, or None where nothing is searched."""
        return TextFilter(self.search).mask(index) if normalise_text(self.search) else None

    def cut(self, index: FeatureIndex) -> FilterResult:
        """Return which features stay, and which are listed because they have no place to filter by."""
        masks = self.masks(index)
        kept = _all(masks.values(), len(index))
        without_place = _all((mask for name, mask in masks.items() if name not in PLACE_FIELDS), len(index))
        return FilterResult(kept, without_place & ~kept & index.unlocated)

    def counts(self, index: FeatureIndex) -> dict[str, dict[str, int]]:
        """Return for each field and code how many features all *other* filters keep."""
        masks = self.masks(index)
        return {
            name: index.count(name, _all((m for key, m in masks.items() if key != name), len(index)))
            for name in index.codes
        }

    def apply(self, frame: gpd.GeoDataFrame, index: FeatureIndex) -> gpd.GeoDataFrame:
        """Return the rows of `frame` that stay; `index` is the index of that frame."""
        return frame[self.cut(index).kept]

    def describe(self, dataset: Dataset, lang: Lang) -> list[tuple[str, list[str]]]:
        """Return (title of the filter, titles of what is chosen) for each filter that is set."""
        fields = dataset.catalogue.fields
        return [
            (fields[name].title.say(lang), [dataset.vocabulary(name)[code].title.say(lang) for code in codes])
            for name, codes in self.choices.items()
            if codes
        ]

    def to_query(self, dataset: Dataset) -> dict[str, list[str]]:
        """Return the address keys of this selection; nothing for a filter that is not set."""
        keys = {name: key for key, name in dataset.catalogue.filters.items()}
        query = {keys[name]: list(codes) for name, codes in self.choices.items() if codes}
        return {**query, SEARCH_KEY: [self.search]} if normalise_text(self.search) else query


def from_query(query: Mapping[str, Sequence[str]], dataset: Dataset) -> tuple[Selection, list[str]]:
    """Return the selection that an address asks for, and the codes in it that nobody knows.

    Unknown codes are dropped; doubled ones count once. Choices come in the order of the vocabulary.
    """
    choices: dict[str, tuple[str, ...]] = {}
    dropped: list[str] = []
    for key, name in dataset.catalogue.filters.items():
        asked = list(dict.fromkeys(query.get(key, ())))
        known = dataset.vocabulary(name)
        dropped += [code for code in asked if code not in known]
        if codes := tuple(code for code in known if code in asked):
            choices[name] = codes
    text = strip_controls(next(iter(query.get(SEARCH_KEY, ())), ""))[:SEARCH_LIMIT]  # the page repeats it
    return Selection(choices, text if normalise_text(text) else ""), dropped


def _all(masks: Iterable[Mask], size: int) -> Mask:
    kept = np.ones(size, dtype=bool)
    for mask in masks:
        kept &= mask
    return kept
