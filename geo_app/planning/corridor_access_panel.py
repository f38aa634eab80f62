"""Corridor fit: every platform's way to the corridors, those that none serves, and what each corridor serves."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from geo_app.state import cache, planning_cache, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import html_table, printed_table
from geo_app.widgets.markdown_escape import plain
from geo_app.widgets.table_height import table_height
from layers.dataset.dataset import Dataset
from layers.formats.spreadsheet import frame_to_csv
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.planning import site_points, tables
from layers.planning.site_points import Sites

TABLE = "fit-table"
# pixels, in the order in which they are shown: on a phone the distance stands beside the name; the kind, with which
# most names end, is in the file alone
WIDTHS = {"name": 210, "node_km": 70, "error": 80, "node": 245, "line": 330, "line_km": 75}
NUMBERS = {"node_km", "error", "line_km"}


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the section, for every platform that stands."""
    lang, planning_query = visitor.lang, visitor.planning_query
    st.markdown(say("fit.lead", lang))
    st.slider(
        say("fit.served", lang),
        5,
        150,
        step=5,
        format="%d km",
        **view_state.widget_binding("served", planning_query.served, then=lambda km: view_state.plan(served=int(km))),
    )
    sites = _platforms(visitor, dataset)
    fit = planning_cache.corridors().fit(sites)
    missed = fit.unserved(planning_query.served)
    if missed:
        st.markdown(f"**{say('fit.unserved', lang, km=planning_query.served, count=len(missed), all=sites.count)}**")
        st.markdown(plain(list_separator(lang).join(sites.names[n].say(lang) for n in missed)))
    else:
        st.success(say("fit.all_served", lang, km=planning_query.served))
    table = tables.fit_table(fit, dataset, lang)
    heads = {column: say(f"fit.{column}", lang) for column in WIDTHS}
    name = heads["name"]
    st.dataframe(
        table.assign(**{name: [dataset.catalogue.shorten(title, lang) for title in table[name]]}),
        hide_index=True,
        height=table_height(len(table), 420),
        column_order=list(heads.values()),
        column_config={
            head: st.column_config.NumberColumn(width=WIDTHS[column], format="%.1f")
            if column in NUMBERS
            else st.column_config.Column(width=WIDTHS[column])
            for column, head in heads.items()
        },
        selection_mode="single-row",
        alt=say("planning.fit", lang),
        **view_state.bound_row(TABLE, table.index.tolist(), visitor.selected),
    )
    printed_table.show(table[list(heads.values())], say("planning.fit", lang))
    st.caption(say("planning.straight", lang))
    file = f"corridor-fit-{dataset.catalogue.data_date}.csv"
    st.download_button(
        say("planning.csv", lang), lambda: frame_to_csv(table), file, "text/csv", key="fit-csv", on_click="ignore"
    )
    _served(visitor, dataset)


def _platforms(visitor: ViewState, dataset: Dataset) -> Sites:
    """Return all standing platforms, draft included; corridors' own stations are no platforms."""
    context = planning_cache.context()
    sites = site_points.apply(visitor.planning_query.changes, planning_cache.today(visitor.time), context)
    return sites.of_kinds([code for code, kind in dataset.catalogue.kinds.items() if kind.type != "corridor"])


def _served(visitor: ViewState, dataset: Dataset) -> None:
    st.markdown(f"## {say('fit.corridors', visitor.lang)}")
    key = ("served", visitor.district_vintage, visitor.planning_query.served, visitor.lang)
    with st.container(key="fit-served"):
        st.html(cache.cached(key, lambda: _served_written(visitor, dataset)))


def _served_written(visitor: ViewState, dataset: Dataset) -> Markup:
    """Return the districts that each corridor crosses, and those within reach of it."""
    lang, district_vintage, km = visitor.lang, visitor.district_vintage, visitor.planning_query.served
    areas = planning_cache.context().areas(district_vintage)
    short = dict(zip(areas.codes, areas.shorts, strict=True))

    def names(codes: list[str]) -> str:
        shown = list_separator(lang).join(short[code].say(lang) for code in codes)
        return say("fit.served_names", lang, count=len(codes), names=shown) if codes else "–"

    rows = [
        [dataset.name(code, lang), names(crossed), names(within)]
        for code, (crossed, within) in planning_cache.corridors().served_districts(km, district_vintage).items()
    ]
    heads = [say("fit.corridor", lang), say("fit.crossed", lang), say("fit.within", lang, km=km)]
    return html_table.table(heads, rows, say("fit.corridors", lang))
