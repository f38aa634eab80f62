"""The page of sources and method."""

import streamlit as st

from geo_app.shell import sidebar
from geo_app.sources import sources_panel
from geo_app.state import cache, view_state
from geo_app.widgets import notices

snapshot = cache.current_snapshot()
visitor = view_state.current()

with st.sidebar:
    sidebar.head(visitor)
with st.container(key="page"):
    notices.show_link(visitor)
    sources_panel.show(visitor, snapshot.dataset)
view_state.write(visitor, snapshot.dataset)
