"""English notes on sources: each Chinese note of a feature, clause by clause, from `inputs/source_notes_en.csv`.

A clause is what stands between two of the signs "；" and "。". In the table `{}` stands for one run of ASCII text, such
as a code. A clause that it lacks stops the build, so that no note stays Chinese on an English page.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from data.build.paths import INPUTS, BuildError

TABLE = "source_notes_en.csv"
NOTES = ("status_source", "area_source", "position_source", "length_source")
OWN_CASE = {"iChongqing", "searoute", "airportsdata", "gov.cn"}  # names that do not begin with a capital


def add_notes(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the properties with the English of each note after them, and likewise in each part.

    Raises
    ------
    BuildError
        When the table lacks a clause.
    """
    parts = properties.get("parts") or []
    names = {part["name_zh"]: part["name_en"] for part in parts}
    own = {key: value for key, value in properties.items() if key not in _english_keys()}
    own |= {f"{key}_en": _translate(own[key], names) for key in NOTES if key in own}
    return own | ({"parts": [add_notes(part) for part in parts]} if parts else {})


def _english_keys() -> set[str]:
    return {f"{key}_en" for key in NOTES}


def _translate(note: str | None, parts: Mapping[str, str]) -> str | None:
    if not note:
        return None
    sentences = ["; ".join(_clause(text, parts) for text in each.split("；")) for each in note.split("。") if each]
    return ". ".join(map(_capital, sentences))


def _capital(sentence: str) -> str:
    first = re.split(r"[ ,]", sentence, maxsplit=1)[0]
    return sentence if first in OWN_CASE else sentence[0].upper() + sentence[1:]


def _clause(text: str, parts: Mapping[str, str]) -> str:
    name, colon, rest = text.partition("：")
    if colon and name in parts:
        return f"{parts[name]}: {_clause(rest, {})}"
    plain, patterns = _read_table()
    if text in plain:
        return plain[text]
    for pattern, english in patterns:
        if found := pattern.fullmatch(text):
            return english.format(found[1])
    raise BuildError(f"{TABLE} lacks the English of “{text}”")


@lru_cache(maxsize=1)
def _read_table() -> tuple[Mapping[str, str], Sequence[tuple[re.Pattern[str], str]]]:
    """Return clause → English, and the clauses with a gap as patterns."""
    with (INPUTS / TABLE).open(encoding="utf-8", newline="") as file:
        rows = [(row["zh"], row["en"]) for row in csv.DictReader(file, strict=True)]
    patterns = [(re.compile(re.escape(zh).replace(r"\{\}", "([ -~]+)")), en) for zh, en in rows if "{}" in zh]
    return {zh: en for zh, en in rows if "{}" not in zh}, patterns
