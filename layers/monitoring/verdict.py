"""One indicator against its target of 2025, in one line: met, missed by how much, or why nobody can say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.monitoring import progress
from layers.monitoring import table as tables
from layers.monitoring.indicators import TARGET_YEAR, YEARS, Figure, Indicator, Monitoring
from layers.monitoring.progress import Level, State
from layers.monitoring.searches import Search, load_searches

Answer = Literal["met", "missed", "open"]
# the keys of the section `verdict` of the messages
Why = Literal["no-value", "no-last-year", "sum-incomplete", "only-a-bound", "disagree", ""]
ANSWERS: tuple[Answer, ...] = ("met", "missed", "open")


@dataclass(frozen=True)
class Verdict:
    """What is known of a target of 2025.

    Attributes
    ----------
    year, levels
        When it was met, else the latest comparable year, and what was held against the target then.
    gaps
        By how much it was missed, as shares of the target: lowest and highest of the values, or the one.
    why
        Why it cannot be judged.
    figures
        The published values that show it; where none can be compared, the nearest.
    """

    answer: Answer
    year: int | None = None
    levels: tuple[Level, ...] = ()
    gaps: tuple[float, ...] = ()
    why: Why = ""
    figures: tuple[Figure, ...] = ()


def verdict(monitoring: Monitoring, no: int) -> Verdict:
    """Return how indicator `no` stands against its target of 2025, from comparable values alone."""
    indicator, figures = monitoring.indicator(no), monitoring.of(no)
    yearly = progress.comparable(figures)
    held = progress.levels(indicator, yearly)
    if not held:
        return Verdict("open", why="no-value", figures=tuple(tables.newest_figures(monitoring, no)[:1]))
    latest = max(held)
    reached = [year for year in held if _states(indicator, year, held[year]) == {"reached"}]
    if latest in reached:
        first = min(year for year in reached if all(later in reached for later in held if later >= year))
        return Verdict("met", first, held[first], figures=_shown(indicator, figures, first))
    shown = _shown(indicator, figures, latest)
    if latest < TARGET_YEAR:
        why: Why = "sum-incomplete" if indicator.cumulative else "no-last-year"
        return Verdict("open", latest, held[latest], why=why, figures=shown)
    states = _states(indicator, latest, held[latest])
    if states == {"missed"}:
        gaps = {round(abs(level.value - indicator.target) / indicator.target, 6) for level in held[latest]}
        return Verdict("missed", latest, held[latest], tuple(sorted(gaps)), figures=shown)
    return Verdict(
        "open", latest, held[latest], why="only-a-bound" if states == {"open"} else "disagree", figures=shown
    )


def _states(indicator: Indicator, year: int, found: tuple[Level, ...]) -> set[progress.State]:
    return {progress.state_of(indicator, year, level) for level in found}


def _shown(indicator: Indicator, figures: tuple[Figure, ...], year: int) -> tuple[Figure, ...]:
    """Return the comparable figures behind a year: all of a sum, else those of the year; linked ones first."""
    years = {each for each in YEARS if each <= year} if indicator.cumulative else {year}
    found = [figure for figure in figures if figure.year in years and tables.is_actual(figure)]
    return tuple(sorted((f for f in found if progress.obstacle(f) is None), key=lambda figure: not figure.url))


def sentence(monitoring: Monitoring, no: int, lang: Lang) -> str:
    """Return the verdict on indicator `no` in one line."""
    indicator, found = monitoring.indicator(no), verdict(monitoring, no)
    target, unit = tables.target_with_unit(indicator, lang), indicator.unit.say(lang)
    value = " / ".join(f">{tables.number(v.value)}" if v.lower_bound else tables.number(v.value) for v in found.levels)
    values = {"year": found.year, "value": tables.with_unit(value, unit, lang), "target": target}
    if found.answer == "open":
        return say("verdict.open", lang, why=_reason(monitoring, no, found, lang))
    if found.answer == "met":
        return say("verdict.met", lang, **values)
    return say("verdict.missed", lang, gap="–".join(f"{gap:.1%}" for gap in found.gaps), **values)


def _reason(monitoring: Monitoring, no: int, found: Verdict, lang: Lang) -> str:
    indicator = monitoring.indicator(no)
    latest = tables.latest_text(indicator, tables.judge(monitoring, no), lang, unit=True)
    missing = list_separator(lang).join(str(year) for year in YEARS if found.year and year > found.year)
    why = say(f"verdict.{found.why}", lang, latest=latest, missing=missing)
    if found.why != "no-value" or not found.figures:
        return why
    return say("verdict.with_nearest", lang, why=why, nearest=tables.figure_text(monitoring, found.figures[0], lang))


def searched(no: int) -> Search | None:
    """Return the last search for whole years of indicator `no`; None where nobody had to."""
    return load_searches().get(f"indicator-{no}")


def counts(monitoring: Monitoring) -> dict[Answer, int]:
    """Return how many indicators were met, were missed, and cannot be judged."""
    found = [verdict(monitoring, indicator.no).answer for indicator in monitoring.indicators]
    return {answer: found.count(answer) for answer in ANSWERS}


def open_by_path(monitoring: Monitoring) -> dict[State, int]:
    """Return how the indicators that cannot be judged stood in their latest comparable year, without those in none."""
    unjudged = [each.no for each in monitoring.indicators if verdict(monitoring, each.no).answer == "open"]
    found = [tables.judge(monitoring, no).state for no in unjudged]
    return {state: found.count(state) for state in tables.STATES if state in found}
