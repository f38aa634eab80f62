"""Text layout: widths and line breaks from the advance widths of the fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from layers.formats.drawing import MM_PER_PT, Text
from layers.formats.glyphs import BOX, advances, is_invisible, runs
from layers.i18n.punctuation import CLOSING, OPENING

WIDE, NARROW = 1.0, 0.56  # em of a Chinese and of a Latin letter where no font can be asked
# a Latin word, apostrophes within it, with its space, else one character; what opens something stays before it
_PIECES = re.compile(rf"[{re.escape(OPENING)}]*(?:(?:[!-\u024f]|(?<=[a-z])’(?=[a-z]))+ ?|.)", re.DOTALL)
_CLOSING = frozenset(CLOSING)  # never begin a line


def pieces(text: Text) -> Iterator[tuple[float, float, str, int]]:
    """Yield the runs of a text: x of the left edge and y of the baseline in mm, letters, number of their font."""
    for line, baseline in text.baselines():
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[text.align]
        x = text.x - share * width(line, text.size)
        for letters, face in runs(line):
            yield x, baseline, letters, face
            x += width(letters, text.size)


@lru_cache(maxsize=8192)
def width(text: str, size: float) -> float:
    """Return the width in mm of one line at `size` points."""
    return sum(map(_em, text)) * size * MM_PER_PT


@lru_cache(maxsize=8192)
def _em(letter: str) -> float:
    faces = advances()
    for face in faces:
        if ord(letter) in face:
            return face[ord(letter)]
    if is_invisible(letter):
        return 0.0
    if faces and not letter.isspace():
        return _em(BOX)
    return WIDE if ord(letter) > 0x2E80 else NARROW


def wrap(text: str, size: float, room: float, most: int = 0) -> tuple[str, ...]:
    """Wrap a text to lines of at most `room` mm: between words or Chinese characters, long words anywhere.

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
    """Wrap a text to lines of about equal width, because a name of two lines reads better than one and a half."""
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
