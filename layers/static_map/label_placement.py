"""Place labels on a static map: one greedy pass by rank, without overlaps; first ranks may use leaders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import shapely

from layers.formats.drawing import MM_PER_PT, Group, Item, Stroke, Text, line
from layers.formats.text_layout import balanced, width
from layers.static_map.corridors import CorridorLine, kind_colour
from layers.static_map.map_spec import DISTRICT_LAYERS, MapSpec
from layers.static_map.markers import Marker
from layers.static_map.projection import PaperProjection
from layers.static_map.symbols import INK

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom in mm
DISTRICT, REGION, RIVER = "#6B675E", "#6F6858", "#3F7BA6"
ROOM_EM = 9.5  # em: a wider name breaks into lines
ASIDE = 3.0  # mm between a line and a name beside it
FAR = (3.0, 6.0, 10.0, 15.0, 22.0)  # mm between a mark and a name with a leader


@dataclass(frozen=True)
class Type:
    """Sizes in points: of names of features, of highlighted ones, and the smallest."""

    names: float
    spoken: float
    least: float = 0.0

    def scaled(self, share: float) -> float:
        """Return the size of names that are `share` times as large as a feature's."""
        return max(self.names * share, self.least)


@dataclass
class FreeSpace:
    """The free space of the frame."""

    width: float
    height: float
    taken: list[Rectangle] = field(default_factory=list)

    def is_free(self, box: Rectangle) -> bool:
        """Test whether a rectangle lies in the frame and overlaps nothing."""
        left, top, right, bottom = box
        if left < 0.5 or top < 0.5 or right > self.width - 0.5 or bottom > self.height - 0.5:
            return False
        if not self.taken:
            return True
        a = np.array(self.taken)
        return not bool(((a[:, 0] < right) & (a[:, 2] > left) & (a[:, 1] < bottom) & (a[:, 3] > top)).any())

    def take(self, box: Rectangle) -> None:
        """Reserve a rectangle."""
        self.taken.append(box)


def labels(
    map_spec: MapSpec,
    projection: PaperProjection,
    marks: Sequence[Marker],
    lines: Sequence[CorridorLine],
    size: Type,
    kept: Iterable[Rectangle],
) -> list[Group]:
    """Place the names that fit; `kept` are rectangles that no name may cover."""
    free_space = FreeSpace(projection.width, projection.height, list(kept))
    for place in marks:
        (x, y), r = place.at, place.reach * 0.92
        free_space.take((x - r, y - r, x + r, y + r))
    found: list[Group] = []
    named: set[str] = set()
    for place in sorted(marks, key=lambda place: (place.rank, place.part, place.at)):
        if place.id in named or place.is_faded or (place.rank > 3 and len(marks) > 60):
            continue
        text = map_spec.dataset.catalogue.shorten(place.name, map_spec.lang)
        if (group := _named(place, text, free_space, size)) is not None:
            named.add(place.id)
            found.append(group)
    found += _of_lines(map_spec, lines, free_space, size)
    found += _of_ground(map_spec, projection, free_space, size)
    return found


def _named(place: Marker, text: str, free_space: FreeSpace, size: Type) -> Group | None:
    """Place the name of a mark; a highlighted mark gets a small name rather than none."""
    sizes = (size.spoken, size.scaled(1.0)) if place.highlighted else (size.scaled(1.12 if place.rank == 1 else 1.0),)
    found = (_beside(place, text, free_space, each) for each in sizes)
    return next((group for group in found if group is not None), None)


def _beside(place: Marker, text: str, free_space: FreeSpace, size: float) -> Group | None:
    lines = balanced(text, size, ROOM_EM * size * MM_PER_PT)
    wide = max(width(each, size) for each in lines)
    high = len(lines) * size * MM_PER_PT * 1.3
    for x, y, align, tie in _spots(place, high):
        left = {"left": x, "center": x - wide / 2, "right": x - wide}[align]
        box = (left - 0.3, y - 0.1, left + wide + 0.3, y + high + 0.1)
        if not free_space.is_free(box):
            continue
        free_space.take(box)
        label = Text(lines, x, y, size, INK, align, halo=True, width=wide)  # type: ignore[arg-type]  # one of three literals
        items: tuple[Item, ...] = (label,)
        if tie:
            end = (min(max(place.at[0], left), left + wide), min(max(place.at[1], y), y + high))
            items = (line((place.at, end), Stroke(INK, 0.15)), label)
        return Group("label", place.name, items, f"label-{place.id}")
    return None


