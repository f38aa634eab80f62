"""Write the shortlist as PDF, A4 landscape, with only the used glyphs of the Chinese font."""

from __future__ import annotations

import io
from collections.abc import Sequence

from fpdf.enums import MethodReturnValue
from fpdf.fonts import FontFace

from layers.catalogue.entries import Lang
from layers.documents.links import link_line, qr, warning_of
from layers.documents.locator_labels import DOT_MM
from layers.documents.locator_map import LocatorMap
from layers.documents.shortlist import Row, Shortlist, ShortlistReason
from layers.formats.fonts import PDF_FAMILIES
from layers.formats.pdf import PDF
from layers.i18n.messages import say
from layers.suitability.comparison_row import ComparisonRow

FONT = PDF_FAMILIES[0]
MARGIN, BODY, SMALL, LINE = 11.0, 9.5, 9.0, 4.3  # mm, points, points (the least that is read well on paper), mm
QR_MM = 24.0
LOGO = (40.0, 11.0)  # most mm of the logo
COLUMNS = 3  # of head and reasons
GAP, TITLE_MM, FIGURE_MM = 5.0, 45.0, 10.0  # mm: between columns of reasons; of a bar's title and of its figure
ROW, PADDING = 4.2, 0.7  # mm of a table: a line of type, and the padding
FOOT = 9.0  # mm kept free for the line at the foot
INK, GREY, EDGE, WATER = (29, 35, 41), (95, 101, 112), (160, 155, 142), (127, 163, 189)
HEAD = FontFace(fill_color=(241, 237, 227))


class ShortlistPaper(PDF):
    """A4 landscape with a footer on every page: document, date, page number."""

    def __init__(self, foot: str, lang: Lang) -> None:
        super().__init__(lang, orientation="landscape", format="A4")
        self.foot, self.words = foot, lang
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, MARGIN + FOOT / 2)

    def footer(self) -> None:
        """Draw the footer; fpdf2 calls this for each page and fills in the total at the end."""
        self.set_y(-FOOT)
        self.set_font(FONT, size=SMALL)
        self.set_text_color(*GREY)
        page = say("sheet.page", self.words, page=self.page_no(), pages=self.str_alias_nb_pages or "")
        self.cell(0, LINE, f"{self.foot} · {page}", align="R")
        self.set_text_color(*INK)


def to_pdf(sheet: Shortlist) -> bytes:
    """Write the sheet as PDF."""
    pdf = ShortlistPaper(sheet.foot, sheet.lang)
    pdf.set_title(sheet.title)
    pdf.add_page()
    filled = _head(pdf, sheet)
    if sheet.reasons:
        pdf.set_y(filled[0])
        _heading(pdf, say("sheet.ranking", sheet.lang))
        _reasons(pdf, sheet, [pdf.get_y(), pdf.get_y(), max(filled[2], pdf.get_y())])
        pdf.add_page()
    else:
        pdf.set_y(max(filled))
    _comparison(pdf, sheet)
    if len(sheet.plots) > 1:
        plots = [tuple(map(str, row)) for row in sheet.plots]
        _table(pdf, say("plots.title", sheet.lang), plots, (2, 2, 1, 1.5, 1, 2, 1.2, 2))
    if len(sheet.facts) > 1:
        _table(pdf, say("sheet.facts", sheet.lang), sheet.facts, (2, 1.2, 5, 2, 1.2, 1.5, 3))
    _table(pdf, say("sheet.sources", sheet.lang), sheet.sources, (2, 1.5, 8))
    _heading(pdf, say("sheet.notes", sheet.lang))
    for note in sheet.notes:
        _text(pdf, f"· {note}", SMALL)
    if sheet.link:
        _text(pdf, f"· {link_line(sheet.link, sheet.lang)}", SMALL, sheet.link)
    return bytes(pdf.output())


