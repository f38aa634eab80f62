"""The indicators page: what the plan set itself in numbers, and what is known of them."""

import streamlit as st

from geo_app import indicators_panel, notices, sidebar, state, store

shelf = store.shelf()
visitor = state.current()

with st.sidebar:
    sidebar.head(visitor, shelf.edition)
with st.container(key="page"):
    notices.show_link(visitor)
    indicators_panel.show(visitor)
state.write(visitor, shelf.edition)
