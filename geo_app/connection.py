"""What a visitor reads when the socket breaks or the server was restarted: Streamlit's own words there are English.

The words travel with the page while there is a connection; connection.js shows them when there is none.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from markupsafe import Markup

from geo_app import runs, store
from layers.catalogue import Lang
from layers.words import say

SCRIPT = Path(__file__).with_name("connection.js")
WORDS = ("lost", "gone", "restarted", "back", "close")
_PLACE = Markup(
    '<span class="connection-words" data-session="{session}" {words}></span><script src="{script}"></script>'
)


def show(lang: Lang) -> None:
    """Hand the words and the name of this session to the page; nothing is drawn while all is well."""
    words = Markup(" ").join(Markup('data-{}="{}"').format(name, say(f"server.{name}", lang)) for name in WORDS)
    text = _PLACE.format(session=runs.session_name(), words=words, script=store.published(SCRIPT))
    with st.container(key="connection"):
        st.html(text, unsafe_allow_javascript=True)
