"""A slow disk and a clock that jumps under a running server: every click is answered, nothing is lost."""

import asyncio
import http.client
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.load.session import Session
from layers.dataset.source import DATA_FOLDER
from tests.browser.server import RECORDER, AppServer, start_app

INJECTED = Path(__file__).with_name("injected")
BOXES = ("platform_type-park", "platform_type-hub", "platform_type-event")
SLOW = 1.0  # seconds for each file of the data: a dataset takes half a minute
AT_ONCE = 10.0  # seconds: far above what a busy machine needs for a click, far below what the disk takes
YEAR = 365 * 86_400.0


class Machine:
    """A server with data of its own, whose disk and clock obey."""

    def __init__(self, folder: Path) -> None:
        self.data, self._orders = folder / "data", folder / "orders.json"
        shutil.copytree(DATA_FOLDER, self.data)
        self.order()
        home = folder / "home"
        home.mkdir()
        env = {
            "PYTHONPATH": str(INJECTED),
            "INJECT": str(self._orders),
            "INJECT_RECORDER": str(RECORDER / "sitecustomize.py"),
            "OPEN_MAP_DATA": str(self.data),
            "OPEN_MAP_LOG": "json",
        }
        self.server: AppServer = start_app(home, env=env)

    def order(self, **orders: float) -> None:
        """Order a slow disk (`slow`) or another time (`clock`), in seconds; nothing: as it is."""
        self._orders.write_text(json.dumps(orders), encoding="ascii")

    def said(self, line: str) -> bool:
        """Whether the server's log holds a line."""
        return line in self.server.log()

    def healthy(self) -> bool:
        """Whether the server says that it can run a page."""
        host, port = self.server.netloc.split(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=60)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        finally:
            connection.close()


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    found = Machine(tmp_path)
    yield found
    found.server.stop()


def test_a_slow_disk_keeps_nobody_waiting(machine: Machine) -> None:
    asyncio.run(look_while_the_disk_is_slow(machine))
    assert '"outcome": "fault"' not in machine.server.log()


async def look_while_the_disk_is_slow(machine: Machine) -> None:
    async with Session(machine.server.url) as visitor:
        await visitor.load()
        machine.order(slow=SLOW)
        changed = machine.data / "ports.geojson"
        changed.write_text(changed.read_text(encoding="utf-8") + "\n", encoding="utf-8")  # another file, alike
        clicks, deadline = 0, time.monotonic() + 200
        while not machine.said("a new edition was taken"):
            assert time.monotonic() < deadline, machine.server.log()[-2000:]
            assert await visitor.click(BOXES[0]) < AT_ONCE
            clicks += 1
            await asyncio.sleep(0.5)
            if clicks == 8:
                machine.order()  # the disk recovers, so that the test ends soon
        assert clicks >= 8, "the edition was read so quickly that the disk cannot have been slow"
        await visitor.click(BOXES[1])
        assert visitor.boxes[BOXES[1]].on
        assert "type=hub" in visitor.query, "what was chosen is in the address"


def test_a_clock_that_jumps_loses_nobody(machine: Machine) -> None:
    asyncio.run(look_while_the_clock_jumps(machine))
    assert '"outcome": "fault"' not in machine.server.log()
    assert machine.healthy()


async def look_while_the_clock_jumps(machine: Machine) -> None:
    async with Session(machine.server.url) as visitor:
        await visitor.load()
        for number, jump in enumerate((10 * YEAR, -10 * YEAR, 0.0)):
            machine.order(clock=jump)
            assert await visitor.click(BOXES[number]) < AT_ONCE
            assert machine.healthy()
            async with Session(machine.server.url) as other:
                await other.load()
                assert other.boxes
        assert [visitor.boxes[key].on for key in BOXES] == [True] * 3
        assert all(f"type={code}" in visitor.query for code in ("park", "hub", "event")), visitor.query
        begun = [json.loads(line)["time"] for line in machine.server.log().splitlines() if '"message": "run"' in line]
        assert {version[:2] for version in begun} == {"20"}
        assert len({version[:4] for version in begun}) == 3, "the clock of the server did jump"
