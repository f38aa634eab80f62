"""The indicators: the overview of all fifteen, one of them in detail, and what a visitor takes away."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo_app.indicators import indicator_chart, user_values_panel
from geo_app.state import cache, draft_briefing, view_state
from geo_app.state.cache import Snapshot
from geo_app.state.url import ViewState
from geo_app.widgets import answer_lists, download_buttons, fragments, html_table, menu
from geo_app.widgets.answer_lists import Answer, Fold, Piece
from geo_app.widgets.html_table import Cell, Link
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.catalogue.models import load_catalogue
from layers.documents.monitoring_workbook import to_csv, to_xlsx
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.i18n.source_text import readable_source
from layers.monitoring import table as tables
from layers.monitoring import verdict
from layers.monitoring.chart_data import plot
from layers.monitoring.indicators import Figure, Indicator, Monitoring, load_monitoring
from layers.monitoring.sentences import facts
from layers.monitoring.user_values import UserValues

OWN_COLUMNS = ("col_own_latest", "col_own_progress", "col_own_state")


def show(visitor: ViewState) -> None:
    """Draw the page; the choice of an indicator changes its detail alone."""
    lang, monitoring, own = visitor.lang, load_monitoring(), user_values_panel.current()
    known = tables.coverage(monitoring)
    st.markdown(f"# {say('indicators.title', lang)}")
    _verdicts(monitoring, lang)
    st.markdown(
        say("indicators.intro", lang, total=known.total, valued=known.valued, comparable=known.comparable),
    )
    _overview(monitoring, own, lang)
    _detail()
    user_values_panel.show(visitor, monitoring)
    with st.expander(say("indicators.rules", lang), key="indicator-rules"):
        st.markdown(plain(say("indicators.rules_text", lang)))


def _verdicts(monitoring: Monitoring, lang: Lang) -> None:
    """Draw the verdict on each indicator in one line with the page that shows it, before everything else."""
    st.markdown(f"**{say('verdict.lead', lang, **verdict.counts(monitoring))}**")
    _tally(monitoring, lang)

    def make() -> Markup:
        items = [_verdict(monitoring, indicator, lang) for indicator in monitoring.indicators]
        return answer_lists.answers(items, say("verdict.title", lang), kind="verdicts")

    st.html(cache.cached(("verdicts", lang), make))


def _verdict(monitoring: Monitoring, indicator: Indicator, lang: Lang) -> Answer:
    found, said = verdict.verdict(monitoring, indicator.no), verdict.sentence(monitoring, indicator.no, lang)
    lines: list[list[Piece]] = [[]]
    for figure in found.figures[:1]:
        lines[0] += [say("verdict.source", lang), _source(figure, lang)]
    if search := verdict.searched(indicator.no):
        lines.append([Fold(search.last_search(lang), search.words(lang))])
    return Answer(indicator.title.say(lang), found.answer, said, [line for line in lines if line])


def _source(figure: Figure, lang: Lang) -> Link:
    publisher = figure.publisher_zh if lang == "zh" else figure.publisher_en
    text = " ".join(filter(None, (readable_source(publisher), figure.page_date)))
    note = publisher if readable_source(publisher) != publisher else ""
    return Link(text if figure.url else say("evidence.unlinked", lang, source=text), figure.url, note)


def _tally(monitoring: Monitoring, lang: Lang) -> None:
    """Draw the counts of the sentence above in its order, and what is known of those that cannot be judged."""
    counts = verdict.counts(monitoring)
    st.html(html_table.tally((say(f"verdict_count.{code}", lang), count) for code, count in counts.items()))
    if counts["open"]:
        states = (
            say("verdict.state_count", lang, state=tables.state_word(state, lang), count=count)
            for state, count in verdict.open_by_path(monitoring).items()
        )
        st.caption(say("verdict.by_path", lang, open=counts["open"], states=list_separator(lang).join(states)))


def _overview(monitoring: Monitoring, own: UserValues | None, lang: Lang) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="indicator-tools"):
        st.markdown(f"## {say('indicators.overview', lang)}")
        _downloads(monitoring, own, lang)
    with st.container(key="indicator-overview"):

        def make() -> Markup:
            table = _with_own(_with_units(tables.overview(monitoring, own, lang), lang), lang)
            label = say("indicators.overview_alt", lang)
            return html_table.table(list(table.columns), table.to_numpy().tolist(), label, named=False)

        st.html(cache.cached(("overview", lang), make, own=own is not None))
    st.caption(plain(say("indicators.path_note", lang)))


def _with_units(table: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """Return the overview with the unit behind the title instead of in a column of its own."""
    title, unit, group = (say(f"indicators.{name}", lang) for name in ("col_title", "col_unit", "col_group"))
    pairs = zip(table[title], table[unit], strict=True)
    named = [say("indicators.with_unit", lang, title=name, unit=measure) for name, measure in pairs]
    return table.drop(columns=[unit, group]).assign(**{title: named})


def _with_own(table: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """Return the overview with what it says of own values in one column instead of three."""
    latest, share, results = (say(f"indicators.{name}", lang) for name in OWN_COLUMNS)
    if latest not in table:
        return table
    pairs = zip(table[latest], table[results], strict=True)
    nothing = say("indicators.nothing", lang)
    cells = [nothing if v == nothing else say("indicators.own_cell", lang, latest=v, state=s) for v, s in pairs]
    return table.drop(columns=[share, results]).assign(**{latest: cells})


def _downloads(monitoring: Monitoring, own: UserValues | None, lang: Lang) -> None:
    stem = f"indicators-{load_catalogue().data_date}"
    files = {
        "xlsx": (say("indicators.download_xlsx", lang), partial(to_xlsx, monitoring, own, lang)),
        "csv": (say("indicators.download_csv", lang), partial(to_csv, monitoring, own, lang)),
    }
    download_buttons.row("indicators", stem, files)


@fragments.view_fragment("indicators/detail", rest=lambda view: (replace(view, indicator=1), draft_briefing.current()))
def _detail(visitor: ViewState, _snapshot: Snapshot) -> None:
    """Draw the chosen indicator: its chart beside its facts, then every value with its source."""
    lang, monitoring, own = visitor.lang, load_monitoring(), user_values_panel.current()
    titles = {i.no: _option(i, lang) for i in monitoring.indicators}
    st.selectbox(
        say("indicators.choose", lang),
        list(titles),
        format_func=titles.__getitem__,
        filter_mode=None,
        placeholder=say("indicators.choose", lang),
        **view_state.widget_binding("indicator", visitor.indicator, then=lambda no: view_state.change(indicator=no)),
    )
    indicator = monitoring.indicator(visitor.indicator)
    left, right = st.columns([3, 2], gap="large")
    with left, st.container(key="indicator-chart"):
        _chart(monitoring, indicator, own, lang)
    with right, st.container(key="indicator-facts"):
        _facts(monitoring, indicator, own, lang)
        _map_link(indicator, lang)
    st.markdown(f"### {say('indicators.values', lang)}")
    with st.container(key="indicator-values"):

        def make() -> Markup:
            heads, rows = _linked(tables.values(monitoring, indicator.no, own, lang), lang)
            return html_table.table(heads, rows, say("indicators.values_alt", lang), named=False)

        st.html(cache.cached(("values", indicator.no, lang), make, own=own is not None))
    st.caption(plain(say("indicators.values_note", lang)))


def _option(indicator: Indicator, lang: Lang) -> str:
    title, unit = indicator.title.say(lang), indicator.unit.say(lang)
    return say("indicators.option", lang, no=indicator.no, title=title, unit=unit)


def _chart(monitoring: Monitoring, indicator: Indicator, own: UserValues | None, lang: Lang) -> None:
    judgement = tables.judge(monitoring, indicator.no)
    alt = say(
        "indicators.chart_alt",
        lang,
        title=indicator.title.say(lang),
        base=tables.base_text(indicator, lang),
        target=tables.target_text(indicator, lang),
        latest=tables.latest_text(indicator, judgement, lang),
        state=tables.state_text(judgement, lang),
    )

    def make() -> dict[str, Any]:
        return indicator_chart.spec(plot(monitoring, indicator.no, own, lang), indicator, lang)

    spec = cache.cached(("indicator", indicator.no, lang), make, own=own is not None)
    st.vega_lite_chart(spec, key=f"chart-{indicator.no}", alt=alt, width="stretch", theme=None)
    notes = [say("indicators.chart_note", lang)]
    if indicator.cumulative:
        notes.append(say("indicators.chart_sums", lang, base=tables.base_text(indicator, lang)))
    st.caption(plain(" ".join(notes)))


def _facts(monitoring: Monitoring, indicator: Indicator, own: UserValues | None, lang: Lang) -> None:
    for title, text in facts(monitoring, indicator.no, own, lang):
        st.markdown(f"**{title}**  \n{plain(text)}")


def _map_link(indicator: Indicator, lang: Lang) -> None:
    if not indicator.kinds:
        st.caption(say("indicators.no_features", lang))
        return
    query = {"kind": list(indicator.kinds)} | ({"lang": ["en"]} if lang == "en" else {})
    st.page_link(
        menu.pages(lang)["map"],
        label=say("indicators.to_map", lang),
        icon=":material/map:",
        query_params=query,
    )


def _linked(table: pd.DataFrame, lang: Lang) -> tuple[list[str], list[list[Cell]]]:
    """Return headings and rows with the address behind the source's name instead of in a column of its own."""
    source, url = say("indicators.col_source", lang), say("indicators.col_url", lang)
    heads = [head for head in table.columns if head != url]
    rows = [dict(zip(table.columns, cells, strict=True)) for cells in table.to_numpy().tolist()]
    return heads, [[_cell(row, head, source, url) for head in heads] for row in rows]


def _cell(row: dict[str, str], head: str, source: str, url: str) -> Cell:
    """Return a cell without the editors' remarks on how a page was seen; a source has them in its tooltip."""
    text = readable_source(row[head])
    return Link(text, row[url], "" if text == row[head] else row[head]) if head == source else text
