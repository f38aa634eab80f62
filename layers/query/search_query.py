"""A typed text and the forms of a stored one, and how well the one fits the other by exact rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from pypinyin import Style, lazy_pinyin

from layers.dataset.feature_index import normalise_text

TYPED_LIMIT = 60  # characters of a search text that are read; the rest is ignored
SHORTEST_LATIN, SHORTEST_SOUND, SHORTEST_WORD = 3, 4, 3  # letters from which a beginning counts
SHORTEST_PROSE = 5  # letters: in running text a shorter word must be there as a whole
_BETWEEN = re.compile(r"[^\w]+")  # what stands between words
LITTLE_WORDS = frozenset({"a", "an", "and", "for", "in", "near", "of", "on", "the", "to", "with"})


class Fit(IntEnum):
    """How a text fits: not at all, somewhere inside, at its beginning, as a whole."""

    NONE = 0
    HOLDS = 1
    BEGINS = 2
    EXACT = 3


@dataclass(frozen=True)
class TypedText:
    """What was typed: normalised, as pinyin, and as its words."""

    text: str
    norm: str
    sound: str
    words: tuple[str, ...]

    @property
    def is_latin(self) -> bool:
        """Whether it has Latin letters and digits alone."""
        return self.norm.isascii()

    @property
    def probes(self) -> tuple[str, ...]:
        """What the letters of every form hold that the text may fit: a cheap test before the exact one."""
        return (
            tuple(word.removesuffix("s") or word for word in self.words)
            if self.is_latin and self.words
            else (self.norm,)
        )

    @classmethod
    def of(cls, text: str) -> TypedText:
        """Return the parts of `text`; an empty `norm` for one without letters."""
        text = text.strip()[:TYPED_LIMIT]
        norm = normalise_text(text)
        split = tuple(filter(None, map(normalise_text, _BETWEEN.split(text))))
        telling = tuple(word for word in split if word not in LITTLE_WORDS)
        return cls(text, norm, pinyin(norm), telling if len(telling) > 1 else split)


@dataclass(frozen=True)
class Form:
    """One spelling of a stored text: its letters without gaps, where words begin and end in them, and the words."""

    norm: str
    starts: frozenset[int]
    ends: frozenset[int]
    words: frozenset[str]
    is_sound: bool = False

    @classmethod
    def of(cls, text: str) -> Form:
        """Return the form of a text as written. Each Chinese character is a word of its own."""
        words: list[str] = []
        in_word = False
        for letter in text.casefold():
            kept = normalise_text(letter)
            if not kept:
                in_word = False
            elif kept.isascii() and in_word:
                words[-1] += kept
            else:
                words.append(kept)
                in_word = kept.isascii()
        return cls._joined(words)

    @classmethod
    def sound(cls, text: str) -> Form:
        """Return the form of a Chinese text as it is spoken: pinyin without tones."""
        return cls._joined(lazy_pinyin(normalise_text(text)), is_sound=True)

    @classmethod
    def _joined(cls, words: Sequence[str], *, is_sound: bool = False) -> Form:
        starts, at = [], 0
        for word in words:
            starts.append(at)
            at += len(word)
        ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
        return cls("".join(words), frozenset(starts), frozenset(ends), frozenset(words), is_sound)

    def fit(self, typed: TypedText, *, prose: bool = False) -> Fit:
        """Return how well `typed` fits; in `prose`, running text, a short Latin word must be there as a whole."""
        if typed.norm == self.norm:
            return Fit.EXACT
        if not typed.is_latin:
            return self._fit_chinese(typed)
        begins = SHORTEST_SOUND if self.is_sound else SHORTEST_LATIN
        if not prose and len(typed.norm) >= begins and self.norm.startswith(typed.norm):
            return Fit.BEGINS
        if self._holds(typed.norm, prose=prose) or self._has_words(typed.words, prose=prose):
            return Fit.HOLDS
        return Fit.NONE

    def _fit_chinese(self, typed: TypedText) -> Fit:
        if self.norm.startswith(typed.norm):
            return Fit.BEGINS
        return Fit.HOLDS if len(typed.norm) > 1 and typed.norm in self.norm else Fit.NONE

    def _holds(self, norm: str, *, prose: bool) -> bool:
        if len(norm) < (SHORTEST_SOUND if self.is_sound else SHORTEST_LATIN):
            return False
        whole = self.is_sound or (prose and len(norm) < SHORTEST_PROSE)
        at = self.norm.find(norm)
        while at >= 0:
            if at in self.starts and (not whole or at + len(norm) in self.ends):
                return True
            at = self.norm.find(norm, at + 1)
        return False

    def _has_words(self, words: Sequence[str], *, prose: bool) -> bool:
        if (
            self.is_sound or not words or min(map(len, words)) < SHORTEST_WORD
        ):  # syllables stand in their order or not at all
            return False
        shortest = SHORTEST_PROSE if prose else SHORTEST_WORD
        return all(
            word in self.words
            or word.removesuffix("s") in self.words
            or (len(word) >= shortest and any(known.startswith(word) for known in self.words))
            for word in words
        )


def pinyin(text: str) -> str:
    """Transcribe Chinese text to pinyin without tones and spaces; other letters stay."""
    return text if text.isascii() else "".join(lazy_pinyin(text))


def initials(text: str) -> str:
    """Return the first letter of each syllable of a Chinese text; other letters stay."""
    return "".join(lazy_pinyin(normalise_text(text), style=Style.FIRST_LETTER)).casefold()


def forms_of(texts: Iterable[str], *, spoken: bool) -> tuple[Form, ...]:
    """Return the forms of several texts, each once; with `spoken`, those of Chinese texts as pinyin, too."""
    found: dict[tuple[str, bool], Form] = {}
    for text in texts:
        written = [Form.of(text), *([Form.sound(text)] if spoken and not text.isascii() else [])]
        for form in written:
            if form.norm:
                found.setdefault((form.norm, form.is_sound), form)
    return tuple(found.values())
