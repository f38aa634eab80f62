"""Servers to measure: the app and the pages beside it, each in a process of its own.

Unlike those of the tests they run without the recorder of outgoing calls: its audit hook would be measured too.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.server import DIRECT, PERSONAL, ROOT, START_WITHIN, AppServer

PAGES = {name: f"bench/pages/{name}.py" for name in ("usual", "floor", "empty")} | {
    "ours": "geo_app/app.py",
    "shipped": "bench/pages/floor.py",  # with Streamlit's settings instead of ours: it is started elsewhere
}
# Streamlit's settings as they are, but on this machine alone and without a question or a word to anyone
AS_SHIPPED = ["--server.address=127.0.0.1", "--server.headless=true", "--browser.gatherUsageStats=false"]


def _launch(name: str, folder: Path, data: Path) -> AppServer:
    kept = {k: v for k, v in os.environ.items() if "proxy" not in k.lower() and not k.startswith(PERSONAL)}
    env = {**kept, "HOME": str(folder), "PYTHONPATH": str(ROOT), "BENCH_RUNS": str(folder / "runs")}
    env["OPEN_MAP_DATA"] = str(data)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bench.launch", str(ROOT / PAGES[name]), "--server.port", str(port)]
    command += AS_SHIPPED if name == "shipped" else []
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=folder if name == "shipped" else ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    return AppServer(f"http://127.0.0.1:{port}", process, log, folder / "outgoing.log")


def _await(server: AppServer) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with DIRECT.open(f"{server.url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)  # polling a process that offers nothing to wait on
    raise RuntimeError(f"{server.url} did not answer:\n{server.log()[-3000:]}")


@contextmanager
def serving(*names: str, data: Path) -> Iterator[dict[str, AppServer]]:
    """Start the pages named in `PAGES` together, with the data of a folder; all end on leaving.

    Raises
    ------
    RuntimeError
        When one does not answer; the message holds the end of its log.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        running: dict[str, AppServer] = {}
        try:
            for name in names:
                folder = Path(home) / name
                folder.mkdir()
                running[name] = _launch(name, folder, data)
            for server in running.values():
                _await(server)
            yield running
        finally:
            for server in running.values():
                server.stop()


@dataclass(frozen=True)
class ScriptTimes:
    """One run of a script, in ms: wall time, processor time of its thread, collection within the wall time."""

    wall: float
    own: float
    collection: float


def runs(server: AppServer) -> list[ScriptTimes]:
    """Return what each run of the script so far took."""
    log = server.log_file.with_name("runs")
    lines = log.read_text(encoding="ascii").splitlines() if log.exists() else []
    return [ScriptTimes(*map(float, line.split())) for line in lines]
