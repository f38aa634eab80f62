"""Parts of a page that run again alone: a click inside leaves the rest of the page as it stands.

Such a part is handed nothing of a dataset: it is called again with what it was given, and meanwhile a new one may have
come. What stands elsewhere on the page and says the view, as the links to other pages do, follows the part that
changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo_app.state import cache, script_run, view_state
from geo_app.state.cache import Snapshot
from geo_app.state.url import ViewState
from geo_app.widgets import error_box
from layers.dataset.dataset import Dataset

P = ParamSpec("P")
Draw = Callable[[ViewState, Dataset], None]
Followers = list[tuple[DeltaGenerator, Draw]]
_waiting: ContextVar[Followers | None] = ContextVar("followers", default=None)


def fragment(name: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a function that draws into a part of the page; its runs are counted, logged and guarded as `name`."""

    def make(draw: Callable[P, None]) -> Callable[P, None]:
        @wraps(draw)
        def run(*args: P.args, **kwargs: P.kwargs) -> None:
            if script_run.is_under_way():  # drawn by the page, whose run counts it
                draw(*args, **kwargs)
                return
            with script_run.measured() as this_run:
                this_run.page = name
                view_state.clear_touched()
                try:
                    draw(*args, **kwargs)
                    this_run.outcome = "done"
                except Exception as error:  # noqa: BLE001 (as in main.py: every error becomes a sentence)
                    this_run.outcome = "fault"
                    error_box.show_error(error)

        return st.fragment(run)

    return make


def view_fragment(
    name: str, *, rest: Callable[[ViewState], object], write: Draw = view_state.write
) -> Callable[[Callable[[ViewState, Snapshot], None]], Callable[[], None]]:
    """Make a function that draws a part whose controls change the view; it stands within `followed`.

    Parameters
    ----------
    rest
        Returns a view without what the part alone shows, but for what `follow` was told of: that is drawn again with
        the part. Where a click in the part changed anything else, the whole page runs.
    write
        Puts the view into the address.
    """

    def make(draw: Callable[[ViewState, Snapshot], None]) -> Callable[[], None]:
        @fragment(name)
        @wraps(draw)
        def run(followers: Followers, version: str, around: object) -> None:
            visitor, snapshot = view_state.current(), cache.current_snapshot()
            if snapshot.dataset.version != version or rest(visitor) != around:
                st.rerun()
            _draw(followers, visitor, snapshot.dataset)
            draw(visitor, snapshot)
            write(visitor, snapshot.dataset)

        @wraps(draw)
        def begin() -> None:
            waiting = _waiting.get() or []
            followers = waiting.copy()
            waiting.clear()
            run(followers, cache.current_snapshot().dataset.version, rest(view_state.current()))

        return begin

    return make


@contextmanager
def with_followers() -> Iterator[None]:
    """Let a part of the view draw what `follow` is told of inside; where no part comes, it is drawn at the end."""
    followers: Followers = []
    token = _waiting.set(followers)
    try:
        yield
    finally:
        _waiting.reset(token)
        if followers:  # no part came: none is needed, or something broke before it
            _draw(followers, view_state.current(), cache.current_snapshot().dataset)


def redraw_with(place: DeltaGenerator, draw: Draw) -> None:
    """Draw something into `place` that says the view: at once, or where a part changes the view with that."""
    waiting = _waiting.get()
    if waiting is None:
        _draw([(place, draw)], view_state.current(), cache.current_snapshot().dataset)
    else:
        waiting.append((place, draw))


def _draw(followers: Followers, visitor: ViewState, dataset: Dataset) -> None:
    for place, draw in followers:
        with place:
            draw(visitor, dataset)
