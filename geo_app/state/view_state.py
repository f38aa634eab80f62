"""The visitor's view in session and URL (the value itself: url.py). For values that are no view: session.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import urlsplit

import streamlit as st

from geo_app.server import first_paint
from geo_app.state import script_run
from geo_app.state.url import REDRAWN, Query, ViewState, is_view, read
from layers.catalogue.entries import DISTRICT_FIELDS, DistrictVintage, Lang
from layers.config.branding import default_language, load_branding
from layers.dataset.dataset import Dataset
from layers.query.filters import SEARCH_LIMIT
from layers.suitability.requirements import Requirements

T = TypeVar("T")
_STATE, _WRITTEN, _TOUCHED, _SEEN, _NEEDS = "state", "written", "touched", "seen", "needs"
_MOST_NEEDS = 20  # of the investor's needs before the present one


def start(dataset: Dataset) -> ViewState:
    """Begin a run, once: take the state from the address when that is new or was changed outside, else as last set.

    After a click the address is not asked: the browser sends it as it was, maybe one click old.
    """
    session = st.session_state
    ours = {key: values for key, values in _address().items() if key != "view"}
    clicked = session.pop(_TOUCHED, False)
    if _STATE not in session or (not clicked and ours != session.get(_WRITTEN)):
        session[_STATE] = read(_address(), dataset)
        if "view" in st.query_params and session[_STATE].view is None:
            del st.query_params["view"]  # nothing can be read from it
        session[_WRITTEN] = ours
    return current()


def is_first_run() -> bool:
    """Whether this session asks for the first time; the same throughout a run."""
    return script_run.once_per_run("first run", _see)


def _see() -> bool:
    first = _SEEN not in st.session_state
    st.session_state[_SEEN] = True
    return first


def current() -> ViewState:
    """Return this visitor's state."""
    found: ViewState = st.session_state[_STATE]
    return found


def language() -> Lang:
    """Return the visitor's language, also where the state was never read."""
    found: ViewState | None = st.session_state.get(_STATE)
    return found.lang if found else default_language()


def change(**values: Any) -> None:
    """Set parts of the state from a widget's callback; the notices of the link have been read by then."""
    st.session_state[_STATE] = replace(st.session_state[_STATE], notices=(), **values)
    mark_touched()


def mark_touched() -> None:
    """Say from a callback that a widget has spoken: the address is not asked in this run."""
    st.session_state[_TOUCHED] = True


def clear_touched() -> None:
    """Clear the "widget changed" flag after a fragment run, so that the next full run reads the URL again."""
    st.session_state.pop(_TOUCHED, None)


def search(text: str) -> None:
    """Set the search text from its box: to look, which filters nothing."""
    change(lookup=text[:SEARCH_LIMIT], selection=replace(st.session_state[_STATE].selection, search="", hits=None))


def filter_by_search(dataset: Dataset, *, on: bool) -> None:
    """Keep only what the search finds, or show everything again and go on looking."""
    state = current()
    if on:
        change(lookup="", selection=replace(state.selection, search=state.searched).keeping_hits(dataset))
    else:
        search(state.searched)


def ask(**values: Any) -> None:
    """Set parts of the investor's query; what the need was before can be brought back."""
    before = st.session_state[_STATE].suitability_query
    after = replace(before, **values)
    if (before.text, before.requirements) != (after.text, after.requirements):
        st.session_state[_NEEDS] = (*st.session_state.get(_NEEDS, ()), (before.text, before.requirements))[
            -_MOST_NEEDS:
        ]
    change(suitability_query=after)


def can_undo_need() -> bool:
    """Whether the investor's need was another one before, in this session."""
    return bool(st.session_state.get(_NEEDS))


def undo_need() -> None:
    """Bring back the investor's need as it was before its last change."""
    if can_undo_need():
        *others, (text, asked) = st.session_state[_NEEDS]
        st.session_state[_NEEDS] = tuple(others)
        query = st.session_state[_STATE].suitability_query
        change(suitability_query=replace(query, text=text, requirements=asked))


def requirements(**values: Any) -> None:
    """Set parts of the investor's need."""
    asked: Requirements = st.session_state[_STATE].suitability_query.requirements
    ask(requirements=replace(asked, **values))


def plan(**values: Any) -> None:
    """Set parts of the planner's query."""
    change(planning_query=replace(st.session_state[_STATE].planning_query, **values))


def pick(name: str) -> None:
    """Put a place on the shortlist, or take it off."""
    change(suitability_query=st.session_state[_STATE].suitability_query.picking(name))


def toggle(field: str, code: str, *, on: bool) -> None:
    """Add or remove one choice of a filter from its box; choices keep the order of the vocabulary when read again."""
    selection = st.session_state[_STATE].selection
    others = tuple(kept for kept in selection.codes(field) if kept != code)
    change(selection=selection.choosing(field, (*others, code) if on else others))


