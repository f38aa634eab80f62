"""The Chinese font that papers and pictures are set in, and the one that lends it letters, as files."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from layers.errors import FontError

if TYPE_CHECKING:
    from fpdf import FPDF

FAMILY = "Noto Sans SC"
FILE = "NotoSansSC-Regular.ttf"
SECOND_FAMILY = "DejaVu Sans"
PDF_FAMILIES = ("NotoSansSC", "DejaVuSans")  # as documents of fpdf2 call them
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


def add_fonts(pdf: FPDF) -> None:
    """Let a document use our fonts: `PDF_FAMILIES[0]` for everything, the second for letters that it lacks.

    Raises
    ------
    FontError
        Where the Chinese font is missing.
    """
    for family, file in zip(PDF_FAMILIES, (font_file(), second_font_file()), strict=True):
        if file:
            pdf.add_font(family, fname=file)
    if PDF_FAMILIES[1].lower() in pdf.fonts:
        pdf.set_fallback_fonts([PDF_FAMILIES[1]])
