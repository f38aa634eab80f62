"""What is spelt much like a typed text: slips of the keyboard, the same sound, letters left out. Never a sure hit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from layers.arrays import Mask
from layers.query.search_query import TypedText, initials
from layers.query.search_terms import NAMES, SearchTerm

LIKE = frozenset({*NAMES, "part", "kind", "gateway", "industry", "place"})  # fields in which slips are forgiven
SAME_SOUND, SLIP, SKIP, WORD, INITIALS = 58.0, 56.0, 48.0, 46.0, 42.0  # scores, below every sure hit
PER_MISTAKE = 4.0
SHORTEST_CHINESE, SHORTEST_LATIN = 3, 5  # characters from which a slip is forgiven
SHORTEST_BEGINNING = 6  # letters from which a slip in the beginning of a longer name is
SHORTEST_WORD, SHORTEST_INITIALS = 4, 4
OTHER_FIELD = 10.0  # what a slip in another field than a name loses
SUGGESTED, SUGGESTED_CHINESE = 60.0, 75.0  # per cent from which a name is suggested


def mistakes_allowed(size: int, *, is_latin: bool) -> int:
    """Return how many slips a text of `size` characters may hold; none in two Chinese characters or four letters."""
    steps = (SHORTEST_LATIN, 8, 13) if is_latin else (SHORTEST_CHINESE, 6, 10)
    return sum(size >= step for step in steps)


@dataclass(frozen=True, eq=False)
class Likeness:
    """The spellings of `terms`, for comparison with a typed text."""

    terms: Sequence[SearchTerm]

    @cached_property
    def _spellings(self) -> list[tuple[str, int, bool, bool]]:
        """Each spelling, the number of its term, whether it is Latin, whether it is of Chinese text as spoken."""
        return [
            (form.norm, number, form.norm.isascii(), form.is_sound)
            for number, term in enumerate(self.terms)
            if term.field in LIKE
            for form in term.forms
        ]

    @cached_property
    def _columns(self) -> tuple[list[str], list[int], Mask, Mask]:
        norms, owners, latin, spoken = zip(*self._spellings, strict=True)
        return list(norms), list(owners), np.array(latin), np.array(spoken)

    @cached_property
    def _initials(self) -> list[tuple[str, int]]:
        return [
            (initials(text), number)
            for number, term in enumerate(self.terms)
            if term.field in NAMES
            for text in term.texts
            if not text.isascii()
        ]

    @cached_property
    def _words(self) -> dict[str, set[int]]:
        """Each longer word of Latin names and of kinds, and the numbers of the names that have it."""
        found: dict[str, set[int]] = defaultdict(set)
        spoken = {form.norm for term in self.terms for form in term.forms if form.is_sound}  # aliases in pinyin, too
        for number, term in enumerate(self.terms):
            for form in term.forms if term.field in {*NAMES, "kind"} else ():
                for word in form.words if form.norm.isascii() and form.norm not in spoken else ():
                    if len(word) >= SHORTEST_WORD:
                        found[word].update({number} if term.field in NAMES else ())
        return found

    @cached_property
    def _by_first(self) -> dict[str, list[int]]:
        """First character → the rows of `_spellings` that begin with it."""
        found: dict[str, list[int]] = defaultdict(list)
        for row, spelling in enumerate(self._spellings):
            found[spelling[0][0]].append(row)
        return found

    def near(self, typed: TypedText) -> dict[int, float]:
        """Return the terms that are spelt like `typed`: number → score; an identical beginning scores most."""
        found: dict[int, float] = {}
        for number, score in (*self._slips(typed), *self._skipped(typed), *self._worded(typed)):
            sure = score if self.terms[number].field in NAMES else score - OTHER_FIELD
            found[number] = max(found.get(number, 0.0), sure)
        return found

    def suggest(self, typed: TypedText) -> dict[int, float]:
        """Return the terms whose beginning is most like `typed`, for a text that finds nothing: number → per cent."""
        if len(typed.norm) <= (SHORTEST_LATIN if typed.is_latin else SHORTEST_CHINESE):
            return {}
        found: dict[int, float] = {}
        least = SUGGESTED if typed.is_latin else SUGGESTED_CHINESE
        for row in self._by_first.get(typed.sound[0], ()):
            norm, number, *_ = self._spellings[row]
            if self.terms[number].field in NAMES:
                likeness = fuzz.ratio(typed.sound, norm[: len(typed.sound) + 2], score_cutoff=least)
                found[number] = max(found.get(number, 0.0), likeness)
        return {number: likeness for number, likeness in found.items() if likeness}

    def exact_initials(self, typed: TypedText) -> set[int]:
        """Return the terms whose initials are `typed`, or begin with it: a short form that is typed on purpose."""
        if not typed.is_latin or len(typed.norm) < SHORTEST_INITIALS - 1:
            return set()
        longer = len(typed.norm) >= SHORTEST_INITIALS
        return {n for text, n in self._initials if text == typed.norm or (longer and text.startswith(typed.norm))}

    def _slips(self, typed: TypedText) -> Iterator[tuple[int, float]]:
        norms, owners, latin, spoken = self._columns
        if not typed.is_latin:
            same = [typed.sound == norm for norm in norms]
            yield from ((owners[i], SAME_SOUND) for i in np.flatnonzero(np.array(same) & spoken))
            yield from self._alike(typed.norm, ~latin, is_latin=False)
            if len(typed.norm) > SHORTEST_CHINESE:
                yield from self._alike(typed.sound, spoken, is_latin=True)
        else:
            yield from self._alike(typed.norm, latin, is_latin=True)

    def _alike(self, text: str, among: Mask, *, is_latin: bool) -> Iterator[tuple[int, float]]:
        norms, owners, _, _ = self._columns
        size, most = len(text), mistakes_allowed(len(text), is_latin=is_latin)
        if not most:
            return
        rows = [int(row) for row in np.flatnonzero(among)]
        whole = [row for row in rows if abs(len(norms[row]) - size) <= most]
        yield from self._within(text, [(norms[row], owners[row]) for row in whole], most)
        if size >= (SHORTEST_BEGINNING if is_latin else SHORTEST_CHINESE + 1):
            cut = [
                (norms[row][: size + more], owners[row])
                for row in self._by_first.get(text[0], ())
                if among[row] and len(norms[row]) > size
                for more in (-1, 0, 1)
            ]
            yield from self._within(text, cut, most)

    def _within(self, text: str, pairs: Sequence[tuple[str, int]], most: int) -> Iterator[tuple[int, float]]:
        """Yield who of `pairs` is at most `most` slips away; a swap of neighbours is one slip."""
        if not pairs:
            return
        counts = process.cdist([text], [norm for norm, _ in pairs], scorer=OSA.distance, score_cutoff=most)[0]
        yield from ((pairs[i][1], SLIP - PER_MISTAKE * int(counts[i])) for i in np.flatnonzero(counts <= most).tolist())

    def _skipped(self, typed: TypedText) -> Iterator[tuple[int, float]]:
        """Yield whose name or initials hold the letters of `typed` in their order, first letter first."""
        if typed.is_latin:
            if len(typed.norm) >= SHORTEST_INITIALS:
                for text, number in self._initials:
                    if len(text) <= 2 * len(typed.norm) and _skips(typed.norm, text):
                        yield number, INITIALS
        elif len(typed.norm) >= SHORTEST_CHINESE:
            for row in self._by_first.get(typed.norm[0], ()):
                norm, number, latin, _ = self._spellings[row]
                if not latin and len(norm) <= 3 * len(typed.norm) and _skips(typed.norm, norm):
                    yield number, SKIP

    def _worded(self, typed: TypedText) -> Iterator[tuple[int, float]]:
        """Yield whose English name has every word of the text, slips allowed in each."""
        if len(typed.words) < 2 and len(typed.norm) < SHORTEST_BEGINNING:
            return
        owners = [set().union(*(self._words[word] for word in known)) for known in self.words_like(typed)]
        if owners:
            yield from ((number, WORD) for number in owners[0].intersection(*owners))

    def words_like(self, typed: TypedText) -> list[set[str]]:
        """Return the known words that each word of a Latin text may be a slip of; nothing for one with short words."""
        if not typed.is_latin or not all(len(word) >= SHORTEST_WORD for word in typed.words):
            return []
        return [self._like_word(word) for word in typed.words]

    def _like_word(self, word: str) -> set[str]:
        most = max(1, mistakes_allowed(len(word), is_latin=True)) if len(word) > SHORTEST_WORD else 0
        known = list(self._words)
        counts = process.cdist([word], known, scorer=OSA.distance, score_cutoff=most)[0]
        return {known[i] for i in np.flatnonzero(counts <= most)}


def _skips(typed: str, text: str) -> bool:
    """Test whether `typed` is a subsequence of `text` and begins with its first letter, as short forms do."""
    rest = iter(text)
    return text[:1] == typed[:1] and all(letter in rest for letter in typed)
