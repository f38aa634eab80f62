"""A room of visitors: how many, what they do, how long they think; every wait bounded."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from statistics import quantiles

from bench.load.session import Session

TYPES = ("strategic", "park", "functional", "hub", "area", "project")  # boxes of the first filter
ACTIONS = 8  # of one visit, then the next visitor comes
THINK = (2.0, 6.0)  # seconds between two clicks: from quick to slow


@dataclass
class Findings:
    """What visitors waited for, in seconds, and what went wrong."""

    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    bytes: int = 0

    def percentiles(self, kind: str) -> tuple[float, float, float]:
        """Return p50, p95 and p99 in ms; zeros where nothing was measured."""
        waits = self.waits[kind]
        if len(waits) < 2:
            return (waits * 3 or [0.0] * 3)[0] * 1000, 0.0, 0.0
        cuts = quantiles(waits, n=100, method="inclusive")
        return cuts[49] * 1000, cuts[94] * 1000, cuts[98] * 1000


@dataclass
class Room:
    """Visitors of one server; each that leaves is followed by another until the room is closed."""

    url: str
    think: tuple[float, float] = THINK
    findings: Findings = field(default_factory=Findings)
    tour: bool = True  # whether visitors look at other pages, too
    actions: int = ACTIONS
    present: int = 0
    _random: random.Random = field(default_factory=lambda: random.Random(8))  # noqa: S311 (no secret; runs are alike)

    @asynccontextmanager
    async def filled(self, visitors: int, within: float) -> AsyncIterator[None]:
        """Let `visitors` come one by one within some seconds and stay until the block is left."""
        seats: list[asyncio.Task[None]] = []
        try:
            for _ in range(visitors):
                seats.append(asyncio.create_task(self._seat()))
                await asyncio.sleep(within / visitors)
            yield
        finally:
            for seat in seats:
                seat.cancel()
            await asyncio.gather(*seats, return_exceptions=True)

    async def _seat(self) -> None:
        while True:
            self.present += 1
            try:
                await self._visit()
            except Exception as error:  # noqa: BLE001 (any of them is what is counted)
                self.findings.errors[f"{type(error).__name__}: {error}"[:120]] += 1
                await asyncio.sleep(1)
            finally:
                self.present -= 1

    async def _visit(self) -> None:
        async with Session(self.url) as session:
            try:
                self._note("load", await session.load())
                for number in range(self.actions):
                    await asyncio.sleep(self._random.uniform(*self.think))
                    await self._act(session, number)
            finally:
                self.findings.bytes += session.received

    async def _act(self, session: Session, number: int) -> None:
        """Click a filter; in the middle of the visit look at another page and come back."""
        boxes = [key for key in session.boxes if key.startswith("platform_type-") and key.endswith(TYPES)]
        if self.tour and session.pages and number == self.actions // 2:
            others = [address for address in session.pages if session.pages[address] != session.page]
            self._note("page", await session.go(self._random.choice(others)))
        elif boxes:
            self._note("filter", await session.click(self._random.choice(boxes)))
        else:
            self._note("page", await session.go(next(iter(session.pages))))

    def _note(self, kind: str, seconds: float) -> None:
        self.findings.waits[kind].append(seconds)


async def hold(room: Room, visitors: int, ramp: float, seconds: float) -> tuple[Findings, float]:
    """Fill the room, then measure for some seconds; return what was found and how long it was measured."""
    async with room.filled(visitors, ramp):
        met = room.findings  # loads happen while they come, and an error counts whenever it happens
        found = Findings(defaultdict(list, load=met.waits["load"]), met.errors)
        room.findings = found
        began = time.monotonic()
        await asyncio.sleep(seconds)
        took = time.monotonic() - began
        room.findings = Findings()  # nor what is cut off when the room is closed
    return found, took
