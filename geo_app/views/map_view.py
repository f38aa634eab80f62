"""The map page: filters, map, card."""

import streamlit as st

from geo_app import card, drawer, map_panel, notices, region_card, sidebar, state, store

shelf = store.shelf()
visitor = state.current()
cut = visitor.selection.cut(shelf.edition.index)

stage = st.container(key="stage")
with stage:  # the map first: its frame is what takes longest
    map_panel.show(visitor, shelf, cut)
with st.sidebar:
    sidebar.show(visitor, shelf.edition, cut)
with stage:
    notices.show(visitor, shelf.edition, cut)
    card.show(visitor, shelf.edition)
    region_card.show(visitor, shelf.edition, cut)
    drawer.show(visitor, shelf.edition, cut)
state.write(visitor, shelf.edition)
