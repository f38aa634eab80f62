"""The investor's page: from a need to a compared shortlist of five."""

from dataclasses import replace

import streamlit as st

from geo_app.invest import (
    compare_panel,
    download_panel,
    need_text_panel,
    plots_panel,
    ranking_panel,
    requirements_panel,
    selection_panel,
    surroundings_panel,
)
from geo_app.shell import sidebar
from geo_app.state import cache, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import fragments, notices, scene_button
from layers.i18n.messages import say
from layers.suitability.requirements import Requirements

snapshot = cache.current_snapshot()
visitor = view_state.current()
cut = visitor.selection.cut(snapshot.dataset.index)


@fragments.view_fragment(
    "invest/ranking",
    rest=lambda view: replace(
        view, suitability_query=replace(view.suitability_query, requirements=Requirements(), text="")
    ),
)
def _ranking(now: ViewState, kept: cache.Snapshot) -> None:
    """Draw the need and what it ranks; the shortlist and all that follows from it stay."""
    need_text_panel.show(now, kept.dataset)
    ranking_panel.show(now, kept)
    requirements_panel.show(now, kept.dataset)
    download_panel.ask(now, kept.dataset)


with fragments.with_followers():
    with st.sidebar:
        sidebar.show_search(visitor, snapshot.dataset)
    page = st.container(key="page")
    with page:
        st.markdown(f"# {say('invest.title', visitor.lang)}")
        notices.show_link(visitor)
        selection_panel.show(visitor, snapshot.dataset)
        _ranking()
with page:
    compare_panel.show(visitor, snapshot)
    plots_panel.show(visitor, snapshot.dataset)
    download_panel.show(visitor, snapshot.dataset)
    if visitor.suitability_query.picks:
        scene_button.show(visitor, snapshot.dataset, highlight=visitor.suitability_query.picks, filters={})
    surroundings_panel.show(visitor, snapshot)
view_state.write(visitor, snapshot.dataset)
