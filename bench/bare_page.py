"""The bare page (pages/floor.py) in turn with another: a click on the same kind of control, with nothing around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import cycle

from playwright.sync_api import Browser

from bench.click_timing import Step, click, opened

# the control → clicks on it in turn, each of which changes something
CLICKS: dict[str, list[Step]] = {
    "box": [(".st-key-box label",)],
    "options": [(f".st-key-options [role=radio] >> nth={number}",) for number in (1, 2, 0)],
    "list": [(".st-key-list [role=combobox]", f"[role=option] >> nth={number}") for number in (4, 7, 1)],
    "button": [(".st-key-button button",)],
    "fold": [(".st-key-fold summary",)],
}
# how a step on a page of ours ends → the control that it clicks; the first that fits
ENDS = {"[role=radio]": "options", "[role=option]": "list", "summary": "fold", "button": "button", "label": "box"}


def control(step: Step) -> str:
    """Return the kind of control that a step clicks."""
    return next(kind for end, kind in ENDS.items() if end in step[-1])


@contextmanager
def bare_pages(browser: Browser, url: str, more: str = "") -> Iterator[Callable[[str], float]]:
    """Give a function that clicks a kind of control on a bare page of its own and returns the ms until painted.

    `more` is what the address of each page asks for besides, beginning with `&`.
    """
    with ExitStack() as pages:

        @cache  # a page for each kind, opened when it is first clicked
        def clicks(kind: str) -> Iterator[float]:
            page = pages.enter_context(opened(browser, f"{url}/?control={kind}{more}"))
            click(page, CLICKS[kind][-1])  # warms up
            return (click(page, step) for step in cycle(CLICKS[kind]))

        yield lambda kind: next(clicks(kind))
