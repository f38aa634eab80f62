"""The shortlist: at most five places, kept in the address, added to and taken from anywhere."""

from __future__ import annotations

import streamlit as st

from geo_app.state import cache, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import fragments, menu
from geo_app.widgets.markdown_escape import plain
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.suitability.comparison import MOST
from layers.suitability.query import is_candidate


def button(visitor: ViewState, name: str, key: str, *, small: bool = False) -> None:
    """Draw the button that puts place `name` on the shortlist, or takes it off; nothing for what is no candidate."""
    lang, suitability_query = visitor.lang, visitor.suitability_query
    picked = name in suitability_query.picks
    if not picked and not is_candidate(name, cache.current_snapshot().dataset):
        return
    full = suitability_query.is_full and not picked
    label = say("pick.remove" if picked else "pick.add", lang)
    st.button(
        label,
        key=key,
        icon=":material/playlist_remove:" if picked else ":material/playlist_add:",
        type="tertiary" if small else "secondary",
        help=say("pick.full", lang, most=MOST) if full else label if small else None,  # an icon alone needs words
        disabled=full,
        on_click=view_state.pick,
        args=(name,),
    )


def show(visitor: ViewState, dataset: Dataset) -> None:
    """List the shortlist in the sidebar with a way to compare it; nothing where it is empty."""
    lang, picks = visitor.lang, visitor.suitability_query.picks
    if not picks:
        return
    with st.container(key="shortlist"):
        st.markdown(f"**{say('pick.title', lang, count=len(picks), most=MOST)}**")
        for name in picks:
            with st.container(horizontal=True, vertical_alignment="center", key=f"picked-{name}"):
                st.markdown(plain(dataset.name(name, lang)))
                button(visitor, name, f"unpick-{name}", small=True)
        fragments.redraw_with(st.container(), _compare)


def _compare(visitor: ViewState, dataset: Dataset) -> None:
    page = menu.pages(visitor.lang)["invest"]
    label = say("pick.compare", visitor.lang)
    st.page_link(page, label=label, icon=":material/compare:", query_params=visitor.to_query(dataset))
