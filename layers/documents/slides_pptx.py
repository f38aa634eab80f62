"""Write a deck as PowerPoint slides, 16:9: native maps with title, narration, legend, source line and notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Mm, Pt

from layers.documents.deck import Deck, DeckPage, OnPage
from layers.documents.links import qr, warning_of
from layers.documents.pptx_chart import add_chart
from layers.formats.drawing import MM_PER_PT, Drawing, Text
from layers.formats.png import to_png
from layers.formats.pptx_shapes import WIDER, ShapeWriter
from layers.formats.pptx_theme import ACCENT, BODY, HEADINGS, INK, REVIEW, SOFT, set_faces, set_theme
from layers.formats.text_layout import wrap
from layers.i18n.messages import say
from layers.i18n.punctuation import word_space
from layers.static_map.compose import MapDrawing, MapFormat
from layers.static_map.map_spec import MapSpec
from layers.static_map.page import map_and_legend
from layers.text.control_characters import replace_unwritable

WIDE, HIGH, MARGIN = 338.667, 190.5, 12.0  # mm
MAP_WIDE, LEGEND, GAP, FOOT = 163.0, 76.0, 5.0, 14.0
MARK, MAP_TYPE, SPOKEN = 0.21, 12.0, 16.0  # mm per unit of a mark; points of names on maps, and of what is spoken of
PICTURE_DPI = 220
TITLE, SMALLEST_TITLE, NARRATION, SMALLEST, FOOTNOTE = 28.0, 20.0, 18.0, 9.0, 7.0  # points
CHART, ROW, TALLEST_CHART = 52.0, 11.0, 105.0  # mm of height: a chart without rows, a row of bars, the most
LEGEND_TAKES = 14.0  # mm of the map's width, for a legend too long for its own
LEGEND_TYPE = 12.0  # points: a slide is read from a larger distance than paper
TITLE_ONLY, OLD_WIDTH = 5, 9_144_000  # the default template's layout, and its width in EMU (4:3)
SEEN_BY_CORE = 255  # characters of a core property that python-pptx takes


def to_pptx(deck: Deck, on_page: OnPage | None = None, *, as_pictures: bool = False) -> bytes:
    """Write the deck as a .pptx. Our font is needed for `as_pictures` only.

    Parameters
    ----------
    on_page
        Called after each scene with the number of finished scenes.
    as_pictures
        Draw each map as one picture, because simple viewers (chat programs, phones) draw no native shapes.

    Raises
    ------
    FontError
        If maps become pictures and the Chinese font is missing.
    """
    show = Presentation()
    _widen(show)
    set_theme(show.slide_master)
    set_theme(show.notes_master)
    show.core_properties.title = replace_unwritable(deck.title or deck.branding.title.say(deck.lang))[:SEEN_BY_CORE]
    show.core_properties.author = replace_unwritable(deck.branding.organisation_in(deck.lang))[:SEEN_BY_CORE]
    if deck.title:
        _start(show, deck)
    for number, page in enumerate(deck.pages, start=1):
        _scene(show, deck, page, number, as_pictures=as_pictures)
        if on_page:
            on_page(number)
    if deck.title:
        _end(show, deck)
    file = io.BytesIO()
    show.save(file)
    return file.getvalue()


def _widen(show: Any) -> None:
    """Stretch the default template of 4:3 with its layouts."""
    show.slide_width, show.slide_height = Mm(WIDE), Mm(HIGH)
    stretch = show.slide_width / OLD_WIDTH
    for holder in (show.slide_master, *show.slide_layouts):
        for shape in holder.placeholders:
            if shape.element.spPr.xfrm is not None:
                shape.left, shape.width = round(shape.left * stretch), round(shape.width * stretch)


def _start(show: Any, deck: Deck) -> None:
    slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    _band(slide, deck, (0, 0, 9.0, HIGH))
    room = WIDE - 2 * 30
    bottom = _title(slide, deck.title, 30.0, 58.0, room, 38.0)
    bottom = _words(slide, deck.lead, "lead", (30.0, bottom + 4, room, 50.0), 20.0, deck)
    about = [deck.branding.organisation_in(deck.lang), deck.branding.title.say(deck.lang), deck.date]
    _words(slide, "\n".join(filter(None, about)), "about", (30.0, HIGH - 42, room, 22.0), 14.0, deck, SOFT)
    _words(slide, deck.review, "review", (30.0, HIGH - 18, room, 8.0), 12.0, deck, REVIEW)
    logo = deck.branding.logo_bytes()
    if logo and not deck.branding.logo_is_svg:
        slide.shapes.add_picture(io.BytesIO(logo), Mm(30), Mm(20), height=Mm(22)).name = say("slides.logo", deck.lang)
    slide.notes_slide.notes_text_frame.text = replace_unwritable(deck.lead)


def _scene(show: Any, deck: Deck, page: DeckPage, number: int, *, as_pictures: bool) -> None:
    map_spec, lang = page.map_spec, deck.lang
    slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    top = _title(slide, map_spec.title, MARGIN, 7.0, WIDE - 2 * MARGIN, TITLE) + 2
    _band(slide, deck, (MARGIN, top, WIDE - 2 * MARGIN, 0.6))
    top += 3
    high = HIGH - FOOT - top
    drawn, key, beside = _map_and_legend(map_spec, deck, high)
    left = MARGIN + beside
    if as_pictures:
        whole = Drawing(MAP_WIDE + GAP + LEGEND, high, (*drawn.drawing.groups, *key.moved(beside, 0)))
        _picture(slide, whole, top, say("slides.map", lang), map_spec.title)
    else:
        easel = ShapeWriter(slide, lang)
        easel.put(drawn.drawing, MARGIN, top, say("slides.map", lang), map_spec.title)
        easel.put(key, left, top, say("slides.legend", lang), themed=not deck.is_grey)
    left = MARGIN + MAP_WIDE + GAP + LEGEND + GAP
    room = WIDE - MARGIN - left
    rows = len(page.chart.labels) if page.chart and page.chart.kind == "bars" else 0
    chart = min(CHART + ROW * rows, TALLEST_CHART)
    least = chart + GAP if page.chart else 0.0
    below = _words(slide, map_spec.narration, "narration", (left, top, room, high - least), NARRATION, deck)
    if page.chart:
        chart = min(max(top + high - below - 2 * GAP, chart), TALLEST_CHART)
        add_chart(slide, page.chart, (left, top + high - chart, room, chart), grey=map_spec.grey)
    foot = deck.source_of(map_spec)
    _words(slide, foot, "source", (MARGIN, HIGH - FOOT + 2, WIDE - 2 * MARGIN - 20, FOOT - 4), FOOTNOTE, deck, SOFT)
    _words(
        slide, f"{number} / {len(deck.pages)}", "number", (WIDE - MARGIN - 18, HIGH - FOOT + 2, 18, 5), 10.0, deck, SOFT
    )
    said = [map_spec.notes, map_spec.narration, map_spec.link, warning_of(map_spec.link, lang)]
    slide.notes_slide.notes_text_frame.text = replace_unwritable("\n\n".join(filter(None, said)))


def _map_and_legend(map_spec: MapSpec, deck: Deck, high: float) -> tuple[MapDrawing, Drawing, float]:
    """Compose the map and its legend, and return where the legend begins, in mm from the left of the map.

    A legend that does not fit at its size of type takes room from the map.
    """
    for taken in (0.0, LEGEND_TAKES):
        form = MapFormat(MAP_WIDE - taken, high, MARK, MAP_TYPE, MAP_TYPE, SPOKEN, MAP_TYPE)
        room = (LEGEND + taken - 2) / WIDER
        drawn, key = map_and_legend(map_spec, deck.branding, form, room, LEGEND_TYPE)
        sizes = [item.size for group in key.groups for item in group.items if isinstance(item, Text)]
        if min(sizes, default=LEGEND_TYPE) > LEGEND_TYPE - 0.25:  # a shrunk legend loses at least half a point
            break
    return drawn, key, MAP_WIDE - taken + GAP


def _picture(slide: Any, drawing: Drawing, top: float, name: str, description: str) -> None:
    """Add map and legend as one picture, with the scene's title as alternative text."""
    content = io.BytesIO(to_png(drawing, PICTURE_DPI))
    shape = slide.shapes.add_picture(content, Mm(MARGIN), Mm(top), Mm(drawing.width), Mm(drawing.height))
    shape.name = name
    shape._element._nvXxPr.cNvPr.set("descr", replace_unwritable(description))  # noqa: SLF001 (no public way)


