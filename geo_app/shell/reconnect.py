"""What a visitor reads when the socket breaks or the server was restarted: Streamlit's own words there are English.

The words lie in the script's own file, which a browser fetches once: in the page they would travel with each click.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st

from geo_app.server import published_files
from geo_app.server.blank_page import IN_APP
from geo_app.server.paths import base_path
from geo_app.server.preload_links import later
from geo_app.state import script_run, session
from geo_app.widgets import draft_offer
from layers.catalogue.entries import LANGUAGES, Lang
from layers.config.settings import load_settings
from layers.i18n.messages import say

SCRIPT = Path(__file__).with_name("reconnect.js")
STYLE = Path(__file__).with_name("style.css")
PRINT_STYLE = STYLE.with_name("print.css")
# in this order: what the visitor's browser stores of drafts is asked before a lost connection is told
PARTS = (
    "visitor.js",
    "drafts.js",
    SCRIPT.name,
    "localise_controls.js",
    "focus.js",
    "uploads.js",
    "in_app.js",
    "print.js",
)
# Streamlit's own controls, by their English names
NAMES = (
    *("sidebar", "collapse", "expand", "heading_link", "selected", "clear_all", "open", "more", "less"),
    *("full_screen", "chart_picture", "chart", "file_upload", "skip", "no_results"),
)
WORDS = (
    *("lost", "gone", "restarted", "back", "close", "stopped", "in_app", "own_at_risk", "own_gone"),
    *("draft_kept", "draft_at_risk", "draft_offered", "draft_gone", "draft_unkept", "draft_two_tabs"),
)
UPLOADS = (
    *("too_large", "too_many", "too_large_for_proxy", "refused", "unknown_session"),
    *("too_often", "server", "network", "failed", "failed_status"),
)


def script() -> bytes:
    """Return the scripts, before them the words in both languages."""
    words = {lang: {name: say(f"server.{name}", lang) for name in WORDS} for lang in LANGUAGES}
    names = [{lang: say(f"names.{name}", lang) for lang in LANGUAGES} for name in NAMES]
    frame = {lang: say("menu.map", lang) for lang in LANGUAGES}
    blanks = {"limit": st.get_option("server.maxUploadSize"), "status": "{status}"}  # the status is known there only
    uploads = {lang: {name: say(f"uploads.{name}", lang, **blanks) for name in UPLOADS} for lang in LANGUAGES}
    full = load_settings().upload_session_mb
    for lang, said in uploads.items():
        said["session_full"] = say("server.upload_session_full", lang, session=full)
        said["server_full"] = say("server.upload_server_full", lang)
    given = {"words": words, "names": names, "frame": frame, "base": f"{base_path()}/", "later": later()}
    given |= {"uploads": uploads, "inApp": IN_APP}
    before = f"window.openMap = {json.dumps(given)};\n".encode()
    return before + b"\n".join(SCRIPT.with_name(name).read_bytes() for name in PARTS)


@cache
def publish() -> None:
    """Publish, once in a process, the files that the page names (server/index_html.py)."""
    published_files.publish_page(SCRIPT.name, script())
    published_files.publish_page(STYLE.name, STYLE.read_bytes() + PRINT_STYLE.read_bytes())


def show(lang: Lang) -> None:
    """Name session and language to the script, whether the session holds what would be lost with it, and the draft."""
    own = " data-own" if session.holds_own() else ""
    st.html(f'<i class="om" data-s="{script_run.session_name()}-{lang}"{own}></i>{draft_offer.mark()}')
