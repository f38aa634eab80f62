"""The operator's plots and workshops inside the shortlisted places, filtered by area, price and state."""

from __future__ import annotations

import streamlit as st

from geo_app.state import cache
from geo_app.state.url import ViewState
from geo_app.widgets import html_table
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.documents.shortlist import plot_rows
from layers.i18n.messages import say
from layers.suitability.place_evidence import authority
from layers.suitability.plots import STATES, PlotFilter


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the plots of each pick; without the operator's file, say whom to ask."""
    lang, picks = visitor.lang, visitor.suitability_query.picks
    if not picks:
        return
    st.markdown(f"### {say('plots.title', lang)}")
    plots = cache.plots()
    if plots is None:
        _whom_to_ask(picks, dataset, lang)
        return
    for sentence in plots.fault_sentences(lang):
        st.warning(plain(sentence))
    wanted = _filter(lang)
    rows = plot_rows(picks, dataset, plots, lang, wanted)
    if len(rows) > 1:
        st.html(html_table.table(list(map(str, rows[0])), rows[1:], say("plots.title", lang)))
    for name in picks:
        count = len(plots.of(name, wanted))
        st.caption(plain(say("plots.count", lang, place=dataset.name(name, lang), count=count)))
    st.caption(say("plots.note", lang))


def _filter(lang: Lang) -> PlotFilter:
    """Ask for least area, highest price and state; empty fields ask for nothing."""
    area, price, state = st.columns(3)
    with area:
        least = st.number_input(say("plots.least", lang), min_value=0.0, value=None, key="plots-area", placeholder="–")
    with price:
        most = st.number_input(say("plots.most", lang), min_value=0.0, value=None, key="plots-price", placeholder="–")
    with state:
        states = st.multiselect(
            say("plots.state", lang),
            STATES,
            format_func=lambda code: say(f"plots.{code}", lang),
            key="plots-state",
            placeholder=say("invest.choose", lang),
        )
    return PlotFilter(least, most, tuple(states))


def _whom_to_ask(picks: tuple[str, ...], dataset: Dataset, lang: Lang) -> None:
    st.caption(say("plots.none", lang))
    for name in picks:
        who = authority(name, dataset, lang) or say("plots.ask", lang)
        st.markdown(f"- **{plain(dataset.name(name, lang))}** — {plain(who)}")
