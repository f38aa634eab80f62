"""Corridors on static maps: strokes per mode, parallel lanes on shared tracks, a number for each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.arrays import Floats
from layers.formats.drawing import MM_PER_PT, WHITE, Group, Item, Path, Stroke, Text, circle, mixed
from layers.formats.text_layout import width
from layers.static_map.base_map import lines_of
from layers.static_map.map_spec import MapSpec
from layers.static_map.projection import PaperProjection

LANE = 5.6  # px apart, as on the screen (atlas/layers/lanes.js)
BADGE, EVERY, MOST_BADGES = 2.0, 70.0, 4  # mm of radius, mm between the numbers along a route, numbers a route
Edge = tuple[tuple[float, float], tuple[float, float]]


def strokes(mode: str, colour: str, unit: float, *, schematic: bool) -> list[Stroke]:
    """Return the strokes of a mode from bottom to top; `unit` mm is one px of the screen (atlas/symbols/strokes.js)."""

    def ink(colour: str, wide: float, dash: tuple[float, ...] = (), *, rounded: bool = True) -> Stroke:
        return Stroke(colour, wide * unit, tuple(part * unit for part in dash), round=rounded)

    if schematic:
        return [ink(WHITE, 4.6), ink(mixed(colour, 0.8), 2.6, (0.1, 7))]
    known = {
        "rail": [ink(WHITE, 6), ink(colour, 4, rounded=False), ink(WHITE, 1.9, (7, 7), rounded=False)],
        "road": [ink(WHITE, 6.4), ink(colour, 4.6), ink(WHITE, 2)],
        "river": [ink(mixed(colour, 0.35), 7), ink(colour, 2)],
        "sea": [ink(WHITE, 4.6), ink(colour, 2.4, (12, 6, 0.1, 6))],
        "air": [ink(WHITE, 3.4), ink(colour, 1.6, (6, 6), rounded=False)],
    }
    return known.get(mode, [ink(WHITE, 5), ink(colour, 2.6)])


def kind_number(map_spec: MapSpec, kind: str) -> int:
    """Return the number that identifies a kind of corridor without colour; 0 for a kind without its own colour."""
    coloured = [code for code, known in map_spec.dataset.catalogue.kinds.items() if known.colour]
    return coloured.index(kind) + 1 if kind in coloured else 0


def kind_colour(map_spec: MapSpec, kind: str) -> str:
    """Return the colour of a kind of corridor."""
    catalogue = map_spec.dataset.catalogue
    return catalogue.kinds[kind].colour or catalogue.types["corridor"].colour


@dataclass(frozen=True, eq=False)
class CorridorLine:
    """A corridor in the frame: its strokes, and the lines (mm) along which number and name may be placed."""

    group: Group
    kind: str
    courses: tuple[Floats, ...]
    modes: frozenset[str]
    is_schematic: bool


def routes(map_spec: MapSpec, projection: PaperProjection, unit: float) -> list[CorridorLine]:
    """Return every visible corridor in drawing order, clipped to the frame."""
    frame = map_spec.dataset.frames.get("corridors")
    if frame is None:
        return []
    drawn = {str(name): place for name, place in frame.geometry.items() if place and "Line" in place.geom_type}
    kinds, all_legs = frame["kind"].to_dict(), frame["legs"].to_dict()
    edges = _edges(drawn, kinds)
    found = []
    for name in (name for name in map_spec.shown.index if name in drawn):
        kind = str(kinds[name])
        legs = _legs(drawn[name], all_legs[name] or (), kind, edges)
        looks: dict[tuple[str, bool], list[Floats]] = defaultdict(list)
        for mode, schematic, degrees, lanes in legs:
            for course in _drawable(_shifted(projection.paper(projection.near(degrees)), lanes * unit)):
                cut = projection.cut(shapely.simplify(shapely.LineString(course), 0.03))
                looks[mode, schematic] += lines_of(cut)
        items = [
            Path(tuple(lines), stroke=stroke, closed=False)
            for (mode, schematic), lines in looks.items()
            if lines
            for stroke in strokes(mode, kind_colour(map_spec, kind), unit, schematic=schematic)
        ]
        if items:
            title = str(frame.at[name, f"name_{map_spec.lang}"])
            courses = tuple(line for lines in looks.values() for line in lines)
            seen = [look for look, lines in looks.items() if lines]
            modes = frozenset(mode for mode, schematic in seen if not schematic)
            schematic = any(schematic for _, schematic in seen)
            found.append(CorridorLine(Group("corridor", title, tuple(items), name), kind, courses, modes, schematic))
    return found


def badge(map_spec: MapSpec, kind: str, x: float, y: float, radius: float = BADGE) -> tuple[Item, ...]:
    """Draw the number of a kind of corridor in a disc."""
    number, size = str(kind_number(map_spec, kind)), radius * 1.35 / MM_PER_PT
    disc = Path((circle(x, y, radius, 32),), fill=kind_colour(map_spec, kind), stroke=Stroke(WHITE, 0.25))
    top = y - size * MM_PER_PT * 0.62
    return disc, Text((number,), x, top, size, WHITE, "center", width=width(number, size))


def badge_radius(size: float) -> float:
    """Return the radius in mm of a disc for a number of this size in points."""
    return size * MM_PER_PT / 1.35


def badge_places(
    route: CorridorLine, taken: list[tuple[float, float]], radius: float = BADGE
) -> Iterator[tuple[float, float]]:
    """Yield positions along a route for its number, clear of the positions in `taken`, and add them to `taken`."""
    pieces = sorted((shapely.LineString(course) for course in route.courses), key=lambda piece: -piece.length)
    left = MOST_BADGES
    for piece in (piece for piece in pieces if piece.length > 4 * radius):
        count = min(left, max(1, int(piece.length // EVERY)))
        for number in range(count):
            for aside in (0.0, 0.12, -0.12, 0.24, -0.24, 0.36, -0.36):
                point = piece.interpolate((number + 0.5 + aside) / count, normalized=True)
                spot = float(point.x), float(point.y)
                if all(np.hypot(spot[0] - x, spot[1] - y) > 2.2 * radius for x, y in taken):
                    taken.append(spot)
                    yield spot
                    left -= 1
                    break
        if left <= 0:
            return


def _parts(place: BaseGeometry) -> list[Floats]:
    """Return the lines of a route; a route that was cut at 180 degrees continues beyond."""
    parts: list[Floats] = []
    for part in shapely.get_parts(place):
        degrees = shapely.get_coordinates(part)
        last = parts[-1][-1, 0] if parts else 0.0
        if abs(last) > 179.9 and abs(degrees[0, 0] - last) > 180:
            degrees = degrees + np.array([360 * np.sign(last), 0.0])
        parts.append(degrees)
    return parts


def _drawable(course: Floats) -> list[Floats]:
    """Return the pieces of a course inside the projection's domain; the local one ends a quarter of the world away."""
    known = np.isfinite(course[:, 0]) & np.isfinite(course[:, 1])
    pieces = np.split(course, np.flatnonzero(np.diff(known)) + 1)
    starts = np.concatenate([[0], np.flatnonzero(np.diff(known)) + 1])
    return [piece for piece, start in zip(pieces, starts, strict=True) if known[start] and len(piece) > 1]


