"""Links that were bombs, opened on a server with little memory: it stays, and others' clicks stay quick."""

import asyncio
import base64
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.load.session import Session, VisitorError
from layers.briefing.link import MOST_CHARACTERS
from layers.i18n.messages import say
from tests.browser.server import AppServer

BOX = "platform_type-park"
CLICK = 1.0  # seconds that another visitor's click may take
MORE = 1_000_000_000  # bytes of address space on top of what the server has when it begins; a bomb took 1.7 GB
GROWTH = 300  # MB that all bombs together may add to what it holds
TITLE = 'title = { zh = "t" }\n'
TEXT = "{promised q=a}" * 260
SCENE = f'[[scenes]]\ntitle = {{ zh = "a" }}\nnarration = {{ zh = "{TEXT}", en = "{TEXT}" }}\n'
TALKS = {
    "toml.parts": TITLE + "a." * 20_000 + "a=1",
    "toml.word": "delay=" + "9" * 900_000,
    "toml.depth": TITLE + "a=" + "[" * 900_000,
    "toml.items": TITLE + "[[scenes]]\n" + "also=[" + "1," * 400_000 + "]",
    "briefing.cure_many_places": TITLE + SCENE * 60,
    "briefing.cure_too_big": "#" * 3_000_000,
    "briefing.cure_link_broken": "",
}


def link(text: str) -> str:
    code = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=") if text else "A" * 6000
    assert len(code) <= MOST_CHARACTERS
    return f"lang=en&talk={code}"


def held(server: AppServer, name: str) -> int:
    """Return a figure of the server's memory in kB."""
    lines = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(f"{name}:")).split()[1])


async def open_link(server: AppServer, query: str, pages: dict[str, str]) -> str:
    """Open the briefing's page at an address and return the error that is on it, or nothing."""
    async with Session(server.url, pages=pages, query=query) as stranger:
        try:
            await stranger.go("briefing")
        except VisitorError as error:
            return str(error)
    return ""


async def attack(server: AppServer) -> tuple[dict[str, str], list[float], list[float]]:
    """Open each link while another visitor clicks; return what strangers read, and the waits before and meanwhile."""
    async with Session(server.url) as visitor:
        await visitor.load()
        before = [await visitor.click(BOX) for _ in range(4)]
        said: dict[str, str] = {}
        waits: list[float] = []
        for key, text in TALKS.items():
            stranger = asyncio.create_task(open_link(server, link(text), visitor.pages))
            waits.append(await visitor.click(BOX))
            while not stranger.done():
                waits.append(await visitor.click(BOX))
            said[key] = await stranger
        return said, before, waits


def test_no_link_kills_the_server_or_holds_up_another_visitor(app_server: Callable[..., AppServer]) -> None:
    resource = pytest.importorskip("resource", reason="limits another process's memory by prlimit")
    server = app_server(env={"OPEN_MAP_LOG": "json"})
    with ThreadPoolExecutor(1) as apart:  # Playwright's event loop is in this thread

        def run() -> tuple[dict[str, str], list[float], list[float]]:
            return asyncio.run(attack(server))

        ceiling = held(server, "VmSize") * 1024 + MORE
        resource.prlimit(server.process.pid, resource.RLIMIT_AS, (ceiling, ceiling))
        first = held(server, "VmRSS")
        said, before, waits = apart.submit(run).result()
    for key, text in said.items():
        assert say(key, "en", line="*", most="*", limit=1).split("*")[0] in text.replace("\\", ""), (key, text)
    assert server.process.poll() is None
    assert "Traceback" not in server.log()
    assert held(server, "VmHWM") - first < GROWTH * 1024
    assert max(waits) < max(CLICK, 2 * max(before)), (before, waits)
