"""How wide a text is and where its lines break, from the advance widths of the Chinese font."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from fontTools.ttLib import TTFont

from layers.errors import FontError
from layers.fonts import font_file
from layers.stills.ink import MM_PER_PT

WIDE, NARROW = 1.0, 0.56  # em of a Chinese and of a Latin letter where no font can be asked
BOX = "□"
_PIECES = re.compile(r"[!-\u024f]+ ?|.", re.DOTALL)  # a Latin word with its space, else one character
_CLOSING = set("，。；：、！？）》」』”’·,.;:!?)")  # never begin a line


@lru_cache(maxsize=1)
def _advances() -> Mapping[int, float]:
    """Return code point → advance width in em; empty where there is no font."""
    try:
        font = TTFont(font_file(), lazy=True)
    except FontError:
        return {}
    with font:
        units, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: widths[glyph][0] / units for code, glyph in font["cmap"].getBestCmap().items()}


def lacking(text: str) -> set[str]:
    """Return the letters of a text that the font does not have; none where there is no font to ask."""
    known = _advances()
    return {letter for letter in text if known and ord(letter) not in known and not letter.isspace()}


def drawable(text: str) -> str:
    """Return a text with a box for each letter that the font does not have."""
    known = _advances()
    return "".join(letter if ord(letter) in known else " " if letter.isspace() else BOX for letter in text)


@lru_cache(maxsize=8192)
def width(text: str, size: float) -> float:
    """Return the width in mm of one line at `size` points."""
    known = _advances()
    em = sum(known.get(ord(c), WIDE if ord(c) > 0x2E80 else NARROW) for c in text)
    return em * size * MM_PER_PT


def wrap(text: str, size: float, room: float, most: int = 0) -> tuple[str, ...]:
    """Return lines of at most `room` mm: broken between words or Chinese characters, a long word anywhere.

    With `most`, further lines are left out and the last one ends in an ellipsis.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _filled(paragraph, size, room)
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and width(last + "…", size) > room:
            last = last[:-1]
        lines = [*lines[: most - 1], last + "…"]
    return tuple(lines)


def balanced(text: str, size: float, room: float, most: int = 3) -> tuple[str, ...]:
    """Return lines of about equal width: a name of two lines reads better than one and a half."""
    whole = width(text, size)
    if whole <= room:
        return (text,)
    count = int(whole // room) + 1
    return wrap(text, size, min(room, whole / count * 1.12 + size * MM_PER_PT), most)


def _filled(text: str, size: float, room: float) -> list[str]:
    lines, here = [], ""
    for piece in _pieces(text, size, room):
        fits = width((here + piece).rstrip(), size) <= room
        if here and not fits and piece.strip() not in _CLOSING:
            lines.append(here.rstrip())
            here = piece.lstrip()
        else:
            here += piece
    return [*lines, here.rstrip()]


def _pieces(text: str, size: float, room: float) -> list[str]:
    found: list[str] = []
    for piece in _PIECES.findall(text):
        found += list(piece) if width(piece.rstrip(), size) > room else [piece]
    return found
