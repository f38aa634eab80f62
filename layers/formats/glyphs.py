"""Which letters our fonts have: who lends a letter, what no font has, and what is shown in its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from layers.errors import FontError
from layers.formats.fonts import font_file, second_font_file

BOX = "□"
_MARKS = range(0xFE00, 0xFE10)  # variation selectors: they change the letter before them and are none themselves


@lru_cache(maxsize=1)
def advances() -> tuple[Mapping[int, float], ...]:
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


def is_invisible(letter: str) -> bool:
    """Whether a character draws nothing by itself and takes no room: controls, joiners, marks of direction."""
    return unicodedata.category(letter) in {"Cc", "Cf"} or ord(letter) in _MARKS


def lacking(text: str) -> set[str]:
    """Return the letters of a text that no font of ours has; none where there is no font to ask."""
    faces = advances()
    seen = {letter for letter in text if not letter.isspace() and not is_invisible(letter)}
    return {letter for letter in seen if faces and not any(ord(letter) in face for face in faces)}


def runs(text: str) -> list[tuple[str, int]]:
    """Return a line in pieces, each with the number of its font (0: the Chinese); a box for what neither has."""
    faces, found = advances(), list[tuple[str, int]]()
    for letter in text:
        face = next((number for number, known in enumerate(faces) if ord(letter) in known), -1)
        if face < 0 and not letter.isspace() and is_invisible(letter):
            continue
        drawn, face = (letter, face) if face >= 0 else (" " if letter.isspace() else BOX, 0)
        if found and found[-1][1] == face:
            found[-1] = (found[-1][0] + drawn, face)
        else:
            found.append((drawn, face))
    return found


def as_shown(text: str) -> str:
    """Return a text of several lines with a box for each letter that no font of ours has."""
    if not advances():
        return text
    return "\n".join("".join(letters for letters, _ in runs(line)) for line in text.split("\n"))