def switch_districts(district_vintage: DistrictVintage) -> None:
    """Show the other edition of districts; a choice of districts that were abolished or made cannot come along."""
    state = current()
    old, new = DISTRICT_FIELDS[state.district_vintage], DISTRICT_FIELDS[district_vintage]
    kept = tuple(code for code in state.selection.codes(old) if code not in REDRAWN)
    cell = "" if state.planning_query.place_and_column[0] in REDRAWN else state.planning_query.cell
    selection = state.selection.choosing(old, ()).choosing(new, kept)
    change(
        district_vintage=district_vintage, selection=selection, planning_query=replace(state.planning_query, cell=cell)
    )


def write(state: ViewState, dataset: Dataset, *, talk: str = "") -> None:
    """Put the state, and the briefing that a link carried, into the address, once, where it differs from that."""
    query = state.to_query(dataset) | ({"talk": [talk]} if talk else {})
    if query != st.session_state.get(_WRITTEN):
        st.query_params.from_dict(query)
        st.session_state[_WRITTEN] = query


def is_open(key: str) -> bool:
    """Whether a visitor has unfolded the list `key`; no part of what is shown, so not in the address."""
    return bool(st.session_state.get(f"open-{key}"))


def toggle_fold(key: str) -> None:
    """Fold or unfold the list `key`."""
    st.session_state[f"open-{key}"] = not is_open(key)
    mark_touched()


def widget_binding(key: str, value: object, *, then: Callable[[Any], None]) -> dict[str, Any]:
    """Return `key` and `on_change` for a widget that shows `value`; what the visitor sets is handed to `then`."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": lambda: then(st.session_state[key])}


def widget_callback(key: str, *, then: Callable[[Any], None]) -> dict[str, Any]:
    """Return `key` and `on_change` for a widget that is given its value itself: one that a popover makes on opening."""
    return {"key": key, "on_change": lambda: then(st.session_state[key])}


def bound_row(key: str, names: Sequence[str], selected: str | None) -> dict[str, Any]:
    """Return `key` and `on_select` for a table whose selected row is the selected feature."""
    return bound_rows(key, names, selected, then=lambda name: change(selected=name))


def bound_rows(key: str, names: Sequence[T], selected: T | None, *, then: Callable[[T | None], None]) -> dict[str, Any]:
    """Return `key` and `on_select` for a table that shows `selected` as chosen (TRAPS 9b: by session).

    The name of the row that the visitor chooses is handed to `then`, or None.
    """
    wanted = [names.index(selected)] if selected in names else []
    if table_rows(key) != wanted:
        st.session_state[key] = {"selection": {"rows": wanted, "columns": [], "cells": []}}

    def select() -> None:
        rows = table_rows(key)
        then(names[rows[0]] if rows else None)

    return {"key": key, "on_select": select}


def table_cells(key: str) -> list[tuple[int, str]]:
    """Return row number and heading of each cell chosen in the table `key`."""
    table = st.session_state.get(key)
    return [(int(row), str(heading)) for row, heading in table["selection"]["cells"]] if table else []


def choose_cell(key: str, cell: tuple[int, str] | None) -> None:
    """Make the table `key` show `cell`, row number and heading, as chosen (TRAPS 9b: by session)."""
    wanted = [] if cell is None else [cell]
    if table_cells(key) != wanted:
        st.session_state[key] = {"selection": {"rows": [], "columns": [], "cells": wanted}}


def table_rows(key: str) -> list[int]:
    """Return the numbers of the rows chosen in the table `key`."""
    table = st.session_state.get(key)
    return list(table["selection"]["rows"]) if table else []


def clicked(key: str) -> Mapping[str, Any]:
    """Return what the map's component last sent under `key`."""
    found = st.session_state.get(key)
    return found if isinstance(found, Mapping) else {}


def shown_view() -> str | None:
    """Return the map's view as the visitor's address has it now (the map writes it there), or None."""
    view = st.query_params.get("view", "")
    return view if is_view(view) else None


def page_address() -> str:
    """Return the address of the page as the visitor's browser has it, or "" where nobody knows."""
    return st.context.url or ""


def expect_first_paint() -> str | None:
    """Return the URL that the map requests once it has painted what this run sends it; None without a browser."""
    return first_paint.expect() if page_address() else None


def app_address() -> str:
    """Return the address of the map page, as the operator or the visitor's browser has it, ending in "/"; else ""."""
    if public := load_branding().public_url:
        return f"{public.rstrip('/')}/"
    page = urlsplit(page_address())
    return f"{page.scheme}://{page.netloc}{page.path.rsplit('/', 1)[0]}/" if page.netloc else ""


def _address() -> Query:
    return {key: st.query_params.get_all(key) for key in st.query_params}
