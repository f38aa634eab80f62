"""The delivery page: what the plan promised, and how far it has come."""

import streamlit as st

from geo_app.delivery import delivery_panel
from geo_app.shell import sidebar
from geo_app.state import cache, view_state
from geo_app.widgets import fragments, notices, scene_button
from layers.briefing.scenes import SceneChart

snapshot = cache.current_snapshot()
visitor = view_state.current()
cut = visitor.selection.cut(snapshot.dataset.index)

with fragments.with_followers():
    with st.sidebar:
        sidebar.show_filters(visitor, snapshot.dataset, cut)
    page = st.container(key="page")
    with page:
        notices.show_link(visitor)
        delivery_panel.show(visitor, snapshot.dataset, cut)
with page:
    scene_button.show(visitor, snapshot.dataset, figure=SceneChart(rows="type", columns="outcome"), time="now")
view_state.write(visitor, snapshot.dataset)
