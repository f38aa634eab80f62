"""One scene as the page shows it: its map, its words, its figure, the way to the same view in the app."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from geo_app.state.cache import Snapshot
from geo_app.state.url import ViewState
from geo_app.widgets import html_table, map_widget, menu
from geo_app.widgets.markdown_escape import plain
from layers.briefing.charts import Chart, chart_of
from layers.briefing.placeholders import fill
from layers.briefing.presenter_page import view_of
from layers.briefing.scenes import Scene
from layers.config.branding import default_language
from layers.i18n.messages import say

MAP, HEIGHT = "scene-map", 440  # pixels, as in style.css


def show(scene: Scene, number: int, visitor: ViewState, snapshot: Snapshot, *, foreign: bool = False) -> None:
    """Draw scene `number`; `foreign`: of a briefing that the operator does not ship."""
    lang, dataset = visitor.lang, snapshot.dataset
    map_widget.mount(view_of(scene, dataset, lang, foreign=foreign), snapshot, key=MAP, height=HEIGHT)
    with st.container(horizontal=True, vertical_alignment="center", key="scene-head"):
        st.markdown(f"## {number}. {plain(fill(scene.title.say(lang), dataset, lang))}")
        query: dict[str, str | Iterable[str]] = {
            **scene.query(dataset),
            **({"lang": lang} if lang != default_language() else {}),
        }
        label = say("briefing.on_map", lang)
        st.page_link(menu.pages(lang)["map"], label=label, icon=":material/map:", query_params=query)
    _paragraphs(fill(scene.narration.say(lang), dataset, lang))
    if chart := chart_of(scene, dataset, lang):
        _figure(chart)
    if notes := fill(scene.notes.say(lang), dataset, lang):
        with st.expander(say("briefing.notes", lang), key=f"scene-notes-{number}"):
            _paragraphs(notes)


def _paragraphs(text: str) -> None:
    if text.strip():
        st.markdown("\n\n".join(plain(line) for line in text.splitlines() if line.strip()))


def _figure(chart: Chart) -> None:
    """Draw the figure's numbers as a table: every one can be read and copied."""
    if chart.kind == "line":
        columns = {name: list(chart.texts) for _, name, _ in chart.series}
    else:
        columns = {name: [f"{value:g}" for value in values if value is not None] for _, name, values in chart.series}
    rows = list(zip(chart.labels, *columns.values(), strict=True))
    with st.container(key="scene-figure"):
        st.markdown(f"**{plain(chart.title)}**")
        st.html(html_table.table(["", *columns], rows, chart.title))
        lines = [*(name for name, _ in chart.marks), *chart.note]
        if lines:
            st.caption(plain(" · ".join(lines)))
