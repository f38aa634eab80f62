"""Describe one indicator in sentences: plan, state, definition and doubts."""

from __future__ import annotations

from collections.abc import Iterator

from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator, list_separator
from layers.monitoring import progress
from layers.monitoring import table as tables
from layers.monitoring.indicators import Indicator, Monitoring
from layers.monitoring.progress import Assessment
from layers.monitoring.user_values import UserValues


def facts(monitoring: Monitoring, no: int, own: UserValues | None, lang: Lang) -> list[tuple[str, str]]:
    """Return (title, text) of each statement about indicator `no`, the most important first."""
    indicator, judgement = monitoring.indicator(no), tables.judge(monitoring, no)
    found = [
        (say("indicators.col_group", lang), monitoring.groups[indicator.group].say(lang)),
        (say("indicators.facts_target", lang), _target(indicator, lang)),
        (
            say("indicators.facts_judgement", lang),
            _judgement(indicator, judgement, lang),
        ),
    ]
    if own and own.of(no):
        mine = tables.judge_own(monitoring, own, no)
        found.append((say("indicators.series_own", lang), _judgement(indicator, mine, lang)))
    found += _floor(monitoring, indicator, lang)
    if newer := tables.newer_text(monitoring, no, judgement.year, lang):
        found.append((say("indicators.facts_newer", lang), newer))
    found.append((say("indicators.facts_definition", lang), indicator.definition.say(lang)))
    if indicator.glued:
        found.append((say("indicators.facts_glued", lang), _glued(indicator, lang)))
    return found


def _target(indicator: Indicator, lang: Lang) -> str:
    base, target = tables.number(indicator.base), indicator.target_text.say(lang)
    text = say("indicators.facts_target_text", lang, base=base, target=target, unit=indicator.unit.say(lang))
    return clause_separator(lang).join(
        [text, *([say("indicators.facts_cumulative", lang)] if indicator.cumulative else [])]
    )


def _judgement(indicator: Indicator, judgement: Assessment, lang: Lang) -> str:
    state = tables.state_text(judgement, lang)
    if judgement.year is None:
        return state
    latest, share = tables.latest_text(indicator, judgement, lang), tables.progress_text(judgement, lang)
    return say("indicators.facts_judgement_text", lang, state=state, latest=latest, progress=share)


def _floor(monitoring: Monitoring, indicator: Indicator, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield a statement about the minimum of each year, if the plan sets one and a year is known."""
    kept = progress.floor_kept(indicator, progress.comparable(monitoring.of(indicator.no)))
    if indicator.yearly_floor is None or not kept:
        return
    missed = [year for year, is_kept in kept.items() if not is_kept]
    key = "indicators.facts_floor_missed" if missed else "indicators.facts_floor_kept"
    years = list_separator(lang).join(map(str, missed or kept))
    floor, unit = tables.number(indicator.yearly_floor), indicator.unit.say(lang)
    text = say(key, lang, floor=floor, unit=unit, years=years)
    yield say("indicators.facts_floor", lang), text


def _glued(indicator: Indicator, lang: Lang) -> str:
    if indicator.glued is None:
        return ""
    readings = []
    for reading in indicator.glued.readings:
        base, target = tables.number(reading.base), tables.number(reading.target)
        text = say("indicators.glued_reading", lang, printed=indicator.glued.printed, base=base, target=target)
        readings.append(text + (say("indicators.glued_likelier", lang) if reading.likelier else ""))
    return clause_separator(lang).join(readings) + " · " + indicator.glued.why.say(lang)
