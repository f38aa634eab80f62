"""The sidebar of a first run waits for the map, not for ever."""

import asyncio
import threading
from typing import Any

import pytest
from starlette.applications import Starlette

from geo_app.server import first_paint
from geo_app.state import view_state


@pytest.fixture
def first_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_state, "is_first_run", lambda: True)
    monkeypatch.setattr(view_state, "page_address", lambda: "http://127.0.0.1/")


def ask(address: str, *, behind_nginx: bool = False) -> int:
    """Ask as the map's frame does; return the status of the answer."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    path = address.removeprefix(first_paint.FROM_FRAME)
    headers = [(b"x-open-map-others", b"1")] if behind_nginx else []
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers, "query_string": b""}
    asyncio.run(Starlette(routes=[first_paint.route()])(scope, None, send))  # type: ignore[arg-type]
    return int(sent[0]["status"])


@pytest.mark.usefixtures("first_run")
def test_the_wait_ends_when_the_map_says_that_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_paint, "LONGEST", 60)
    mine, other = first_paint.begin(), first_paint.begin()
    assert mine
    assert other
    assert mine != other
    waiting = [threading.Thread(target=first_paint.wait, args=(address,), daemon=True) for address in (mine, other)]
    for thread in waiting:
        thread.start()
    assert ask(mine) == 204
    waiting[0].join(10)
    assert not waiting[0].is_alive()
    assert waiting[1].is_alive(), "another visitor's map is no reason to go on"
    assert ask(other) == 204
    waiting[1].join(10)
    assert not waiting[1].is_alive()


@pytest.mark.usefixtures("first_run")
def test_a_browser_that_paints_nothing_gets_its_sidebar_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_paint, "LONGEST", 0.01)
    address = first_paint.begin()
    assert address
    first_paint.wait(address)
    assert ask(address) == 204, "the map that comes too late is told so by nobody"
    assert ask(address, behind_nginx=True) == 404, "another process may be the one that waits"


def test_without_a_browser_and_in_later_runs_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_state, "page_address", lambda: "")
    monkeypatch.setattr(view_state, "is_first_run", lambda: True)
    assert first_paint.begin() is None
    monkeypatch.setattr(view_state, "page_address", lambda: "http://127.0.0.1/")
    monkeypatch.setattr(view_state, "is_first_run", lambda: False)
    assert first_paint.begin() is None
    first_paint.wait(None)


@pytest.mark.usefixtures("first_run")
def test_what_an_ended_run_asked_for_does_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_paint, "MOST_KEPT", 2)
    asked = [first_paint.begin() for _ in range(4)]
    assert len(first_paint._awaited) == 2
    for address in asked:
        assert address
        ask(address)
        first_paint.wait(address)
    assert not first_paint._awaited
