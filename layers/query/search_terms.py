"""What is searched of each feature: names, kind, place, parts, firms, industries and texts, as terms with a title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from layers.catalogue.entries import CatalogueEntry, Words
from layers.dataset.dataset import Dataset
from layers.query.search_query import Fit, Form, TypedText, forms_of
from layers.text.bounded_toml import read_toml

# field → scores of a whole fit, of a beginning and of a fit inside, from sure to unsure
SCORES: Mapping[str, tuple[float, float, float]] = {
    "name": (100, 95, 88),
    "alias": (98, 93, 86),
    "kind": (96.5, 82, 81),
    "gateway": (96.5, 82, 81),
    "type": (96, 80, 79),
    "part": (90, 85, 84),
    "place": (84.5, 83, 82.5),
    "region": (82, 81, 80),
    "firm": (78, 77.5, 77),
    "industry": (87, 75.5, 75),
    "function": (78.5, 73.5, 73),
    "note": (70, 70, 70),
    "summary": (68, 68, 68),
    "fact": (66, 66, 66),
}
NAMES = frozenset({"name", "alias"})
VOCABULARY = frozenset({"kind", "gateway", "type", "place", "region", "industry", "function"})
PROSE = frozenset({"note", "summary", "fact"})
SPOKEN = frozenset({"name", "alias", "kind", "part", "place", "industry"})  # fields that can be typed in pinyin
TOLD = frozenset({"whole", "part"})  # facts about the feature itself; those about something similar lead astray
WORDS_FILE = Path(__file__).with_name("search_words.toml")


@dataclass(frozen=True, eq=False)
class SearchTerm:
    """One text that can be found, with the title that is shown as the reason of a hit."""

    field: str
    title: Words
    texts: tuple[str, ...]

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The spellings of the texts."""
        return forms_of(self.texts, spoken=self.field in SPOKEN)

    @property
    def whole_score(self) -> float:
        """The score of a whole fit."""
        return SCORES[self.field][0]

    def score(self, fit: Fit) -> float:
        """Return how sure the term is meant, from 0 to 100."""
        return SCORES[self.field][Fit.EXACT - fit] if fit else 0.0


@dataclass(frozen=True, eq=False)
class SearchTerms:
    """The terms of a dataset: each once, the numbers of those of each feature, and how many statements bear each."""

    terms: tuple[SearchTerm, ...]
    of_feature: Mapping[str, tuple[int, ...]]
    said: Mapping[tuple[str, SearchTerm], int]

    @cached_property
    def _forms(self) -> list[tuple[str, Form, int]]:
        """Letters of each form, the form, the number of its term."""
        return [(form.norm, form, number) for number, term in enumerate(self.terms) for form in term.forms]

    def scores(self, typed: TypedText) -> dict[int, float]:
        """Return how sure each term is that `typed` fits: number → score."""
        found: dict[int, float] = {}
        rows = self._forms
        for probe in typed.probes:
            rows = [row for row in rows if probe in row[0]]
        for _, form, number in rows:
            term = self.terms[number]
            if fit := form.fit(typed, prose=term.field in PROSE):
                found[number] = max(found.get(number, 0.0), term.score(fit))
        return found

    @classmethod
    def of(cls, dataset: Dataset) -> SearchTerms:
        """Collect the terms of all features of `dataset`."""
        collector = _Collector(dataset)
        counts = {
            str(row["id"]): Counter(collector.of(row))
            for row in dataset.features.drop(columns="geometry").to_dict("records")
        }
        terms = tuple(collector.terms)
        said = {(name, terms[number]): count for name, each in counts.items() for number, count in each.items()}
        return cls(terms, {name: tuple(each) for name, each in counts.items()}, said)


@lru_cache(maxsize=1)
def everyday_words() -> dict[str, Any]:
    """Read the table of everyday words: field → code → words; `attribution` is a pattern."""
    return read_toml(WORDS_FILE.read_text(encoding="utf-8"))


