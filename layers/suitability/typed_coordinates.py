"""Coordinates as people type them: decimal degrees, degrees and minutes, with or without letters for the directions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from layers.text.bounded_toml import read_toml

SIGNS = read_toml(Path(__file__).with_name("coordinate_signs.toml").read_text(encoding="utf-8"))
_NUMBER = (
    r"\s*(?P<degrees>[-−]?\d{1,3}(?:\.\d+)?)\s*"
    rf"(?:[{SIGNS['degrees']}]\s*(?:(?P<minutes>\d{{1,2}}(?:\.\d+)?)\s*[{SIGNS['minutes']}]\s*"
    rf"(?:(?P<seconds>\d{{1,2}}(?:\.\d+)?)\s*(?:[{SIGNS['seconds']}]|''))?)?)?"
)
# the letter stands before both numbers or after both: one between them could belong to either
_BEFORE = re.compile(rf"(?P<side>[{SIGNS['letters']}]){_NUMBER}", re.IGNORECASE)
_AFTER = re.compile(rf"{_NUMBER}\s*(?P<side>[{SIGNS['letters']}]?)", re.IGNORECASE)
_BETWEEN = re.compile(rf"^[\s{SIGNS['between']}]*")
_WORDS = tuple(
    (re.compile(SIGNS[name], re.IGNORECASE), letter) for name, letter in (("longitude", "E"), ("latitude", "N"))
)
MINUTES, SECONDS = 60, 3600


@dataclass(frozen=True)
class Angle:
    """One coordinate in degrees; `axis` is "lon", "lat" or "" where the text does not say."""

    degrees: float
    axis: str


def read_point(text: str) -> tuple[Angle, Angle] | None:
    """Return the two angles that make up the whole of `text`, in the order as typed; None for anything else."""
    rest = text.strip()
    for word, letter in _WORDS:
        rest = word.sub(letter, rest)
    pattern = _BEFORE if _BEFORE.match(rest) else _AFTER
    found = []
    for _ in range(2):
        matched = pattern.match(rest)
        angle = _angle(matched) if matched else None
        if matched is None or angle is None:
            return None
        found.append(angle)
        rest = _BETWEEN.sub("", rest[matched.end() :], count=1)
    return None if rest else (found[0], found[1])


def _angle(matched: re.Match[str]) -> Angle | None:
    minutes, seconds = float(matched["minutes"] or 0), float(matched["seconds"] or 0)
    if minutes >= MINUTES or seconds >= MINUTES:
        return None
    whole = matched["degrees"].replace("−", "-")
    size = abs(float(whole)) + minutes / MINUTES + seconds / SECONDS
    sides = matched["side"].casefold()
    is_negative = whole.startswith("-") or any(sign in sides for sign in (SIGNS["west"] + SIGNS["south"]).casefold())
    return Angle(-size if is_negative else size, _axis(sides))


def _axis(sides: str) -> str:
    if any(sign in sides for sign in (SIGNS["east"] + SIGNS["west"]).casefold()):
        return "lon"
    return "lat" if any(sign in sides for sign in (SIGNS["north"] + SIGNS["south"]).casefold()) else ""
