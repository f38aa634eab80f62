"""The map alone, for a frame on another site: `?embed=true` (Streamlit's own embedding leaves sidebar and table)."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import markupsafe
import streamlit as st

from geo_app.map import feature_card
from geo_app.server.first_paint import FROM_FRAME
from geo_app.state import view_state
from geo_app.state.cache import Snapshot
from geo_app.state.url import ViewState
from geo_app.widgets import map_widget, notices
from layers.i18n.messages import say
from layers.query.filters import FilterResult


def is_asked() -> bool:
    """Whether the address says `embed=true`; the key itself never reaches the query that pages read."""
    return bool(st.context.is_embedded)


def _query(visitor: ViewState, snapshot: Snapshot) -> str:
    return urlencode(visitor.to_query(snapshot.dataset), doseq=True)


def _popup(visitor: ViewState, snapshot: Snapshot) -> dict[str, object] | None:
    """Return what the map says of the selected feature where no card does, with a link to it in the whole app."""
    if visitor.selected is None:
        return None
    root = view_state.app_address() or f"{FROM_FRAME}/"  # the map's frame resolves it
    return {
        "lines": feature_card.brief(visitor, snapshot.dataset, visitor.selected),
        "link": say("briefing.embedded_feature", visitor.lang),
        "href": f"{root}?{_query(visitor, snapshot)}",
        "close": say("card.close", visitor.lang),
    }


def show(visitor: ViewState, snapshot: Snapshot, cut: FilterResult) -> None:
    """Draw the map with what the link keeps, what is wrong with the link, and a way to the whole app."""
    with st.container(key="embedded"):
        popup = _popup(visitor, snapshot)
        map_widget.show(replace(visitor, drawer=False), snapshot, cut, covered=False, popup=popup)
        notices.show(visitor, snapshot.dataset, cut)
        url = f"{view_state.app_address()}?{_query(visitor, snapshot)}"
        with st.container(key="embedded-open"):
            words = markupsafe.escape(say("briefing.embedded", visitor.lang))
            st.html(f'<a href="{markupsafe.escape(url)}" target="_blank" rel="noopener">{words}</a>')
