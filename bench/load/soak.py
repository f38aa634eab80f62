"""Half an hour of visitors who come and go, then half an hour of odd input: `make soak` (`SOAK_MINUTES=` to change).

Memory must stay flat: a line for each sample, then the slope over the second half, when caches and the sessions that
Streamlit keeps for two minutes after their visitors have left are full.
"""

import asyncio
import os
import subprocess
import sys
import time
from statistics import linear_regression

from bench.load.__main__ import memory, row
from bench.load.visitors import Room
from bench.report import Report
from bench.servers import runs, serving
from layers.dataset.source import DATA_FOLDER
from tests.browser.server import ROOT, AppServer

VISITORS = 20
THINK = (0.2, 1.0)  # quick: a visit of some seconds, hundreds of visits in the half hour
SAMPLES = 60
MB_PER_HOUR = 20.0  # a process that is restarted once a week may grow no further than its memory limit allows
EXAMPLES = 100_000
PER_ROUND = 2_000  # then pytest begins anew with another seed, so that the run ends on time


async def come_and_go(server: AppServer, minutes: float) -> list[tuple[float, float]]:
    """Keep the room full for some minutes; return (hours, MB) of each sample."""
    room, samples, began = Room(server.url, think=THINK), [], time.monotonic()
    async with room.filled(VISITORS, 5.0):
        for number in range(SAMPLES):
            await asyncio.sleep(max(0.0, began + (number + 1) * minutes * 60 / SAMPLES - time.monotonic()))
            elapsed = time.monotonic() - began
            samples.append((elapsed / 3600, memory(server)))
            rate = len(runs(server)) / elapsed
            print(row(f"{elapsed / 60:.1f} min", room.findings, rate, f"{samples[-1][1]:>6.1f} MB"), flush=True)
        errors = room.findings.errors.copy()
    for error, count in errors.most_common(5):
        print(f"    {count} x {error}")
    return samples


def soak(minutes: float, report: Report) -> None:
    """Measure the memory of a server whose visitors come and go."""
    print(
        f"{VISITORS} visitors at a time for {minutes:g} minutes (load, filter, page: p50 p95 p99 in ms; runs/s; errors)"
    )
    with serving("ours", data=DATA_FOLDER) as servers:
        samples = asyncio.run(come_and_go(servers["ours"], minutes))
    half = samples[len(samples) // 2 :]
    slope, _ = linear_regression([hours for hours, _ in half], [megabytes for _, megabytes in half])
    report.target("memory, slope over the second half", slope, MB_PER_HOUR, "MB/h")
    report.target("memory, last sample / middle sample", half[-1][1] / half[0][1], 1.05, "x")


def fuzz(minutes: float) -> bool:
    """Run the fuzz tests again and again with new seeds until the examples or the minutes are used up."""
    deadline, done = time.monotonic() + minutes * 60, 0
    environment = {**os.environ, "FUZZ_EXAMPLES": str(PER_ROUND)}
    while done < EXAMPLES and time.monotonic() < deadline:
        seed = str(int.from_bytes(os.urandom(4)))
        # thousands of examples take longer than any test may, and a dump of the stack meanwhile may crash the process
        patient = ["-o", "timeout=0", "-o", "faulthandler_timeout=0"]
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *patient, "tests/fuzz"]
        found = subprocess.run(
            [*command, f"--hypothesis-seed={seed}"], cwd=ROOT, env=environment, check=False, capture_output=True
        )
        if found.returncode:
            print(found.stdout.decode()[-6000:], f"\nseed {seed}")
            return False
        done += PER_ROUND
        print(f"fuzz: {done:,} examples of each test, seed {seed}", flush=True)
    print(f"fuzz: ended after {done:,} examples of each test")
    return True


def main() -> None:
    minutes, report = float(os.environ.get("SOAK_MINUTES", "30")), Report()
    soak(minutes, report)
    print(report.verdicts())
    sys.exit(0 if fuzz(minutes) else 1)


if __name__ == "__main__":
    main()
