"""Search features by name, kind, place, part, firm, industry and text; what is only spelt alike is kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.dataset.feature_index import normalise_text
from layers.query.likeness import Likeness
from layers.query.search_query import TypedText, pinyin
from layers.query.search_terms import NAMES, PROSE, VOCABULARY, SearchTerm, SearchTerms
from layers.query.titles import WON

MOST_NEAR, MOST_SUGGESTIONS = 5, 3
INITIALS = 80.0  # score of a name by its initials
SEVERAL_WORDS = 1.0  # what a text loses whose words are found in different fields
SHORTEST_DISTRICT = 2  # letters
AROUND = 14  # characters of running text that are shown on each side of a hit
STANDING = (*sorted(WON), "unknown", "pending", "dropped")


@dataclass(frozen=True)
class SearchHit:
    """A hit of the search. A higher score, up to 100, is a surer hit; `terms` are the reasons, one a word."""

    id: str
    score: float
    type: str
    terms: tuple[SearchTerm, ...] = ()

    @property
    def is_by_name(self) -> bool:
        """Whether the name or an alias alone was found."""
        return bool(self.terms) and all(term.field in NAMES for term in self.terms)

    def reasons(self, text: str, lang: Lang) -> list[tuple[str, str]]:
        """Return (field, what was found in it) for each reason, running text cut to what is around the hit."""
        typed = TypedText.of(text)
        return [(term.field, _shown(term, typed, lang)) for term in self.terms]


@dataclass(frozen=True, eq=False)
class SearchIndex:
    """Search over all features of a dataset; its tables are built once."""

    dataset: Dataset

    @cached_property
    def _terms(self) -> SearchTerms:
        return SearchTerms.of(self.dataset)

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self._terms.terms)

    @cached_property
    def _order(self) -> Mapping[str, tuple[int, int, int, str]]:
        """What decides between equal scores: state today, level, length of the shortest name, id."""
        levels = list(self.dataset.catalogue.levels)
        columns = (self.dataset.features[name] for name in ("id", "status_now", "level", "name_zh"))
        return {
            name: (
                STANDING.index(state) if state in STANDING else len(STANDING),
                levels.index(level) if level in levels else len(levels),
                len(title),
                name,
            )
            for name, state, level, title in zip(*columns, strict=True)
        }

    def find(self, text: str) -> list[SearchHit]:
        """Find all features that `text` is said of, the surest first; nothing that is only spelt alike."""
        typed = TypedText.of(text)
        if not typed.norm:
            return []
        found = self._whole(typed)
        if len(typed.words) > 1:
            for name, (score, terms) in self._by_words(typed).items():
                if score > found.get(name, (0.0, ()))[0]:
                    found[name] = (score, terms)
        return self._hits(found)

    def near(self, text: str) -> list[SearchHit]:
        """Return the features whose names are spelt or sound like `text`, without those that `find` finds."""
        return self._alike(text, self._likeness.near(TypedText.of(text)), MOST_NEAR)

    def suggest(self, text: str) -> list[SearchHit]:
        """Return the names that begin most like `text`, for one that finds nothing near either."""
        return self._alike(text, self._likeness.suggest(TypedText.of(text)), MOST_SUGGESTIONS)

    def districts(self, text: str) -> list[str]:
        """Return the adcodes of the districts of 2021 whose name begins with the text in Chinese, pinyin or English."""
        typed = TypedText.of(text).norm
        if len(typed) < SHORTEST_DISTRICT:
            return []
        titles = {code: entry.title for code, entry in self.dataset.vocabulary("districts").items()}
        return [
            code
            for code, title in titles.items()
            if any(
                name.startswith(typed)
                for name in (normalise_text(title.zh), normalise_text(title.en), pinyin(normalise_text(title.zh)))
            )
        ]

    def grouped(self, hits: Sequence[SearchHit]) -> dict[str, list[SearchHit]]:
        """Return platform type → its hits; types in the order of their best hit."""
        found: dict[str, list[SearchHit]] = {}
        for hit in hits:
            found.setdefault(hit.type, []).append(hit)
        return found

    @cached_property
    def _types(self) -> Mapping[str, str]:
        return dict(zip(self.dataset.features["id"], self.dataset.features["platform_type"], strict=True))

    @cached_property
    def _owners(self) -> Mapping[int, Sequence[str]]:
        owners: dict[int, list[str]] = defaultdict(list)
        for name, numbers in self._terms.of_feature.items():
            for number in numbers:
                owners[number].append(name)
        return owners

    def _hits(self, found: Mapping[str, tuple[float, tuple[SearchTerm, ...]]]) -> list[SearchHit]:
        names = sorted(found, key=lambda name: (-found[name][0], *self._order[name]))
        return [SearchHit(name, found[name][0], self._types[name], found[name][1]) for name in names]

    def _whole(self, typed: TypedText) -> dict[str, tuple[float, tuple[SearchTerm, ...]]]:
        """Return the features that have the whole text in one field: id → score and reason."""
        scores = {number: score for number, term in enumerate(self._terms.terms) if (score := term.score(typed))}
        for number in self._likeness.exact_initials(typed):
            scores[number] = max(scores.get(number, 0.0), INITIALS)
        terms = self._terms.terms
        if any(terms[number].field in VOCABULARY and score >= terms[number].whole_score for number, score in scores.items()):
            scores = {number: score for number, score in scores.items() if terms[number].field not in PROSE}
        return self._best(scores)

    def _best(self, scores: Mapping[int, float]) -> dict[str, tuple[float, tuple[SearchTerm, ...]]]:
        found: dict[str, tuple[float, tuple[SearchTerm, ...]]] = {}
        for number, score in scores.items():
            for name in self._owners.get(number, ()):
                if score > found.get(name, (0.0, ()))[0]:
                    found[name] = (score, (self._terms.terms[number],))
        return found

    def _by_words(self, typed: TypedText) -> dict[str, tuple[float, tuple[SearchTerm, ...]]]:
        """Return the features that have each word of the text in some field: id → score of the least sure."""
        if typed.is_latin and min(map(len, typed.words)) < 3:  # syllables, no words
            return {}
        each = [self._whole(TypedText.of(word)) for word in typed.words]
        return {
            name: (
                min(found[name][0] for found in each) - SEVERAL_WORDS,
                tuple(dict.fromkeys(term for found in each for term in found[name][1])),
            )
            for name in each[0]
            if all(name in found for found in each)
        }

    def _alike(self, text: str, scores: Mapping[int, float], most: int) -> list[SearchHit]:
        sure = {hit.id for hit in self.find(text)}
        found = {name: hit for name, hit in self._best(scores).items() if name not in sure}
        return self._hits(found)[:most]


@lru_cache(maxsize=2)
def search_index(dataset: Dataset) -> SearchIndex:
    """Return the search over `dataset`, made once."""
    return SearchIndex(dataset)


def hit_ids(hits: Iterable[SearchHit]) -> tuple[str, ...]:
    """Return the ids of hits."""
    return tuple(hit.id for hit in hits)


def _shown(term: SearchTerm, typed: TypedText, lang: Lang) -> str:
    """Return the title of a term; of running text the piece around what was typed, else its beginning."""
    title = term.title.say(lang)
    if term.field not in PROSE or len(title) <= 3 * AROUND:
        return title
    at = title.casefold().find(typed.text.casefold())
    start = max(0, at - AROUND)
    end = max(at, 0) + len(typed.text) + (AROUND if at >= 0 else 2 * AROUND)
    return ("…" if start else "") + title[start:end].strip() + ("…" if end < len(title) else "")
