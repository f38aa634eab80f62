"""The shortlist side by side: fields, distances, a chart, a small map, and what lies inside what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import altair as alt
import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo_app.state import cache
from geo_app.state.cache import Snapshot
from geo_app.state.url import ViewState
from geo_app.widgets import html_table, map_widget, shortlist
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator, list_separator
from layers.query.filters import FilterResult, Selection
from layers.query.nearest import kilometres
from layers.suitability import comparison, distance_table
from layers.suitability.comparison import MOST
from layers.suitability.comparison_row import ComparisonRow, grouped
from layers.suitability.presets import load_presets

SOFT = "#4d5660"  # of axes: readable, but behind the figures
LANE_PX, AXIS_PX = 17, 50  # of one place in the chart, of its axis
TICKS_KM = (0, 5, 10, 20, 50, 100, 150, 200, 250, 300, 400, 500)


def show(visitor: ViewState, snapshot: Snapshot) -> None:
    """Draw the comparison; with nothing on the shortlist, say how to fill it."""
    lang, picks, dataset = visitor.lang, visitor.suitability_query.picks, snapshot.dataset
    st.markdown(f"## {say('invest.compare', lang)}")
    if not picks:
        st.info(say("invest.no_picks", lang, most=MOST))
        return
    with st.container(horizontal=True, key="compare-picks"):
        for name in picks:
            with st.container(horizontal=True, vertical_alignment="center", key=f"compared-{name}"):
                st.markdown(f"**{plain(dataset.name(name, lang))}**")
                shortlist.button(visitor, name, f"compare-pick-{name}", small=True)
    for sentence in comparison.inside(picks, dataset, load_presets(), lang):
        st.warning(plain(sentence))
    _contacts(picks, dataset, lang)
    names = [f"{n} {dataset.name(name, lang)}" for n, name in enumerate(picks, start=1)]
    chosen = cache.cached(("comparison", picks, lang), lambda: comparison.compare(picks, dataset, lang))
    _table("fields", picks, names, lambda: chosen.rows, lang)
    if absent := comparison.absent_sentence(chosen, lang):
        st.caption(plain(absent))
    st.markdown(f"### {say('invest.distances', lang)}")
    _table("distances", picks, names, lambda: distance_table.distances(picks, cache.proximity(), lang), lang)
    st.caption(say("near.note", lang))
    _chart(picks, names, lang)
    _map(visitor, snapshot, picks)


def _table(
    key: str, picks: Sequence[str], names: Sequence[str], lines: Callable[[], Sequence[ComparisonRow]], lang: Lang
) -> None:
    title = say("invest.compare" if key == "fields" else f"invest.{key}", lang)
    with st.container(key=f"compare-{key}"):
        st.html(cache.cached((key, picks, lang), lambda: _written(names, lines(), title, lang)))


def _written(names: Sequence[str], lines: Sequence[ComparisonRow], title: str, lang: Lang) -> Markup:
    """Return lines as a table, group by group; a sign stands before each line in which the places differ."""
    rows: list[list[str]] = []
    for title_of_group, members in grouped(lines, lang):
        rows += [[title_of_group]] if title_of_group else []
        signs = [say("compare.yes", lang) if line.differs and len(names) > 1 else "" for line in members]
        rows += [[line.title, sign, *line.cells] for line, sign in zip(members, signs, strict=True)]
    return html_table.table([say("compare.field", lang), say("compare.differs", lang), *names], rows, title)


def _chart(picks: Sequence[str], names: Sequence[str], lang: Lang) -> None:
    """Draw the distances as points with their error, one shape and line a place: it reads in grey."""
    gateways = cache.current_snapshot().dataset.catalogue.gateways
    reaches = cache.cached(("reaches", picks), lambda: distance_table.reaches(picks, cache.proximity()))
    rows = [
        {
            "place": name,
            "group": gateways[code].title.say(lang),
            "km": r.km,
            "low": max(r.km - (r.error_km or 0), 0),
            "high": r.km + (r.error_km or 0),
            "text": f"{name.partition(' ')[0]} · {kilometres(r)}",
        }
        for code, column in reaches.items()
        if code in gateways
        for name, r in zip(names, column, strict=True)
        if r
    ]
    if not rows:
        return
    st.markdown(f"### {say('invest.chart', lang)}")
    with st.container(key="compare-chart"):
        # the rows tell everything but the language of the axis
        st.vega_lite_chart(cache.chart(f"{lang} {rows!r}", lambda: _points(rows, names, lang)), width="stretch")
    st.caption(plain(clause_separator(lang).join(names)))
    st.caption(say("invest.chart_note", lang))


def _points(
    rows: Sequence[Mapping[str, object]], numbered: Sequence[str], lang: Lang
) -> alt.LayerChart | alt.FacetChart:
    """Return the chart; near distances get more room than far ones by a square-root scale."""
    groups = list(dict.fromkeys(str(row["group"]) for row in rows))
    title = say("invest.km", lang)
    scale = alt.Scale(type="sqrt", zero=True, nice=True)
    y = alt.Y(
        "group:N", title=None, sort=groups, axis=alt.Axis(labelLimit=130, labelFontSize=13, labelColor=SOFT, grid=True)
    )
    base = alt.Chart(pd.DataFrame(rows)).encode(y=y, yOffset=alt.YOffset("place:N", sort=list(numbered)))
    shape = alt.Shape("place:N", sort=list(numbered), legend=None)  # the caption names the numbers
    rule = base.mark_rule(color="#8b8f94", strokeWidth=2).encode(
        x=alt.X(
            "low:Q",
            title=title,
            scale=scale,
            axis=alt.Axis(values=TICKS_KM, labelFontSize=12, labelColor=SOFT, titleColor=SOFT),
        ),
        x2="high:Q",
    )
    point = base.mark_point(color="#1d2329", fill="#1d2329", size=55).encode(x=alt.X("km:Q", title=title), shape=shape)
    text = base.mark_text(align="left", dx=8, color="#1d2329", fontSize=12).encode(x="high:Q", text="text:N")
    return alt.layer(rule, point, text).properties(height=LANE_PX * (len(numbered) + 1) * len(groups) + AXIS_PX)


def _map(visitor: ViewState, snapshot: Snapshot, picks: Sequence[str]) -> None:
    """Draw the picks alone on a small map; those without a place are named."""
    dataset, lang = snapshot.dataset, visitor.lang
    st.markdown(f"### {say('invest.map', lang)}")
    kept = dataset.features.index.isin(list(picks))
    bare = replace(visitor, selection=Selection(), selected=None, route=False, view=None, drawer=False)
    with st.container(key="compare-map"):
        map_widget.show(bare, snapshot, FilterResult(kept, kept & False))
    if nowhere := [name for name in picks if dataset.features.geometry[name] is None]:
        names = list_separator(lang).join(dataset.name(name, lang) for name in nowhere)
        st.caption(plain(say("invest.nowhere", lang, names=names)))


def _contacts(picks: Sequence[str], dataset: Dataset, lang: Lang) -> None:
    """Say that the plan holds no contacts, plots, rents or incentives; show the operator's where there are some."""
    contacts = cache.contacts()
    if contacts is None:
        st.caption(say("invest.no_contacts", lang))
        return
    for sentence in contacts.fault_sentences(lang):
        st.warning(plain(sentence))
    st.caption(say("invest.operator", lang))
    for name in picks:
        for note in contacts.notes.get(name, ()):
            title = plain(dataset.name(name, lang))
            text = say(
                "invest.note",
                lang,
                topic=say(f"contacts.{note.topic}", lang),
                text=note.text,
                source=note.source,
                date=note.date,
            )
            st.markdown(f"- **{title}** — {plain(text)}")
