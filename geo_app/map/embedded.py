"""The map alone, for a frame on another site: `?embed=true` (Streamlit's own embedding leaves sidebar and table)."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import markupsafe
import streamlit as st

from geo_app import notices, state
from geo_app.map import map_panel
from geo_app.state import State
from geo_app.store import Shelf
from layers.filters import Cut
from layers.words import say


def is_asked() -> bool:
    """Whether the address says `embed=true`; the key itself never reaches the query that pages read."""
    return bool(st.context.is_embedded)


def show(visitor: State, shelf: Shelf, cut: Cut) -> None:
    """Draw the map with what the link keeps, what is wrong with the link, and a way to the whole app."""
    with st.container(key="embedded"):
        map_panel.show(replace(visitor, drawer=False), shelf, cut, covered=False)
        notices.show(visitor, shelf.edition, cut)
        address = f"{state.app_address()}?{urlencode(visitor.to_query(shelf.edition), doseq=True)}"
        with st.container(key="embedded-open"):
            words = markupsafe.escape(say("briefing.embedded", visitor.lang))
            st.html(f'<a href="{markupsafe.escape(address)}" target="_blank" rel="noopener">{words}</a>')
