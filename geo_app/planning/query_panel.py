"""What the planner's page is about: the kinds, the time, and a map of them with what the open sections draw on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from geo_app.planning import sections, site_planner_panel, whatif_panel
from geo_app.state import cache, planning_cache, uploaded_layers, view_state
from geo_app.state.cache import Snapshot
from geo_app.state.url import ViewState
from geo_app.widgets import map_widget
from geo_app.widgets.markdown_escape import plain
from layers.arrays import Mask
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.planning import matrix_cell, overlay, site_points
from layers.planning.matrix import in_cell
from layers.planning.query import MOST_KINDS
from layers.planning.site_points import Sites
from layers.query.existence import TIMES, promised, standing
from layers.query.filters import FilterResult, Selection
from layers.web_map.overlay import Overlay

MAP, HEIGHT = "planning-map", 460  # pixels; style.css says less for a phone


def show(visitor: ViewState, snapshot: Snapshot) -> None:
    """Draw the question's line and the map."""
    dataset, lang, planning_query = snapshot.dataset, visitor.lang, visitor.planning_query
    titles = {code: kind.title.say(lang) for code, kind in dataset.catalogue.kinds.items()}
    left, right = st.columns([3, 2])
    left.multiselect(
        say("planning.kinds", lang),
        list(titles),
        format_func=lambda code: titles[code],
        max_selections=MOST_KINDS,
        placeholder=say("planning.kinds_hint", lang),
        **view_state.widget_binding(
            "planning-kinds", list(planning_query.kinds), then=lambda codes: view_state.plan(kinds=_ordered(codes))
        ),
    )
    right.segmented_control(
        say("planning.time", lang),
        TIMES,
        format_func=lambda time: say(f"time.{time}", lang),
        required=True,
        **view_state.widget_binding(
            "planning-time", visitor.time, then=lambda time: view_state.change(time=time or visitor.time)
        ),
    )
    st.caption(_said(visitor, dataset, lang))
    _map(visitor, snapshot)


def _ordered(codes: list[str]) -> tuple[str, ...]:
    return tuple(code for code in cache.current_snapshot().dataset.catalogue.kinds if code in codes)


def _said(visitor: ViewState, dataset: Dataset, lang: Lang) -> str:
    kinds, time = visitor.planning_query.kinds, visitor.time
    if not kinds:
        return say("planning.no_kind", lang)
    mine = dataset.index.having("kind", kinds)
    due = mine & promised(dataset, time)
    names = list_separator(lang).join(dataset.catalogue.kinds[code].title.say(lang) for code in kinds)
    there = mine & standing(dataset, time)
    unplaced, unlocated = (_placeless(dataset, mask, lang) for mask in (there, due))
    counts = {"count": int(there.sum()), "due": int(due.sum())}
    said = say("planning.sites", lang, names=names, **counts, unplaced=unplaced, placeless=unlocated)
    rule = say(f"counts.{time}", lang)
    return plain(f"{rule} {said}")


def _placeless(dataset: Dataset, mask: Mask, lang: Lang) -> str:
    count = int((mask & ~dataset.index.located).sum())
    return say("planning.no_place", lang, count=count) if count else ""


def sites(visitor: ViewState, *, drafted: bool = True) -> Sites:
    """Return the sites of the query's kinds, with the scenario's changes made where `drafted`."""
    context = planning_cache.context()
    every = planning_cache.today(visitor.time)
    changed = site_points.apply(visitor.planning_query.changes, every, context) if drafted else every
    return changed.of_kinds(visitor.planning_query.kinds)


def _map(visitor: ViewState, snapshot: Snapshot) -> None:
    planning_query = visitor.planning_query
    kept = _kept(visitor, snapshot.dataset)
    bare = replace(visitor, selection=Selection(), route=False, view=None, drawer=False)
    click = whatif_panel.on_point(visitor) if "whatif" in planning_query.sections else None
    cut, drawn = FilterResult(kept, kept & False), _overlay(visitor)
    map_widget.show(bare, snapshot, cut, key=MAP, on_point=click, on_own=_look, overlay=drawn, height=HEIGHT)
    if _rings_shown(visitor):
        st.caption(say("coverage.rings", visitor.lang))


def _look(layer: int, row: int) -> None:
    """Show a feature of the visitor's own that was clicked, in the section of such layers."""
    uploaded_layers.select(layer, row)
    sections.unfold("own")


def _kept(visitor: ViewState, dataset: Dataset) -> Mask:
    """Return what the map shows: the cell looked at, else the kinds of the query."""
    place, column = visitor.planning_query.place_and_column
    shown = standing(dataset, visitor.time) | promised(dataset, visitor.time)
    if place and "matrix" in visitor.planning_query.sections:
        here = in_cell(dataset, place, column, visitor.district_vintage)
        if near := matrix_cell.cell_of(
            planning_cache.context(), place, column, time=visitor.time, district_vintage=visitor.district_vintage
        ).nearest:
            here = here | (dataset.features.index == near.feature)  # what is missing here, where it is nearest
    else:
        here = np.zeros_like(shown)
    if visitor.planning_query.kinds and (not here.any() or _rings_shown(visitor)):
        here = here | dataset.index.having("kind", visitor.planning_query.kinds)
    gone = dataset.features.index.isin(
        [change.what for change in visitor.planning_query.changes if change.act != "add"]
    )
    return np.asarray(here & shown & ~gone)


def _rings_shown(visitor: ViewState) -> bool:
    return bool({"coverage", "whatif", "placing"} & set(visitor.planning_query.sections)) and bool(
        visitor.planning_query.kinds
    )


def _overlay(visitor: ViewState) -> Overlay | None:
    planning_query = visitor.planning_query
    now = sites(visitor)
    rings = overlay.rings(
        now, planning_query.radii if "coverage" in planning_query.sections else planning_query.radii[:1]
    )
    drafts = overlay.points(overlay.drafted(now), visitor.lang)
    if "placing" in planning_query.sections:
        more_rings, more_drafts = site_planner_panel.marks(visitor)
        rings, drafts = rings + more_rings, drafts + more_drafts
    return Overlay(rings if _rings_shown(visitor) else None, drafts or None)
