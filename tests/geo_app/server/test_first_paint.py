"""The sidebar of a first run waits for the map, not for ever."""

import asyncio
import threading
from typing import Any

import pytest
from starlette.applications import Starlette

from geo_app.server import first_paint
from geo_app.state import view_state


def ask(url: str) -> int:
    """Ask as the map's frame does; return the status of the answer."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    path = url.removeprefix(first_paint.FROM_FRAME)
    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    asyncio.run(Starlette(routes=[first_paint.route()])(scope, None, send))  # type: ignore[arg-type]
    return int(sent[0]["status"])


def test_the_wait_ends_when_the_map_says_that_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_paint, "LONGEST", 60)
    mine, other = first_paint.expect(), first_paint.expect()
    assert mine
    assert other
    assert mine != other
    waiting = [threading.Thread(target=first_paint.wait, args=(url,), daemon=True) for url in (mine, other)]
    for thread in waiting:
        thread.start()
    assert ask(mine) == 204
    waiting[0].join(10)
    assert not waiting[0].is_alive()
    assert waiting[1].is_alive(), "another visitor's map is no reason to go on"
    assert ask(other) == 204
    waiting[1].join(10)
    assert not waiting[1].is_alive()


def test_a_browser_that_paints_nothing_gets_its_sidebar_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_paint, "LONGEST", 0.01)
    url = first_paint.expect()
    assert url
    first_paint.wait(url)
    assert ask(url) == 204, "the map that comes too late is told so by nobody"


@pytest.mark.parametrize(("url", "is_asked"), [("", False), ("http://127.0.0.1/", True)])
def test_without_a_browser_nobody_waits(url: str, is_asked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_state, "page_address", lambda: url)
    assert (view_state.expect_first_paint() is not None) == is_asked
    first_paint.wait(None)
