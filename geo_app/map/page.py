"""The map page: filters, map, card; in a frame on another site the map alone."""

import streamlit as st

from geo_app.map import drawer, embedded, feature_card, region_card
from geo_app.server import first_paint
from geo_app.shell import sidebar
from geo_app.state import cache, view_state
from geo_app.widgets import map_widget, notices

snapshot = cache.current_snapshot()
visitor = view_state.current()
cut = visitor.selection.cut(snapshot.dataset.index)

if embedded.is_asked():
    embedded.show(visitor, snapshot, cut)
else:
    with st.sidebar:
        sidebar.title(visitor)
    stage = st.container(key="stage")
    with stage:  # the map first: its frame is what takes longest
        painted = view_state.expect_first_paint() if view_state.is_first_run() else None
        map_widget.show(visitor, snapshot, cut, painted=painted)
    first_paint.wait(painted)
    with st.sidebar:
        sidebar.show(visitor, snapshot.dataset, cut)
    with stage:
        notices.show(visitor, snapshot.dataset, cut)
        feature_card.show(visitor, snapshot.dataset)
        region_card.show(visitor, snapshot.dataset, cut)
        drawer.show(visitor, snapshot.dataset, cut)
view_state.write(visitor, snapshot.dataset)
