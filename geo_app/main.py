"""The script that runs on every click: page set-up, navigation, one page. Its errors become one plain sentence."""

import logging
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # also reachable without app.py (tests run this script)
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402 (after the path is set)

from geo_app import menu, state, store  # noqa: E402
from layers.words import say  # noqa: E402

STYLE = Path(__file__).with_name("style.css")
ICON = Path(__file__).with_name("icon.svg")

edition = store.shelf().edition
lang = state.start(edition).lang
st.set_page_config(page_title=edition.catalogue.title.say(lang), page_icon=str(ICON), layout="wide")
st.html(f'<style>@import url("{store.style(STYLE)}")</style>')
page = st.navigation(list(menu.pages(lang).values()), position="hidden")
try:
    page.run()
except Exception:
    code = secrets.token_hex(4)
    logging.getLogger("geo_app").exception("fault %s", code)
    st.error(say("app.failed", lang, code=code))
