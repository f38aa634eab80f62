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
from layers.errors import SettingsError  # noqa: E402
from layers.imprint import load_imprint  # noqa: E402
from layers.words import say  # noqa: E402

STYLE = Path(__file__).with_name("style.css")
ICON = Path(__file__).with_name("icon.svg")


def run_page() -> None:
    """Set the page up and run the one that the address names."""
    edition = store.shelf().edition
    imprint = load_imprint()
    lang = state.start(edition).lang
    icon = (
        str(ICON) if state.is_first_run() else None
    )  # a browser keeps it; as a data address it weighs a third of a kB
    st.set_page_config(page_title=imprint.title.say(lang), page_icon=icon, layout="wide")
    st.html(f'<style>@import url("{store.style(STYLE)}")</style>')
    st.navigation(list(menu.pages(lang).values()), position="hidden").run()


try:
    run_page()
except SettingsError as error:  # changed while the app runs; at the start app.py has refused it
    logging.getLogger("geo_app").error("settings cannot be used: %s", error)  # noqa: TRY400 (no traceback is needed)
    st.error(say("app.settings", state.language()))
except Exception:
    code = secrets.token_hex(4)
    logging.getLogger("geo_app").exception("fault %s", code)
    st.error(say("app.failed", state.language(), code=code))
