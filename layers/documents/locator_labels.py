"""Labels of the locator map: numbers that never overlap, and names where space is free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin

Point = tuple[float, float]
Size = tuple[float, float]

NUMBER_MM, DIGIT_MM = 4.2, 3.0  # height of a number's label; what each further number adds to its width
RADII_MM = (3.6, 5, 6.5, 8, 10, 12, 15, 18)  # from a location to the middle of its number
CROWD_MM = 9.0  # locations closer than this push each other's numbers away
NAME_MM = 3.2  # height of a district's name; a Chinese letter is as wide as it is high, a Latin one half of that
DOT_MM = 1.6
AIR_MM = 0.6


@dataclass(frozen=True)
class LocatorLabel:
    """A text centred at x, y in a box of width and height, all in mm; a number also has the point it is led from."""

    x: float
    y: float
    width: float
    height: float
    text: str
    at: Point | None = None

    def covers(self, other: LocatorLabel, air: float = AIR_MM) -> bool:
        """Test whether both boxes overlap, or nearly."""
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2 + air
            and abs(self.y - other.y) < (self.height + other.height) / 2 + air
        )

    def inside(self, width: float, height: float) -> bool:
        """Test whether the box lies wholly on a sheet of that size."""
        return (
            self.width / 2 <= self.x <= width - self.width / 2 and self.height / 2 <= self.y <= height - self.height / 2
        )


def number_places(
    places: Sequence[tuple[Point, int]], size: Size, taken: Sequence[LocatorLabel] = ()
) -> tuple[LocatorLabel, ...]:
    """Return a number beside each location, clear of every location, number and box in `taken`.

    Where locations are close, the numbers move outwards; each bears the point that it is led from. Locations of one
    number that are as close as its label share it.
    """
    dots = [LocatorLabel(x, y, DOT_MM, DOT_MM, "") for (x, y), _ in places]
    found: list[LocatorLabel] = []
    labelled: list[tuple[Point, int]] = []
    for place in places:
        point, number = place
        if any(other == number and hypot(*_between(at, point)) < 2 * NUMBER_MM for at, other in labelled):
            continue
        labelled.append(place)
        near = [at for at, other in places if other != number and hypot(*_between(at, point)) < CROWD_MM]
        wide = NUMBER_MM + DIGIT_MM * (len(str(number)) - 1)
        tried = (
            LocatorLabel(round(x, 2), round(y, 2), wide, NUMBER_MM, str(number), point) for x, y in _around(point, near)
        )
        others = (*taken, *found, *dots)
        clear = (each for each in tried if each.inside(*size) and not any(each.covers(other) for other in others))
        if label := next(clear, None):
            found.append(label)
    return tuple(found)


def _around(point: Point, near: Sequence[Point]) -> Iterator[Point]:
    """Yield positions round a location: closest first, away from its neighbours first, else upwards first."""
    east, south = (sum(_between(at, point)[axis] for at in near) for axis in (0, 1))
    away = atan2(south, east) if near and hypot(east, south) > 0 else -pi / 2
    turns = sorted((pi * step / 8 for step in range(-7, 9)), key=abs)
    for radius in RADII_MM:
        for turn in turns:
            yield point[0] + radius * cos(away + turn), point[1] + radius * sin(away + turn)


def _between(start: Point, end: Point) -> Point:
    return end[0] - start[0], end[1] - start[1]


def corner(bar: float, height: float) -> LocatorLabel:
    """Return the box of a scale bar of this length with its text, in the lower left corner."""
    wide = bar + 16
    return LocatorLabel(wide / 2, height - 2, wide, 4, "")


def place_names(
    names: Sequence[tuple[Point, str]], size: Size, numbers: Sequence[LocatorLabel], dots: Sequence[Point]
) -> tuple[LocatorLabel, ...]:
    """Place the names that fit on a sheet of `size` without covering a number, a location or an earlier name."""
    taken = [*numbers, *(LocatorLabel(x, y, DOT_MM, DOT_MM, "") for x, y in dots)]
    found: list[LocatorLabel] = []
    for (x, y), text in names:
        wide = sum(NAME_MM / 2 if letter.isascii() else NAME_MM for letter in text)
        label = LocatorLabel(x, y, wide, NAME_MM, text)
        if label.inside(*size) and not any(label.covers(other) for other in (*taken, *found)):
            found.append(label)
    return tuple(found)
