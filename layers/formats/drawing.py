"""The drawing model of every writer: paths, texts and groups on paper, in mm from the upper left corner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from layers.arrays import Floats

MM_PER_PT = 25.4 / 72
LEADING = 1.3  # line height as a multiple of the type size
ASCENT = 0.95  # of a line's height above its baseline, as a multiple of the type size
WHITE, BLACK = "#FFFFFF", "#1D2329"


@dataclass(frozen=True)
class Stroke:
    """The style of a line; `dash` are the lengths of dash and gap in mm."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    round: bool = True


@dataclass(frozen=True, eq=False)
class Path:
    """One shape: rings of (n, 2) mm; further rings are holes or more pieces (even-odd rule)."""

    rings: tuple[Floats, ...]
    fill: str | None = None
    stroke: Stroke | None = None
    closed: bool = True

    def moved(self, x: float, y: float) -> Path:
        """Return the path shifted by x, y mm."""
        return replace(self, rings=tuple(ring + np.array([x, y]) for ring in self.rings))


@dataclass(frozen=True)
class Text:
    """Lines of text; x is their left edge, centre or right edge, y the top of the first line."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float  # points
    colour: str = BLACK
    align: Literal["left", "center", "right"] = "left"
    halo: bool = False
    width: float = 0.0  # mm of the longest line

    def moved(self, x: float, y: float) -> Text:
        """Return the text shifted by x, y mm."""
        return replace(self, x=self.x + x, y=self.y + y)

    @property
    def line_height(self) -> float:
        """Distance of lines in mm."""
        return self.size * MM_PER_PT * LEADING

    def baselines(self) -> list[tuple[str, float]]:
        """Return each line with the y of its baseline."""
        first = self.y + self.size * MM_PER_PT * ASCENT
        return [(line, first + number * self.line_height) for number, line in enumerate(self.lines)]


Item = Path | Text


@dataclass(frozen=True, eq=False)
class Group:
    """Paths and texts under one name: a district, a corridor, a mark. `role` names the kind."""

    role: str
    name: str
    items: tuple[Item, ...]
    id: str = ""

    def moved(self, x: float, y: float) -> Group:
        """Return the group shifted by x, y mm."""
        return replace(self, items=tuple(item.moved(x, y) for item in self.items))


@dataclass(frozen=True, eq=False)
class Drawing:
    """A finished composition: size in mm and groups from bottom to top."""

    width: float
    height: float
    groups: tuple[Group, ...] = field(default_factory=tuple)

    def moved(self, x: float, y: float) -> tuple[Group, ...]:
        """Return the groups shifted by x, y mm, to be set into a larger drawing."""
        return tuple(group.moved(x, y) for group in self.groups)

    def of(self, role: str) -> list[Group]:
        """Return the groups of one role."""
        return [group for group in self.groups if group.role == role]


def rectangle(x: float, y: float, width: float, height: float) -> Floats:
    """Return the four corners of a rectangle as a ring."""
    return np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], dtype=float)


def circle(x: float, y: float, radius: float, corners: int = 48) -> Floats:
    """Return a circle as a ring of corners."""
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    return np.column_stack([x + radius * np.sin(turn), y - radius * np.cos(turn)])


def line(points: Iterable[Sequence[float]], stroke: Stroke) -> Path:
    """Return an open line through points."""
    return Path((np.array(list(points), dtype=float),), stroke=stroke, closed=False)


def mixed(colour: str, share: float, other: str = WHITE) -> str:
    """Mix `share` of a colour with another, so that print needs no transparency."""
    parts = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in parts)


def to_grey(colour: str) -> str:
    """Convert a colour to a grey of equal luminance (Rec. 709)."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    grey = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return f"#{grey:02X}{grey:02X}{grey:02X}"


def without_colour(drawing: Drawing) -> Drawing:
    """Convert the drawing to greys."""
    return replace(drawing, groups=tuple(replace(g, items=tuple(map(_greyed, g.items))) for g in drawing.groups))


def _greyed(item: Item) -> Item:
    return _recoloured(item, to_grey)


def dimmed(group: Group, share: float = 0.3) -> Group:
    """Dim a group to `share` of its colours, because another one is highlighted."""
    return replace(group, items=tuple(_recoloured(item, lambda colour: mixed(colour, share)) for item in group.items))


def _recoloured(item: Item, change: Callable[[str], str]) -> Item:
    if isinstance(item, Text):
        return replace(item, colour=change(item.colour))
    stroke = replace(item.stroke, colour=change(item.stroke.colour)) if item.stroke else None
    return replace(item, fill=change(item.fill) if item.fill else None, stroke=stroke)
