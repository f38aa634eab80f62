"""A deck as PowerPoint slides, 16:9: each map made of native shapes; title, narration, legend, source line, notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Mm, Pt

from layers.stills.charts import add_chart
from layers.stills.compose import Format, source_line
from layers.stills.deck import Deck, Page, Told
from layers.stills.ink import MM_PER_PT
from layers.stills.lettering import wrap
from layers.stills.native import CHINESE, LATIN, WIDER, Easel
from layers.stills.still import LEGEND, map_and_legend
from layers.stills.svg import clean
from layers.takeaway.links import warning_of
from layers.takeaway.printing import qr
from layers.words import say

WIDE, HIGH, MARGIN = 338.667, 190.5, 12.0  # mm
MAP_WIDE, GAP, FOOT = 180.0, 5.0, 14.0
TITLE, SMALLEST_TITLE, NARRATION, SMALLEST, FOOTNOTE = 28.0, 20.0, 18.0, 9.0, 7.0  # points
CHART, ROW, TALLEST_CHART = 52.0, 11.0, 105.0  # mm of height: a chart without rows, a row of bars, the most
LEGEND_TYPE = 10.0  # points: a slide is read from further away than paper
INK, SOFT, REVIEW = RGBColor(0x1D, 0x23, 0x29), RGBColor(0x5C, 0x66, 0x70), RGBColor(0x7A, 0x1F, 0x1F)
ACCENT = RGBColor(0x0F, 0x5C, 0x6E)
TITLE_ONLY, OLD_WIDTH = 5, 9_144_000  # the default template's layout, and its width in EMU (4:3)
SEEN_BY_CORE = 255  # characters of a core property that python-pptx takes


def to_pptx(deck: Deck, told: Told | None = None) -> bytes:
    """Return the deck as a .pptx; `told` hears after each scene how many are done. Needs no font of ours."""
    show = Presentation()
    _widen(show)
    show.core_properties.title = clean(deck.title or deck.imprint.title.say(deck.lang))[:SEEN_BY_CORE]
    show.core_properties.author = clean(deck.imprint.organisation_in(deck.lang))[:SEEN_BY_CORE]
    if deck.title:
        _start(show, deck)
    for number, page in enumerate(deck.pages, start=1):
        _scene(show, deck, page, number)
        if told:
            told(number)
    if deck.title:
        _end(show, deck)
    file = io.BytesIO()
    show.save(file)
    return file.getvalue()


def _widen(show: Any) -> None:
    """Stretch the default template, which is 4:3, layouts included."""
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
    about = [deck.imprint.organisation_in(deck.lang), deck.imprint.title.say(deck.lang), deck.date]
    _words(slide, "\n".join(filter(None, about)), "about", (30.0, HIGH - 42, room, 22.0), 14.0, deck, SOFT)
    _words(slide, deck.imprint.review(deck.lang), "review", (30.0, HIGH - 18, room, 8.0), 12.0, deck, REVIEW)
    logo = deck.imprint.logo_bytes()
    if logo and not deck.imprint.logo_is_svg:
        slide.shapes.add_picture(io.BytesIO(logo), Mm(30), Mm(20), height=Mm(22)).name = say("slides.logo", deck.lang)
    slide.notes_slide.notes_text_frame.text = clean(deck.lead)


def _scene(show: Any, deck: Deck, page: Page, number: int) -> None:
    picture, lang = page.picture, deck.lang
    slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    top = _title(slide, picture.title, MARGIN, 7.0, WIDE - 2 * MARGIN, TITLE) + 2
    _band(slide, deck, (MARGIN, top, WIDE - 2 * MARGIN, 0.6))
    top += 3
    high = HIGH - FOOT - top
    form = Format(MAP_WIDE, high, 0.19, 9.5, 8.5)
    drawn, key = map_and_legend(picture, deck.imprint, form, (LEGEND - 2) / WIDER, LEGEND_TYPE)
    easel = Easel(slide)
    easel.put(drawn.drawing, MARGIN, top, say("slides.map", lang), picture.title)
    left = MARGIN + MAP_WIDE + GAP
    easel.put(key, left, top, say("slides.legend", lang))
    left += LEGEND + GAP
    room = WIDE - MARGIN - left
    rows = len(page.chart.labels) if page.chart and page.chart.kind == "bars" else 0
    chart = min(CHART + ROW * rows, TALLEST_CHART)
    least = chart + GAP if page.chart else 0.0
    below = _words(slide, picture.narration, "narration", (left, top, room, high - least), NARRATION, deck)
    if page.chart:
        chart = min(max(top + high - below - 2 * GAP, chart), TALLEST_CHART)
        add_chart(slide, page.chart, (left, top + high - chart, room, chart), grey=picture.grey)
    foot = source_line(picture, deck.imprint)
    _words(slide, foot, "source", (MARGIN, HIGH - FOOT + 2, WIDE - 2 * MARGIN - 20, FOOT - 4), FOOTNOTE, deck, SOFT)
    _words(
        slide, f"{number} / {len(deck.pages)}", "number", (WIDE - MARGIN - 18, HIGH - FOOT + 2, 18, 5), 10.0, deck, SOFT
    )
    said = [picture.notes, picture.narration, picture.link, warning_of(picture.link, lang)]
    slide.notes_slide.notes_text_frame.text = clean("\n\n".join(filter(None, said)))


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
    slide.notes_slide.notes_text_frame.text = clean(deck.closing)


def _title(slide: Any, text: str, x: float, y: float, room: float, size: float) -> float:
    """Fill the title; it wraps, and shrinks before it takes more than two lines. Return its lower edge in mm."""
    lines = wrap(text, size, room / WIDER)
    while len(lines) > 2 and size > SMALLEST_TITLE:
        size -= 1
        lines = wrap(text, size, room / WIDER)
    high = len(lines) * size * MM_PER_PT * 1.25
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = Mm(x), Mm(y), Mm(room), Mm(high)
    _fill(shape.text_frame, text.split("\n"), size, INK)
    return y + high


def _band(slide: Any, deck: Deck, box: Sequence[float]) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Mm(value) for value in box))
    shape.fill.solid()
    shape.fill.fore_color.rgb = SOFT if deck.is_grey else ACCENT
    shape.line.fill.background()
    shape.shadow.inherit = False


def _words(
    slide: Any, text: str, name: str, box: Sequence[float], size: float, deck: Deck, colour: RGBColor = INK
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
        text = "".join(lines) if deck.lang == "zh" else " ".join(lines)
    used = len(lines) * size * MM_PER_PT * 1.3
    shape = slide.shapes.add_textbox(Mm(x), Mm(y), Mm(room), Mm(used))
    shape.name = say(f"slides.{name}", deck.lang)
    _fill(shape.text_frame, text.split("\n"), size, colour)
    return y + used


def _fill(frame: Any, lines: Sequence[str], size: float, colour: RGBColor) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.text = clean("\n".join(lines))
    for paragraph in frame.paragraphs:
        paragraph.alignment = 1
        for run in paragraph.runs:
            run.font.size, run.font.name, run.font.color.rgb = Pt(size), LATIN, colour
            face = run.font._rPr.get_or_add_latin().makeelement(qn("a:ea"), {"typeface": CHINESE})  # noqa: SLF001 (no public way)
            run.font._rPr.latin.addnext(face)  # noqa: SLF001