def _head(pdf: PDF, sheet: Shortlist) -> list[float]:
    """Draw title, requirements, code and map: the texts over two columns, the map over the third.

    Returns
    -------
    list of float
        How far down each column is filled, in mm.
    """
    top, code, locator = pdf.get_y(), qr(sheet.link), sheet.locator
    left_of = pdf.w - MARGIN - _column(pdf)
    _draw(pdf, locator, left_of + _column(pdf) - locator.width, top, sheet.lang)
    if code is not None:
        picture = io.BytesIO()
        code.save(picture, kind="png", scale=6, border=4)
        pdf.image(picture, x=left_of - GAP - QR_MM, y=top, w=QR_MM, alt_text=say("sheet.link", sheet.lang))
    pdf.set_right_margin(pdf.w - left_of + GAP + (QR_MM + 2 if code is not None else 0))
    logo = sheet.branding.logo_bytes()
    if logo and not sheet.branding.logo_is_svg:
        pdf.image(io.BytesIO(logo), x=MARGIN, y=top, w=LOGO[0], h=LOGO[1], keep_aspect_ratio=True)
        pdf.set_y(top + LOGO[1] + 2)
    pdf.set_font(FONT, size=15)
    pdf.multi_cell(0, 7.5, sheet.title, align="L", new_x="LMARGIN", new_y="NEXT")
    if sheet.requirements:
        _text(pdf, sheet.requirements, BODY)
        pdf.ln(1)
    for name in sheet.numbered:
        _text(pdf, name, BODY)
    pdf.ln(1)
    if warning := warning_of(sheet.link, sheet.lang):
        _text(pdf, warning, SMALL)
    _text(pdf, sheet.map_note, SMALL)
    pdf.set_right_margin(MARGIN)
    texts = max(pdf.get_y(), top + (QR_MM if code is not None else 0)) + 1
    return [texts, texts, top + locator.height + 1]


def _column(pdf: PDF) -> float:
    """Return the width in mm of one of the columns in which head and reasons stand."""
    return (pdf.epw - GAP * (COLUMNS - 1)) / COLUMNS


def _draw(pdf: PDF, locator: LocatorMap, x: float, y: float, lang: Lang) -> None:
    for lines, colour, width in ((locator.district_index, EDGE, 0.1), (locator.rivers, WATER, 0.35)):
        pdf.set_draw_color(*colour)
        pdf.set_line_width(width)
        for line in lines:
            pdf.polyline([(x + a, y + b) for a, b in line])
    pdf.set_line_width(0.1)
    pdf.set_draw_color(*EDGE)
    pdf.rect(x, y, locator.width, locator.height)
    pdf.set_text_color(*GREY)
    for name in locator.names:
        _centred(pdf, x + name.x, y + name.y, name.text, SMALL)
    pdf.set_fill_color(*INK)
    for a, b in locator.dots:
        pdf.ellipse(x + a - DOT_MM / 2, y + b - DOT_MM / 2, DOT_MM, DOT_MM, style="F")
    pdf.set_draw_color(*INK)
    for n in locator.numbers:
        if n.at:
            pdf.line(x + n.at[0], y + n.at[1], x + n.x, y + n.y)
    for n in locator.numbers:
        left, upper = x + n.x - n.width / 2, y + n.y - n.height / 2
        pdf.rect(left, upper, n.width, n.height, style="F", round_corners=True, corner_radius=n.height / 2)
        pdf.set_text_color(255)
        _centred(pdf, x + n.x, y + n.y, n.text, SMALL)
    pdf.set_text_color(*INK)
    length, km = locator.bar
    if km:
        foot = y + locator.height - 2
        pdf.set_draw_color(*INK)
        pdf.polyline([(x + 2, foot - 1), (x + 2, foot), (x + 2 + length, foot), (x + 2 + length, foot - 1)])
        pdf.write_at(x + 3 + length, foot, say("sheet.scale", lang, km=km), SMALL)


def _centred(pdf: PDF, x: float, y: float, text: str, size: float) -> None:
    """Draw a text centred on a point."""
    pdf.set_font(FONT, size=size)
    left = x - pdf.get_string_width(text) / 2
    pdf.write_at(left, y + size * 0.125, text, size)  # a letter is some 0.7 of its size high


def _heading(pdf: PDF, title: str, below: float = 12.0) -> None:
    """Write a heading, or leave space without one, on the page that also has space for the `below` mm after it."""
    if pdf.will_page_break(8 + below):
        pdf.add_page()
    pdf.ln(2)
    if not title:
        return
    pdf.set_font(FONT, size=11)
    pdf.multi_cell(0, 6, title, align="L", new_x="LMARGIN", new_y="NEXT")


def _text(pdf: PDF, text: str, size: float, link: str = "") -> None:
    pdf.set_font(FONT, size=size)
    pdf.multi_cell(0, LINE, text, align="L", link=link, new_x="LMARGIN", new_y="NEXT")


