"""The pages and the menu that links them; Streamlit's own menu would drop the query string (TRAPS 9)."""

from __future__ import annotations

from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo_app.server.page_files import PAGES
from geo_app.state import script_run
from geo_app.state.url import ViewState
from geo_app.widgets import fragments
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

PAGES_ROOT = Path(__file__).parents[1]


def pages(lang: Lang) -> dict[str, StreamlitPage]:
    """Return all pages by address, titled in language `lang`; made once a run."""
    return script_run.once_per_run(f"pages-{lang}", lambda: {path: copy(page) for path, page in _pages(lang).items()})


@lru_cache  # Streamlit looks for the file of each page when it is made; what a run does to a page it does to its copy
def _pages(lang: Lang) -> dict[str, StreamlitPage]:
    first = next(iter(PAGES))
    return {
        path: st.Page(PAGES_ROOT / file, title=say(f"menu.{path}", lang), url_path=path, default=path == first)
        for path, file in PAGES.items()
    }


def show() -> None:
    """Draw links to all pages; each keeps the filters, the selection and the language."""
    if len(PAGES) > 1:
        fragments.redraw_with(st.container(horizontal=True, key="menu"), _links)


def _links(visitor: ViewState, dataset: Dataset) -> None:
    query = visitor.to_query(dataset)
    for page in pages(visitor.lang).values():
        st.page_link(page, query_params=query)