def _end(show: Any, deck: Deck) -> None:
    lang = deck.lang
    slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    _band(slide, deck, (0, 0, 9.0, HIGH))
    room = WIDE - 2 * 30
    code = qr(deck.link)
    bottom = _title(slide, say("slides.end", lang), 30.0, 24.0, room, 32.0)
    bottom = _words(slide, deck.closing, "closing", (30.0, bottom + 4, room, 50.0), 20.0, deck)
    sources = "\n".join(
        filter(None, [deck.sources, say("sheet.schematic", lang), deck.link, warning_of(deck.link, lang)])
    )
    _words(
        slide, sources, "sources", (30.0, bottom + 6, room - (45 if code else 0), HIGH - bottom - 18), 12.0, deck, SOFT
    )
    if code is not None:
        file = io.BytesIO()
        code.save(file, kind="png", scale=8, border=2)
        file.seek(0)
        size = Mm(36)
        shape = slide.shapes.add_picture(file, Mm(WIDE - 30 - 36), Mm(HIGH - 18 - 36), size, size)
        shape.name = say("sheet.link", lang)
    slide.notes_slide.notes_text_frame.text = replace_unwritable(deck.closing)


def _title(slide: Any, text: str, x: float, y: float, room: float, size: float) -> float:
    """Fill the title; it wraps, and shrinks before it takes more than two lines. Return its lower edge in mm."""
    lines = wrap(text, size, room / WIDER)
    while len(lines) > 2 and size > SMALLEST_TITLE:
        size -= 1
        lines = wrap(text, size, room / WIDER)
    high = len(lines) * size * MM_PER_PT * 1.25
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = Mm(x), Mm(y), Mm(room), Mm(high)
    _fill(shape.text_frame, text.split("\n"), size, INK, HEADINGS)
    return y + high


