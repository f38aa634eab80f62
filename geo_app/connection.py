"""What a visitor reads when the socket breaks or the server was restarted: Streamlit's own words there are English.

The words lie in the script's own file, which a browser fetches once: in the page they would travel with each click. For
the same reason the script links the style sheet.
"""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from geo_app import runs, store
from layers.catalogue import Lang
from layers.words import say

SCRIPT = Path(__file__).with_name("connection.js")
STYLE = Path(__file__).with_name("style.css")
NAMING = Path(__file__).with_name("naming.js")
# Streamlit's own controls, by their English names
NAMES = (
    *("sidebar", "collapse", "expand", "heading_link", "selected", "clear_all", "open", "more", "less"),
    *("full_screen", "chart_picture", "chart", "file_upload", "skip", "no_results"),
)
WORDS = ("lost", "gone", "restarted", "back", "close")


def script() -> bytes:
    """Return the scripts, before them the words in both languages and the address of the page's style sheet."""
    words = {lang: {name: say(f"server.{name}", lang) for name in WORDS} for lang in store.LANGUAGES}
    names = [{lang: say(f"names.{name}", lang) for lang in store.LANGUAGES} for name in NAMES]
    frame = {lang: say("menu.map", lang) for lang in store.LANGUAGES}
    given = {"words": words, "style": store.published(STYLE.name, STYLE.read_bytes), "names": names, "frame": frame}
    before = f"window.openMap = {{...window.openMap, ...{json.dumps(given)}}};\n".encode()
    return before + SCRIPT.read_bytes() + b"\n" + NAMING.read_bytes()


def show(lang: Lang) -> None:
    """Name session and language to the script; it runs once in a page, however often it comes.

    It comes with every run: what a first run sent is thrown away where a second begins before it has left, as on a page
    that asks for more at once, and the page would then stay without its style.
    """
    address = store.published(SCRIPT.name, script)
    text = f'<i class="om" data-s="{runs.session_name()}-{lang}"></i><script src="{address}"></script>'
    st.html(text, unsafe_allow_javascript=True)