class _Collector:
    """Makes each term once: features of one kind share the term of that kind."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.terms: list[SearchTerm] = []
        self._known: dict[tuple[str, str], int] = {}
        self._short = {
            (column, str(row["adcode"])): (str(row["short_zh"]), str(row["short_en"]))
            for column, layer in dataset.catalogue.derived.items()
            if layer in dataset.frames and "short_zh" in dataset.frames[layer]
            for row in dataset.frames[layer].drop(columns="geometry").to_dict("records")
        }

    def of(self, row: Mapping[Any, Any]) -> Iterator[int]:
        """Yield the numbers of the terms of one feature."""
        yield from self._names(row)
        yield from self._codes(row)
        for part in row["parts"] or []:
            yield self._text("part", str(part.get("name_zh") or ""), str(part.get("name_en") or ""))
        for item in evidence_of(self.dataset, str(row["id"])):
            yield self._text("firm", item.what_zh, item.what_en)
        yield self._text("note", _without_sources(str(row["position_source"] or "")), "")
        yield self._text("summary", str(row["summary_zh"] or ""), str(row["summary_en"] or ""))
        if not self.dataset.catalogue.layers[row["layer"]].leaves_city:
            for fact in self.dataset.facts.get(str(row["id"]), ()):
                if fact.covers in TOLD:
                    yield self._text("fact", fact.statement_zh, fact.statement_en)

    def _names(self, row: Mapping[Any, Any]) -> Iterator[int]:
        zh, en, shorten = str(row["name_zh"]), str(row["name_en"]), self.dataset.catalogue.shorten
        yield self._new("name", Words(zh=zh, en=en), (zh, en, str(row["id"])))
        short = (shorten(zh, "zh"), shorten(en, "en"))
        for alias in dict.fromkeys((*short, *(row["aliases"] or []))):
            if alias not in {zh, en, ""}:
                yield self._new("alias", Words(zh=alias, en=alias), (alias,))

    def _codes(self, row: Mapping[Any, Any]) -> Iterator[int]:
        catalogue, name = self.dataset.catalogue, str(row["id"])
        yield self._code("kind", row["kind"], catalogue.kinds)
        yield self._code("type", row["platform_type"], catalogue.types)
        for code, group in catalogue.gateways.items():
            if row["kind"] in group.kinds or name in group.features:
                yield self._code("gateway", code, catalogue.gateways)
        for column in catalogue.derived:
            for code in row[column] or []:
                yield self._place(column, code)
        for code in row["regions"] or []:
            region = catalogue.regions[code]
            yield self._code("region", code, catalogue.regions, (region.short.zh, region.short.en))
        for code in industries_of(self.dataset, row):
            yield self._code("industry", code, self.dataset.vocabulary("industries"))
        for code in row["functions"] or []:
            yield self._code("function", code, self.dataset.vocabulary("functions"))

    def _place(self, column: str, code: str) -> int:
        return self._code("place", code, self.dataset.vocabulary(column), self._short.get((column, code), ()), column)

    def _code(
        self, kind: str, code: str, known: Mapping[str, CatalogueEntry], more: Sequence[str] = (), of: str = ""
    ) -> int:
        key = (f"{kind}{of}", code)
        if key not in self._known:
            title = known[code].title
            everyday = everyday_words().get(kind, {}).get(code, [])
            self._known[key] = self._new(kind, title, (title.zh, title.en, *more, *everyday))
        return self._known[key]

    def _text(self, kind: str, zh: str, en: str) -> int:
        key = (kind, f"{zh}\n{en}")
        if key not in self._known:
            self._known[key] = self._new(kind, Words(zh=zh or en or "–", en=en or zh or "–"), (zh, en))
        return self._known[key]

    def _new(self, kind: str, title: Words, texts: tuple[str, ...]) -> int:
        self.terms.append(SearchTerm(kind, title, tuple(dict.fromkeys(filter(None, texts)))))
        return len(self.terms) - 1


def evidence_of(dataset: Dataset, name: str) -> Sequence[Any]:
    """Return the rows that name firms and products of a place itself; those of its whole district prove nothing."""
    return [row for row in dataset.evidence.get(name, ()) if row.scope != "district"]


def industries_of(dataset: Dataset, row: Mapping[Any, Any]) -> list[str]:
    """Return the industries that a feature states and those that its evidence names, once a statement."""
    stated = [*(row["industries"] or []), *(item.industry for item in evidence_of(dataset, str(row["id"])))]
    known = dataset.vocabulary("industries")
    return [code for code in stated if code in known]


def _without_sources(note: str) -> str:
    """Return a note on a position without whom it rests on: a search for a place must not find its surveyors."""
    return re.sub(everyday_words()["attribution"], "", note)
