"""The presenter's page: from the map as it stands to a talk."""

import streamlit as st

from geo_app import notices, sidebar, state, store
from geo_app.briefing import briefing_panel, exports_panel, own_briefing
from layers.words import say

shelf = store.shelf()
visitor = state.current()
own_briefing.open_link(visitor.talk)

with st.sidebar:
    sidebar.head(visitor)
with st.container(key="page"):
    st.markdown(f"# {say('briefing.title', visitor.lang)}")
    st.markdown(say("briefing.lead", visitor.lang))
    notices.show_link(visitor)
    briefing = briefing_panel.show(visitor, shelf)
    fold = st.expander(say("exports.title", visitor.lang), key="exports-fold", on_change="rerun")
    if fold.open:  # the check looks at every scene: not with each run of the page
        with fold:
            exports_panel.show(visitor, shelf.edition, briefing)
carried = own_briefing.link_code() if own_briefing.looked_at(visitor) == state.OWN else ""
state.write(visitor, shelf.edition, talk=carried)
