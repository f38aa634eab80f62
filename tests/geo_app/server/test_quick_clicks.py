"""Clicks that come faster than the script runs: all of them count, however Streamlit joins them into one run."""

import asyncio
from collections.abc import Iterator

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from bench.load.session import Session
from tests.browser.server import AppServer, start_app

BOXES = [f"platform_type-{code}" for code in ("park", "hub", "event", "functional")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    running = start_app(tmp_path_factory.mktemp("quick"))
    yield running
    running.stop()


def message(session: Session) -> bytes:
    """Return what a browser sends for a click: the state of every box, and the address as it still stands."""
    found = BackMsg()
    found.rerun_script.query_string, found.rerun_script.page_script_hash = session.query, session.page
    for box in session.boxes.values():
        found.rerun_script.widget_states.widgets.add(id=box.id, bool_value=box.on)
    return found.SerializeToString()


async def click_all(server: AppServer) -> str:
    """Click every box without waiting for an answer, then wait for the last; return the address."""
    async with Session(server.url) as session:
        await session.load()
        assert session._socket
        for key in BOXES:
            session.boxes[key].on = True
            await session._socket.send(message(session))
        async with asyncio.timeout(60):
            while not all(f"type={key.split('-')[1]}" in session.query for key in BOXES):
                session._take(await session._socket.recv())
        assert all(session.boxes[key].on for key in BOXES)
        return session.query


def test_four_clicks_without_a_pause_all_count(server: AppServer) -> None:
    for _ in range(3):
        assert asyncio.run(click_all(server)).count("type=") == len(BOXES)
