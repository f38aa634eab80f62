"""How wide a text is and where its lines break, from the advance widths of the fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from layers.errors import FontError
from layers.fonts import font_file, second_font_file
from layers.stills.ink import MM_PER_PT, Text

WIDE, NARROW = 1.0, 0.56  # em of a Chinese and of a Latin letter where no font can be asked
BOX = "□"
# a Latin word, apostrophes within it, with its space, else one character; what opens something stays before it
_PIECES = re.compile(r"[“‘《（(]*(?:(?:[!-\u024f]|(?<=[a-z])’(?=[a-z]))+ ?|.)", re.DOTALL)
_CLOSING = set("，。；：、！？）》」』”’·,.;:!?)")  # never begin a line


@lru_cache(maxsize=1)
def _advances() -> tuple[Mapping[int, float], ...]:
    """Return code point → advance width in em, of the Chinese font and of the second; nothing without the first."""
    try:
        files = [font_file(), second_font_file()]
    except FontError:
        return ()
    return tuple(_widths(file) for file in files if file)


def _widths(file: Path) -> Mapping[int, float]:
    with TTFont(file, lazy=True) as font:
        units, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: widths[glyph][0] / units for code, glyph in font["cmap"].getBestCmap().items()}


def lacking(text: str) -> set[str]:
    """Return the letters of a text that no font of ours has; none where there is no font to ask."""
    faces = _advances()
    return {letter for letter in text if faces and not letter.isspace() and not any(ord(letter) in f for f in faces)}


def runs(text: str) -> list[tuple[str, int]]:
    """Return a line in pieces, each with the number of its font (0: the Chinese); a box for what neither has."""
    faces, found = _advances(), list[tuple[str, int]]()
    for letter in text:
        face = next((number for number, known in enumerate(faces) if ord(letter) in known), -1)
        drawn, face = (letter, face) if face >= 0 else (" " if letter.isspace() else BOX, 0)
        if found and found[-1][1] == face:
            found[-1] = (found[-1][0] + drawn, face)
        else:
            found.append((drawn, face))
    return found


def pieces(text: Text) -> Iterator[tuple[float, float, str, int]]:
    """Yield x of the left edge and y of the baseline in mm, the letters and the number of their font."""
    for line, baseline in text.baselines():
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[text.align]
        x = text.x - share * width(line, text.size)
        for letters, face in runs(line):
            yield x, baseline, letters, face
            x += width(letters, text.size)


@lru_cache(maxsize=8192)
def width(text: str, size: float) -> float:
    """Return the width in mm of one line at `size` points."""
    faces = _advances()
    em = sum(next((face[ord(c)] for face in faces if ord(c) in face), _usual(c)) for c in text)
    return em * size * MM_PER_PT


def _usual(letter: str) -> float:
    return WIDE if ord(letter) > 0x2E80 else NARROW


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
        if here and not fits and not set(piece.strip()) <= _CLOSING:
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
