"""Symbols on static maps: shapes, fills, outlines, pictograms and rings as on the screen (atlas/symbols)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as File

import numpy as np
import shapely
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from shapely.geometry.base import BaseGeometry

from layers.arrays import Floats
from layers.formats.drawing import WHITE, Item, Path, Stroke, circle

ICONS = File(__file__).parents[1] / "web_map" / "atlas" / "symbols" / "icons.json"
INK = "#1D2733"
RING_RADIUS = {"ring": 8.2, "node": 11.4}
WIDE_RING = 14.2
REACH = {"ring": 7.0, "node": 10.0}  # radius in units that a mark keeps free, as reachOf in atlas/symbols/symbol.js
DASHES = {"dashed": (3.4, 2.2), "dotted": (0.1, 2.6)}
RINGS = {"dashed": (1.0, (3.0, 2.4)), "dotted": (1.7, (0.1, 3.2))}  # width, dash
ROOM = {"star": 0.62, "hexagon": 0.96, "diamond": 0.72, "pentagon": 0.86, "rounded": 0.94, "ring": 0.0, "node": 0.74}
DROP = {"star": 0.6, "pentagon": 0.6}  # offset of the pictogram below the middle
CURVE = 6  # straight segments of a curve


@dataclass(frozen=True)
class MarkerStyle:
    """The style of a mark; sizes are in the atlas's units, of which 22 are a mark's width."""

    shape: str
    colour: str
    fill: str = "full"
    outline: str = "solid"
    icon: str = ""
    ring: str = "none"

    @property
    def reach(self) -> float:
        """Units that the mark keeps free round itself."""
        return REACH.get(self.shape, 12.5) + (1.7 if self.ring in RINGS else 0.0)


def mark(style: MarkerStyle, x: float, y: float, unit: float) -> tuple[Item, ...]:
    """Draw the shapes of a mark at x, y; `unit` mm is one unit of the atlas."""
    ring = _outline(style.shape)
    pen = _Pen(x, y, unit)
    found: list[Item] = []
    if style.ring in RINGS:
        wide, dash = RINGS[style.ring]
        radius = RING_RADIUS.get(style.shape, WIDE_RING)
        found.append(pen.path([circle(0, 0, radius)], stroke=pen.stroke(INK, wide, dash)))
    found.append(pen.path([ring], fill=WHITE, stroke=pen.stroke(WHITE, 5.2)))
    found += _body(style, ring, pen)
    room = ROOM.get(style.shape, 1.0)
    if room and style.icon in icons():
        found += _pictogram(style, room * (0.8 if style.outline == "double" else 1.0), pen)
    return tuple(found)


@dataclass(frozen=True)
class _Pen:
    x: float
    y: float
    unit: float

    def stroke(self, colour: str, width: float, dash: tuple[float, ...] = ()) -> Stroke:
        return Stroke(colour, width * self.unit, tuple(part * self.unit for part in dash))

    def path(
        self, rings: list[Floats], *, fill: str | None = None, stroke: Stroke | None = None, closed: bool = True
    ) -> Path:
        return Path(tuple(ring * self.unit + np.array([self.x, self.y]) for ring in rings), fill, stroke, closed)


def _body(style: MarkerStyle, ring: Floats, pen: _Pen) -> Iterator[Item]:
    """Yield the fill of a status (full, lower half, hatch, dots or none) and its outline."""
    if style.outline == "double":  # full within a second, thin outline: no status in the plan
        yield pen.path([ring], fill=WHITE, stroke=pen.stroke(style.colour, 1.3))
        yield pen.path([ring * 0.78], fill=style.colour)
        return
    full = style.fill == "full"
    yield pen.path([ring], fill=style.colour if full else WHITE)
    if style.fill == "half":
        lower = shapely.clip_by_rect(shapely.Polygon(ring), -20, 0, 20, 20)
        yield pen.path([shapely.get_coordinates(lower)[:-1]], fill=style.colour)
    if style.fill == "hatch":
        for piece in hatch(shapely.Polygon(ring), 3.2):
            yield pen.path([piece], stroke=Stroke(style.colour, 1.3 * pen.unit, round=False), closed=False)
    if style.fill == "dots":
        yield pen.path(dots(shapely.Polygon(ring), 4.0, 1.25), fill=style.colour)
    dash = DASHES.get(style.outline, ())
    # a broken outline is invisible on a fill of its own colour: with a full fill its gaps are drawn in white
    yield pen.path([ring], stroke=pen.stroke(WHITE if dash and full else style.colour, 1.8, dash))


def _pictogram(style: MarkerStyle, room: float, pen: _Pen) -> Iterator[Item]:
    ink = WHITE if style.fill == "full" else style.colour
    passes = [(ink, 0.0)]
    if style.fill not in {"full", "none"}:
        passes.insert(0, (WHITE, 3.0))
    for colour, extra in passes:
        for rings, closed, width in icons()[style.icon]:
            located = [ring * room + np.array([0.0, DROP.get(style.shape, 0.0)]) for ring in rings]
            wide = ((width or 0.0) + extra) * room
            stroke = pen.stroke(colour, wide) if wide else None
            yield pen.path(located, fill=None if width else colour, stroke=stroke, closed=closed)


def hatch(area: BaseGeometry, step: float) -> list[Floats]:
    """Return lines at 45 degrees, `step` apart, clipped to an area."""
    west, south, east, north = area.bounds
    span = (east - west) + (north - south)
    starts = np.arange(west - (north - south) + step / 2, east, step * math.sqrt(2))
    lines = shapely.linestrings(
        np.stack([np.column_stack([starts, np.full_like(starts, north)]),
                  np.column_stack([starts + span, np.full_like(starts, north - span)])], axis=1)
    )  # fmt: skip
    pieces = shapely.get_parts(shapely.intersection(lines, area))
    return [shapely.get_coordinates(piece) for piece in pieces if piece.geom_type == "LineString" and piece.length]


def dots(area: BaseGeometry, step: float, radius: float) -> list[Floats]:
    """Return the discs of a grid turned by 45 degrees, `step` apart, that lie wholly in an area."""
    reach = np.hypot(*np.ptp(np.array(area.bounds).reshape(2, 2), axis=0)) / 2
    middle = np.array(area.envelope.centroid.coords[0])
    line = np.arange(-reach // step, reach // step + 1) * step
    grid = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
    targets = middle + grid @ np.array([[1, 1], [-1, 1]]) / math.sqrt(2)
    inside = shapely.contains_xy(area.buffer(-radius), *targets.T)
    return [circle(x, y, radius, 12) for x, y in targets[inside]]


@lru_cache(maxsize=32)
def _outline(shape: str) -> Floats:
    def star(corners: int, radius: float, turn: float = 0.0, inner: float = 1.0) -> Floats:
        count = corners * (2 if inner != 1 else 1)
        angles = turn + np.arange(count) * 2 * np.pi / count
        radii = np.where(np.arange(count) % 2, radius * inner, radius)
        return np.column_stack([radii * np.sin(angles), -radii * np.cos(angles)])

    def box(half: float, corner: float) -> Floats:
        square = shapely.box(-half + corner, -half + corner, half - corner, half - corner)
        return shapely.get_coordinates(square.buffer(corner, quad_segs=4))[:-1]

    rings = {
        "star": lambda: star(5, 11.6, inner=0.56),
        "square": lambda: box(8.8, 1.5),
        "hexagon": lambda: star(6, 10.6, math.pi / 6),
        "diamond": lambda: star(4, 11.6),
        "pentagon": lambda: star(5, 10.8),
        "rounded": lambda: box(9, 5),
        "ring": lambda: circle(0, 0, 4.4, 24),
        "node": lambda: circle(0, 0, 7.6, 32),
    }
    return rings.get(shape, lambda: circle(0, 0, 9.8, 40))()


Stencil = tuple[tuple[Floats, ...], bool, float]  # rings, whether closed, width of the line or 0 for a filled shape


@lru_cache(maxsize=1)
def icons() -> dict[str, tuple[Stencil, ...]]:
    """Read name → pictogram from the atlas, so that screen and paper draw the same ones, in a box of -6 to 6."""
    drawn = json.loads(ICONS.read_text(encoding="utf-8"))
    return {
        name: tuple(stencil for part in parts for stencil in _stencils("".join(part["d"]), part.get("line", 0.0)))
        for name, parts in drawn.items()
    }


def _stencils(d: str, width: float) -> Iterator[Stencil]:
    pen = RecordingPen()
    parse_path(d, pen)
    rings: list[tuple[Floats, bool]] = []
    points: list[tuple[float, float]] = []
    for step, given in pen.value:
        if step == "moveTo":
            points = [given[0]]
        elif step in {"curveTo", "qCurveTo"}:
            points += _curve(points[-1], given)
        elif step == "lineTo":
            points.append(given[0])
        else:
            rings.append((np.array(points, dtype=float), step == "closePath"))
    if not width:
        yield tuple(ring for ring, _ in rings), True, 0.0
        return
    for ring, closed in rings:
        yield (ring,), closed, width


def _curve(start: tuple[float, float], given: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """Return points along a Bézier curve of any order."""
    control = np.array([start, *given], dtype=float)
    order = len(control) - 1
    t = np.linspace(0, 1, CURVE + 1)[1:, None]
    terms = (math.comb(order, k) * (1 - t) ** (order - k) * t**k * control[k] for k in range(order + 1))
    return [(float(x), float(y)) for x, y in sum(terms, np.zeros((CURVE, 2)))]
