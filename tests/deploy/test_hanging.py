"""A process that hangs: `deploy serve` ends it, and those that answer stay."""

import signal
import sys
import time
from collections.abc import Callable

import pytest

from deploy.supervisor import Supervisor, answers
from tests.browser.server import free_port

ANSWERING = """
import sys, http.server
class Ok(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/livez" else 500)
        self.end_headers()
    def log_message(self, *said): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ok).serve_forever()
"""


def test_a_process_that_hangs_is_ended_and_started_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("deploy.supervisor._command", lambda port, *_: [sys.executable, "-c", ANSWERING, str(port)])
    monkeypatch.setattr("deploy.supervisor.ANSWERS_WITHIN", 0.2)
    monkeypatch.setattr("deploy.supervisor.BREATH", 0.01)
    first = free_port()
    supervisor = Supervisor(range(first, first + 2))
    try:
        for port in supervisor.ports:
            supervisor._start(port)
        _look_until(supervisor, lambda: all(supervisor._mute.get(port) == 0 for port in supervisor.ports))
        hung, well = (supervisor._running[port].pid for port in supervisor.ports)
        supervisor._running[first].send_signal(signal.SIGSTOP)
        _look_until(supervisor, lambda: supervisor._running[first].pid != hung and answers("127.0.0.1", first))
        assert supervisor._running[first + 1].pid == well
        assert f"the process on port {first} hangs and is ended" in caplog.text
        assert caplog.text.count("hangs") == 1
    finally:
        for port in supervisor.ports:
            supervisor._stop(port)


def test_a_process_that_has_not_begun_to_answer_is_given_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.supervisor._command", lambda *_: [sys.executable, "-c", "import time; time.sleep(60)"])
    port = free_port()
    supervisor = Supervisor(range(port, port + 1))
    supervisor._start(port)
    try:
        for _ in range(10):
            supervisor._look()
        assert supervisor._running[port].poll() is None
    finally:
        supervisor._stop(port)


def _look_until(supervisor: Supervisor, holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        supervisor._look()
        time.sleep(0.01)  # polling processes that offer nothing to wait on
