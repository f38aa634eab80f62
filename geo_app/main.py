"""The script that runs on every click: page set-up, navigation, one page. Its errors become one plain sentence."""

import streamlit as st

from geo_app.server.page_files import PAGES
from geo_app.shell import reconnect
from geo_app.state import cache, script_run, view_state
from geo_app.widgets import error_box, menu
from layers.config.branding import load_branding
from layers.config.settings import held


def run_page(run: script_run.Run) -> None:
    """Set the page up and run the one that the address names."""
    reconnect.publish()
    dataset = cache.current_snapshot().dataset
    branding = load_branding()
    lang = view_state.start(dataset).lang
    st.set_page_config(page_title=branding.title.say(lang), layout="wide")
    reconnect.show(lang)
    page = st.navigation(list(menu.pages(lang).values()), position="hidden")
    run.page = page.url_path or next(iter(PAGES))
    page.run()


with script_run.measured() as this_run:
    try:
        with held():
            run_page(this_run)
        this_run.outcome = "done"
    except Exception as error:  # noqa: BLE001 (the one place where every error becomes a sentence)
        this_run.outcome = "fault"
        error_box.show_error(error)
