"""Progress of an indicator towards its target and against the straight path to it. Pure functions, no words.

The rules:

- Only *comparable* figures are assessed: published, in the plan's own definition, of a whole year (or at its end).
- Annual indicators: progress is the share of the way from the base of 2020 to the target of 2025,
  (value - base) / (target - base).
- Five-year sums (【】): progress is the sum from 2021 to the year over the target, if no year is missing; the base of
  2020 is a single year and does not count.
- The straight path goes one fifth of that way each year, so a year's path is the same share for every indicator.
- A year may have several comparable values. All are shown; if they disagree, the year is not assessed.
- A lower bound ("> 2") can prove that a mark is reached, never that it is missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from layers.monitoring.indicators import BASE_YEAR, PLAN_SCOPE, TARGET_YEAR, YEARS, Figure, Indicator

State = Literal["reached", "on-path", "behind", "missed", "open", "none"]
Obstacle = Literal["growth", "scope", "derived", "background", "part"]


@dataclass(frozen=True)
class Level:
    """A value that can be assessed, in the indicator's unit; `lower_bound`: the true value is larger."""

    value: float
    lower_bound: bool = False


@dataclass(frozen=True)
class Assessment:
    """The assessment of an indicator's latest comparable year; shares are of the way to the target, 1 is the target."""

    state: State
    year: int | None = None
    levels: tuple[Level, ...] = ()
    shares: tuple[float, ...] = ()
    path: float | None = None


def obstacle(figure: Figure) -> Obstacle | None:
    """Return the first reason why an actual figure cannot be compared with base and target, or None."""
    if figure.value is None:
        return "growth"
    if figure.scope != PLAN_SCOPE:
        return "scope"
    if figure.confidence == "derived":
        return "derived"
    if figure.kind == "background":
        return "background"
    return None if figure.kind == "actual" and figure.whole_year else "part"


def comparable(figures: Iterable[Figure]) -> dict[int, tuple[Level, ...]]:
    """Return year → comparable values, in order of the years; equal values of two sources count once."""
    found: dict[int, tuple[Level, ...]] = {}
    for figure in sorted(figures, key=lambda figure: figure.year):
        if figure.kind in {"actual", "partial", "background"} and obstacle(figure) is None and figure.value is not None:
            level = Level(figure.value, figure.lower_bound)
            found[figure.year] = tuple(dict.fromkeys((*found.get(figure.year, ()), level)))
    return found


def running_sums(yearly: Mapping[int, tuple[Level, ...]]) -> dict[int, tuple[Level, ...]]:
    """Return year → sum since 2021, until the first year without a value; lowest and highest sum if values differ."""
    sums: dict[int, tuple[Level, ...]] = {}
    low = high = Level(0.0)
    for year in YEARS:
        if not yearly.get(year):
            break
        low = _add(low, min(yearly[year], key=lambda level: level.value))
        high = _add(high, max(yearly[year], key=lambda level: level.value))
        sums[year] = tuple(dict.fromkeys((low, high)))
    return sums


def _add(left: Level, right: Level) -> Level:
    # rounded, so that sums of printed decimals show no binary fractions
    return Level(round(left.value + right.value, 6), left.lower_bound or right.lower_bound)


def levels(indicator: Indicator, yearly: Mapping[int, tuple[Level, ...]]) -> dict[int, tuple[Level, ...]]:
    """Return year → levels to compare with the target: the year's values, or for five-year targets the sums so far."""
    return running_sums(yearly) if indicator.cumulative else dict(yearly)


def share(indicator: Indicator, value: float) -> float:
    """Return the share of the way to the target at `value`; below 0 for a step backwards."""
    start = 0.0 if indicator.cumulative else indicator.base
    return (value - start) / (indicator.target - start)


def path_share(year: int) -> float:
    """Return the share of the way on the straight path at the end of `year`."""
    return (year - BASE_YEAR) / (TARGET_YEAR - BASE_YEAR)


def path_value(indicator: Indicator, year: int) -> float:
    """Return the value of the straight path at the end of `year`, in the indicator's unit."""
    start = 0.0 if indicator.cumulative else indicator.base
    return start + (indicator.target - start) * path_share(year)


def state_of(indicator: Indicator, year: int, level: Level) -> State:
    """Return the state of one value of one year: at the target, on the path or above, below it, or uncertain.

    The comparison uses the indicator's own unit, so that a value equal to the printed target has reached it.
    """
    up = indicator.direction == "up"
    passed = level.value > indicator.target if up else level.value < indicator.target
    if passed or (level.value == indicator.target and (level.lower_bound or not indicator.over)):
        return "reached"
    path = path_value(indicator, year)
    near = abs(level.value - path) <= 1e-9 * max(abs(path), 1)
    if year < TARGET_YEAR and (near or (level.value > path) == up):
        return "on-path"
    if level.lower_bound:
        return "open"
    return "missed" if year >= TARGET_YEAR else "behind"


def judge(indicator: Indicator, yearly: Mapping[int, tuple[Level, ...]]) -> Assessment:
    """Assess the latest year that can be compared with the target."""
    held = levels(indicator, yearly)
    if not held:
        return Assessment("none")
    year = max(held)
    states = {state_of(indicator, year, level) for level in held[year]}
    shares = tuple(share(indicator, level.value) for level in held[year])
    return Assessment(states.pop() if len(states) == 1 else "open", year, held[year], shares, path_share(year))


def floor_kept(indicator: Indicator, yearly: Mapping[int, tuple[Level, ...]]) -> dict[int, bool]:
    """Return year → True if every comparable value reaches the minimum that the plan's text sets for each year."""
    floor = indicator.yearly_floor
    return {} if floor is None else {year: all(v.value >= floor for v in found) for year, found in yearly.items()}