def _spots(place: Marker, high: float) -> Iterator[tuple[float, float, str, bool]]:
    """Yield candidate positions of a name, best first: x, y, alignment, and whether it needs a leader to its mark."""
    (x, y), r = place.at, place.reach + 0.35
    d = r * 0.7
    yield x + r, y - high / 2, "left", False
    yield x - r, y - high / 2, "right", False
    yield x, y + r, "center", False
    yield x, y - r - high, "center", False
    yield x + d, y + d, "left", False
    yield x + d, y - d - high, "left", False
    yield x - d, y + d, "right", False
    yield x - d, y - d - high, "right", False
    if place.rank > 2:
        return
    for far in FAR:
        for turn in range(12):
            angle = turn * np.pi / 6
            u, v = x + (r + far) * np.cos(angle), y + (r + far) * np.sin(angle)
            align = "left" if np.cos(angle) > 0.3 else "right" if np.cos(angle) < -0.3 else "center"
            yield float(u), float(v) - high / 2, align, True


def _of_lines(map_spec: MapSpec, lines: Sequence[CorridorLine], free_space: FreeSpace, size: Type) -> Iterator[Group]:
    """Yield the name of each corridor once, beside a candidate position of its number; highlighted ones first."""
    for route in sorted(lines, key=lambda route: route.group.id not in map_spec.highlight):
        if map_spec.is_dimmed(route.group.id):
            continue
        text = map_spec.dataset.catalogue.shorten(route.group.name, map_spec.lang)
        colour, highlighted = kind_colour(map_spec, route.kind), route.group.id in map_spec.highlight
        points = size.spoken if highlighted else size.scaled(1.0)
        sides = (0, 1, -1) if highlighted else (0,)  # what is spoken of gets a name beside its line rather than none
        places = (
            _at(text, (x, y + 2.2), free_space, points, colour, f"label-{route.group.id}", side)
            for side in sides
            for x, y in _along(route)
        )
        yield from islice((group for group in places if group is not None), 1)


def _along(route: CorridorLine) -> Iterator[tuple[float, float]]:
    for course in sorted(route.courses, key=len, reverse=True)[:3]:
        piece = shapely.LineString(course)
        for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9):
            point = piece.interpolate(share, normalized=True)
            yield float(point.x), float(point.y)


def _of_ground(map_spec: MapSpec, projection: PaperProjection, free_space: FreeSpace, size: Type) -> Iterator[Group]:
    """Yield names of regions, rivers and districts where space is left."""
    frames = map_spec.dataset.frames
    if "regions" in frames and projection.is_local:
        for name, code, spot in frames["regions"][["region", "label"]].itertuples():
            text = map_spec.dataset.catalogue.regions[code].short.say(map_spec.lang)
            yield from _near(
                text, projection.paper(np.array([spot]))[0], free_space, size.scaled(1.35), REGION, f"label-{name}"
            )
    if "rivers" in frames:
        titles = frames["rivers"][f"name_{map_spec.lang}"]
        for name, place in frames["rivers"].geometry.items():
            course = projection.cut(projection.project(np.array([place]))[0])
            pieces = sorted(shapely.get_parts(course), key=lambda piece: -piece.length)
            targets = (
                [pieces[0].interpolate(share, normalized=True) for share in (0.3, 0.6, 0.8, 0.45)] if pieces else []
            )
            for spot in targets:
                title = str(titles.at[name]).split(" (")[0]
                group = _at(title, (spot.x, spot.y), free_space, size.scaled(0.95), RIVER, f"label-{name}")
                if group is not None:
                    yield group
                    break
    frame = frames.get(DISTRICT_LAYERS[map_spec.district_vintage])
    if frame is not None and projection.km_per_mm < 4:
        for name, text, spot in frame[[f"short_{map_spec.lang}", "label"]].itertuples():
            yield from _near(
                text, projection.paper(np.array([spot]))[0], free_space, size.scaled(0.9), DISTRICT, f"label-{name}"
            )


def _near(
    text: str, spot: Sequence[float], free_space: FreeSpace, size: float, colour: str, name: str
) -> Iterator[Group]:
    for dx, dy in ((0, 0), (0, 3), (0, -3), (5, 0), (-5, 0), (5, 4), (-5, 4), (5, -4), (-5, -4)):
        if (group := _at(text, (spot[0] + dx, spot[1] + dy), free_space, size, colour, name)) is not None:
            yield group
            return


def _at(
    text: str,
    middle: tuple[float, float],
    free_space: FreeSpace,
    size: float,
    colour: str,
    name: str,
    side: int = 0,
) -> Group | None:
    """Place a name centred on a point, or right (1) or left (-1) of it; return None if the space is not free."""
    lines = balanced(text, size, 16 * size * MM_PER_PT)
    wide = max(width(each, size) for each in lines)
    high = len(lines) * size * MM_PER_PT * 1.3
    x, y = float(middle[0]) + side * (wide / 2 + ASIDE), float(middle[1]) - high / 2
    box = (x - wide / 2 - 0.3, y, x + wide / 2 + 0.3, y + high)
    if not free_space.is_free(box):
        return None
    free_space.take(box)
    return Group("label", text, (Text(lines, x, y, size, colour, "center", halo=True, width=wide),), name)
