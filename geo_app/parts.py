"""Parts of a page that run again alone: a click inside leaves the rest of the page as it stands.

Only for what is no part of the view: the menu's links carry the address, and they are not drawn again with a part. A
part is handed nothing of an edition: it is called again with what it was given, and meanwhile a new one may have come.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from geo_app import faults, runs, state

P = ParamSpec("P")


def part(name: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a function that draws into a part of the page; its runs are counted, logged and guarded as `name`."""

    def make(draw: Callable[P, None]) -> Callable[P, None]:
        @wraps(draw)
        def run(*args: P.args, **kwargs: P.kwargs) -> None:
            if runs.is_under_way():  # drawn by the page, whose run counts it
                draw(*args, **kwargs)
                return
            with runs.measured() as this_run:
                this_run.page = name
                state.settle()
                try:
                    draw(*args, **kwargs)
                    this_run.outcome = "done"
                except Exception as error:  # noqa: BLE001 (as in main.py: every error becomes a sentence)
                    this_run.outcome = "fault"
                    faults.tell(error)

        return st.fragment(run)

    return make