def _edge_keys(degrees: Floats) -> list[Edge]:
    points = [(float(x), float(y)) for x, y in np.round(degrees, 5)]
    return [(min(a, b), max(a, b)) for a, b in pairwise(points)]


def _edges(places: Mapping[str, BaseGeometry], kinds: Any) -> dict[Edge, list[str]]:
    """Return edge → kinds of corridors on it; shared tracks share vertices."""
    found: dict[Edge, set[str]] = defaultdict(set)
    for name, place in places.items():
        for degrees in _parts(place):
            for edge in _edge_keys(degrees):
                found[edge].add(kinds[name])
    return {edge: sorted(users) for edge, users in found.items()}


def _legs(
    place: BaseGeometry, legs: Sequence[Mapping[str, Any]], kind: str, edges: Mapping[Edge, list[str]]
) -> Iterator[tuple[str, bool, Floats, Floats]]:
    """Yield mode, schematic, degrees and shift (px, right of travel) of each vertex of each leg."""
    for number, degrees in enumerate(_parts(place)):
        leg = legs[number] if number < len(legs) else {}
        shifts = []
        for edge in _edge_keys(degrees):
            users = edges.get(edge, [kind])
            shifts.append((users.index(kind) - (len(users) - 1) / 2) * LANE if len(users) > 1 else 0.0)
        ends = np.array([shifts[0], *shifts, shifts[-1]])
        yield str(leg.get("mode", "")), bool(leg.get("schematic")), degrees, (ends[:-1] + ends[1:]) / 2


def _shifted(course: Floats, shifts: Floats) -> Floats:
    """Offset points to the right of travel; the direction is taken over some millimetres, as vertices are close."""
    if not shifts.any():
        return course
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(course, axis=0).T))])
    reach = 3.0
    before = np.maximum(np.searchsorted(along, along - reach), 0)
    after = np.minimum(np.searchsorted(along, along + reach), len(course) - 1)
    way = course[after] - course[before]
    length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)
    return course + np.column_stack([-way[:, 1], way[:, 0]]) * (shifts / length)[:, None]
