"""Write a deck as a handout: PDF, A4 portrait, a scene a page, embedded glyphs, a QR code to each live view."""

from __future__ import annotations

import io

from fpdf.enums import XPos, YPos

from layers.briefing.charts import Chart
from layers.documents.deck import Deck, DeckPage, OnPage
from layers.documents.links import link_line, qr
from layers.formats.drawing import MM_PER_PT, Drawing
from layers.formats.fonts import PDF_FAMILIES
from layers.formats.pdf import PDF
from layers.formats.pdf_drawing import put
from layers.formats.text_layout import wrap
from layers.i18n.messages import say
from layers.static_map.compose import MapDrawing, MapFormat, compose
from layers.static_map.map_spec import MapSpec

FONT = PDF_FAMILIES[0]
MARGIN, ROOM, BOTTOM = 12.0, 186.0, 16.0  # mm
MAP_HIGH, LEAST_MAP, LEGEND_HIGH, LEGEND_COLUMNS = 165.0, 70.0, 38.0, 4
TITLE, BODY, SMALLEST, SMALL = 17.0, 10.0, 6.5, 7.0  # points
LINE = 1.35  # line height as a multiple of the type size
QR_MM = 24.0


class _Paper(PDF):
    """A4 with the talk's title above and page numbers below."""

    def __init__(self, deck: Deck) -> None:
        super().__init__(deck.lang, format="A4")
        self.deck = deck
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, BOTTOM)
        self.set_title(deck.title)
        self.set_author(deck.branding.organisation_in(deck.lang))

    def header(self) -> None:
        """Draw the header of every page."""
        self.set_font(FONT, size=SMALL + 1)
        self.set_text_color(92, 102, 112)
        who = self.deck.branding.organisation_in(self.deck.lang) or self.deck.branding.title.say(self.deck.lang)
        half = ROOM / 2 - 2
        left, right = (wrap(text, SMALL + 1, half, 1)[0] for text in (self.deck.title, who))
        self.cell(ROOM / 2, 4, left)
        self.cell(ROOM / 2, 4, right, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(2)
        self.set_text_color(29, 35, 41)

    def footer(self) -> None:
        """Draw the review line and the page's number."""
        self.set_y(-12)
        self.set_font(FONT, size=SMALL)
        self.set_text_color(122, 31, 31)
        self.cell(ROOM - 20, 4, self.deck.review)
        self.set_text_color(92, 102, 112)
        self.cell(20, 4, f"{self.page_no()} / {{nb}}", align="R")
        self.set_text_color(29, 35, 41)


def to_handout(deck: Deck, on_page: OnPage | None = None) -> bytes:
    """Write the handout; `on_page` is called after each scene with the number of finished scenes.

    Raises
    ------
    FontError
        Where the Chinese font is missing.
    """
    pdf = _Paper(deck)
    for number, page in enumerate(deck.pages):
        pdf.add_page()
        if number == 0:
            _opening(pdf, deck)
        _scene(pdf, deck, page)
        if on_page:
            on_page(number + 1)
    if not deck.pages:
        pdf.add_page()
        _opening(pdf, deck)
    if deck.closing:
        _text(pdf, deck.closing, BODY)
    return bytes(pdf.output())


def _opening(pdf: _Paper, deck: Deck) -> None:
    logo = deck.branding.logo_bytes()
    if logo and not deck.branding.logo_is_svg:
        pdf.image(io.BytesIO(logo), x=MARGIN + ROOM - 30, y=pdf.get_y(), w=30, h=14, keep_aspect_ratio=True)
        pdf.set_right_margin(MARGIN + 34)
    _text(pdf, deck.title, TITLE + 3)
    _text(pdf, deck.lead, BODY)
    pdf.set_right_margin(MARGIN)
    pdf.ln(2)


def _scene(pdf: _Paper, deck: Deck, page: DeckPage) -> None:
    """Write one scene on one page: the map shrinks for the texts, and the type of very long texts shrinks."""
    map_spec = page.map_spec
    _text(pdf, map_spec.title, TITLE if pdf.page_no() > 1 else TITLE - 2)
    room = pdf.h - BOTTOM - pdf.get_y() - LEGEND_HIGH - _foot_high(deck, page) - _table_high(page.chart)
    size = BODY
    while (said := _high(map_spec.narration, size)) > room - LEAST_MAP and size > SMALLEST:
        size -= 0.5
    high = min(max(room - said - 4, LEAST_MAP), MAP_HIGH)
    drawn, key = _map(deck, map_spec, high)
    if (over := key.height - LEGEND_HIGH) > 0:  # the height of the legend is known only after the map is drawn
        drawn, key = _map(deck, map_spec, max(min(high, room - said - 4 - over), LEAST_MAP))
    _drawing(pdf, drawn.drawing)
    if key.groups:
        _drawing(pdf, key)
    _text(pdf, map_spec.narration, size)
    if page.chart:
        _table(pdf, page.chart)
    _foot(pdf, deck, page)


def _map(deck: Deck, map_spec: MapSpec, high: float) -> tuple[MapDrawing, Drawing]:
    drawn = compose(map_spec, MapFormat(ROOM, high, 0.15, 6.5, 6.5), deck.branding)
    return drawn, drawn.legend(ROOM, 6.5, columns=LEGEND_COLUMNS)


def _high(text: str, size: float, room: float = ROOM - 2.2) -> float:
    """Return the height of a text in mm."""
    return len(wrap(text, size, room)) * size * MM_PER_PT * LINE if text else 0.0


def _table_high(chart: Chart | None) -> float:
    if chart is None:
        return 0.0
    return (len(chart.labels) + 1) * 5.0 + _high("\n".join((chart.title, *chart.note)), SMALL + 1) + 4


def _foot_high(deck: Deck, page: DeckPage) -> float:
    beside = ROOM - QR_MM - 6.2
    said = _high(deck.source_of(page.map_spec), SMALL, beside) + _high(
        link_line(page.map_spec.link, deck.lang), SMALL - 1, beside
    )
    return max(QR_MM, said + 4) + 3


def _drawing(pdf: _Paper, drawing: Drawing) -> None:
    if pdf.will_page_break(drawing.height):
        pdf.add_page()
    top = pdf.get_y()
    put(pdf, drawing, MARGIN, top)
    pdf.set_y(top + drawing.height + 2)


def _table(pdf: _Paper, chart: Chart) -> None:
    """Write the scene's chart as a table, because numbers tell more than bars on paper."""
    _text(pdf, "\n".join((chart.title, *chart.note)), SMALL + 1)
    pdf.set_font(FONT, size=SMALL)
    rows = [("", *(name for _, name, _ in chart.series), *(name for name, _ in chart.marks))]
    for number, label in enumerate(chart.labels):
        values = [series[2][number] for series in chart.series] + [value for _, value in chart.marks]
        rows.append((label, *("–" if value is None else f"{value:,g}" for value in values)))
    with pdf.table(line_height=3.6, padding=0.5, text_align="LEFT", first_row_as_headings=False) as table:
        for row in rows:
            table.row(row)
    pdf.ln(1)


def _foot(pdf: _Paper, deck: Deck, page: DeckPage) -> None:
    """Write the sources beside the QR code to the live view; both stay on one page."""
    code, source = qr(page.map_spec.link), deck.source_of(page.map_spec)
    if pdf.will_page_break(_foot_high(deck, page) - 3):
        pdf.add_page()
    top = pdf.get_y() + 1
    pdf.set_y(top)
    if code is not None:
        file = io.BytesIO()
        code.save(file, kind="png", scale=6, border=2)
        pdf.image(file, x=MARGIN + ROOM - QR_MM, y=top, w=QR_MM, alt_text=say("sheet.link", deck.lang))
        pdf.set_right_margin(MARGIN + QR_MM + 4)
    _text(pdf, source, SMALL)
    if page.map_spec.link:
        _text(pdf, link_line(page.map_spec.link, deck.lang), SMALL - 1, page.map_spec.link)
    pdf.set_right_margin(MARGIN)
    pdf.set_y(max(pdf.get_y(), top + (QR_MM if code is not None else 0)))


def _text(pdf: _Paper, text: str, size: float, link: str = "") -> None:
    if text:
        pdf.set_font(FONT, size=size)
        lines = wrap(text, size, pdf.epw - 2.2)  # fpdf breaks Chinese only at spaces
        pdf.multi_cell(
            0, size * MM_PER_PT * 1.35, "\n".join(lines), align="L", link=link, new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        pdf.ln(size * MM_PER_PT * 0.25)
