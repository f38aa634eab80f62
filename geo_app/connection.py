"""What a visitor reads when the socket breaks or the server was restarted: Streamlit's own words there are English.

The words lie in the script's own file, which a browser fetches once: in the page they would travel with each click.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st

from geo_app import assets, runs, session
from geo_app.server.blank_page import IN_APP
from geo_app.server.preloads import base_path, later
from layers.catalogue import LANGUAGES, Lang
from layers.settings import load_settings
from layers.words import say

SCRIPT = Path(__file__).with_name("connection.js")
STYLE = Path(__file__).with_name("style.css")
PARTS = [Path(__file__).with_name(name) for name in ("naming.js", "uploads.js", "in_app.js")]
# Streamlit's own controls, by their English names
NAMES = (
    *("sidebar", "collapse", "expand", "heading_link", "selected", "clear_all", "open", "more", "less"),
    *("full_screen", "chart_picture", "chart", "file_upload", "skip", "no_results"),
)
WORDS = ("lost", "gone", "restarted", "restored", "back", "close", "stopped", "in_app")
UPLOADS = (
    *("too_large", "too_many", "too_large_for_proxy", "no_token", "unknown_session"),
    *("too_often", "server", "network", "failed", "failed_status"),
)


def script() -> bytes:
    """Return the scripts, before them the words in both languages."""
    # who may bring no layers is not told to bring them again
    texts = {name: name for name in WORDS} | ({} if load_settings().upload else {"restarted": "restarted_alone"})
    words = {lang: {name: say(f"server.{text}", lang) for name, text in texts.items()} for lang in LANGUAGES}
    names = [{lang: say(f"names.{name}", lang) for lang in LANGUAGES} for name in NAMES]
    frame = {lang: say("menu.map", lang) for lang in LANGUAGES}
    blanks = {"limit": st.get_option("server.maxUploadSize"), "status": "{status}"}  # the status is known there only
    uploads = {lang: {name: say(f"uploads.{name}", lang, **blanks) for name in UPLOADS} for lang in LANGUAGES}
    given = {"words": words, "names": names, "frame": frame, "base": f"{base_path()}/", "later": later()}
    given |= {"uploads": uploads, "inApp": IN_APP}
    before = f"window.openMap = {json.dumps(given)};\n".encode()
    return before + b"\n".join(path.read_bytes() for path in (SCRIPT, *PARTS))


@cache
def publish() -> None:
    """Lay down, once in a process, what the page itself names (server/front_page.py)."""
    assets.publish_file(SCRIPT.name, script())
    assets.publish_file(STYLE.name, STYLE.read_bytes())


def show(lang: Lang) -> None:
    """Name session and language to the script, and whether the session holds what would be lost with it."""
    own = " data-own" if session.holds_own() else ""
    st.html(f'<i class="om" data-s="{runs.session_name()}-{lang}"{own}></i>')
