"""What a visitor reads when the socket breaks or the server was restarted: Streamlit's own words there are English.

The words lie in the script's own file, which a browser fetches once: in the page they would travel with each click.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st

from geo_app import assets, runs, session
from geo_app.briefing import draft
from geo_app.server.paths import base_path
from geo_app.server.preloads import later
from layers.catalogue import LANGUAGES, Lang
from layers.words import say

SCRIPT = Path(__file__).with_name("connection.js")
STYLE = Path(__file__).with_name("style.css")
NAMING = Path(__file__).with_name("naming.js")
DRAFTS, FOCUS = Path(__file__).with_name("drafts.js"), Path(__file__).with_name("focus.js")
# Streamlit's own controls, by their English names
NAMES = (
    *("sidebar", "collapse", "expand", "heading_link", "selected", "clear_all", "open", "more", "less"),
    *("full_screen", "chart_picture", "chart", "file_upload", "skip", "no_results"),
)
WORDS = (
    *("lost", "gone", "restarted", "back", "close", "own_at_risk", "own_gone"),
    *("draft_kept", "draft_at_risk", "draft_offered", "draft_gone", "draft_unkept", "draft_two_tabs"),
)


def script() -> bytes:
    """Return the scripts, before them the words in both languages."""
    words = {lang: {name: say(f"server.{name}", lang) for name in WORDS} for lang in LANGUAGES}
    names = [{lang: say(f"names.{name}", lang) for lang in LANGUAGES} for name in NAMES]
    frame = {lang: say("menu.map", lang) for lang in LANGUAGES}
    given = {"words": words, "names": names, "frame": frame, "base": f"{base_path()}/", "later": later()}
    before = f"window.openMap = {json.dumps(given)};\n".encode()
    return before + b"\n".join(path.read_bytes() for path in (DRAFTS, SCRIPT, NAMING, FOCUS))


@cache
def publish() -> None:
    """Lay down, once in a process, what the page itself names (server/front_page.py)."""
    assets.publish_page(SCRIPT.name, script())
    assets.publish_page(STYLE.name, STYLE.read_bytes())


def show(lang: Lang) -> None:
    """Name session and language to the script, whether the session holds what would be lost with it, and the draft."""
    own = " data-own" if session.holds_own() else ""
    st.html(f'<i class="om" data-s="{runs.session_name()}-{lang}"{own}></i>{draft.mark()}')
