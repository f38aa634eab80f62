"""What is near a place: one typed as a name or as numbers, or the one selected; and where its corridors lead."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo_app.state import cache, view_state
from geo_app.state.cache import Snapshot
from geo_app.state.url import ViewState
from geo_app.widgets import map_widget
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.query.filters import FilterResult, Selection
from layers.query.nearest import NearestResult
from layers.suitability import surroundings
from layers.suitability.explanations import distance_text
from layers.suitability.surroundings import TYPED_LIMIT, Location

MAP = "around-map"


def show(visitor: ViewState, snapshot: Snapshot) -> None:
    """Draw the question and its answer; without a question of its own, that of the selected feature."""
    dataset, lang, suitability_query = snapshot.dataset, visitor.lang, visitor.suitability_query
    st.markdown(f"## {say('invest.around', lang)}")
    st.text_input(
        say("invest.around_label", lang),
        max_chars=TYPED_LIMIT,
        placeholder=say("invest.around_hint", lang),
        **view_state.widget_binding(
            "around", suitability_query.place, then=lambda text: view_state.ask(place=text[:TYPED_LIMIT])
        ),
    )
    if st.toggle(say("invest.around_map", lang), key="around-on-map"):
        _map(visitor, snapshot)
    proximity = cache.proximity()
    here = surroundings.find(suitability_query.place, proximity, cache.searcher())
    if here is None and visitor.selected:
        here = surroundings.of_feature(visitor.selected, proximity)
    if here is None:
        st.caption(say("invest.around_begin", lang))
        return
    for notice in here.notices(lang):
        st.info(plain(notice))
    _choices(here, dataset, lang)
    if here.points:
        _answer(here, dataset, lang)


def _choices(here: Location, dataset: Dataset, lang: Lang) -> None:
    """Draw a button for each feature that may be meant; one that is chosen becomes the question."""
    for name in here.choices:
        title = dataset.name(name, lang)
        again = surroundings.find(title, cache.proximity(), cache.searcher())
        place = title if again and again.feature == name else name  # what the box then says leads to this place alone
        st.button(
            plain(title),
            key=f"around-choice-{name}",
            type="tertiary",
            on_click=view_state.ask,
            kwargs={"place": place[:TYPED_LIMIT]},
        )


def _map(visitor: ViewState, snapshot: Snapshot) -> None:
    """Draw a map of all that is placed inside the municipality, on which any point can be clicked."""
    index = snapshot.dataset.index
    inside = index.located & index.tables["regions"].any(axis=1)
    bare = replace(visitor, selection=Selection(), route=False, view=None, drawer=False)
    map_widget.show(bare, snapshot, FilterResult(inside, inside & False), key=MAP, on_point=_ask_point)


def _ask_point(lon: float, lat: float) -> None:
    view_state.ask(place=f"{lon:.4f}, {lat:.4f}")


def _answer(here: Location, dataset: Dataset, lang: Lang) -> None:
    gateways, boardings = surroundings.near(here, cache.proximity())
    st.markdown(f"**{plain(here.name.say(lang))}**")
    st.caption(plain(say("around.ends", lang, name=here.name.say(lang))))
    left, right = st.columns(2)
    with left:
        st.markdown(f"**{say('near.title', lang)}**")
        st.markdown("\n".join(f"- {plain(distance_text(reach, dataset, lang))}" for reach in gateways))
        st.caption(say("near.note", lang))
    with right:
        st.markdown(f"**{say('around.lead', lang)}**")
        st.markdown("\n".join(_boarding(reach, dataset, lang) for reach in boardings))


def _boarding(reach: NearestResult, dataset: Dataset, lang: Lang) -> str:
    named = reach.mode in dataset.catalogue.kinds[reach.code].boarded  # then its title says the mode
    mode = f" · {dataset.catalogue.modes[reach.mode].title.say(lang)}" if reach.mode and not named else ""
    line = f"- {plain(distance_text(reach, dataset, lang) + mode)}"
    for title, names in surroundings.leads(reach.code, dataset, lang, reach.mode):
        text = list_separator(lang).join(names)
        line += f"\n    - {plain(say('around.to', lang, title=title, names=text) if title else text)}"
    return line
