"""The measurements: pages take turns, so that whatever else the machine does meets all of them alike."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from bench import messages
from bench.app_under_test import REST, Visit, visit
from bench.load.session import Session
from bench.servers import ScriptTimes, runs
from layers.dataset.dataset import Dataset
from tests.browser.server import AppServer
from tests.browser.traffic import Traffic

FIELD = "platform_type"
CODES = (
    "strategic",
    "park",
    "functional",
    "hub",
)  # boxes clicked on and off again; corridors would change the view too
ROUNDS = 2  # 2 × 4 boxes × on and off = 16 clicks
LOADS = 5
Times = dict[str, list[float]]
Servers = Mapping[str, AppServer]


@dataclass
class Clicks:
    """What clicks cost, in ms: page → times until painted; runs of our script; the atlas's own part."""

    painted: Times = field(default_factory=lambda: defaultdict(list))
    scripts: list[ScriptTimes] = field(default_factory=list)
    drawing: list[float] = field(default_factory=list)


@dataclass
class Weight:
    """What clicks on a page bring, one entry per click: bytes over the websocket, bytes over HTTP, layer files."""

    socket: list[int] = field(default_factory=list)
    http: list[int] = field(default_factory=list)
    layers: list[int] = field(default_factory=list)
    frames: list[list[bytes]] = field(default_factory=list)

    @property
    def total(self) -> list[int]:
        """Bytes of each click, both ways together."""
        return [socket + http for socket, http in zip(self.socket, self.http, strict=True)]

    def heaviest(self) -> tuple[list[tuple[str, int, int]], list[tuple[str, int]]]:
        """Return the kinds of message of the heaviest click, and the arguments of its map message."""
        worst = self.frames[max(range(len(self.frames)), key=self.socket.__getitem__)]
        return messages.weigh(worst), messages.map_parts(worst)


def markers(dataset: Dataset, code: str | None = None, page: str = "usual") -> int:
    """Return how many features a page shows, of one type or of all: ours all placed ones, the usual way its markers."""
    features = dataset.features[dataset.features.geometry.notna()]
    points = features.geometry.geom_type.isin(["Point", "MultiPoint"]) | (page == "ours")
    return int((points & (features[FIELD] == code if code else True)).sum())


def boxes(page: str, dataset: Dataset) -> list[tuple[str, int]]:
    """Return one round of clicks: the key of each box and the features expected after it."""
    steps = [(f"{FIELD}-{code}", markers(dataset, of, page)) for code in CODES for of in (code, None)]
    return [("box", 0)] * len(steps) if page == "floor" else steps


def measure_loads(browser: Browser, servers: Servers, dataset: Dataset) -> Times:
    """Return page → ms from the beginning of the navigation to the first painted map or title, nothing cached."""
    times: Times = {name: [] for name in servers}
    for number in range(LOADS + 1):
        for name, server in servers.items():
            opened = visit(browser, name, server, markers(dataset, page=name))
            opened.close()
            if number:  # the first load of all fills the server's caches, which later visitors find filled
                times[name].append(opened.first)
    return times


def measure_clicks(browser: Browser, servers: Servers, dataset: Dataset) -> Clicks:
    """Return what clicks on boxes cost each page; a round of clicks before that warms up."""
    visits = {name: visit(browser, name, server, markers(dataset, page=name)) for name, server in servers.items()}
    found = Clicks()
    for warm in (False, *[True] * ROUNDS):
        rounds = {name: boxes(name, dataset) for name in visits}
        for step in range(len(rounds["ours"]) if warm else 2):
            for name, opened in visits.items():
                _click(opened, *rounds[name][step], servers[name], found if warm else Clicks())
    for opened in visits.values():
        opened.close()
    return found


def _click(opened: Visit, key: str, wanted: int, server: AppServer, found: Clicks) -> None:
    before = len(runs(server))
    found.painted[opened.name].append(opened.click(key, wanted))
    if opened.name == "ours":
        found.scripts += runs(server)[before:]
        found.drawing.append(opened.drawing())


def measure_scripts(server: AppServer) -> list[ScriptTimes]:
    """Return the runs that clicks of a visitor without a browser cause: nothing else wants the two cores."""

    async def click() -> None:
        async with Session(server.url) as session:
            await session.load()
            for code in CODES * 2 * (ROUNDS + 1):
                await session.click(f"{FIELD}-{code}")
                await asyncio.sleep(REST / 1000)

    before = len(runs(server))
    with ThreadPoolExecutor(1) as thread:  # Playwright has an event loop in this one
        thread.submit(asyncio.run, click()).result()
    return runs(server)[before + 1 + 2 * len(CODES) :]  # the load and a round of clicks warm up


def measure_weight(browser: Browser, name: str, server: AppServer, dataset: Dataset) -> Weight:
    """Return what half a round of clicks brings a page, byte by byte: sizes do not vary from run to run."""
    traffic, weight = Traffic(), Weight()
    opened = visit(browser, name, server, markers(dataset, page=name), traffic)
    for key, wanted in boxes(name, dataset)[:4]:
        traffic.clear()
        opened.click(key, wanted)
        answers = traffic.answers()
        weight.frames.append(list(traffic.frames))
        weight.socket.append(sum(map(len, traffic.frames)))
        weight.http.append(sum(size for _, size in answers))
        weight.layers.append(sum("published_files.atlas" in url for url, _ in answers))
    opened.close()
    return weight
