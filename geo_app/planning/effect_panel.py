"""Before and after a draft: coverage, nearest, the matrix, conflicts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st

from geo_app.state import planning_cache
from geo_app.state.url import ViewState
from geo_app.widgets import html_table
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.planning import tables
from layers.planning.scenario_effect import Conflict, Outcome, compare_outcomes

MOVED_KM = 0.5  # a district whose nearest site comes or goes by less is not listed
LISTED = 8


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw both sides."""
    lang = visitor.lang
    before, after = compare_outcomes(
        visitor.planning_query, planning_cache.context(), time=visitor.time, district_vintage=visitor.district_vintage
    )
    heads = [say(f"whatif.{side}", lang) for side in ("before", "after")]
    rows = [
        [title, *(text(side) for side in (before, after))]
        for title, text in _measures(visitor.planning_query.radii[0], lang).items()
    ]
    with st.container(key="effect"):
        st.html(html_table.table([say("whatif.measure", lang), *heads], rows, say("planning.whatif", lang)))
    left, right = st.columns(2)
    with left:
        _cells(before, after, visitor, dataset)
        _conflicts(before, after, visitor, dataset)
    with right:
        _nearer(before, after, lang)


def _measures(radius: int, lang: Lang) -> dict[str, Callable[[Outcome], str]]:
    def km(value: float) -> str:
        return "–" if np.isnan(value) else say("coverage.km", lang, km=f"{value:.0f}")

    def covered(side: Outcome) -> str:
        low, middle, high = (f"{share * 100:.1f}" for share in side.coverage.total_share)
        return say("coverage.share", lang, share=middle, low=low, high=high)

    return {
        say("whatif.sites", lang): lambda side: str(side.sites.count),
        say("whatif.covered", lang, km=radius): covered,
        say("whatif.districts", lang, km=radius): lambda side: str(int(side.coverage.covered().sum())),
        say("whatif.mean", lang): lambda side: km(float(side.nearest_km.mean())),
        say("whatif.farthest", lang): lambda side: km(float(side.nearest_km.max())),
    }


def _cells(before: Outcome, after: Outcome, visitor: ViewState, dataset: Dataset) -> None:
    """Name the cells of the matrix that differ."""
    lang, district_vintage = visitor.lang, visitor.district_vintage
    old, new = (side.matrix.standing for side in (before, after))
    due = [side.matrix.promised for side in (before, after)]
    lines = [
        say(
            "whatif.cell",
            lang,
            place=tables.place_title(dataset, before.matrix.places[p], lang, district_vintage),
            column=tables.column_title(dataset, before.matrix.columns[c], lang),
            before=tables.cell_text(int(old[p, c]), int(due[0][p, c])),
            after=tables.cell_text(int(new[p, c]), int(due[1][p, c])),
        )
        for p, c in np.argwhere((old != new) | (due[0] != due[1])).tolist()
    ]
    st.markdown(f"**{say('whatif.matrix', lang)}**")
    st.markdown(_list(lines, say("whatif.matrix_same", lang)))


def _nearer(before: Outcome, after: Outcome, lang: Lang) -> None:
    """Name the districts whose nearest site comes or goes most."""
    change = np.nan_to_num(after.nearest_km - before.nearest_km)
    areas = before.coverage.areas
    order = [int(n) for n in np.argsort(-np.abs(change), kind="stable")[:LISTED] if abs(change[n]) >= MOVED_KM]
    lines = [
        say(
            "whatif.district",
            lang,
            place=areas.names[n].say(lang),
            before=f"{before.nearest_km[n]:.0f}",
            after=f"{after.nearest_km[n]:.0f}",
        )
        for n in order
    ]
    st.markdown(f"**{say('whatif.nearer', lang)}**")
    st.markdown(_list(lines, say("whatif.nothing", lang)))


def _conflicts(before: Outcome, after: Outcome, visitor: ViewState, dataset: Dataset) -> None:
    lang = visitor.lang
    st.markdown(f"**{say('whatif.conflicts', lang)}**")
    new = [each for each in after.conflicts if each not in before.conflicts]
    lines = [_sentence(each, after, visitor, dataset) for each in new]
    st.markdown(_list(lines, say("whatif.no_conflicts", lang)))
    if gone := sum(each not in after.conflicts for each in before.conflicts):
        st.caption(say("whatif.solved", lang, count=gone))


def _sentence(conflict: Conflict, after: Outcome, visitor: ViewState, dataset: Dataset) -> str:
    lang = visitor.lang
    drawn = dict(zip(after.every.ids.tolist(), after.every.names, strict=True))
    names = [drawn[name].say(lang) for name in conflict.ids if name in drawn]
    place = tables.place_title(dataset, conflict.place, lang, visitor.district_vintage) if conflict.place else ""
    km = "" if conflict.km is None else f"{conflict.km:.1f}"
    return say(f"conflict.{conflict.key}", lang, names=list_separator(lang).join(names), km=km, place=place)


def _list(lines: list[str], nothing: str) -> str:
    return "\n".join(f"- {plain(line)}" for line in lines) or plain(nothing)
