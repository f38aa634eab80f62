"""What is near a place: one typed as a name or as numbers, or the one selected; and where its corridors lead."""

from __future__ import annotations

import streamlit as st

from geo_app import state, store
from geo_app.plain import plain
from geo_app.state import State
from layers.catalogue import Lang
from layers.edition import Edition
from layers.nearest import Reach
from layers.siting import around
from layers.siting.around import TYPED_LIMIT, Here
from layers.siting.reasons import far
from layers.tables import JOIN
from layers.words import say


def show(visitor: State, edition: Edition) -> None:
    """Draw the question and its answer; without a question of its own, that of the selected feature."""
    lang, question = visitor.lang, visitor.question
    st.markdown(f"## {say('invest.around', lang)}")
    st.text_input(
        say("invest.around_label", lang),
        max_chars=TYPED_LIMIT,
        placeholder=say("invest.around_hint", lang),
        **state.bound("around", question.place, then=lambda text: state.ask(place=text)),
    )
    nearness = store.nearness()
    here = around.find(question.place, nearness, store.searcher())
    if here is None and visitor.selected:
        here = around.of_feature(visitor.selected, nearness)
    if here is None:
        st.caption(say("invest.around_begin", lang))
        return
    for notice in here.notices(edition, lang):
        st.info(plain(notice))
    if here.points:
        _answer(here, edition, lang)


def _answer(here: Here, edition: Edition, lang: Lang) -> None:
    gateways, boardings = around.near(here, store.nearness())
    st.markdown(f"**{plain(here.name.say(lang))}**")
    left, right = st.columns(2)
    with left:
        st.markdown(f"**{say('near.title', lang)}**")
        st.markdown("\n".join(f"- {plain(far(reach, edition, lang))}" for reach in gateways))
        st.caption(say("near.note", lang))
    with right:
        st.markdown(f"**{say('around.lead', lang)}**")
        st.markdown("\n".join(_boarding(reach, edition, lang) for reach in boardings))


def _boarding(reach: Reach, edition: Edition, lang: Lang) -> str:
    mode = f" · {edition.catalogue.modes[reach.mode].title.say(lang)}" if reach.mode else ""
    line = f"- {plain(far(reach, edition, lang) + mode)}"
    for title, names in around.leads(reach.code, edition, lang):
        text = JOIN[lang].join(names)
        line += f"\n    - {plain(say('around.to', lang, title=title, names=text) if title else text)}"
    return line
