"""A click on a filter is drawn by the map itself; the server's answer, whenever it comes, decides."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Frame, Page

from tests.browser.expected import FILTERS, FOLDS, PLACED, box, kept
from tests.browser.server import AppServer
from tests.browser.visitor import answered, expect_drawn, repainted

Open = Callable[..., Frame]


@contextmanager
def frozen(server: AppServer) -> Iterator[None]:
    """Stop a server's process for a while, as if it were busy with others."""
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.process.pid, signal.SIGCONT)


@pytest.fixture
def own_server(app_server: Callable[..., AppServer]) -> AppServer:
    """Return a server that no other test uses: this one is stopped in between."""
    return app_server(env={"OPEN_MAP_LOG": "text"})


def test_clicks_are_drawn_while_the_server_is_busy(own_server: AppServer, visit: Open, page: Page) -> None:
    frame = visit(base=own_server.url)
    with frozen(own_server):
        box(page, "platform_type", "park").click()
        expect_drawn(frame, kept(platform_type=("park",)))
        box(page, "platform_type", "functional").click()
        box(page, "regions", "northeast").click()
        expect_drawn(frame, kept(platform_type=("park", "functional"), regions=("northeast",)))
        box(page, "regions", "northeast").click()
        expect_drawn(frame, kept(platform_type=("park", "functional")))
    answered(frame)
    expect_drawn(frame, kept(platform_type=("park", "functional")))


def test_an_answer_that_was_foreseen_is_not_drawn_again(visit: Open, page: Page) -> None:
    frame = visit()
    frame.evaluate(
        """() => { window.draws = 0; // each drawing notes the time it took
        Object.defineProperty(Atlas.session.timings, "update", { set: () => { window.draws += 1; } }); }"""
    )
    for step, draws in (("park", 1), ("hub", 2), ("park", 3), ("hub", 4)):
        with repainted(frame):
            box(page, "platform_type", step).click()
        answered(frame)
        assert frame.evaluate("draws") == draws
    expect_drawn(frame, PLACED.index)


def test_a_search_goes_on_holding_ahead_of_the_server(own_server: AppServer, visit: Open, page: Page) -> None:
    frame = visit("q=保税&only=names", base=own_server.url)
    with frozen(own_server):
        box(page, "regions", "northeast").click()
        texts = PLACED["name_zh"] + PLACED["aliases"].map("".join)
        named = texts.str.contains("保税")
        expect_drawn(frame, set(PLACED.index[named]) & set(kept(regions=("northeast",))))


@pytest.mark.parametrize("field", FILTERS)
def test_server_and_map_cut_alike(visit: Open, page: Page, field: str) -> None:
    frame = visit({"status_now": "time=now", "districts_2025": "edition=37"}.get(field, ""))
    if field not in {"platform_type", "regions"}:
        page.locator(f".st-key-fold-{FOLDS.get(field, field)} summary").click()
    first = page.locator(f"[class*='st-key-{field}-'] label").first
    with repainted(frame):
        first.click()
    ahead = frame.evaluate("() => [...Atlas.session.shown].sort()")
    answered(frame)
    assert frame.evaluate("() => [...Atlas.session.shown].sort()") == ahead
