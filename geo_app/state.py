"""What the address holds: one frozen value, so that every view is a link. What only the session holds: session.py."""

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
from layers.indicators import NUMBERS
from layers.siting import question as questions
from layers.siting.need import Need
from layers.siting.question import Question
from layers.tables import choosable

_STATE, _WRITTEN, _TOUCHED, _SEEN = "state", "written", "touched", "seen"
_VIEW = re.compile(r"^\d{1,2}(\.\d{1,2})?/-?\d{1,2}(\.\d{1,6})?/-?\d{1,3}(\.\d{1,6})?$")
Query = dict[str, list[str]]
Time = Literal["plan", "target", "now"]  # as the plan put it, what it promised for 2025, the latest known
TIMES: tuple[Time, ...] = get_args(Time)
Districts = Literal["38", "37"]  # the plan's, and today's
EDITIONS: tuple[Districts, ...] = get_args(Districts)
TODAY = "district-2025"  # the filter key of today's districts
REDRAWN = frozenset({"500105", "500109", "500112"})  # 江北 (its code is 两江新区's now), 北碚, 渝北
DISTRICT_FIELDS: dict[Districts, str] = {"38": "districts", "37": "districts_2025"}
INDICATORS = {str(number): number for number in NUMBERS}  # as the address names them


@dataclass(frozen=True)
class State:
    """What a visitor sees; everything but `notices` is in the address."""

    selection: Selection = field(default_factory=Selection)
    lang: Lang = "zh"
    selected: str | None = None
    route: bool = False
    time: Time = "plan"
    districts: Districts = "38"
    outcome: str = "all"  # of the delivery page's list
    drawer: bool = False  # table and text under the map
    indicator: int = 1  # of the indicators page
    columns: tuple[str, ...] = ()  # of the table; none: those of the catalogue
    question: Question = field(default_factory=Question)  # of the investor's page; its shortlist is shown everywhere
    view: str | None = None  # as the address gave it; the map itself writes the current one
    notices: tuple[tuple[str, str], ...] = ()  # (key in words, what it names)

    def to_query(self, edition: Edition) -> Query:
        """Return the address of this state, without `view`, which the map writes by itself."""
        query = {**self.selection.to_query(edition), **self.question.to_query(edition)}
        if self.districts == "37":
            query["edition"] = ["37"]
            query |= {"district": query.pop(TODAY)} if TODAY in query else {}
        if self.selected:
            query["id"] = [self.selected]
        if self.route:
            query["fit"] = ["route"]
        if self.time != "plan":
            query["time"] = [self.time]
        if self.outcome != "all":
            query["outcome"] = [self.outcome]
        if self.indicator != 1:
            query["indicator"] = [str(self.indicator)]
        if self.drawer:
            query["panel"] = ["open"]
        if self.columns:
            query["col"] = list(self.columns)
        if self.lang != "zh":
            query["lang"] = [self.lang]
        return query


def read(query: Mapping[str, Sequence[str]], edition: Edition) -> State:
    """Return the state that an address asks for; what nobody knows is dropped and noted."""
    districts: Districts = "37" if "37" in query.get("edition", ()) else "38"
    if districts == "37":  # the address has one key for both editions
        query = {TODAY if key == "district" else key: values for key, values in query.items() if key != TODAY}
    selection, unknown = from_query(query, edition)
    question, lost = questions.from_query(query, edition)
    unknown += lost
    notices = [("notices.unknown_codes", ", ".join(code[:40] for code in unknown[:5]))] if unknown else []
    selected = next(iter(query.get("id", ())), None) or None
    if selected and selected not in edition.features.index:
        notices.append(("notices.unknown_id", selected[:40]))
        selected = None
    number = next(iter(query.get("indicator", ())), "1")
    if number not in INDICATORS:
        notices.append(("notices.unknown_codes", number[:40]))
    lang: Lang = "en" if "en" in query.get("lang", ()) else "zh"
    view = next(iter(query.get("view", ())), "")
    return State(
        selection=selection,
        lang=lang,
        selected=selected,
        route="route" in query.get("fit", ()),
        districts=districts,
        time=time if (time := next(iter(query.get("time", ())), "")) in TIMES else "plan",
        outcome=outcome if (outcome := next(iter(query.get("outcome", ())), "")) in OUTCOMES else "all",
        indicator=INDICATORS.get(number, 1),
        drawer="open" in query.get("panel", ()),
        columns=tuple(dict.fromkeys(name for name in query.get("col", ()) if name in choosable(edition))),
        question=question,
        view=view if _VIEW.match(view) else None,
        notices=tuple(notices),
    )


