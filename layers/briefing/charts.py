"""The chart beside a scene's map, as numbers and words: a count, or an indicator over its years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from layers.arrays import Mask
from layers.briefing.file import OUTCOME
from layers.briefing.scenes import Scene, SceneChart
from layers.catalogue.entries import CatalogueEntry, Lang, Region
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator
from layers.i18n.source_text import readable_source
from layers.monitoring import delivery, progress
from layers.monitoring import table as judging
from layers.monitoring.indicators import load_monitoring

Part = tuple[str, str, Mask]  # code, name, mask of features


@dataclass(frozen=True)
class Chart:
    """A small chart, the same on screen, slides and handout.

    Attributes
    ----------
    kind
        `bars`: one bar a label, parted by series; `line`: values over the years, with base and target.
    labels
        One for each value of a series.
    series
        Code, name and values, None for an unknown value; colours follow the codes.
    marks
        Named values to draw a line at (the target).
    note
        The note below: unit, state and source.
    """

    kind: Literal["bars", "line"]
    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, str, tuple[float | None, ...]], ...]  # code, name, values
    marks: tuple[tuple[str, float], ...] = ()
    note: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()  # formatted values of a line, "" for an unknown one


def chart_of(scene: Scene, dataset: Dataset, lang: Lang) -> Chart | None:
    """Return the scene's chart in language `lang`, or None."""
    if scene.figure is None:
        return None
    if scene.figure.indicator is not None:
        return _indicator(scene.figure.indicator, lang)
    return _count(scene, scene.figure, dataset, lang)


def _indicator(no: int, lang: Lang) -> Chart:
    monitoring = load_monitoring()
    indicator = monitoring.indicator(no)
    found = progress.comparable(monitoring.of(no))
    known = progress.levels(indicator, found)
    years = [year for year in judging.years_shown(()) if year > 2020 or not indicator.cumulative]
    levels = {year: known.get(year) or found.get(year, ()) for year in years}
    if not indicator.cumulative:
        levels[years[0]] = (progress.Level(indicator.base),)
    values = tuple(min((level.value for level in levels[year]), default=None) for year in years)
    texts = tuple(
        " / ".join(f">{judging.number(v.value)}" if v.lower_bound else judging.number(v.value) for v in levels[year])
        for year in years
    )
    judgement = judging.judge(monitoring, no)
    sources = dict.fromkeys(
        readable_source(f.publisher_zh if lang == "zh" else f.publisher_en)
        for f in monitoring.of(no)
        if f.year == judgement.year and progress.obstacle(f) is None
    )
    if judgement.year is None:
        newer = judging.newer_text(monitoring, no, None, lang)
        note = [say("briefing.no_latest", lang), *([say("briefing.chart_newer", lang, newer=newer)] if newer else [])]
    else:
        latest = judging.latest_text(indicator, judgement, lang)
        source = clause_separator(lang).join(sources)
        note = [
            say("briefing.chart_latest", lang, latest=latest, state=judging.state_text(judgement, lang)),
            say("briefing.chart_source", lang, source=source),
        ]
    return Chart(
        "line",
        say("briefing.chart_title", lang, title=indicator.title.say(lang), unit=indicator.unit.say(lang)),
        tuple(map(str, years)),
        (("actual", say("briefing.chart_actual", lang), values),),
        ((say("briefing.chart_target", lang, target=indicator.target_text.say(lang)), indicator.target),),
        tuple(note),
        texts,
    )


def _count(scene: Scene, figure: SceneChart, dataset: Dataset, lang: Lang) -> Chart:
    filters, fields, index = dataset.catalogue.filters, dataset.catalogue.fields, dataset.index
    kept = scene.mask(dataset)
    rows = filters[figure.rows or ""]
    if figure.columns == OUTCOME:
        promised = delivery.promises(dataset)
        outcomes = dataset.features["id"].map(promised["outcome"]).to_numpy()
        kept = kept & dataset.features["id"].isin(promised["id"]).to_numpy(dtype=bool)
        parts: list[Part] = [(code, say(f"outcome_short.{code}", lang), outcomes == code) for code in delivery.OUTCOMES]
        column_title = say("delivery.outcome", lang)
    elif figure.columns:
        column = filters[figure.columns]
        titles = dataset.vocabulary(column)
        parts = [(code, titles[code].title.say(lang), index.having(column, [code])) for code in index.codes[column]]
        column_title = fields[column].title.say(lang)
    else:
        parts, column_title = [("all", say("briefing.chart_count", lang), np.ones(len(index), dtype=bool))], ""
    counts = {code: index.count(rows, kept & mask) for code, _, mask in parts}
    labels = [code for code in index.codes[rows] if any(counts[part][code] for part, _, _ in parts)]
    series = [(code, name, tuple(float(counts[code][label]) for label in labels)) for code, name, _ in parts]
    key = "briefing.chart_by_two" if column_title else "briefing.chart_by"
    return Chart(
        "bars",
        say(key, lang, rows=fields[rows].title.say(lang), columns=column_title),
        tuple(_short(dataset.vocabulary(rows)[code], lang) for code in labels),
        tuple(part for part in series if any(part[2])),
    )


def _short(entry: CatalogueEntry, lang: Lang) -> str:
    return (entry.short if isinstance(entry, Region) else entry.title).say(lang)
