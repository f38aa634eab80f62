"""The monitoring table as text for page, chart and download, without markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

import pandas as pd

from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator
from layers.monitoring import progress
from layers.monitoring.indicators import BASE_YEAR, TARGET_YEAR, YEARS, Figure, Indicator, Monitoring
from layers.monitoring.progress import Assessment, Level, Obstacle, State
from layers.monitoring.user_values import UserValues

STATES: tuple[State, ...] = get_args(State)
STATE_WORDS: dict[State, str] = {
    "reached": "state_reached",
    "on-path": "state_on_path",
    "behind": "state_behind",
    "missed": "state_missed",
    "open": "state_open",
    "none": "state_none",
}
PLAN_WORDS = {"base": "use_base", "target": "use_target"}
USE_WORDS: dict[Obstacle | None, str] = {
    None: "use_comparable",
    "growth": "use_growth",
    "scope": "use_scope",
    "derived": "use_derived",
    "background": "use_background",
    "part": "use_part",
}


@dataclass(frozen=True)
class ValueCoverage:
    """Counts of indicator-years: in the plan's term, with any value, and comparable with the plan."""

    total: int
    valued: int
    comparable: int


def coverage(monitoring: Monitoring) -> ValueCoverage:
    """Count the indicator-years with a value."""
    valued = {(f.indicator_no, f.year) for f in monitoring.figures if is_actual(f) and f.value is not None}
    results = [year for i in monitoring.indicators for year in progress.comparable(monitoring.of(i.no))]
    return ValueCoverage(len(monitoring.indicators) * len(YEARS), sum(y in YEARS for _, y in valued), len(results))


def is_actual(figure: Figure) -> bool:
    """Test whether a figure is an observation, not the plan's base or target."""
    return figure.kind not in {"base", "target"}


def number(value: float) -> str:
    """Format a number for readers: grouped digits, no more decimals than printed."""
    return f"{value:,.10g}"


def shown(figure: Figure, lang: Lang) -> str:
    """Format a figure's value as printed, with its sign for "more than" or "about"; a growth rate stays unchanged."""
    if figure.value is None:
        return figure.text
    text = number(figure.value)
    if figure.lower_bound:
        return f">{text}" if figure.text.startswith(">") else say("indicators.and_more", lang, value=text)
    return f"≈{text}" if figure.text.startswith("≈") else text


def base_text(indicator: Indicator, lang: Lang) -> str:
    """Return the base of 2020, with a mark if the plan prints its digits without a space."""
    return _glued(indicator, number(indicator.base), lang)


def target_text(indicator: Indicator, lang: Lang) -> str:
    """Return the target of 2025 as printed, with a mark if the plan prints its digits without a space."""
    return _glued(indicator, indicator.target_text.say(lang), lang)


def target_with_unit(indicator: Indicator, lang: Lang) -> str:
    """Return the target of 2025 as printed, with its unit, for a sentence that names no unit elsewhere."""
    return _glued(indicator, with_unit(indicator.target_text.say(lang), indicator.unit.say(lang), lang), lang)


def with_unit(text: str, unit: str, lang: Lang) -> str:
    """Return a value with its unit; one that begins with a number, such as 100 million yuan, stands in brackets."""
    key = "value_unit" if unit[:1].isdigit() else "value_count"
    return say(f"indicators.{key}", lang, value=text, unit=unit)


def _glued(indicator: Indicator, text: str, lang: Lang) -> str:
    return text + say("indicators.glued_mark", lang) if indicator.glued else text


def judge(monitoring: Monitoring, no: int) -> Assessment:
    """Assess indicator `no` by the published values."""
    return progress.judge(monitoring.indicator(no), progress.comparable(monitoring.of(no)))


def judge_own(monitoring: Monitoring, own: UserValues, no: int) -> Assessment:
    """Assess indicator `no` by the visitor's own values alone."""
    return progress.judge(monitoring.indicator(no), own.yearly(no))


