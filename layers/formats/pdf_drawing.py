"""Write drawings to a PDF page: paths as paths, text as text, sharp at any size."""

from __future__ import annotations

from itertools import groupby

from fpdf import FPDF
from fpdf.drawing import PaintedPath
from fpdf.enums import IntersectionRule, StrokeCapStyle, StrokeJoinStyle, TextMode

from layers.formats.drawing import MM_PER_PT, Drawing, Path, Text
from layers.formats.fonts import PDF_FAMILIES
from layers.formats.text_layout import pieces

HALO = 0.14  # of the type size, on either side of a letter's outline


def put(pdf: FPDF, drawing: Drawing, x: float, y: float) -> None:
    """Draw on the current page with the upper left corner at x, y mm; the document has our fonts and the unit mm."""
    items = (item for group in drawing.moved(x, y) for item in group.items)
    for _, some in groupby(items, key=type):  # what lies above something else comes after it
        alike = list(some)
        with pdf.drawing_context() as context:
            for item in alike:
                if isinstance(item, Path):
                    context.add_item(_painted(item))
        for item in alike:
            if isinstance(item, Text):
                _write(pdf, item)
    pdf.set_text_color(0)


def _painted(path: Path) -> PaintedPath:
    painted, stroke = PaintedPath(), path.stroke
    for ring in path.rings:
        first, *others = ring.round(3).tolist()
        painted.move_to(*first)
        for corner in others:
            painted.line_to(*corner)
        if path.closed:
            painted.close()
    style = painted.style
    style.auto_close = path.closed
    style.fill_color = path.fill
    style.intersection_rule = IntersectionRule.EVENODD
    style.stroke_color = stroke.colour if stroke else None
    if stroke:
        style.stroke_width = stroke.width
        style.stroke_join_style = StrokeJoinStyle.ROUND
        style.stroke_cap_style = StrokeCapStyle.ROUND if stroke.round else StrokeCapStyle.BUTT
        style.stroke_dash_pattern = list(stroke.dash) or None
    return painted


def _write(pdf: FPDF, text: Text) -> None:
    if text.halo:
        with pdf.local_context(text_mode=TextMode.STROKE, line_width=2 * HALO * text.size * MM_PER_PT):
            pdf.set_draw_color(255)
            _letters(pdf, text)
    pdf.set_text_color(text.colour)
    _letters(pdf, text)


def _letters(pdf: FPDF, text: Text) -> None:
    for x, baseline, letters, face in pieces(text):
        pdf.set_font(PDF_FAMILIES[face], size=text.size)
        pdf.text(x, baseline, letters)
