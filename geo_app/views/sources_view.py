"""The page of sources and method."""

import streamlit as st

from geo_app import sidebar, sources_panel, state, store

shelf = store.shelf()
visitor = state.current()

with st.sidebar:
    sidebar.head(visitor)
with st.container(key="page"):
    sources_panel.show(visitor, shelf.edition)
state.write(visitor, shelf.edition)