def latest_text(indicator: Indicator, judgement: Assessment, lang: Lang, *, unit: bool = False) -> str:
    """Return the assessed value with its year, with `unit` also that; several values are joined."""
    if judgement.year is None:
        return say("indicators.nothing", lang)
    key = "indicators.summed" if indicator.cumulative else "indicators.in_year"
    text = " / ".join(f">{number(v.value)}" if v.lower_bound else number(v.value) for v in judgement.levels)
    text = with_unit(text, indicator.unit.say(lang), lang) if unit else text
    return say(key, lang, value=text, year=judgement.year)


def progress_text(judgement: Assessment, lang: Lang) -> str:
    """Return the progress in per cent and, before the last year, that of the straight path."""
    if judgement.year is None or judgement.path is None:
        return say("indicators.nothing", lang)
    shares = zip(judgement.shares, judgement.levels, strict=True)
    text = " / ".join(dict.fromkeys(_per_cent(share, level) for share, level in shares))
    return say("indicators.progress_path", lang, progress=text, path=f"{judgement.path:.0%}")


def _per_cent(share: float, level: Level) -> str:
    return f">{share:.1%}" if level.lower_bound else f"{share:.1%}"


def state_text(judgement: Assessment, lang: Lang) -> str:
    """Return the assessment in words, with a mark that is readable without colour."""
    return state_word(judgement.state, lang)


def state_word(state: State, lang: Lang) -> str:
    """Return a state in words."""
    return say(f"indicators.{STATE_WORDS[state]}", lang)


def reason(monitoring: Monitoring, figure: Figure, lang: Lang) -> str:
    """Return the reason why a figure is compared or not: the plan's own row, comparable, or the obstacle."""
    if not is_actual(figure):
        return say(f"indicators.{PLAN_WORDS[figure.kind]}", lang)
    scope = monitoring.scopes[figure.scope].say(lang)
    return say(f"indicators.{USE_WORDS[progress.obstacle(figure)]}", lang, scope=scope)


def _short_reason(monitoring: Monitoring, figure: Figure, lang: Lang) -> str:
    """Return the reason without its class, as a part of a sentence: a differing definition is quoted itself."""
    if progress.obstacle(figure) == "scope":
        return monitoring.scopes[figure.scope].say(lang)
    text = reason(monitoring, figure, lang)
    return text[0].lower() + text[1:]


def newer_text(monitoring: Monitoring, no: int, after: int | None, lang: Lang) -> str:
    """Return the figures of the newest year after the judged one that cannot be compared, each with the reason."""
    texts = (figure_text(monitoring, figure, lang) for figure in newest_figures(monitoring, no, after))
    return clause_separator(lang).join(dict.fromkeys(texts))


def newest_figures(monitoring: Monitoring, no: int, after: int | None = None) -> list[Figure]:
    """Return the observations of the newest year after `after`, as gathered."""
    later = [f for f in monitoring.of(no) if is_actual(f) and f.year > (after or BASE_YEAR) and f.value is not None]
    newest = max((figure.year for figure in later), default=0)
    return [figure for figure in later if figure.year == newest]


def figure_text(monitoring: Monitoring, figure: Figure, lang: Lang) -> str:
    """Return a figure with its year, its unit and the reason why it cannot be compared."""
    why, unit = _short_reason(monitoring, figure, lang), monitoring.unit_of(figure).say(lang)
    value = shown(figure, lang) if figure.value is None else with_unit(shown(figure, lang), unit, lang)
    return say("indicators.newer", lang, year=figure.year, value=value, reason=why)


