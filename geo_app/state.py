"""Session and address: the only file that touches either. A view is one frozen value, and every view is a link."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

import streamlit as st

from layers.catalogue import Lang
from layers.delivery import OUTCOMES
from layers.edition import Edition
from layers.filters import Selection, from_query
from layers.tables import choosable

_STATE, _WRITTEN, _TOUCHED = "state", "written", "touched"
_VIEW = re.compile(r"^\d{1,2}(\.\d{1,2})?/-?\d{1,2}(\.\d{1,6})?/-?\d{1,3}(\.\d{1,6})?$")
Query = dict[str, list[str]]
Time = Literal["plan", "target", "now"]  # as the plan put it, what it promised for 2025, the latest known
TIMES: tuple[Time, ...] = get_args(Time)


@dataclass(frozen=True)
class State:
    """What a visitor sees; everything but `notices` is in the address."""

    selection: Selection = field(default_factory=Selection)
    lang: Lang = "zh"
    selected: str | None = None
    route: bool = False
    time: Time = "plan"
    outcome: str = "all"  # of the delivery page's list
    drawer: bool = False  # table and text under the map
    columns: tuple[str, ...] = ()  # of the table; none: those of the catalogue
    view: str | None = None  # as the address gave it; the map itself writes the current one
    notices: tuple[tuple[str, str], ...] = ()  # (key in words, what it names)

    def to_query(self, edition: Edition) -> Query:
        """Return the address of this state, without `view`, which the map writes by itself."""
        query = self.selection.to_query(edition)
        if self.selected:
            query["id"] = [self.selected]
        if self.route:
            query["fit"] = ["route"]
        if self.time != "plan":
            query["time"] = [self.time]
        if self.outcome != "all":
            query["outcome"] = [self.outcome]
        if self.drawer:
            query["panel"] = ["open"]
        if self.columns:
            query["col"] = list(self.columns)
        if self.lang != "zh":
            query["lang"] = [self.lang]
        return query


def read(query: Mapping[str, Sequence[str]], edition: Edition) -> State:
    """Return the state that an address asks for; what nobody knows is dropped and noted."""
    selection, unknown = from_query(query, edition)
    notices = [("notices.unknown_codes", ", ".join(code[:40] for code in unknown[:5]))] if unknown else []
    selected = next(iter(query.get("id", ())), None)
    if selected and selected not in edition.features.index:
        notices.append(("notices.unknown_id", selected[:40]))
        selected = None
    lang: Lang = "en" if "en" in query.get("lang", ()) else "zh"
    view = next(iter(query.get("view", ())), "")
    return State(
        selection=selection,
        lang=lang,
        selected=selected,
        route="route" in query.get("fit", ()),
        time=time if (time := next(iter(query.get("time", ())), "")) in TIMES else "plan",
        outcome=outcome if (outcome := next(iter(query.get("outcome", ())), "")) in OUTCOMES else "all",
        drawer="open" in query.get("panel", ()),
        columns=tuple(dict.fromkeys(name for name in query.get("col", ()) if name in choosable(edition))),
        view=view if _VIEW.match(view) else None,
        notices=tuple(notices),
    )


def start(edition: Edition) -> State:
    """Begin a run: take the state from the address when that is new or was changed outside, else as last set.

    Once per run: a click carries the address as the browser had it, which may be one click old, so after a click the
    address is not asked.
    """
    session = st.session_state
    ours = {key: values for key, values in _address().items() if key != "view"}
    clicked = session.pop(_TOUCHED, False)
    if _STATE not in session or (not clicked and ours != session.get(_WRITTEN)):
        session[_STATE] = read(_address(), edition)
        session[_WRITTEN] = ours
    return current()


def current() -> State:
    """Return this visitor's state."""
    found: State = st.session_state[_STATE]
    return found


def change(**values: Any) -> None:
    """Set parts of the state from a widget's callback; the notices of the link have been read by then."""
    st.session_state[_STATE] = replace(st.session_state[_STATE], notices=(), **values)
    st.session_state[_TOUCHED] = True


def search(text: str) -> None:
    """Set the search text from its box."""
    change(selection=replace(st.session_state[_STATE].selection, search=text))


def toggle(field: str, code: str, *, on: bool) -> None:
    """Add or remove one choice of a filter from its box; choices keep the order of the vocabulary when read again."""
    selection = st.session_state[_STATE].selection
    others = tuple(kept for kept in selection.codes(field) if kept != code)
    change(selection=selection.choosing(field, (*others, code) if on else others))


def write(state: State, edition: Edition) -> None:
    """Put the state into the address, once, where it differs from what stands there."""
    query = state.to_query(edition)
    if query != st.session_state.get(_WRITTEN):
        st.query_params.from_dict(query)
        st.session_state[_WRITTEN] = query


def bound(key: str, value: object, *, then: Callable[[Any], None]) -> dict[str, Any]:
    """Return `key` and `on_change` for a widget that shows `value`; what the visitor sets is handed to `then`."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": lambda: then(st.session_state[key])}


def bound_row(key: str, names: Sequence[str], selected: str | None) -> dict[str, Any]:
    """Return `key` and `on_select` for a table of features in which the selected one is the selected row.

    Streamlit takes a selection for an existing key only through the session, before the table is drawn (TRAPS 9b).
    """
    wanted = [names.index(selected)] if selected in names else []
    if _rows(key) != wanted:
        st.session_state[key] = {"selection": {"rows": wanted, "columns": [], "cells": []}}

    def select() -> None:
        rows = _rows(key)
        change(selected=names[rows[0]] if rows else None)

    return {"key": key, "on_select": select}


def _rows(key: str) -> list[int]:
    table = st.session_state.get(key)
    return list(table["selection"]["rows"]) if table else []


def clicked(key: str) -> Mapping[str, Any]:
    """Return what the map's component last sent under `key`."""
    found = st.session_state.get(key)
    return found if isinstance(found, Mapping) else {}


def _address() -> Query:
    return {key: st.query_params.get_all(key) for key in st.query_params}
