"""Search features by name, short form, pinyin, initials or English, with tolerance for typos."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pypinyin import Style, lazy_pinyin
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from layers.dataset.dataset import Dataset
from layers.dataset.feature_index import normalise_text

TYPED_LIMIT = 60  # characters of a search text that are read; the rest is ignored
GOOD, NEAR = 62.0, 27.0  # scores of a hit and of a suggestion
MOST_HITS, MOST_SUGGESTIONS = 20, 3
# from sure to unsure; ties go to the shorter name
EXACT, TITLE, NAMED, BEGINS, HOLDS = 100.0, 97.0, 95.0, 94.0, 88.0
WORDS, SOUNDS, SKIPS, INITIALS = 86.0, 84.0, 82.0, 80.0
TYPO = 76.0  # score of an identical spelling; a spelling at ALIKE just counts as a hit
# similarities in per cent from which a spelling, a piece of one, or a single word counts as a typo
ALIKE, ALIKE_INSIDE, ALIKE_WORD = 80.0, 88.0, 85.0
SHORTEST_TYPO = 4  # letters: two equal letters of three are no similarity
SHORTEST_DISTRICT = 2  # letters
SHORTEST_BEGINNING = 6  # letters: one wrong letter of five is too much


@dataclass(frozen=True)
class SearchHit:
    """A hit of the search. Scores go up to 100; a higher score is a surer hit."""

    id: str
    score: float
    type: str


@dataclass(frozen=True)
class Spellings:
    """The spellings of one feature: normalised names (its two titles first), their pinyin, initials, English words."""

    id: str
    type: str
    names: tuple[str, ...]
    sounds: tuple[str, ...]
    initials: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True, eq=False)
class SearchIndex:
    """Search over all features of a dataset; its tables are built once."""

    dataset: Dataset

    @cached_property
    def forms(self) -> list[Spellings]:
        """All features with their spellings."""
        features = self.dataset.features
        columns = (features[name] for name in ("id", "platform_type", "name_zh", "name_en", "aliases"))
        return [
            _forms(name, kind, [zh, en, *self._short(zh, en), *aliases])
            for name, kind, zh, en, aliases in zip(*columns, strict=True)
        ]

    def _short(self, zh: str, en: str) -> Iterator[str]:
        yield self.dataset.catalogue.shorten(zh, "zh")
        yield self.dataset.catalogue.shorten(en, "en")

    def find(self, text: str) -> list[SearchHit]:
        """Find the features that match `text`, by falling score."""
        return [hit for hit in self._all(text) if hit.score >= GOOD][:MOST_HITS]

    def suggest(self, text: str) -> list[SearchHit]:
        """Return the most similar names for a search without hits."""
        return [hit for hit in self._all(text) if hit.score >= NEAR][:MOST_SUGGESTIONS]

    def districts(self, text: str) -> list[str]:
        """Return the adcodes of the districts of 2021 whose name begins with the text in Chinese, pinyin or English."""
        typed = normalise_text(text.strip()[:TYPED_LIMIT])
        if len(typed) < SHORTEST_DISTRICT:
            return []
        titles = {code: entry.title for code, entry in self.dataset.vocabulary("districts").items()}
        return [
            code
            for code, title in titles.items()
            if any(
                name.startswith(typed)
                for name in (normalise_text(title.zh), normalise_text(title.en), _sound(normalise_text(title.zh)))
            )
        ]

    def grouped(self, hits: Sequence[SearchHit]) -> dict[str, list[SearchHit]]:
        """Return platform type → its hits; types in the order of their best hit."""
        found: dict[str, list[SearchHit]] = {}
        for hit in hits:
            found.setdefault(hit.type, []).append(hit)
        return found

    def _all(self, text: str) -> list[SearchHit]:
        text = text.strip()[:TYPED_LIMIT]
        typed = normalise_text(text)
        if not typed:
            return []
        sound, words = _sound(typed), [word for word in map(normalise_text, text.split()) if word]
        blurred, worded = self._blurred(typed, sound), self._worded(words)
        scored = [
            (max(_sure(typed, sound, words, forms), blur, word), min(map(len, forms.names)), forms)
            for forms, blur, word in zip(self.forms, blurred, worded, strict=True)
        ]
        scored.sort(key=lambda row: (-row[0], row[1], row[2].id))
        return [SearchHit(forms.id, score, forms.type) for score, _, forms in scored]

    @cached_property
    def _spellings(self) -> tuple[list[str], list[int]]:
        """Every name and its pinyin, and the feature of each."""
        pairs = [(text, n) for n, forms in enumerate(self.forms) for text in {*forms.names, *forms.sounds}]
        return [text for text, _ in pairs], [n for _, n in pairs]

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted({word for forms in self.forms for word in forms.words})

    def _blurred(self, typed: str, sound: str) -> list[float]:
        """Return the score of each feature by its most similar spelling; scores below GOOD serve suggestions only."""
        texts, owners = self._spellings
        best = [0.0] * len(self.forms)
        for query in {typed, sound}:
            rows = process.cdist([query], texts, scorer=fuzz.ratio)[0].tolist()
            parts = process.cdist([query], texts, scorer=fuzz.partial_ratio)[0].tolist()
            for owner, text, whole, part in zip(owners, texts, rows, parts, strict=True):
                inside = part if len(text) >= len(query) else 0.0  # a short name inside a long text does not count
                likeness = max(
                    whole if whole >= ALIKE else 0.0,
                    inside if inside >= ALIKE_INSIDE else 0.0,
                    _begins_alike(query, text),
                )
                counts = likeness and len(query) >= SHORTEST_TYPO
                score = (
                    GOOD + (TYPO - GOOD) * (likeness - ALIKE) / (100 - ALIKE)
                    if counts
                    else max(whole, inside / 2) * 0.6
                )
                best[owner] = max(best[owner], score)
        return best

    def _worded(self, words: Sequence[str]) -> list[float]:
        """Return the score of the features that contain every English word of the text, typos allowed."""
        if len(words) < 2 or not all(word.isascii() and len(word) >= SHORTEST_TYPO for word in words):
            return [0.0] * len(self.forms)
        alike = process.cdist(words, self._vocabulary, scorer=fuzz.ratio)
        meant = [{self._vocabulary[i] for i in (row >= ALIKE_WORD).nonzero()[0]} for row in alike]
        return [TYPO if all(forms.words & known for known in meant) else 0.0 for forms in self.forms]


def _forms(name: str, kind: str, names: Sequence[str]) -> Spellings:
    folded = tuple(dict.fromkeys(filter(None, map(normalise_text, (*names, name)))))
    chinese = [text for text in dict.fromkeys(names) if not text.isascii()]
    return Spellings(
        name,
        kind,
        folded,
        tuple(dict.fromkeys(_sound(normalise_text(text)) for text in chinese)),
        tuple(dict.fromkeys("".join(lazy_pinyin(normalise_text(text), style=Style.FIRST_LETTER)) for text in chinese)),
        frozenset(normalise_text(word) for text in names if text.isascii() for word in text.split()),
    )


def _sound(text: str) -> str:
    """Transcribe Chinese text to pinyin without tones and spaces; other letters stay."""
    return text if text.isascii() else "".join(lazy_pinyin(text))


def _sure(typed: str, sound: str, words: Sequence[str], forms: Spellings) -> float:
    """Return the score of a feature by exact rules, without tolerance for typos."""
    latin = typed.isascii()
    titles = (*forms.names[:2], *forms.sounds[:1])
    rules: tuple[tuple[float, Callable[[], bool]], ...] = (
        (EXACT, lambda: typed in forms.names),
        (TITLE, lambda: len(sound) > 2 and any(text.startswith((typed, sound)) for text in titles)),
        (NAMED, lambda: _every(words, forms.names[:2])),
        (BEGINS, lambda: any(text.startswith(typed) for text in forms.names)),
        (HOLDS, lambda: any(typed in text for text in forms.names)),
        (WORDS, lambda: _every(words, forms.names)),
        (SOUNDS, lambda: len(sound) > 3 and any(sound in text for text in forms.sounds)),
        (SKIPS, lambda: not latin and any(_skips(typed, text) for text in forms.names)),
        (INITIALS, lambda: latin and len(typed) > 1 and any(text.startswith(typed) for text in forms.initials)),
        (
            TYPO,
            lambda: latin and len(typed) > 3 and any(_abbreviates(typed, text) for text in forms.initials),
        ),
    )
    return next((score for score, holds in rules if holds()), 0.0)


def _every(words: Sequence[str], names: Sequence[str]) -> bool:
    """Test whether each of several words occurs in one of these names."""
    return len(words) > 1 and min(map(len, words)) > 2 and any(all(word in text for word in words) for text in names)


def _begins_alike(typed: str, text: str) -> float:
    """Return the similarity of `typed` and a beginning of `text` in per cent, 0 below ALIKE; a swap is one mistake.

    The first letter must be right: people who mistype a name know how it begins.
    """
    if len(typed) < SHORTEST_BEGINNING or typed[:1] != text[:1]:
        return 0.0
    size = len(typed)
    likeness = max(OSA.normalized_similarity(typed, text[: size + more]) for more in (-1, 0, 1))
    return 100 * likeness if 100 * likeness >= ALIKE else 0.0


def _abbreviates(typed: str, text: str) -> bool:
    """Test whether `typed` is a subsequence of the initials `text` with at least half of them."""
    return len(text) <= 2 * len(typed) and _skips(typed, text)


def _skips(typed: str, text: str) -> bool:
    """Test whether `typed` is a subsequence of `text` and begins with its first letter, as short forms do."""
    rest = iter(text)
    return len(typed) > 1 and text[:1] == typed[:1] and all(letter in rest for letter in typed)
