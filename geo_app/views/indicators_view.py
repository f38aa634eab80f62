"""The indicators page: what the plan set itself in numbers, and what is known of them."""

import streamlit as st

from geo_app import indicators_panel, notices, sidebar, state, store
from geo_app.briefing import scene_button
from layers.briefing.scenes import Figure
from layers.indicators import load_monitoring

shelf = store.shelf()
visitor = state.current()

with st.sidebar:
    sidebar.head(visitor, shelf.edition)
with st.container(key="page"):
    notices.show_link(visitor)
    indicators_panel.show(visitor)
    scene_button.show(
        visitor,
        shelf.edition,
        figure=Figure(indicator=visitor.indicator),
        filters={"kind": load_monitoring().indicator(visitor.indicator).kinds},
    )
state.write(visitor, shelf.edition)
