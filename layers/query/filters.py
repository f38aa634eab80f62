"""Filters as values: one frozen object makes the mask, the URL and the sentence on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from layers.arrays import Mask
from layers.catalogue.entries import Lang
from layers.dataset.feature_index import FeatureIndex, normalise_text
from layers.query.search import search_index
from layers.text.control_characters import strip_controls

if TYPE_CHECKING:
    from layers.dataset.dataset import Dataset

SEARCH_KEY, ONLY_KEY = "q", "only"
HITS, BY_NAME = "hits", "names"  # values of `only`: what the search finds, or the names that hold the text
SEARCH_LIMIT = 60  # characters of a search text that are read; the rest is ignored
PLACE_FIELDS = ("regions", "districts", "districts_2025")


@dataclass(frozen=True)
class CodeFilter:
    """Keep features that have one of `codes` in `field`; without codes, keep all features."""

    field: str
    codes: tuple[str, ...] = ()

    def mask(self, index: FeatureIndex) -> Mask:
        """Return the mask (n,) of the features that the filter keeps."""
        return index.having(self.field, self.codes) if self.codes else np.ones(len(index), dtype=bool)


@dataclass(frozen=True)
class TextFilter:
    """Keep features whose names or aliases contain `text`; spaces, case and dashes do not matter.

    Chinese words with spaces between them match in any order and across names: 保税 西永 finds 西永综合保税区.
    """

    text: str = ""

    def mask(self, index: FeatureIndex) -> Mask:
        """Return the mask (n,) of the features that the filter keeps."""
        whole = normalise_text(self.text)
        words = [] if self.text.isascii() else [normalise_text(word) for word in self.text.split()]
        found = (whole in text or (bool(words) and all(word in text for word in words)) for text in index.texts)
        return np.fromiter(found, dtype=bool, count=len(index))


@dataclass(frozen=True)
class HitFilter:
    """Keep the features that a search found."""

    ids: tuple[str, ...] = ()

    def mask(self, index: FeatureIndex) -> Mask:
        """Return the mask (n,) of the features that the filter keeps."""
        return np.isin(np.asarray(index.ids, dtype=object), np.asarray(self.ids, dtype=object))


@dataclass(frozen=True)
class FilterResult:
    """The result of a selection on n features.

    Attributes
    ----------
    mask
        (n,) True for a feature that every filter keeps.
    citywide
        (n,) True for a feature without any location that only a location filter would drop: it is listed instead.
    """

    mask: Mask
    citywide: Mask


@dataclass(frozen=True)
class Selection:
    """All filters at once.

    Attributes
    ----------
    choices
        Field → codes.
    search
        Text of the filter by text; "" for none.
    hits
        The features that the search finds for `search`, which then are what the filter keeps; None: it keeps those
        whose names hold the text.
    """

    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    search: str = ""
    hits: tuple[str, ...] | None = None

    def codes(self, field: str) -> tuple[str, ...]:
        """Return the selected codes of `field`."""
        return self.choices.get(field, ())

    def choosing(self, field: str, codes: Sequence[str]) -> Selection:
        """Return a copy of this selection with other codes for `field`."""
        others = {name: kept for name, kept in self.choices.items() if name != field}
        return replace(self, choices={**others, field: tuple(codes)} if codes else others)

    def keeping_hits(self, dataset: Dataset) -> Selection:
        """Return a copy whose text filter keeps what the search finds for its text, not only what bears it as name."""
        if not normalise_text(self.search):
            return self
        return replace(self, hits=tuple(hit.id for hit in search_index(dataset).find(self.search)))

    @property
    def is_neutral(self) -> bool:
        """Whether no filter is set."""
        return not any(self.choices.values()) and not normalise_text(self.search)

    def masks(self, index: FeatureIndex) -> dict[str, Mask]:
        """Return the masks of the set filters, by field (`q` for the search)."""
        found = {name: CodeFilter(name, codes).mask(index) for name, codes in self.choices.items() if codes}
        if (searched := self.searched(index)) is not None:
            found[SEARCH_KEY] = searched
        return found

    def searched(self, index: FeatureIndex) -> Mask | None:
        """Return the mask of the text filter alone, or None without a search text."""
        if not normalise_text(self.search):
            return None
        return TextFilter(self.search).mask(index) if self.hits is None else HitFilter(self.hits).mask(index)

    def cut(self, index: FeatureIndex) -> FilterResult:
        """Apply all filters; return the masks of kept features and of features listed for lack of a location."""
        masks = self.masks(index)
        kept = _all(masks.values(), len(index))
        without_place = _all((mask for name, mask in masks.items() if name not in PLACE_FIELDS), len(index))
        return FilterResult(kept, without_place & ~kept & index.unlocated)

    def counts(self, index: FeatureIndex) -> dict[str, dict[str, int]]:
        """Count, for each field and code, the features that all *other* filters keep."""
        masks = self.masks(index)
        return {
            name: index.count(name, _all((m for key, m in masks.items() if key != name), len(index)))
            for name in index.codes
        }

    def apply(self, frame: gpd.GeoDataFrame, index: FeatureIndex) -> gpd.GeoDataFrame:
        """Return the rows of `frame` that all filters keep; `index` is the index of that frame."""
        return frame[self.cut(index).mask]

    def describe(self, dataset: Dataset, lang: Lang) -> list[tuple[str, list[str]]]:
        """Return (title of the filter, titles of its codes) for each set filter."""
        fields = dataset.catalogue.fields
        return [
            (fields[name].title.say(lang), [dataset.vocabulary(name)[code].title.say(lang) for code in codes])
            for name, codes in self.choices.items()
            if codes
        ]

    def to_query(self, dataset: Dataset) -> dict[str, list[str]]:
        """Return the URL keys of this selection, without filters that are not set."""
        keys = {name: key for key, name in dataset.catalogue.filters.items()}
        query = {keys[name]: list(codes) for name, codes in self.choices.items() if codes}
        if normalise_text(self.search):
            query |= {SEARCH_KEY: [self.search]} | ({} if self.hits is None else {ONLY_KEY: [HITS]})
        return query


def from_query(query: Mapping[str, Sequence[str]], dataset: Dataset) -> tuple[Selection, list[str]]:
    """Parse a URL query into a selection and the list of its unknown codes.

    The selection omits unknown and duplicate codes. Its codes have the order of the vocabulary.
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
    selection = Selection(choices, text if normalise_text(text) else "")
    return selection.keeping_hits(dataset) if HITS in query.get(ONLY_KEY, ()) else selection, dropped


def _all(masks: Iterable[Mask], size: int) -> Mask:
    kept = np.ones(size, dtype=bool)
    for mask in masks:
        kept &= mask
    return kept
