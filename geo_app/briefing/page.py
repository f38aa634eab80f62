"""The presenter's page: from the map as it stands to a talk."""

import streamlit as st

from geo_app.briefing import briefing_panel, origins
from geo_app.shell import sidebar
from geo_app.state import cache, draft_briefing, view_state
from geo_app.widgets import export_panel, fragments, notices
from layers.i18n.messages import say

snapshot = cache.current_snapshot()
visitor = view_state.current()
draft_briefing.open_link(visitor.talk)

with fragments.with_followers():
    with st.sidebar:
        sidebar.head(visitor)
    page = st.container(key="page")
    with page:
        st.markdown(f"# {say('briefing.title', visitor.lang)}")
        st.markdown(say("briefing.lead", visitor.lang))
        notices.show_link(visitor)
        briefing = briefing_panel.show(visitor, snapshot.dataset)
with page:
    fold = st.expander(say("exports.title", visitor.lang), key="exports-fold", on_change="rerun")
    if fold.open:  # the check looks at every scene: not with each run of the page
        with fold:
            code = draft_briefing.shown_code(visitor)
            export_panel.show(visitor, snapshot.dataset, briefing, origin=origins.origin_of(code))
draft_briefing.write(visitor, snapshot.dataset)
