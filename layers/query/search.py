"""Search features by name, kind, place, part, firm, industry and text; what is only spelt alike is kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.dataset.feature_index import normalise_text
from layers.query.likeness import Likeness
from layers.query.search_query import SHORTEST_WORD, TypedText, pinyin
from layers.query.search_terms import NAMES, PROSE, VOCABULARY, SearchTerm, SearchTerms

MOST_NEAR, MOST_SUGGESTIONS = 5, 3
RUNNING_TEXT = 70.0  # the best score of a mention in running text
INITIALS = 80.0  # score of a name by its initials
OF_KIND = 7.0  # what a near spelling gains if it names the feature's kind, too
SEVERAL_WORDS = 1.0  # what a text loses whose words are found in different fields
SHORTEST_DISTRICT = 2  # letters
AROUND = 14  # characters of running text that are shown on each side of a hit
MAIN_RANK = 4  # kinds whose labels on the map come after this rank are details of the others
STANDING = ("operating", "building", "approved", "unknown", "pending", "dropped")  # what is there comes first


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


@dataclass(frozen=True)
class SearchAnswer:
    """What a text finds, what is only spelt like it, and what to try where there is neither."""

    found: tuple[SearchHit, ...] = ()
    near: tuple[SearchHit, ...] = ()
    suggestions: tuple[SearchHit, ...] = ()


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
    def _order(self) -> Mapping[str, tuple[bool, int, int, int, int]]:
        """What decides between equal scores: main kind, state, districts, how often texts name it, its length.

        A zone or port goes before the quay or yard that is called after the same town.
        """
        kinds = self.dataset.catalogue.kinds
        columns = (self.dataset.features[name] for name in ("id", "kind", "status_now", "districts", "name_zh"))
        return {
            name: (
                kinds[kind].rank > MAIN_RANK,
                STANDING.index(state) if state in STANDING else len(STANDING),
                len(districts),
                -self._mentions.get(name, 0),
                len(title),
            )
            for name, kind, state, districts, title in zip(*columns, strict=True)
        }

    @cached_property
    def _mentions(self) -> Mapping[str, int]:
        """How often the running texts of all features use a name of each."""
        terms = self._terms.terms
        prose = "\n".join(term.title.zh for term in terms if term.field in PROSE)
        return {
            name: max(prose.count(terms[number].title.zh) for number in numbers if terms[number].field in NAMES)
            for name, numbers in self._terms.of_feature.items()
        }

    def answer(self, text: str) -> SearchAnswer:
        """Return what a page shows for `text`: near spellings only where nothing surer than running text is found."""
        found = self.find(text)
        near = [] if found and found[0].score > RUNNING_TEXT else self._near(text, found)
        return SearchAnswer(tuple(found), tuple(near), tuple([] if found or near else self.suggest(text)))

    def find(self, text: str) -> list[SearchHit]:
        """Find all features that `text` is said of, the surest first; nothing that is only spelt alike."""
        typed = TypedText.of(text)
        if not typed.norm:
            return []
        found = self._whole(typed)
        second: dict[str, float] = {}
        if len(typed.words) > 1:
            for name, (least, total, terms) in self._by_words(typed).items():
                second[name] = total
                if least > found.get(name, (0.0, ()))[0]:
                    found[name] = (least, terms)
        return self._hits(found, second)

    def near(self, text: str) -> list[SearchHit]:
        """Return the features whose names are spelt or sound like `text`, without those that `find` finds."""
        return self._near(text, self.find(text))

    def _near(self, text: str, sure: Sequence[SearchHit]) -> list[SearchHit]:
        typed = TypedText.of(text)
        meant = self._likeness.words_like(typed)
        known = {hit.id for hit in sure}
        found = {
            name: (score + (OF_KIND if self._is_of_kind(name, meant) else 0.0), terms)
            for name, (score, terms) in self._best(self._likeness.near(typed)).items()
            if name not in known
        }
        return self._hits(found, {})[:MOST_NEAR]

    def _is_of_kind(self, name: str, words: Sequence[Collection[str]]) -> bool:
        """Whether words, each with what it may be a slip of, name the kind of a feature, among other things."""
        kinds = (term for n in self._terms.of_feature[name] if (term := self._terms.terms[n]).field == "kind")
        forms = (form for term in kinds for form in term.forms if form.norm.isascii())
        return any(all(any(word in known for known in words) for word in form.words) for form in forms)

    def suggest(self, text: str) -> list[SearchHit]:
        """Return the names that begin most like `text`, for one that finds nothing near either."""
        return self._hits(self._best(self._likeness.suggest(TypedText.of(text))), {})[:MOST_SUGGESTIONS]

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

    def _hits(
        self, found: Mapping[str, tuple[float, tuple[SearchTerm, ...]]], second: Mapping[str, float]
    ) -> list[SearchHit]:
        """Return hits by falling score; ties by `second` and main kinds first, then as `order` says."""
        hits = [SearchHit(name, score, self._types[name], terms) for name, (score, terms) in found.items()]

        def order(hit: SearchHit) -> tuple[float, float, tuple[int, ...], str]:
            is_minor, standing, spread, mentions, length = self._order[hit.id]
            said = -sum(self._terms.said.get((hit.id, term), 0) for term in hit.terms)
            tie = (length, standing, mentions) if hit.is_by_name else (standing, said, spread, mentions, length)
            return -hit.score, -second.get(hit.id, 0.0), (is_minor, *tie), hit.id

        return sorted(hits, key=order)

    def _whole(self, typed: TypedText) -> dict[str, tuple[float, tuple[SearchTerm, ...]]]:
        """Return the features that have the whole text in one field: id → score and reason."""
        scores = self._terms.scores(typed)
        for number in self._likeness.exact_initials(typed):
            scores[number] = max(scores.get(number, 0.0), INITIALS)
        terms = self._terms.terms
        titles = ((terms[number], score) for number, score in scores.items() if terms[number].field in VOCABULARY)
        if any(score >= term.whole_score for term, score in titles):  # mentions of a word do not answer for the thing
            scores = {number: score for number, score in scores.items() if terms[number].field not in PROSE}
        return self._best(scores)

    def _best(self, scores: Mapping[int, float]) -> dict[str, tuple[float, tuple[SearchTerm, ...]]]:
        found: dict[str, tuple[float, tuple[SearchTerm, ...]]] = {}
        for number, score in scores.items():
            for name in self._owners.get(number, ()):
                if score > found.get(name, (0.0, ()))[0]:
                    found[name] = (score, (self._terms.terms[number],))
        return found

    def _by_words(self, typed: TypedText) -> dict[str, tuple[float, float, tuple[SearchTerm, ...]]]:
        """Return the features that have each word in some field: id → score of the least sure, their sum, reasons."""
        if typed.is_latin and min(map(len, typed.words)) < SHORTEST_WORD:  # syllables, no words
            return {}
        each = [self._whole(TypedText.of(word)) for word in typed.words]
        names = set(each[0]).intersection(*each)
        return {
            name: (
                min(found[name][0] for found in each) - SEVERAL_WORDS,
                sum(found[name][0] for found in each),
                tuple(dict.fromkeys(term for found in each for term in found[name][1])),
            )
            for name in names
        }


@lru_cache(maxsize=2)
def search_index(dataset: Dataset) -> SearchIndex:
    """Return the search over `dataset`, made once."""
    return SearchIndex(dataset)


def _shown(term: SearchTerm, typed: TypedText, lang: Lang) -> str:
    """Return the title of a term; of running text the piece around what was typed, else its beginning."""
    title = term.title.say(lang)
    if term.field not in PROSE or len(title) <= 3 * AROUND:
        return title
    at = title.casefold().find(typed.text.casefold())
    start = max(0, at - AROUND)
    end = at + len(typed.text) + AROUND if at >= 0 else 4 * AROUND
    return ("…" if start else "") + title[start:end].strip() + ("…" if end < len(title) else "")