def _reasons(pdf: PDF, sheet: Shortlist, filled: list[float]) -> None:
    """Draw each reason in the column that is filled least, from where the head ends: five fit the first page."""
    wide = _column(pdf)
    for name, reason in zip(sheet.numbered, sheet.reasons, strict=True):
        column = filled.index(min(filled))
        if filled[column] + _height(pdf, f"{name} — {reason.span}", reason, wide) > pdf.page_break_trigger:
            pdf.add_page()
            filled[:] = [pdf.t_margin] * COLUMNS
            column = 0
        pdf.set_left_margin(MARGIN + column * (wide + GAP))
        pdf.set_right_margin(pdf.w - pdf.l_margin - wide)
        pdf.set_xy(pdf.l_margin, filled[column])
        _reason(pdf, name, reason, say("invest.total", sheet.lang))
        filled[column] = pdf.get_y() + 2
        pdf.set_left_margin(MARGIN)
        pdf.set_right_margin(MARGIN)
    pdf.set_xy(MARGIN, max(filled))


def _height(pdf: PDF, head: str, reason: ShortlistReason, wide: float) -> float:
    """Return the height in mm of a reason in a column of this width."""
    pdf.set_font(FONT, size=BODY)
    texts = 0.0
    for text in (head, reason.why):
        height = pdf.multi_cell(wide, LINE, text, dry_run=True, output=MethodReturnValue.HEIGHT)
        assert isinstance(height, float | int)  # noqa: S101 (what was asked for)
        texts += height
    return texts + LINE * (1 + len(reason.shares))


def _reason(pdf: PDF, name: str, reason: ShortlistReason, total: str) -> None:
    shares = [*reason.shares, *([(total, reason.value)] if reason.value is not None else [])]
    _text(pdf, f"{name} — {reason.span}", BODY)
    _text(pdf, reason.why, BODY)
    left = pdf.l_margin
    bar = pdf.epw - TITLE_MM - FIGURE_MM
    for title, share in shares:
        y = pdf.get_y()
        pdf.set_font(FONT, size=SMALL)
        pdf.cell(TITLE_MM, LINE, title)
        pdf.set_draw_color(139, 143, 148)
        pdf.rect(left + TITLE_MM, y + 0.9, bar, 2.1)
        pdf.set_fill_color(77, 86, 96)
        pdf.rect(left + TITLE_MM, y + 0.9, bar * min(max(share, 0.0), 1.0), 2.1, style="F")
        pdf.set_xy(left + TITLE_MM + bar + 1, y)
        pdf.cell(FIGURE_MM - 1, LINE, f"{share:.2f}", new_x="LMARGIN", new_y="NEXT")


def _comparison(pdf: PDF, sheet: Shortlist) -> None:
    """Draw the groups of the comparison, each with the names of the places above it, then the distances."""
    widths = (1.2, *[1.6] * len(sheet.names))
    title = say("sheet.comparison", sheet.lang)
    for group, lines in sheet.groups:
        _table(pdf, title, _rows(group, lines, sheet), widths)
        title = ""
    head = say("compare.field", sheet.lang)
    _table(pdf, say("sheet.distances", sheet.lang), _rows(head, sheet.distances, sheet), widths)


def _rows(head: str, lines: Sequence[ComparisonRow], sheet: Shortlist) -> list[Row]:
    sign = f" {say('compare.yes', sheet.lang)}"
    body = [(line.title + (sign if line.differs else ""), *line.cells) for line in lines]
    return [(head, *sheet.numbered), *body]


def _row_height(pdf: PDF, cells: Row, widths: Sequence[float]) -> float:
    """Return the height in mm of a row of a table."""
    pdf.set_font(FONT, size=SMALL)
    rooms = [pdf.epw * width / sum(widths) - 2 * PADDING for width in widths]
    tallest = 0.0
    for room, cell in zip(rooms, cells, strict=True):
        height = pdf.multi_cell(room, ROW, cell, dry_run=True, output=MethodReturnValue.HEIGHT)
        assert isinstance(height, float | int)  # noqa: S101 (what was asked for)
        tallest = max(tallest, height)
    return tallest + 2 * PADDING


def _table(pdf: PDF, title: str, rows: Sequence[Row], widths: Sequence[float]) -> None:
    """Draw a table under its heading, with its first row on the same page."""
    _heading(pdf, title, sum(_row_height(pdf, cells, widths) for cells in rows[:2]))
    pdf.set_font(FONT, size=SMALL)
    pdf.set_draw_color(185, 180, 166)
    pdf.set_fill_color(255)  # the table fills its cells with the colour that was used last: a bar's
    with pdf.table(
        col_widths=tuple(widths), text_align="LEFT", line_height=ROW, padding=PADDING, headings_style=HEAD
    ) as table:
        for cells in rows:
            row = table.row()
            for cell in cells:
                row.cell(cell)
