"""The glyphs of our fonts: the font of each letter, missing letters, and the box in their place."""

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
    """Return code point → advance width in em, for the Chinese font and the second one; empty without the first."""
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
    """Test whether a character is invisible and without width: controls, joiners, marks of direction."""
    return unicodedata.category(letter) in {"Cc", "Cf"} or ord(letter) in _MARKS


def lacking(text: str) -> set[str]:
    """Return the letters of a text that are in no font of ours; none if no font is installed."""
    faces = advances()
    seen = {letter for letter in text if not letter.isspace() and not is_invisible(letter)}
    return {letter for letter in seen if faces and not any(ord(letter) in face for face in faces)}


def runs(text: str) -> list[tuple[str, int]]:
    """Split a line into runs with the number of their font (0: the Chinese one); replace missing letters by a box."""
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
    """Replace each letter of a text that is in no font of ours by a box."""
    if not advances():
        return text
    return "\n".join("".join(letters for letters, _ in runs(line)) for line in text.split("\n"))
