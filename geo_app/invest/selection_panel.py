"""What a search chose while another page than the map is open: its name, and what can be done with it."""

from __future__ import annotations

import streamlit as st

from geo_app.state import view_state
from geo_app.state.url import ViewState
from geo_app.widgets import fragments, menu, shortlist
from geo_app.widgets.markdown_escape import plain
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the selected feature in one line; nothing where none is selected."""
    lang, name = visitor.lang, visitor.selected
    if not name:
        return
    row = dataset.features.loc[name]
    kind = dataset.catalogue.kinds[str(row["kind"])].title.say(lang)
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="chosen"):
        st.markdown(f"{say('invest.chosen', lang)} **{plain(str(row[f'name_{lang}']))}** · {plain(kind)}")
        shortlist.button(visitor, name, "chosen-pick")
        fragments.redraw_with(st.container(width="content"), _on_map)
        st.button(
            say("invest.unchoose", lang),
            key="unchoose",
            type="tertiary",
            icon=":material/close:",
            on_click=view_state.change,
            kwargs={"selected": None},
        )


def _on_map(visitor: ViewState, dataset: Dataset) -> None:
    st.page_link(
        menu.pages(visitor.lang)["map"],
        label=say("invest.on_map", visitor.lang),
        icon=":material/map:",
        query_params=visitor.to_query(dataset),
    )
