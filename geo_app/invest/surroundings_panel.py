"""What is near a place: one typed as a name or as numbers, or the one selected; and where its corridors lead."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo_app.state import cache, view_state
from geo_app.state.cache import Snapshot
from geo_app.state.url import ViewState
from geo_app.widgets import map_widget
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.models import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.query.attribute_table import JOIN
from layers.query.filters import FilterResult, Selection
from layers.query.nearest import NearestResult
from layers.suitability import surroundings
from layers.suitability.explanations import distance_text
from layers.suitability.surroundings import TYPED_LIMIT, Location

MAP = "around-map"


def show(visitor: ViewState, shelf: Snapshot) -> None:
    """Draw the question and its answer; without a question of its own, that of the selected feature."""
    edition, lang, question = shelf.edition, visitor.lang, visitor.question
    st.markdown(f"## {say('invest.around', lang)}")
    st.text_input(
        say("invest.around_label", lang),
        max_chars=TYPED_LIMIT,
        placeholder=say("invest.around_hint", lang),
        **view_state.widget_binding(
            "around", question.place, then=lambda text: view_state.ask(place=text[:TYPED_LIMIT])
        ),
    )
    if st.toggle(say("invest.around_map", lang), key="around-on-map"):
        _map(visitor, shelf)
    nearness = cache.nearness()
    here = surroundings.find(question.place, nearness, cache.searcher())
    if here is None and visitor.selected:
        here = surroundings.of_feature(visitor.selected, nearness)
    if here is None:
        st.caption(say("invest.around_begin", lang))
        return
    for notice in here.notices(edition, lang):
        st.info(plain(notice))
    if here.points:
        _answer(here, edition, lang)


def _map(visitor: ViewState, shelf: Snapshot) -> None:
    """Draw a map of all that is placed inside the municipality, on which any point can be clicked."""
    index = shelf.edition.index
    inside = index.placed & index.tables["regions"].any(axis=1)
    bare = replace(visitor, selection=Selection(), route=False, view=None, drawer=False)
    map_widget.show(bare, shelf, FilterResult(inside, inside & False), key=MAP, on_point=_ask_point)


def _ask_point(lon: float, lat: float) -> None:
    view_state.ask(place=f"{lon:.4f}, {lat:.4f}")


def _answer(here: Location, edition: Dataset, lang: Lang) -> None:
    gateways, boardings = surroundings.near(here, cache.nearness())
    st.markdown(f"**{plain(here.name.say(lang))}**")
    left, right = st.columns(2)
    with left:
        st.markdown(f"**{say('near.title', lang)}**")
        st.markdown("\n".join(f"- {plain(distance_text(reach, edition, lang))}" for reach in gateways))
        st.caption(say("near.note", lang))
    with right:
        st.markdown(f"**{say('around.lead', lang)}**")
        st.markdown("\n".join(_boarding(reach, edition, lang) for reach in boardings))


def _boarding(reach: NearestResult, edition: Dataset, lang: Lang) -> str:
    named = reach.mode in edition.catalogue.kinds[reach.code].boarded  # then its title says the mode
    mode = f" · {edition.catalogue.modes[reach.mode].title.say(lang)}" if reach.mode and not named else ""
    line = f"- {plain(distance_text(reach, edition, lang) + mode)}"
    for title, names in surroundings.leads(reach.code, edition, lang, reach.mode):
        text = JOIN[lang].join(names)
        line += f"\n    - {plain(say('around.to', lang, title=title, names=text) if title else text)}"
    return line
