"""The sheet as PDF, A4 across, with a Chinese font of which only the letters used are embedded."""

from __future__ import annotations

import io
from collections.abc import Sequence

from fpdf import FPDF
from fpdf.fonts import FontFace

from layers.fonts import font_file
from layers.siting.comparing import Line
from layers.takeaway.locator import Locator
from layers.takeaway.printing import qr
from layers.takeaway.sheet import Reason, Row, Sheet
from layers.words import say

FONT = "NotoSansSC"
MARGIN, BODY, SMALL, LINE = 11.0, 8.0, 7.0, 3.9  # mm, points, points, mm
QR_MM = 24.0
HEAD = FontFace(fill_color=(241, 237, 227))


def to_pdf(sheet: Sheet) -> bytes:
    """Return the sheet as PDF."""
    pdf = FPDF(orientation="landscape", format="A4")
    pdf.set_margin(MARGIN)
    pdf.set_auto_page_break(True, MARGIN)
    pdf.set_title(sheet.title)
    pdf.set_lang("zh-Hans" if sheet.lang == "zh" else "en")
    pdf.add_font(FONT, fname=font_file())
    pdf.add_page()
    _head(pdf, sheet)
    if sheet.reasons:
        _heading(pdf, say("sheet.ranking", sheet.lang))
        for reason in sheet.reasons:
            _reason(pdf, reason, say("invest.total", sheet.lang))
    names = [f"{number} {name}" for number, name in enumerate(sheet.names, start=1)]
    for key, lines in (("comparison", sheet.fields), ("distances", sheet.distances)):
        _heading(pdf, say(f"sheet.{key}", sheet.lang))
        _table(pdf, _rows(lines, names, sheet), (1.0, *[1.6] * len(names)))
    if len(sheet.facts) > 1:
        _heading(pdf, say("sheet.facts", sheet.lang))
        _table(pdf, sheet.facts, (2, 1.2, 5, 2, 1.2, 1.5, 3))
    _heading(pdf, say("sheet.sources", sheet.lang))
    _table(pdf, sheet.sources, (2, 1.5, 8))
    _heading(pdf, say("sheet.notes", sheet.lang))
    for note in sheet.notes:
        _text(pdf, f"· {note}", SMALL)
    return bytes(pdf.output())


def _head(pdf: FPDF, sheet: Sheet) -> None:
    """Draw title, need, map and code; the texts keep clear of map and code."""
    top, code, locator = pdf.get_y(), qr(sheet.link), sheet.locator
    right = pdf.w - MARGIN
    if code is not None:
        picture = io.BytesIO()
        code.save(picture, kind="png", scale=6, border=4)
        pdf.image(picture, x=right - QR_MM, y=top, w=QR_MM, alt_text=say("sheet.link", sheet.lang))
    left_of = right - (QR_MM + 4 if code is not None else 0) - locator.width
    _draw(pdf, locator, left_of, top)
    pdf.set_right_margin(pdf.w - left_of + 4)
    pdf.set_font(FONT, size=15)
    pdf.multi_cell(0, 7.5, sheet.title, align="L", new_x="LMARGIN", new_y="NEXT")
    if sheet.need:
        _text(pdf, sheet.need, BODY)
    for number, name in enumerate(sheet.names, start=1):
        _text(pdf, f"{number}  {name}", BODY + 1)
    if sheet.link:
        _text(pdf, f"{say('sheet.link', sheet.lang)}: {sheet.link}", SMALL - 1, sheet.link)
    _text(pdf, say("sheet.map_note", sheet.lang), SMALL)
    pdf.set_right_margin(MARGIN)
    pdf.set_y(max(pdf.get_y(), top + max(locator.height, QR_MM)) + 1)


def _draw(pdf: FPDF, locator: Locator, x: float, y: float) -> None:
    pdf.set_line_width(0.1)
    pdf.set_draw_color(160, 155, 142)
    pdf.rect(x, y, locator.width, locator.height)
    for outline in locator.outlines:
        pdf.polyline([(x + a, y + b) for a, b in outline])
    pdf.set_font(FONT, size=9)
    for a, b, label in locator.dots:
        pdf.set_fill_color(29, 35, 41)
        pdf.ellipse(x + a - 1.1, y + b - 1.1, 2.2, 2.2, style="F")
        pdf.text(x + a + 1.6, y + b + 1.2, label)


def _heading(pdf: FPDF, title: str) -> None:
    if pdf.will_page_break(20):  # a heading never stands alone at the foot of a page
        pdf.add_page()
    pdf.ln(2)
    pdf.set_font(FONT, size=11)
    pdf.multi_cell(0, 6, title, align="L", new_x="LMARGIN", new_y="NEXT")


def _text(pdf: FPDF, text: str, size: float, link: str = "") -> None:
    pdf.set_font(FONT, size=size)
    pdf.multi_cell(0, LINE, text, align="L", link=link, new_x="LMARGIN", new_y="NEXT")


def _reason(pdf: FPDF, reason: Reason, total: str) -> None:
    shares = [*reason.shares, *([(total, reason.value)] if reason.value is not None else [])]
    if pdf.will_page_break(LINE * (3 + len(shares))):
        pdf.add_page()
    _text(pdf, f"{reason.name} — {reason.span}", BODY + 1)
    _text(pdf, reason.why, BODY)
    for title, share in shares:
        y = pdf.get_y()
        pdf.set_font(FONT, size=SMALL)
        pdf.cell(60, LINE, title)
        pdf.set_draw_color(139, 143, 148)
        pdf.rect(MARGIN + 62, y + 0.9, 100, 2.1)
        pdf.set_fill_color(77, 86, 96)
        pdf.rect(MARGIN + 62, y + 0.9, 100 * min(max(share, 0.0), 1.0), 2.1, style="F")
        pdf.set_xy(MARGIN + 165, y)
        pdf.cell(20, LINE, f"{share:.2f}", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(1)


def _rows(lines: Sequence[Line], names: Sequence[str], sheet: Sheet) -> list[Row]:
    sign = f" {say('compare.yes', sheet.lang)}"
    body = [(line.title + (sign if line.differs else ""), *line.cells) for line in lines]
    return [(say("compare.field", sheet.lang), *names), *body]


def _table(pdf: FPDF, rows: Sequence[Row], widths: Sequence[float]) -> None:
    pdf.set_font(FONT, size=SMALL)
    pdf.set_draw_color(185, 180, 166)
    with pdf.table(
        col_widths=tuple(widths), text_align="LEFT", line_height=LINE - 0.3, padding=0.7, headings_style=HEAD
    ) as table:
        for cells in rows:
            row = table.row()
            for cell in cells:
                row.cell(cell)
