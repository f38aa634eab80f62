"""Punctuation by language, and the Chinese punctuation that readers of text recognise: the only file that writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from layers.catalogue.entries import Lang

_LIST: Mapping[Lang, str] = {"zh": "、", "en": ", "}
_CLAUSE: Mapping[Lang, str] = {"zh": "；", "en": "; "}
_PART: Mapping[Lang, str] = {"zh": "　", "en": " · "}
_END: Mapping[Lang, str] = {"zh": "。", "en": "."}
_OR: Mapping[Lang, str] = {"zh": "、", "en": " or "}
_SPACE: Mapping[Lang, str] = {"zh": "", "en": " "}

WIDE_COMMA, WIDE_SEMICOLON = "，", "；"
WIDE_BRACKETS = ("（", "）")
SENTENCE_ENDS = "。."
BRACKETS = "()（）"
OPENING = "“‘《（("  # stays on the line of what follows
CLOSING = "，。；：、！？）》」』”’·,.;:!?)"  # stays on the line of what precedes


def list_separator(lang: Lang) -> str:
    """Return the separator between the names of a list."""
    return _LIST[lang]


def clause_separator(lang: Lang) -> str:
    """Return the separator between clauses, which may hold lists themselves."""
    return _CLAUSE[lang]


def part_separator(lang: Lang) -> str:
    """Return the separator between parts of a line that are no sentence together."""
    return _PART[lang]


def sentence_end(lang: Lang) -> str:
    """Return the full stop."""
    return _END[lang]


def word_space(lang: Lang) -> str:
    """Return the space between words or sentences, empty in Chinese."""
    return _SPACE[lang]


def one_of(items: Sequence[str], lang: Lang) -> str:
    """Return alternatives as a list in a sentence: `A, B or C`."""
    head = list_separator(lang).join(items[:-1])
    return _OR[lang].join(filter(None, (head, *items[-1:])))
