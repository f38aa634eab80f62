"""Two real processes behind nginx, one of them stopped in its tracks: new visitors do not notice."""

import asyncio
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.load.session import Session
from deploy.nginx import configuration
from tests.browser.server import AppServer, start_app
from tests.deploy.proxy import ask, free_port, nginx
from tests.deploy.test_files import needs_nginx

pytestmark = needs_nginx


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[int, list[AppServer]]]:
    """Yield nginx's port and the two processes behind it."""
    outside, folders = free_port(), [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor() as together:
        servers = list(together.map(start_app, folders))
    ports = [int(server.url.rsplit(":", 1)[1]) for server in servers]
    try:
        with nginx(
            tmp_path,
            configuration(ports, listen=f"127.0.0.1:{outside}", access_log=str(tmp_path / "log")),
            port=outside,
        ):
            yield outside, servers
    finally:
        for server in servers:
            server.process.send_signal(signal.SIGCONT)
            server.stop()


async def _visit(port: int) -> str:
    async with Session(f"http://127.0.0.1:{port}") as session:
        await session.load()
        return session.name


def test_a_stopped_process_keeps_no_new_visitor(pair: tuple[int, list[AppServer]]) -> None:
    port, (stopped, well) = pair
    asyncio.run(_visit(port))
    stopped.process.send_signal(signal.SIGSTOP)
    pages, visits = [], []
    for _ in range(5):
        began = time.monotonic()
        assert ask(port, "/?q=x")[0] == 200
        pages.append(time.monotonic() - began)
        asyncio.run(_visit(port))
        visits.append(time.monotonic() - began)
    assert max(pages) < 5, pages
    assert sum(visit > 3 for visit in visits) <= 3, visits  # the first, and one each five seconds who tries again
    name = asyncio.run(_visit(port))
    assert ask(int(well.url.rsplit(":", 1)[1]), f"/session?id={name}")[0] == 204
