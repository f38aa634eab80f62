"""Nothing leaves the machine: neither from the page (every `page` fixture checks it) nor from the server behind it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.server import RECORDER, AppServer
from tests.browser.visitor import map_frame, settle

# 192.0.2.1 is reserved for documentation (RFC 5737), .invalid names nothing (RFC 2606)
LOOKUP = "socket.getaddrinfo('tiles.invalid', 443)"
CALLS = {
    "connect": "s = socket.socket(); s.setblocking(False); s.connect_ex(('192.0.2.1', 9))",
    "datagram": "s = socket.socket(type=socket.SOCK_DGRAM); s.setblocking(False); s.sendto(b'', ('192.0.2.1', 9))",
    "lookup": LOOKUP,
    "child": f"import subprocess, sys; subprocess.run([sys.executable, '-c', {f'import socket; {LOOKUP}'!r}])",
}
LOCAL = {
    "loopback": "s = socket.socket(); s.setblocking(False); s.connect_ex(('127.0.0.1', 9))",
    "own name": "socket.getaddrinfo('localhost', 80); socket.getaddrinfo(None, 80)",
    "pair": "a, b = socket.socketpair(); a.sendmsg([b'x'])",
}


def recorded(code: str, log: Path) -> str:
    env = {**os.environ, "PYTHONPATH": str(RECORDER), "OUTGOING_LOG": str(log)}
    command = [sys.executable, "-c", f"import socket; {code}"]
    subprocess.run(command, env=env, check=False, capture_output=True, timeout=60)
    return log.read_text(encoding="utf-8") if log.exists() else ""


@pytest.mark.parametrize("code", CALLS.values(), ids=CALLS.keys())
def test_recorder_sees_calls_that_leave(code: str, tmp_path: Path) -> None:
    assert "192.0.2.1" in (seen := recorded(code, tmp_path / "log")) or "tiles.invalid" in seen


@pytest.mark.parametrize("code", LOCAL.values(), ids=LOCAL.keys())
def test_recorder_ignores_calls_that_stay(code: str, tmp_path: Path) -> None:
    assert recorded(code, tmp_path / "log") == ""


def test_server_calls_nobody(server: AppServer, page: Page) -> None:
    page.goto(server.url)
    settle(page)
    map_frame(page)
    assert server.outgoing() == []


def test_server_listens_on_loopback_only(server: AppServer) -> None:
    """Read from the kernel: /proc/net/tcp holds local address and port in hex, 0A is LISTEN."""
    table = Path("/proc/net/tcp")
    if not table.exists():
        pytest.skip("only Linux lists its sockets here")
    rows = [line.split() for name in ("tcp", "tcp6") for line in table.with_name(name).read_text().splitlines()[1:]]
    port = f"{int(server.netloc.rsplit(':', 1)[1]):04X}"
    assert {row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{port}")} == {f"0100007F:{port}"}