def start(edition: Edition) -> State:
    """Begin a run, once: take the state from the address when that is new or was changed outside, else as last set.

    After a click the address is not asked: the browser sends it as it was, maybe one click old.
    """
    session = st.session_state
    ours = {key: values for key, values in _address().items() if key != "view"}
    clicked = session.pop(_TOUCHED, False)
    if _STATE not in session or (not clicked and ours != session.get(_WRITTEN)):
        session[_STATE] = read(_address(), edition)
        if "view" in st.query_params and session[_STATE].view is None:
            del st.query_params["view"]  # nothing can be read from it
        session[_WRITTEN] = ours
    return current()


def is_first_run() -> bool:
    """Whether this session asks for the first time."""
    first = _SEEN not in st.session_state
    st.session_state[_SEEN] = True
    return first


def current() -> State:
    """Return this visitor's state."""
    found: State = st.session_state[_STATE]
    return found


def language() -> Lang:
    """Return the visitor's language, also where the state was never read."""
    found: State | None = st.session_state.get(_STATE)
    return found.lang if found else "zh"


def change(**values: Any) -> None:
    """Set parts of the state from a widget's callback; the notices of the link have been read by then."""
    st.session_state[_STATE] = replace(st.session_state[_STATE], notices=(), **values)
    touch()


def touch() -> None:
    """Say from a callback that a widget has spoken: the address is not asked in this run."""
    st.session_state[_TOUCHED] = True


def search(text: str) -> None:
    """Set the search text from its box."""
    change(selection=replace(st.session_state[_STATE].selection, search=text))


def ask(**values: Any) -> None:
    """Set parts of the investor's question."""
    change(question=replace(st.session_state[_STATE].question, **values))


def need(**values: Any) -> None:
    """Set parts of the investor's need."""
    asked: Need = st.session_state[_STATE].question.need
    ask(need=replace(asked, **values))


def pick(name: str) -> None:
    """Put a place on the shortlist, or take it off."""
    change(question=st.session_state[_STATE].question.picking(name))


def toggle(field: str, code: str, *, on: bool) -> None:
    """Add or remove one choice of a filter from its box; choices keep the order of the vocabulary when read again."""
    selection = st.session_state[_STATE].selection
    others = tuple(kept for kept in selection.codes(field) if kept != code)
    change(selection=selection.choosing(field, (*others, code) if on else others))


def switch_districts(districts: Districts) -> None:
    """Show the other edition of districts; a choice of districts that were abolished or made cannot come along."""
    state = current()
    old, new = DISTRICT_FIELDS[state.districts], DISTRICT_FIELDS[districts]
    kept = tuple(code for code in state.selection.codes(old) if code not in REDRAWN)
    change(districts=districts, selection=state.selection.choosing(old, ()).choosing(new, kept))


def write(state: State, edition: Edition) -> None:
    """Put the state into the address, once, where it differs from what stands there."""
    query = state.to_query(edition)
    if query != st.session_state.get(_WRITTEN):
        st.query_params.from_dict(query)
        st.session_state[_WRITTEN] = query


def is_open(key: str) -> bool:
    """Whether a visitor has unfolded the list `key`; no part of what is shown, so not in the address."""
    return bool(st.session_state.get(f"open-{key}"))


def flip(key: str) -> None:
    """Fold or unfold the list `key`."""
    st.session_state[f"open-{key}"] = not is_open(key)
    touch()


def bound(key: str, value: object, *, then: Callable[[Any], None]) -> dict[str, Any]:
    """Return `key` and `on_change` for a widget that shows `value`; what the visitor sets is handed to `then`."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": lambda: then(st.session_state[key])}


def heard(key: str, *, then: Callable[[Any], None]) -> dict[str, Any]:
    """Return `key` and `on_change` for a widget that is given its value itself: one that a popover makes on opening."""
    return {"key": key, "on_change": lambda: then(st.session_state[key])}


def bound_row(key: str, names: Sequence[str], selected: str | None) -> dict[str, Any]:
    """Return `key` and `on_select` for a table whose selected row is the selected feature (TRAPS 9b: by session)."""
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


def page_address() -> str:
    """Return the address of the page as the visitor's browser has it, or "" where nobody knows."""
    return st.context.url or ""


def _address() -> Query:
    return {key: st.query_params.get_all(key) for key in st.query_params}
