"""The app as its users start it, on a free loopback port, with what it says and whom it calls written down."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
RECORDER = Path(__file__).parent / "recorder"
PERSONAL = ("STREAMLIT_", "OPEN_MAP_")
START_WITHIN = 90.0  # seconds; a cold start on two busy cores takes some 10
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class AppServer:
    """A running app. `url` has no trailing slash and contains the base path, if any."""

    url: str
    process: subprocess.Popen[bytes]
    log_file: Path
    outgoing_file: Path

    @property
    def netloc(self) -> str:
        """Host and port, as requests of a page name them."""
        return urlsplit(self.url).netloc

    def log(self) -> str:
        """Return what the server has printed so far."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def outgoing(self) -> list[str]:
        """Return the connections and look-ups beyond this machine that the server or its children tried."""
        return self.outgoing_file.read_text(encoding="utf-8").splitlines() if self.outgoing_file.exists() else []

    def stop(self) -> None:
        """End the server and its children (its process group only)."""
        for sign, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
            if self.process.poll() is not None:
                return
            os.killpg(self.process.pid, sign)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                continue


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(home: Path, extra: Mapping[str, str]) -> dict[str, str]:
    """Build the server's environment: no proxies, no Streamlit settings of the person at the keyboard."""
    kept = {k: v for k, v in os.environ.items() if "proxy" not in k.lower() and not k.startswith(PERSONAL)}
    path = os.pathsep.join(filter(None, [str(RECORDER), os.environ.get("PYTHONPATH", "")]))
    return {**kept, "HOME": str(home), "PYTHONPATH": path, "OUTGOING_LOG": str(home / "outgoing.log"), **extra}


def start_app(
    folder: Path, *, env: Mapping[str, str] | None = None, base_path: str = "", port: int | None = None
) -> AppServer:
    """Start the app and return once it answers.

    Parameters
    ----------
    folder
        Empty folder of this server's own: its home, its log.
    env
        Settings on top of the usual ones, e.g. OPEN_MAP_DATA.
    base_path
        Prefix behind a reverse proxy, e.g. "map".
    port
        The port of a server that ended, to start it again; else a free one.

    Raises
    ------
    RuntimeError
        When the server ends or stays silent; the message holds the end of its log.
    """
    port, base = port or free_port(), base_path.strip("/")
    command = [sys.executable, "-m", "streamlit", "run", "geo_app/app.py", "--server.port", str(port)]
    command += ["--server.baseUrlPath", base] if base else []
    log_file = folder / "server.log"
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=_environment(folder, env or {}),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    url = f"http://127.0.0.1:{port}" + (f"/{base}" if base else "")
    server = AppServer(url, process, log_file, folder / "outgoing.log")
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with DIRECT.open(f"{url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return server
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)  # polling a process that offers nothing to wait on
    server.stop()
    raise RuntimeError(f"the app did not answer on {url} (exit status {process.poll()}):\n{server.log()[-3000:]}")
