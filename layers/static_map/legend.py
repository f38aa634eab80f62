"""The legend of a static map: rows of the legend model for the codes on the map, in columns."""

from __future__ import annotations

from dataclasses import dataclass

from shapely import Polygon

from layers.formats.drawing import BLACK, MM_PER_PT, Drawing, Group, Item, Path, Stroke, Text, circle, line, rectangle
from layers.formats.text_layout import width, wrap
from layers.i18n.messages import say
from layers.static_map.base_map import OUTLINE, REGION, district_index, tint
from layers.static_map.corridors import CorridorLine, badge, badge_radius, kind_colour, strokes
from layers.static_map.map_spec import MapSpec
from layers.static_map.markers import AREA_DASH, ERROR_DASH, Marker, status_of, status_style
from layers.static_map.projection import PaperProjection
from layers.static_map.symbols import MarkerStyle, hatch, mark
from layers.symbology.legend_model import CodesInUse, LegendModel

NEUTRAL, SOFT = "#5B6470", "#5C6670"
SAMPLE = 9.0  # mm of width of a sample, for a row of 4.6 mm
ROW, HEAD, BETWEEN = 1.62, 1.75, 0.55  # heights as multiples of a line of type
GROUND = ("extent", "area", "approved", "error")
TIMES = {"status": "plan", "status_target": "target", "status_now": "now"}


@dataclass(frozen=True)
class LegendRows:
    """One titled group of the legend: (sample's key, code, label)."""

    title: str
    rows: tuple[tuple[str, str, str], ...]


def rows_of(
    map_spec: MapSpec, projection: PaperProjection, marks: list[Marker], lines: list[CorridorLine]
) -> list[LegendRows]:
    """Return the groups of the legend for the features in the frame."""
    catalogue, lang = map_spec.dataset.catalogue, map_spec.lang
    found = []
    kinds = {route.kind for route in lines}
    modes = {mode for route in lines for mode in route.modes}
    for group in LegendModel(catalogue).legend(_occurring(map_spec, marks, lines)):
        samples = [(*next(iter(row["sample"].items())), row["label"][lang]) for row in group["rows"]]
        key = samples[0][0]
        samples = [row for row in samples if row[0] != "outline" or any(district_index(map_spec, projection))]
        if TIMES.get(key, map_spec.time) != map_spec.time:
            continue
        if key == "corridor":
            samples = [row for row in samples if row[1] in kinds]
        if key in {"mode", "schematic"}:
            dotted = any(route.is_schematic for route in lines)
            samples = [row for row in samples if (dotted if row[0] == "schematic" else row[1] in modes)]
        if key == "region" and not projection.is_local:
            continue  # too small to see
        if samples:
            found.append(LegendRows(str(group["title"][lang]), tuple(samples)))
    return found


def ground_rows(map_spec: MapSpec, roles: list[str]) -> list[LegendRows]:
    """Return the group for the ground extents of highlighted features, for the drawn `roles`."""
    samples = [("ground", role, say(f"static_map.{role}", map_spec.lang)) for role in GROUND if role in roles]
    return [LegendRows(say("static_map.highlighted", map_spec.lang), tuple(samples))] if samples else []


def legend(
    map_spec: MapSpec,
    groups: list[LegendRows],
    room: float,
    size: float,
    *,
    columns: int = 1,
    tight: float = 1.0,
    least: float = 0.0,
) -> Drawing:
    """Draw the legend `room` mm wide in columns of about equal height, with type of `size` points.

    Parameters
    ----------
    tight
        Distance of rows, as a share of the usual one.
    least
        Smallest size in points of the numbers of corridors.
    """
    type_mm = size * MM_PER_PT
    across = room / columns
    blocks = [block for rows in groups for block in _blocks(map_spec, rows, across - 2, size, tight, least)]
    total = sum(height for _, height, _ in blocks)
    target, items, x, y, tallest = total / columns, [], 0.0, 0.0, 0.0
    column = 0
    for number, (drawn, height, is_head) in enumerate(blocks):
        after = blocks[number + 1][1] if is_head and number + 1 < len(blocks) else 0.0
        # keep a heading with its first row
        if column < columns - 1 and y > 0 and y + (height + after if is_head else height / 2) > target:
            column, x, y = column + 1, x + across, 0.0
        if is_head and y > 0:
            y += BETWEEN * type_mm * tight
        items.append(Group("legend", drawn.name, drawn.moved(x, y).items, f"legend-{number}"))
        y += height
        tallest = max(tallest, y)
    return Drawing(room, tallest, tuple(items))


