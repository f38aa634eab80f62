"""Labels of the locator map: numbers that never overlap, and names where space is free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

Point = tuple[float, float]
Size = tuple[float, float]

NUMBER_MM, DIGIT_MM = 3.6, 2.6  # height of a number's label; what each further number adds to its width
ABOVE_MM = 3.0  # from a place to the middle of its number
NAME_MM = 2.4  # height of a district's name; a Chinese letter is as wide as it is high, a Latin one half of that
DOT_MM = 1.6
AIR_MM = 0.6


@dataclass(frozen=True)
class LocatorLabel:
    """A text centred at x, y in a box of width and height, all in mm."""

    x: float
    y: float
    width: float
    height: float
    text: str

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


def number_places(places: Sequence[tuple[Point, int]], width: float, height: float) -> tuple[LocatorLabel, ...]:
    """Place the numbers of locations above them; overlapping numbers share one label."""
    groups = [((x, y), 1, [number]) for (x, y), number in places]
    while pair := _covering([_number(point, numbers, width, height) for point, _, numbers in groups]):
        first, second = pair
        groups[first] = _joined(groups[first], groups.pop(second))
    return tuple(_number(point, numbers, width, height) for point, _, numbers in groups)


def _covering(labels: Sequence[LocatorLabel]) -> tuple[int, int] | None:
    """Return the first two labels that overlap."""
    return next(((i, j) for i, j in combinations(range(len(labels)), 2) if labels[i].covers(labels[j])), None)


def _joined(one: tuple[Point, int, list[int]], other: tuple[Point, int, list[int]]) -> tuple[Point, int, list[int]]:
    """Join two groups in the centre of all their locations."""
    (a, n, numbers), (b, m, more) = one, other
    middle = (a[0] * n + b[0] * m) / (n + m), (a[1] * n + b[1] * m) / (n + m)
    return middle, n + m, sorted({*numbers, *more})


def _number(point: Point, numbers: Sequence[int], width: float, height: float) -> LocatorLabel:
    wide = NUMBER_MM + DIGIT_MM * (len(numbers) - 1)
    x = min(max(point[0], wide / 2), width - wide / 2)
    y = max(point[1] - ABOVE_MM, NUMBER_MM / 2)
    return LocatorLabel(round(x, 2), round(min(y, height), 2), wide, NUMBER_MM, " ".join(map(str, numbers)))


def corner(bar: float, height: float) -> LocatorLabel:
    """Return the box of a scale bar of this length with its text, in the lower left corner."""
    wide = bar + 14
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
