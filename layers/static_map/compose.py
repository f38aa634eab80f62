"""Compose a static map once: map and legend as drawings, the same for every writer."""

from __future__ import annotations

from dataclasses import dataclass

from layers.config.branding import Branding, attribution
from layers.formats.drawing import (
    BLACK,
    LEADING,
    MM_PER_PT,
    WHITE,
    Drawing,
    Group,
    Path,
    Stroke,
    Text,
    dimmed,
    line,
    rectangle,
    without_colour,
)
from layers.formats.text_layout import balanced, width
from layers.i18n.messages import say
from layers.static_map.base_map import ground
from layers.static_map.corridors import BADGE, CorridorLine, badge, badge_places, badge_radius, routes
from layers.static_map.label_placement import Rectangle, Type, labels
from layers.static_map.legend import LegendRows, ground_rows, legend, rows_of
from layers.static_map.map_spec import MapSpec
from layers.static_map.markers import Marker, leaders, places, under_marks
from layers.static_map.projection import PaperProjection

FRAME = Stroke("#6F6A5F", 0.25)


@dataclass(frozen=True)
class MapFormat:
    """Sizes of a map on its paper.

    Attributes
    ----------
    width, height, unit
        mm of the frame; mm per unit of a mark, which is 22 units wide.
    names, small, spoken
        Points of names, of scale and review line, and of the names of highlighted features.
    least
        Smallest size in points: names without space at this size are left out.
    """

    width: float
    height: float
    unit: float = 0.17
    names: float = 7.0
    small: float = 6.5
    spoken: float = 8.0
    least: float = 0.0

    @property
    def badge(self) -> float:
        """Radius in mm of a disc with the number of a corridor."""
        return max(BADGE, badge_radius(self.least))


@dataclass(frozen=True, eq=False)
class MapDrawing:
    """A composed map: its drawing, and the rows of its legend."""

    map_spec: MapSpec
    projection: PaperProjection
    drawing: Drawing
    rows: tuple[LegendRows, ...]
    marks: tuple[Marker, ...]
    lines: tuple[CorridorLine, ...]

    def legend(self, room: float, size: float, *, columns: int = 1, tight: float = 1.0, least: float = 0.0) -> Drawing:
        """Draw the legend, `room` mm wide; rows `tight` times as far apart, no number below `least` points."""
        drawn = legend(self.map_spec, list(self.rows), room, size, columns=columns, tight=tight, least=least)
        return without_colour(drawn) if self.map_spec.grey else drawn


def compose(map_spec: MapSpec, form: MapFormat, branding: Branding) -> MapDrawing:
    """Compose the map of a spec in a frame of the format's size."""
    projection = PaperProjection(map_spec.box, form.width, form.height)
    marks = places(map_spec, projection, form.unit if projection.is_local else form.unit * 0.7)
    lines = routes(map_spec, projection, form.unit * 0.8)
    under = list(under_marks(map_spec, projection, marks))
    groups: list[Group] = [*ground(map_spec, projection), *under]
    groups += [dimmed(route.group) if map_spec.is_dimmed(route.group.id) else route.group for route in lines]
    taken = [place.at for place in marks]
    numbers = [
        Group("number", route.group.name, badge(map_spec, route.kind, x, y, form.badge), f"number-{route.group.id}-{n}")
        for route in lines
        if not map_spec.is_dimmed(route.group.id)
        for n, (x, y) in enumerate(badge_places(route, taken, form.badge))
    ]
    furniture = _furniture(projection, form, branding, map_spec)
    kept = [_box_of(group) for group in (*numbers, *furniture)]
    groups += numbers
    groups += leaders(marks)
    groups += [place.group for place in marks]
    groups += labels(map_spec, projection, marks, lines, Type(form.names, form.spoken, form.least), kept)
    groups += furniture
    groups.append(Group("frame", "", (Path((rectangle(0, 0, form.width, form.height),), stroke=FRAME),), "frame"))
    drawing = Drawing(form.width, form.height, tuple(groups))
    if map_spec.grey:
        drawing = without_colour(drawing)
    rows = [*rows_of(map_spec, projection, marks, lines), *ground_rows(map_spec, [group.role for group in under])]
    return MapDrawing(map_spec, projection, drawing, tuple(rows), tuple(marks), tuple(lines))


def source_line(map_spec: MapSpec, branding: Branding) -> str:
    """Return the line under every map: schematic positions, dates, sources, author and review line."""
    catalogue, lang = map_spec.dataset.catalogue, map_spec.lang
    layers = [catalogue.layers[name] for name in dict.fromkeys(map_spec.shown["layer"])]
    bases = [layer for layer in catalogue.layers.values() if layer.role == "base"]
    current = [layer for layer in bases if layer.district_vintage in {None, map_spec.district_vintage}]
    date, review, places = catalogue.data_date.isoformat(), branding.review(lang), say("map.positions", lang)
    credit_line = say(
        "map.credit", lang, date=date, credits=attribution([*current, *layers], lang, places), approval=review
    )
    made = branding.organisation_in(lang)
    return f"{made} · {credit_line}" if made else credit_line


def _furniture(projection: PaperProjection, form: MapFormat, branding: Branding, map_spec: MapSpec) -> list[Group]:
    """Draw scale bar and review stamp, both on white, in the lower corners."""
    lang, size = map_spec.lang, form.small
    high = size * MM_PER_PT
    km, length = projection.scale_bar(form.width / 6)
    label = say("static_map.scale", lang, km=km)
    if not projection.is_local:
        label = say("static_map.scale_middle", lang, km=km)
    wide = max(length, width(label, size)) + 3
    bottom = form.height - 1.5
    box = Path((rectangle(1.5, bottom - high * 2.6, wide, high * 2.6),), fill=WHITE)
    y, x = bottom - high * 0.7, 3.0
    bar = line(((x, y - high * 0.35), (x, y), (x + length, y), (x + length, y - high * 0.35)), Stroke(BLACK, 0.3))
    text = Text((label,), x, bottom - high * 2.45, size, BLACK, width=width(label, size))
    review = branding.review(lang)
    lines = balanced(review, size, form.width * 0.45)
    room = max(width(line, size) for line in lines)
    left = form.width - 1.5 - room * 1.1 - 3  # reserve for wider letters than ours
    tall = high * (0.8 + LEADING * len(lines))
    version = (
        Path((rectangle(left, bottom - tall, room * 1.1 + 3, tall),), fill=WHITE, stroke=Stroke("#7A1F1F", 0.3)),
        Text(lines, left + 1.5 + room * 0.55, bottom - tall + high * 0.4, size, "#7A1F1F", "center", width=room),
    )
    return [Group("scale", label, (box, bar, text), "scale"), Group("review", review, version, "review")]


def _box_of(group: Group) -> Rectangle:
    rings = [ring for item in group.items if isinstance(item, Path) for ring in item.rings]
    return (
        float(min(ring[:, 0].min() for ring in rings)) - 0.5, float(min(ring[:, 1].min() for ring in rings)) - 0.5,
        float(max(ring[:, 0].max() for ring in rings)) + 0.5, float(max(ring[:, 1].max() for ring in rings)) + 0.5,
    )  # fmt: skip
