"""The presenter's page: from the map as it stands to a talk."""

import streamlit as st

from geo_app import notices, parts, sidebar, state, store
from geo_app.briefing import briefing_panel, exports_panel, origins, own_briefing
from layers.i18n.messages import say

shelf = store.shelf()
visitor = state.current()
own_briefing.open_link(visitor.talk)

with parts.followed():
    with st.sidebar:
        sidebar.head(visitor)
    page = st.container(key="page")
    with page:
        st.markdown(f"# {say('briefing.title', visitor.lang)}")
        st.markdown(say("briefing.lead", visitor.lang))
        notices.show_link(visitor)
        briefing = briefing_panel.show(visitor, shelf.edition)
with page:
    fold = st.expander(say("exports.title", visitor.lang), key="exports-fold", on_change="rerun")
    if fold.open:  # the check looks at every scene: not with each run of the page
        with fold:
            code = own_briefing.looked_at(visitor)
            exports_panel.show(visitor, shelf.edition, briefing, origin=origins.origin_of(code))
own_briefing.write(visitor, shelf.edition)
