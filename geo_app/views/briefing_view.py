"""The presenter's page: from the map as it stands to a talk."""

import streamlit as st

from geo_app import briefing_panel, notices, sidebar, state, store
from layers.words import say

shelf = store.shelf()
visitor = state.current()

with st.sidebar:
    sidebar.head(visitor, shelf.edition)
with st.container(key="page"):
    st.markdown(f"# {say('briefing.title', visitor.lang)}")
    st.markdown(say("briefing.lead", visitor.lang))
    notices.show_link(visitor)
    briefing_panel.show(visitor, shelf)
state.write(visitor, shelf.edition)