def _occurring(map_spec: MapSpec, marks: list[Marker], lines: list[CorridorLine]) -> CodesInUse:
    shown = map_spec.shown
    here = shown.loc[shown.index.isin([place.id for place in marks])]
    themed = here[here["platform_type"] != "corridor"]
    statuses = [status_of(map_spec, record) for record in themed.to_dict("records")]
    plan = [code for code in themed["status"] if code]
    modes = frozenset(mode for route in lines for mode in route.modes)
    return CodesInUse(
        types=frozenset(themed["platform_type"]),
        statuses=frozenset(plan),
        statuses_now=frozenset(code for code in themed["status_now"] if code),
        modes=modes
        or (frozenset(map_spec.dataset.catalogue.modes) if lines else frozenset()),  # no lines, no row "schematic"
        qualities=frozenset(place.quality for place in marks) - {"none"},
        without_status=not all(statuses),
        without_status_now=not all(statuses),
    )


def _blocks(
    map_spec: MapSpec, rows: LegendRows, room: float, size: float, tight: float, least: float
) -> list[tuple[Group, float, bool]]:
    """Return (drawn, height, whether it is a heading) for each line of a group."""
    type_mm = size * MM_PER_PT
    title = wrap(rows.title, size, room, 2)
    head = Text(title, 0, 0, size, SOFT, width=room)
    found = [(Group("legend", rows.title, (head,)), type_mm * (HEAD * tight + (len(title) - 1) * 1.3), True)]
    unit = size * MM_PER_PT / 17
    for key, code, label in rows.rows:
        text = wrap(label, size, room - SAMPLE * size / 7.5, 3)
        height = max(ROW * type_mm * tight, (len(text) * 1.3 + 0.25 * tight) * type_mm)
        middle = height / 2
        sample = _sample(map_spec, key, code, unit, middle, least)
        label_top = middle - len(text) * 1.3 * type_mm / 2
        drawn = (
            *sample,
            Text(text, SAMPLE * size / 7.5, label_top, size, BLACK, width=max(width(t, size) for t in text)),
        )
        found.append((Group("legend", label, drawn), height, False))
    return found


def _sample(map_spec: MapSpec, key: str, code: str, unit: float, y: float, least: float) -> tuple[Item, ...]:
    catalogue, x = map_spec.dataset.catalogue, 22 * unit
    found: tuple[Item, ...]
    if key == "type":
        found = mark(MarkerStyle(catalogue.types[code].shape, catalogue.types[code].colour), x, y, unit * 0.85)
    elif key in TIMES:
        fill, outline = status_style(map_spec, None if code == "null" else code)
        found = mark(MarkerStyle("square", NEUTRAL, fill, outline), x, y, unit * 0.85)
    elif key == "quality":
        found = mark(MarkerStyle("circle", NEUTRAL, ring=catalogue.qualities[code].halo), x, y, unit * 0.68)
    elif key == "region":
        box = rectangle(x - 14 * unit, y - 7 * unit, 28 * unit, 14 * unit)
        found = (Path((box,), fill=tint(map_spec, code), stroke=Stroke(REGION, 0.2)),)
    elif key == "ground":
        found = tuple(_ground(code, x, y, unit))
    else:
        found = _line_sample(map_spec, key, code, unit, y, least)
    return found


def _line_sample(map_spec: MapSpec, key: str, code: str, unit: float, y: float, least: float) -> tuple[Item, ...]:
    x = 22 * unit
    ends = ((x - 19 * unit, y), (x + 19 * unit, y))
    if key == "outline":
        return (line(ends, OUTLINE),)
    if key == "corridor":
        drawn = [line(ends, stroke) for stroke in strokes("", kind_colour(map_spec, code), unit, schematic=False)]
        return (*drawn, *badge(map_spec, code, x, y, max(7.5 * unit, badge_radius(least))))
    return tuple(line(ends, stroke) for stroke in strokes(code, NEUTRAL, unit, schematic=key == "schematic"))


def _ground(role: str, x: float, y: float, unit: float) -> list[Item]:
    box = rectangle(x - 14 * unit, y - 7 * unit, 28 * unit, 14 * unit)
    if role == "extent":
        lines = [Path((piece,), stroke=Stroke(NEUTRAL, 0.25), closed=False) for piece in hatch(Polygon(box), 1.2)]
        return [*lines, Path((box,), stroke=Stroke(NEUTRAL, 0.4))]
    dash = ERROR_DASH if role == "error" else AREA_DASH
    return [Path((circle(x, y, 9 * unit),), stroke=Stroke(NEUTRAL, 0.35, tuple(part * 0.7 for part in dash)))]
