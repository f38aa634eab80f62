"""Font files: the Chinese font of documents and maps, and the second font for letters that it lacks."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from fontTools.ttLib import TTFont

from layers.catalogue.entries import Lang
from layers.errors import FontError

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.fonts import TTFFont

FAMILY = "Noto Sans SC"
FILE = "NotoSansSC-Regular.ttf"
SECOND_FAMILY = "DejaVu Sans"
PDF_FAMILIES = ("NotoSansSC", "DejaVuSans")  # as documents of fpdf2 call them
MARKS = "“”‘’…"  # of English and Chinese alike: in a Chinese font as wide as a character
SECOND = "mpl-data/fonts/ttf/DejaVuSans.ttf"  # of matplotlib


def font_file() -> Path:
    """Return the font file of the package zhplot; its code (matplotlib settings) is not run.

    Raises
    ------
    FontError
        If the package or its font is missing.
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


def add_fonts(pdf: FPDF, lang: Lang) -> None:
    """Add our fonts to a document: `PDF_FAMILIES[0]` for all text, the second for letters that the first lacks.

    In English, quotation marks and the ellipsis take a letter's width.

    Raises
    ------
    FontError
        If the Chinese font is missing.
    """
    for family, file in zip(PDF_FAMILIES, (font_file(), second_font_file()), strict=True):
        if file:
            pdf.add_font(family, fname=file)
    if lang == "en":
        _narrow(cast("TTFFont", pdf.fonts[PDF_FAMILIES[0].lower()]))
    if PDF_FAMILIES[1].lower() in pdf.fonts:
        pdf.set_fallback_fonts([PDF_FAMILIES[1]])


def _narrow(font: TTFFont) -> None:
    """Set `MARKS` in proportional glyphs in a document's font; fpdf2 has no option for it."""
    widths = font.ttfont["hmtx"].metrics
    for code, glyph in _proportional().items():
        font.cmap[code], font.glyph_ids[code] = glyph, font.ttfont.getGlyphID(glyph)
        font.cw[code] = round(font.scale * widths[glyph][0])


@lru_cache(maxsize=1)
def _proportional() -> dict[int, str]:
    """Return code point → glyph of `MARKS` by the feature `pwid` of the Chinese font."""
    with TTFont(font_file(), lazy=True) as font:
        table, known = font["GSUB"].table, font.getBestCmap()
        records = [record for record in table.FeatureList.FeatureRecord if record.FeatureTag == "pwid"]
        lookups = {number for record in records for number in record.Feature.LookupListIndex}
        swaps: dict[str, str] = {}
        for number in lookups:
            for part in table.LookupList.Lookup[number].SubTable:
                swaps |= getattr(part, "ExtSubTable", part).mapping
        return {ord(mark): swaps[known[ord(mark)]] for mark in MARKS if known.get(ord(mark)) in swaps}
