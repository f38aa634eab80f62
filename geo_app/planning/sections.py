"""The sections of the planner's page: each is made only while it stands open, and which are open is in the address."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from geo_app.state import view_state
from geo_app.state.url import ViewState
from layers.i18n.messages import say
from layers.planning.query import SECTIONS, Section


def section(name: Section, visitor: ViewState) -> ExpanderContainer:
    """Return the expander of a section; its `.open` says whether to fill it."""
    return st.expander(
        say(f"planning.{name}", visitor.lang),
        **view_state.widget_binding(f"see-{name}", name in visitor.planning_query.sections, then=partial(_flip, name)),
    )


def unfold(name: Section) -> None:
    """Open a section from a callback."""
    _flip(name, is_open=True)


def _flip(name: Section, is_open: bool) -> None:  # noqa: FBT001 (called with the expander's value)
    others = {each for each in view_state.current().planning_query.sections if each != name}
    wanted = others | {name} if is_open else others
    view_state.plan(sections=tuple(each for each in SECTIONS if each in wanted))
