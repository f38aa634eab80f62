"""The indicators page: what the plan set itself in numbers, and what is known of them."""

import streamlit as st

from geo_app.indicators import indicators_panel
from geo_app.shell import sidebar
from geo_app.state import cache, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import fragments, notices, scene_button
from layers.briefing.scenes import SceneChart
from layers.dataset.dataset import Dataset
from layers.monitoring.indicators import load_monitoring

snapshot = cache.current_snapshot()
visitor = view_state.current()


def _as_scene(seen: ViewState, dataset: Dataset) -> None:
    kinds = load_monitoring().indicator(seen.indicator).kinds
    scene_button.show(seen, dataset, figure=SceneChart(indicator=seen.indicator), filters={"kind": kinds}, time="now")


with fragments.with_followers():
    with st.sidebar:
        sidebar.head(visitor)
    with st.container(key="page"):
        notices.show_link(visitor)
        panel, button = st.container(), st.container()
        fragments.redraw_with(button, _as_scene)
        with panel:
            indicators_panel.show(visitor)
view_state.write(visitor, snapshot.dataset)
