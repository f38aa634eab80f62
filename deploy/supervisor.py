"""Processes of the app on neighbouring ports: kept running, and restarted one after the other on SIGHUP."""

from __future__ import annotations

import errno
import http.client
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from deploy.data_check import broken_layers
from layers.config.settings import read_settings
from layers.errors import SettingsError

LOG = logging.getLogger("deploy")
ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN = 120.0  # seconds; a cold start on a busy machine takes some 15
ENDS_WITHIN = 15.0
BREATH = 1.0  # seconds between two looks
LIVES = 60.0  # a process that ends sooner is started again after a pause, twice as long each time
LONGEST_PAUSE = 60.0
ANSWERS_WITHIN = 5.0  # seconds for /livez, which needs nothing but the event loop
MUTE_LOOKS = 4  # a process that stays mute so often in a row hangs, with all its visitors' websockets
LEFT_OUT = 6.0  # seconds; nginx leaves a process that was away out for five (fail_timeout in nginx.conf.in)


class NotStartedError(Exception):
    """Exception for processes that cannot begin as they were asked to; its text is for the operator."""


@dataclass
class Supervisor:
    """The processes by port; `address` is where they listen, `base` the path that the proxy shows them under."""

    ports: range
    address: str = "127.0.0.1"
    base: str = ""
    _running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    _broken: dict[str, str] = field(default_factory=dict)  # layer → fault, of the data that the processes began with
    _begun: dict[int, float] = field(default_factory=dict)  # port → when its process was started
    _pause: dict[int, float] = field(default_factory=dict)  # port → seconds before its process was last started again
    _due: dict[int, float] = field(default_factory=dict)  # port → when a process that ended is started again
    _mute: dict[int, int] = field(default_factory=dict)  # port → looks in a row that its process did not answer
    _wants_restart: bool = False
    _wants_end: bool = False

    def serve(self) -> None:
        """Start all and keep them running until SIGTERM or SIGINT; SIGHUP restarts them one by one.

        Raises
        ------
        NotStartedError
            Where a port is taken, or a process ends before it could ever run a page.
        """
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._hear)
        if taken := [port for port in self.ports if not is_free(self.address, port)]:
            raise NotStartedError(f"not started: something listens on {_listed(taken)} already; --first-port moves all")
        try:
            self._start_all()
            self._broken = {} if self._wants_end else _asked() or {}
            while not self._wants_end:
                self._look()
                time.sleep(BREATH)
            LOG.info("ending all processes")
        finally:
            for port in list(self._running):
                self._stop(port)

    def _start_all(self) -> None:
        for port in self.ports:
            self._start(port)
        late = []
        for port in self.ports:
            if self._await(port):
                continue
            late.append(port)
            ended = self._running[port].poll()
            if ended is not None and not self._wants_end:
                raise NotStartedError(f"not started: the process on port {port} ended with {ended} before it was ready")
        if not late:
            LOG.info("all processes are ready on ports %s", _listed(self.ports))
        elif not self._wants_end:
            LOG.error("after %.0f s no page can be run on ports %s", READY_WITHIN, _listed(late))

    def _hear(self, number: int, _: FrameType | None) -> None:
        if number == signal.SIGHUP:
            self._wants_restart = True
        else:
            self._wants_end = True

    def _look(self) -> None:
        if self._wants_restart:
            self._wants_restart = False
            self._restart()
        for port, process in list(self._running.items()):
            if process.poll() is not None:
                self._revive(port, process.returncode)
            else:
                self._end_where_mute(port)

    def _end_where_mute(self, port: int) -> None:
        """End a process that hangs: its visitors reconnect to another, and the next look starts it again."""
        if answers(self.address, port):
            self._mute[port] = 0
        elif port in self._mute:  # it has answered before
            self._mute[port] += 1
        if self._mute.get(port, 0) >= MUTE_LOOKS:
            LOG.error("the process on port %s hangs and is ended", port)
            self._running[port].kill()
            self._running[port].wait()

    def _revive(self, port: int, ended: int) -> None:
        """Start a process that ended again: at once as a rule, ever later where it ends as soon as it has begun."""
        now = time.monotonic()
        if port not in self._due:
            is_early = now - self._begun[port] < LIVES
            pause = min(2 * self._pause.get(port, 0.0) or BREATH, LONGEST_PAUSE) if is_early else 0.0
            self._pause[port], self._due[port] = pause, now + pause
            LOG.error("the process on port %s ended with %s; starting it again in %.0f s", port, ended, pause)
        if now >= self._due[port]:
            self._start(port)

    def _restart(self) -> None:
        """Restart one after the other, the next only once the one before can run a page; one that fails stops it."""
        try:
            read_settings()
        except SettingsError as error:
            LOG.error("no restart, the settings cannot be used: %s", "; ".join(error.faults))  # noqa: TRY400 (for the operator)
            return
        broken = _asked()
        if broken is None:
            return
        if worse := [f"{layer} ({why})" for layer, why in broken.items() if layer not in self._broken]:
            LOG.error("no restart, layers cannot be used: %s", "; ".join(worse))
            return
        self._broken = broken
        for port in self.ports:
            if port != self.ports[0]:
                self._breathe(LEFT_OUT)
            if self._wants_end:
                return
            LOG.info("restarting the process on port %s", port)
            self._stop(port)
            taken = not is_free(self.address, port)
            self._start(port)
            if taken or not self._await(port):
                LOG.error("restart stopped at port %s: the others go on as they were", port)
                return
        LOG.info("all processes were restarted")

    def _breathe(self, seconds: float) -> None:
        """Wait until nginx asks the process that was just restarted: stopped before, the next would leave it none."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._wants_end:
            time.sleep(BREATH / 4)

    def _start(self, port: int) -> None:
        command = _command(port, self.address, self.base)
        self._begun[port] = time.monotonic()
        self._due.pop(port, None)
        self._mute.pop(port, None)
        # a session of its own: what a closing terminal or Ctrl-C sends is for us, who end or restart one by one
        self._running[port] = subprocess.Popen(  # noqa: S603 (our own command)
            command, cwd=ROOT, env=_environment(), stdin=subprocess.DEVNULL, start_new_session=True
        )

    def _await(self, port: int) -> bool:
        """Wait until a page can be run there; False where that does not happen in time."""
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline and not self._wants_end:
            if self._running[port].poll() is not None:
                return False
            if can_run(self.address, port):
                return True
            time.sleep(BREATH / 4)
        return False

    def _stop(self, port: int) -> None:
        """End one process: its visitors are told, reconnect elsewhere and bring their view with them."""
        process = self._running[port]
        process.terminate()
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            LOG.warning("the process on port %s did not end within %s s and was killed", port, ENDS_WITHIN)
            process.kill()
            process.wait()


def _asked() -> dict[str, str] | None:
    """Return the layers that cannot be used; None, said in the log, where not even that can be told."""
    try:
        return broken_layers()
    except Exception:  # whatever keeps new processes from reading the data must not end those that run
        LOG.exception("the data cannot be read")
        return None


def is_free(address: str, port: int) -> bool:
    """Whether nobody listens there: asked before a process starts, as another's answer would pass for its own."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as Streamlit does: one that just ended is gone
        try:
            probe.bind((address, port))
        except OSError as error:
            return error.errno != errno.EADDRINUSE  # whatever else stands against it, the process says itself
    return True


def can_run(address: str, port: int) -> bool:
    """Whether the process on `port` answers that it can run a page."""
    return _is_good(address, port, "/healthz", 15)


def answers(address: str, port: int) -> bool:
    """Whether the process on `port` answers at all."""
    return _is_good(address, port, "/livez", ANSWERS_WITHIN)


def _is_good(address: str, port: int, path: str, patience: float) -> bool:
    host = "127.0.0.1" if address in {"0.0.0.0", "::"} else address  # noqa: S104 (compared, not bound)
    connection = http.client.HTTPConnection(host, port, timeout=patience)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _command(port: int, address: str, base: str) -> list[str]:
    options = {"server.port": str(port), "server.address": address, "server.baseUrlPath": base}
    options["logger.hideWelcomeMessage"] = "true"  # it names an address that is nginx's to ask, and is no line of log
    given = [part for name, value in options.items() if value for part in (f"--{name}", value)]
    return [sys.executable, "-m", "streamlit", "run", "geo_app/app.py", *given]


def _listed(ports: Sequence[int]) -> str:
    return ", ".join(map(str, ports))


def _environment() -> Mapping[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1"}  # a line of log is worth nothing in a buffer