def overview(monitoring: Monitoring, own: UserValues | None, lang: Lang) -> pd.DataFrame:
    """Return one row an indicator, titles as column names, texts as cells; user values have their own columns."""
    rows = []
    for indicator in monitoring.indicators:
        judgement = judge(monitoring, indicator.no)
        row = {
            "col_no": str(indicator.no),
            "col_group": monitoring.groups[indicator.group].say(lang),
            "col_title": indicator.title.say(lang),
            "col_unit": indicator.unit.say(lang),
            "col_base": base_text(indicator, lang),
            "col_target": target_text(indicator, lang),
            "col_latest": latest_text(indicator, judgement, lang),
            "col_progress": progress_text(judgement, lang),
            "col_state": state_text(judgement, lang),
            "col_newer_title": newer_text(monitoring, indicator.no, judgement.year, lang),
        }
        if own:
            mine = judge_own(monitoring, own, indicator.no)
            row["col_own_latest"] = latest_text(indicator, mine, lang)
            row["col_own_progress"] = progress_text(mine, lang)
            row["col_own_state"] = state_text(mine, lang)
        rows.append(row)
    return _titled(pd.DataFrame(rows), lang)


def counts(monitoring: Monitoring) -> dict[State, int]:
    """Count the indicators in each state, in the order from reached to unknown."""
    found = [judge(monitoring, indicator.no).state for indicator in monitoring.indicators]
    return {state: found.count(state) for state in STATES}


def values(monitoring: Monitoring, no: int, own: UserValues | None, lang: Lang) -> pd.DataFrame:
    """Return one row for each value of indicator `no` with its source; a year without values has a row that says so."""
    figures = monitoring.of(no)
    years = {figure.year for figure in figures if is_actual(figure)}
    rows = [(figure.year, _value_row(monitoring, figure, lang)) for figure in figures]
    rows += [(year, _open_row(year, lang)) for year in YEARS if year not in years]
    if own:
        rows += [(figure.year, _own_row(own, figure.year, figure.value, figure.note, lang)) for figure in own.of(no)]
    rows.sort(key=lambda pair: pair[0])
    return _titled(pd.DataFrame([row for _, row in rows]), lang)


def _value_row(monitoring: Monitoring, figure: Figure, lang: Lang) -> dict[str, str]:
    indicator = monitoring.indicator(figure.indicator_no)
    plan = {"base": base_text(indicator, lang), "target": target_text(indicator, lang)}
    return {
        "col_year": str(figure.year),
        "col_value": plan.get(figure.kind) or shown(figure, lang),
        "col_use": reason(monitoring, figure, lang),
        "col_period": figure.period.replace("/", " – "),
        "col_source": figure.publisher_zh if lang == "zh" else figure.publisher_en,
        "col_page_date": figure.page_date or say("indicators.no_date", lang),
        "col_confidence": monitoring.confidences[figure.confidence].say(lang),
        "col_note": figure.note_zh if lang == "zh" else figure.note_en,
        "col_url": figure.url,
    }


def _open_row(year: int, lang: Lang) -> dict[str, str]:
    empty = dict.fromkeys(("col_period", "col_source", "col_page_date", "col_confidence", "col_note", "col_url"), "")
    return {
        "col_year": str(year),
        "col_value": say("indicators.nothing", lang),
        "col_use": say("indicators.use_open", lang),
    } | empty


def _own_row(own: UserValues, year: int, value: float, note: str, lang: Lang) -> dict[str, str]:
    source = say("indicators.own_source", lang, name=own.name)
    taken = {"col_value": number(value), "col_use": say("indicators.series_own", lang)}
    return {**_open_row(year, lang), **taken, "col_source": source, "col_note": note}


def _titled(table: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    return table.rename(columns={name: say(f"indicators.{name}", lang) for name in table.columns})


def years_shown(figures: Iterable[Figure]) -> list[int]:
    """Return the years of a chart: from the earlier of base and first figure to the target."""
    return list(range(min([BASE_YEAR, *(figure.year for figure in figures)]), TARGET_YEAR + 1))


def gaps(years: Sequence[int]) -> list[list[int]]:
    """Group years into runs of neighbours, so that a line never crosses an open year."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs
