"""The button that puts what a page shows into the visitor's own briefing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from geo_app.state import draft_briefing, session, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import map_widget
from geo_app.widgets.markdown_escape import plain
from layers.briefing.capture import CapturedView, capture
from layers.briefing.scenes import MOST_SCENES, SceneChart
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.query.existence import Time
from layers.query.filters import Selection, from_query

ADDED = "scene-added"


def show(
    visitor: ViewState,
    dataset: Dataset,
    *,
    figure: SceneChart | None = None,
    highlight: tuple[str, ...] = (),
    filters: Mapping[str, Sequence[str]] | None = None,
    time: Time | None = None,
) -> None:
    """Draw the button; what was just added is said in passing.

    Parameters
    ----------
    figure, highlight
        What the page shows beside a map, and which features it is about.
    filters
        In place of the visitor's own, on a page that does not heed those.
    time
        The time that the page speaks of; None: the one that the visitor has chosen for the map.
    """
    lang = visitor.lang
    full = draft_briefing.is_full()
    selection = visitor.selection if filters is None else from_query(filters, dataset)[0]
    st.button(
        say("briefing.add", lang),
        key="add-scene",
        icon=":material/add_to_queue:",
        type="tertiary",
        help=say("briefing.full", lang, most=MOST_SCENES) if full else None,
        disabled=full,
        on_click=_add,
        args=(visitor if time is None else replace(visitor, time=time), dataset, selection, figure, highlight),
    )
    if number := session.get(ADDED):
        session.accept(ADDED, None)
        st.toast(plain(say("briefing.added", lang, number=number)), icon=":material/slideshow:")


def _add(
    visitor: ViewState, dataset: Dataset, selection: Selection, figure: SceneChart | None, highlight: tuple[str, ...]
) -> None:
    scene = capture(
        selection,
        dataset,
        CapturedView(
            time=visitor.time,
            district_vintage=visitor.district_vintage,
            route=visitor.route or map_widget.corridors_alone(selection, dataset),
            view=None if figure else view_state.shown_view(),
        ),
        highlight=highlight,
        figure=figure,
    )
    session.accept(ADDED, draft_briefing.add(scene))
