"""How many visitors one process holds: `python -m bench.load` (some six minutes), `--short` for one.

Client and server share the machine's cores, as they do in the target: 50 visitors, p95 of a filter within a second.
"""

import argparse
import asyncio
from pathlib import Path

from bench.load.visitors import Findings, Room, hold
from bench.report import Report
from bench.servers import runs, serving
from layers.dataset.source import DATA_FOLDER
from tests.browser.server import AppServer

STAGES = ((1, 2.0, 15.0), (10, 5.0, 20.0), (50, 15.0, 60.0), (100, 25.0, 60.0))  # visitors, ramp, seconds
SHORT = ((1, 1.0, 5.0), (50, 10.0, 20.0))
AT_ONCE = 8  # visitors who never think: what the server can do at most
AT_ONCE_SECONDS = 15.0
ROOM, FILTER_MS, OF_USUAL = 50, 1000.0, 5.0


def memory(server: AppServer) -> float:
    """Return the resident memory of the server in MB, as the kernel counts it."""
    for line in Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the kernel tells no VmRSS")


def row(stage: str, found: Findings, rate: float, held: str) -> str:
    """Return one line of the table."""
    waits = [
        " ".join(f"{ms:>6,.0f}" for ms in found.percentiles(kind)) if found.waits[kind] else f"{'':>20}"
        for kind in ("load", "filter", "page")
    ]
    return "  ".join([f"{stage:<22}", *waits, f"{rate:>7.1f}", f"{found.errors.total():>6}", held])


async def measure(server: AppServer, name: str, stages: tuple[tuple[int, float, float], ...], report: Report) -> None:
    """Fill the room stage by stage and print a line for each."""
    await hold(Room(server.url), 1, 0.1, 5.0)  # the first visitor of all reads the data; nobody waits for that twice
    empty = memory(server)
    for visitors, ramp, seconds in stages:
        before = len(runs(server))
        found, took = await hold(Room(server.url), visitors, ramp, seconds)
        rate = (len(runs(server)) - before) / (took + ramp)
        grown = (memory(server) - empty) / visitors
        print(row(f"{name}, {visitors} visitors", found, rate, f"{memory(server):>6.0f} {grown:>6.2f}"), flush=True)
        for error, count in found.errors.most_common(3):
            print(f"    {count} x {error}")
        if name == "ours" and visitors == ROOM:
            report.target(f"{visitors} visitors, filter p95: ours", found.percentiles("filter")[1], FILTER_MS, "ms")
            report.target(f"{visitors} visitors, errors: ours", found.errors.total(), 0, "errors")


async def exhaust(server: AppServer, name: str) -> float:
    """Return the runs per second of a server whose visitors click without a pause."""
    room = Room(server.url, think=(0.0, 0.0), tour=False, actions=100_000)
    found, took = await hold(room, AT_ONCE, 2.0, AT_ONCE_SECONDS)
    rate = sum(map(len, found.waits.values())) / took
    print(row(f"{name}, {AT_ONCE} without pause", found, rate, f"{memory(server):>6.0f}"), flush=True)
    return rate


async def both(servers: dict[str, AppServer], stages: tuple[tuple[int, float, float], ...], report: Report) -> None:
    """Measure ours stage by stage, then both pages at their limit."""
    head = f"{'':<22}  {'load p50 p95 p99':>20}  {'filter p50 p95 p99':>20}  {'page p50 p95 p99':>20}"
    print(f"{head}   runs/s  errors    MB  MB/visitor   (times in ms)")
    await measure(servers["ours"], "ours", stages, report)
    await measure(servers["usual"], "usual", (*stages[:1], (10, 5.0, 15.0)), report)
    ours, usual = [await exhaust(servers[name], name) for name in ("ours", "usual")]
    print(f"runs per second, ours / usual: {ours / usual:.1f}")
    report.target("usual / ours, runs per second", usual / ours, 1 / OF_USUAL, "x")


def main(*, short: bool = False) -> None:
    report = Report()
    with serving("ours", "usual", data=DATA_FOLDER) as servers:
        asyncio.run(both(servers, SHORT if short else STAGES, report))
    print(report.verdicts())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="one minute instead of six")
    main(short=parser.parse_args().short)
