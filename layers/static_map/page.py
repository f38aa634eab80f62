"""A static map on one sheet of paper: title, map, legend beside or below it, and source line."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from layers.config.branding import Branding
from layers.formats.drawing import MM_PER_PT, Drawing, Group, Text
from layers.formats.text_layout import wrap
from layers.static_map.compose import MapDrawing, MapFormat, compose, source_line
from layers.static_map.map_spec import MapSpec

MARGIN, LEGEND, GAP = 8.0, 54.0, 4.0  # mm
TIGHTER = (0.9, 0.8, 0.7, 0.6)  # rows of a legend that does not fit, as a share of their usual height
TITLE, NOTE, LEGEND_TYPE = 16.0, 6.5, 7.5  # points


@dataclass(frozen=True)
class PaperSize:
    """A size of paper in mm; A4 across by default."""

    width: float = 297.0
    height: float = 210.0


def still(map_spec: MapSpec, branding: Branding, sheet: PaperSize | None = None) -> Drawing:
    """Compose the whole sheet. A long title wraps, and the map shrinks."""
    sheet = sheet or PaperSize()
    room = sheet.width - 2 * MARGIN
    title = _text(map_spec.title or branding.title.say(map_spec.lang), TITLE, room, MARGIN, most=3)
    note = _text(source_line(map_spec, branding), NOTE, room, 0.0, most=6)
    top = MARGIN + _height(title) + 2
    bottom = sheet.height - MARGIN - _height(note) - 2
    drawn, key = map_and_legend(map_spec, branding, MapFormat(room - LEGEND - GAP, bottom - top))
    groups = [Group("title", title.lines[0], (title.moved(MARGIN, 0),), "title")]
    groups += drawn.drawing.moved(MARGIN, top)
    groups += key.moved(sheet.width - MARGIN - LEGEND, top)
    groups.append(Group("source", "", (note.moved(MARGIN, bottom + 2),), "source"))
    return Drawing(sheet.width, sheet.height, tuple(groups))


def map_and_legend(
    map_spec: MapSpec, branding: Branding, form: MapFormat, room: float = LEGEND, size: float = LEGEND_TYPE
) -> tuple[MapDrawing, Drawing]:
    """Compose the map and a legend `room` mm wide of at most its height.

    Rows move closer, then stand in two columns, and only then the type shrinks.
    """
    drawn = compose(map_spec, form, branding)
    key = drawn.legend(room, size, least=form.least)
    for columns, tight in product((1, 2), TIGHTER):
        if key.height > form.height:
            key = drawn.legend(room, size, columns=columns, tight=tight, least=form.least)
    while key.height > form.height and size > 5:
        size -= 0.5
        key = drawn.legend(room, size, columns=2, tight=TIGHTER[-1], least=min(form.least, size))
    return drawn, key


def _text(text: str, size: float, room: float, y: float, most: int) -> Text:
    return Text(wrap(text, size, room, most), 0.0, y, size, width=room)


def _height(text: Text) -> float:
    return len(text.lines) * text.size * MM_PER_PT * 1.3
