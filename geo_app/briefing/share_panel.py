"""The link that passes a briefing on: a ready one by its name, one's own whole inside the address."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from geo_app.state import view_state
from geo_app.state.url import OWN, Query, ViewState
from geo_app.widgets.markdown_escape import plain
from layers.briefing.link import MOST_CHARACTERS, to_code
from layers.briefing.scenes import Briefing
from layers.dataset.dataset import Dataset
from layers.documents.links import is_local
from layers.i18n.messages import say


def show(briefing: Briefing, code: str, visitor: ViewState, dataset: Dataset) -> None:
    """Draw the button and, once it is open, the link to copy; a briefing too long for one is told the way out."""
    lang = visitor.lang
    share = st.popover(say("briefing.share", lang), icon=":material/link:", key="talk-share", on_change="rerun")
    if not share.open:  # packing a briefing is not worth its time with each run
        return
    carried: Query = {"talk": [to_code(briefing)]} if code == OWN else {}
    with share:
        size = sum(map(len, carried.get("talk", ())))
        if size > MOST_CHARACTERS:
            st.warning(plain(say("briefing.share_too_long", lang, size=size, most=MOST_CHARACTERS)))
            return
        query: Query = {
            **visitor.to_query(dataset),
            "scene": [f"{code}.{visitor.scene}" if visitor.scene > 1 else code],
        }
        address_of = {key: query[key] for key in ("scene", "lang") if key in query}
        st.markdown(plain(say("briefing.share_own" if carried else "briefing.share_ready", lang, most=MOST_CHARACTERS)))
        url = f"{view_state.app_address()}briefing?{urlencode(address_of | carried, doseq=True)}"
        if is_local(url):
            st.warning(
                plain(say("sheet.link_local_page", lang, address=view_state.app_address())), icon=":material/link_off:"
            )
        st.code(url, language=None, wrap_lines=True, height=120 if carried else "content")