def _band(slide: Any, deck: Deck, box: Sequence[float]) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Mm(value) for value in box))
    shape.fill.solid()
    shape.fill.fore_color.theme_color = SOFT if deck.is_grey else ACCENT
    shape.line.fill.background()
    shape.shadow.inherit = False


def _words(
    slide: Any, text: str, name: str, box: Sequence[float], size: float, deck: Deck, colour: MSO_THEME_COLOR = INK
) -> float:
    """Add a text box whose type shrinks until the text fits. Return the lower edge of the text in mm."""
    x, y, room, high = box
    if not text:
        return y
    lines = wrap(text, size, room / WIDER)
    while len(lines) * size * MM_PER_PT * 1.3 > high and size > min(SMALLEST, size):
        size -= 0.5
        lines = wrap(text, size, room / WIDER)
    if (most := int(high / (size * MM_PER_PT * 1.3))) < len(lines):  # the notes hold the whole
        lines = wrap(text, size, room / WIDER, max(most, 1))
        text = word_space(deck.lang).join(lines)
    used = len(lines) * size * MM_PER_PT * 1.3
    shape = slide.shapes.add_textbox(Mm(x), Mm(y), Mm(room), Mm(used))
    shape.name = say(f"slides.{name}", deck.lang)
    _fill(shape.text_frame, text.split("\n"), size, colour)
    return y + used


def _fill(frame: Any, lines: Sequence[str], size: float, colour: MSO_THEME_COLOR, role: str = BODY) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.text = replace_unwritable("\n".join(lines))
    for paragraph in frame.paragraphs:
        paragraph.alignment = 1
        for run in paragraph.runs:
            run.font.size, run.font.color.theme_color = Pt(size), colour
            set_faces(run.font, role)
