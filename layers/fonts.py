"""The Chinese font that papers and pictures are set in, and the one that lends it letters, as files."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from layers.errors import FontError

FAMILY = "Noto Sans SC"
FILE = "NotoSansSC-Regular.ttf"
SECOND_FAMILY = "DejaVu Sans"
SECOND = "mpl-data/fonts/ttf/DejaVuSans.ttf"  # of matplotlib


def font_file() -> Path:
    """Return the font that the package zhplot carries; its code (matplotlib settings) is not run.

    Raises
    ------
    FontError
        Where the package or its font is missing.
    """
    spec = find_spec("zhplot")
    path = Path(spec.origin).parent / "fonts" / FILE if spec and spec.origin else None
    if path is None or not path.is_file():
        raise FontError(FILE)
    return path


def second_font_file() -> Path | None:
    """Return a font with the Latin, Greek and Cyrillic letters that the Chinese one lacks ("ł"), or None."""
    spec = find_spec("matplotlib")
    path = Path(spec.origin).parent / SECOND if spec and spec.origin else None
    return path if path is not None and path.is_file() else None
