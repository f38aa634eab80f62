"""A PDF document in our fonts that shows every letter, by a box if no font has it."""

from __future__ import annotations

from typing import Any

from fpdf import FPDF

from layers.catalogue.entries import LANGUAGE_TAGS, Lang
from layers.formats.fonts import PDF_FAMILIES, add_fonts
from layers.formats.glyphs import as_shown, runs


class PDF(FPDF):
    """A document with the Chinese font, the second font, and a box for letters in neither.

    Raises
    ------
    FontError
        If the Chinese font is missing.
    """

    def __init__(self, lang: Lang, **options: Any) -> None:
        super().__init__(**options)
        self.set_lang(LANGUAGE_TAGS[lang])
        add_fonts(self, lang)

    def normalize_text(self, text: str) -> str:
        """Return a text as it is written; fpdf2 calls this for every text, and would drop letters in no font."""
        return super().normalize_text(as_shown(text))

    def _render_styled_text_line(self, *args: Any, **options: Any) -> bool:
        """Write one line, and make the next line set its font again.

        After a line that begins with a letter of the second font, fpdf2 assumes a font that the page does not have set,
        and the text after it is lost (fpdf2#1772, still so in 2.8.9).
        """
        chosen = self.fonts[self.font_family + self.font_style] if self.font_family else None
        broke = super()._render_styled_text_line(*args, **options)
        self.current_font = chosen
        self.current_font_is_set_on_page = False
        return broke

    def write_at(self, x: float, baseline: float, text: str, size: float) -> None:
        """Write one line at a point, each letter in the font that has it; `text` of fpdf2 knows one font only."""
        for letters, face in runs(text):
            self.set_font(PDF_FAMILIES[face], size=size)
            self.text(x, baseline, letters)
            x += self.get_string_width(letters)
