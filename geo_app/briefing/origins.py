"""Whose the briefing on the page is: what is said beside it and on all that is taken away."""

from __future__ import annotations

import streamlit as st

from geo_app.state import draft_briefing, session
from geo_app.state.url import OWN
from geo_app.widgets.markdown_escape import plain
from layers.briefing.origin import Origin
from layers.briefing.scenes import Briefing
from layers.catalogue.entries import Lang
from layers.i18n.messages import say


def origin_of(code: str) -> Origin:
    """Return who wrote the briefing that is looked at under `code`."""
    if code != OWN:
        return "shipped"
    opened: tuple[str, Briefing | None] | None = session.get(draft_briefing.OPENED)
    carried = opened[1] if opened else None
    return "link" if carried and _has_part_of(carried, draft_briefing.current()) else "visitor"


def show(code: str, lang: Lang) -> None:
    """Say of a briefing that came with a link that the operator did not write it."""
    if origin_of(code) == "link":
        st.warning(plain(say("briefing.from_link_page", lang)), icon=":material/link:")


def _has_part_of(carried: Briefing, current: Briefing) -> bool:
    """Whether anything that a link carried is still there after the visitor's own changes."""
    return carried.title == current.title or any(scene in carried.scenes for scene in current.scenes)
