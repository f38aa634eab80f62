"""Data of an indicator's chart: points by series, the straight path, the open years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.monitoring import progress
from layers.monitoring.indicators import BASE_YEAR, TARGET_YEAR, YEARS, Indicator, Monitoring
from layers.monitoring.progress import Level
from layers.monitoring.table import gaps, is_actual, number, reason, shown, years_shown
from layers.monitoring.user_values import UserValues

# in the order of the legend; assessed points are filled, the others hollow
Series = Literal["base", "target", "comparable", "own", "scope", "derived", "part", "background"]
SERIES: dict[Series, str] = {
    "base": "series_base",
    "target": "series_target",
    "comparable": "series_comparable",
    "own": "series_own",
    "scope": "series_scope",
    "derived": "series_derived",
    "part": "series_part",
    "background": "series_background",
}


NEAR = 0.01  # relative difference below which two labels would overlap


@dataclass(frozen=True)
class ChartData:
    """Rows for a chart: `points`, `path` and `lines` hold year and value; `years` is the axis."""

    points: list[dict[str, Any]]
    path: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    years: list[int]
    open_years: list[int]
    series: tuple[Series, ...]


def plot(monitoring: Monitoring, no: int, own: UserValues | None, lang: Lang) -> ChartData:
    """Return the chart data of indicator `no`; for five-year targets all values are sums since 2021."""
    indicator, figures = monitoring.indicator(no), monitoring.of(no)
    held = progress.levels(indicator, progress.comparable(figures))
    mine = progress.levels(indicator, own.yearly(no)) if own else {}
    # drawn in this order, assessed points on top. A cumulative target has sums only, because its base is a single year
    points = [] if indicator.cumulative else [*_others(monitoring, no, lang), _base(indicator, lang)]
    points += [_level("comparable", year, level, lang) for year, levels in held.items() for level in levels]
    points += [_level("own", year, level, lang) for year, levels in mine.items() for level in levels]
    points.append(_target(indicator, lang))
    _label(points)
    drawn = {point["series"] for point in points}
    return ChartData(
        points=points,
        path=[{"year": y, "value": progress.path_value(indicator, y)} for y in range(BASE_YEAR, TARGET_YEAR + 1)],
        lines=[*_lines("comparable", held), *_lines("own", mine)],
        years=years_shown(figures) if not indicator.cumulative else list(range(BASE_YEAR, TARGET_YEAR + 1)),
        open_years=[year for year in YEARS if year not in held and year not in mine],
        series=tuple(series for series in SERIES if series in drawn),
    )


def _label(points: list[dict[str, Any]]) -> None:
    """Give each point its label; overlapping values of one year and series share a label."""
    first: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for point in points:
        point["label"] = point["text"]
        same = first.setdefault((point["series"], point["year"]), [])
        near = [other for other in same if abs(other["value"] - point["value"]) <= NEAR * abs(point["value"])]
        if near:
            near[0]["label"], point["label"] = f"{near[0]['label']} / {point['text']}", ""
        else:
            same.append(point)


def title(series: Series, lang: Lang) -> str:
    """Return the title of a series in the legend."""
    return say(f"indicators.{SERIES[series]}", lang)


def _others(monitoring: Monitoring, no: int, lang: Lang) -> list[dict[str, Any]]:
    """Return the points that are shown but never assessed, each with the reason; equal points of one year once."""
    found = {}
    for figure in monitoring.of(no):
        if is_actual(figure) and figure.value is not None and (series := progress.obstacle(figure)):
            text = shown(figure, lang)
            point = _point(series, figure.year, figure.value, text)
            found[figure.year, figure.value, series] = {**point, "note": reason(monitoring, figure, lang)}
    return list(found.values())


def _level(series: Series, year: int, level: Level, lang: Lang) -> dict[str, Any]:
    text = f">{number(level.value)}" if level.lower_bound else number(level.value)
    return {**_point(series, year, level.value, text), "note": title(series, lang)}


def _base(indicator: Indicator, lang: Lang) -> dict[str, Any]:
    point = _point("base", BASE_YEAR, indicator.base, number(indicator.base))
    return {**point, "note": say("indicators.series_base", lang)}


def _target(indicator: Indicator, lang: Lang) -> dict[str, Any]:
    point = _point("target", TARGET_YEAR, indicator.target, indicator.target_text.say(lang))
    return {**point, "note": say("indicators.series_target", lang)}


def _point(series: str, year: int, value: float, text: str) -> dict[str, Any]:
    return {"series": series, "year": year, "value": value, "text": text}


def _lines(series: Series, held: dict[int, tuple[Level, ...]]) -> list[dict[str, Any]]:
    """Return the points of the lines between neighbouring years; `run` is the number of a line."""
    single = {year: levels[0].value for year, levels in held.items() if len(levels) == 1}
    runs = [years for years in gaps(list(single)) if len(years) > 1]
    return [
        {"series": series, "run": f"{series}-{number_}", "year": year, "value": single[year]}
        for number_, years in enumerate(runs)
        for year in years
    ]
