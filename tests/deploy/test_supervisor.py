"""`deploy serve` where it cannot serve: said once, with an exit code; and how its log looks."""

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.load.session import Session
from deploy.data_check import broken_layers
from deploy.supervisor import NotStartedError, Supervisor
from tests.browser.server import ROOT, _environment, free_port

READY = "all processes are ready"


def serve(folder: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "deploy", "serve", *words]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=_environment(folder, environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_wrong_setting_ends_it_and_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("uplod = true\n", encoding="utf-8")
    serving = serve(tmp_path, "--first-port", str(free_port()), OPEN_MAP_CONFIG=str(tmp_path / "config.toml"))
    said, _ = serving.communicate(timeout=60)
    assert serving.returncode == 1
    assert said.count("uplod") == 1
    assert READY not in said


def test_a_port_of_another_ends_it(tmp_path: Path) -> None:
    """It once took the other's answer for its own."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        serving = serve(tmp_path, "--processes", "1", "--first-port", str(port))
        said, _ = serving.communicate(timeout=60)
    assert serving.returncode == 1
    assert f"something listens on {port} already" in said
    assert READY not in said


def test_a_process_that_ends_before_it_was_ready_ends_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.supervisor._command", lambda *_: [sys.executable, "-c", "raise SystemExit(7)"])
    port = free_port()
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    monkeypatch.setattr(os, "environ", os.environ.copy())
    try:
        with pytest.raises(NotStartedError, match="ended with 7"):
            Supervisor(range(port, port + 1)).serve()
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def test_what_a_closing_terminal_sends_does_not_reach_the_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.supervisor._command", lambda *_: [sys.executable, "-c", "import time; time.sleep(60)"])
    port = free_port()
    supervisor = Supervisor(range(port, port + 1))
    supervisor._start(port)
    try:
        assert os.getpgid(supervisor._running[port].pid) != os.getpgid(0)
    finally:
        supervisor._stop(port)


def test_a_process_that_ends_again_and_again_is_given_time(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("deploy.supervisor._command", lambda *_: [sys.executable, "-c", "raise SystemExit(7)"])
    monkeypatch.setattr("deploy.supervisor.BREATH", 0.01)
    port = free_port()
    supervisor = Supervisor(range(port, port + 1))
    supervisor._start(port)
    deadline = time.monotonic() + 60
    while len(caplog.records) < 4 and time.monotonic() < deadline:
        supervisor._running[port].wait(30)
        supervisor._look()
        time.sleep(0.005)  # the pauses are what is tried
    assert [line.args for line in caplog.records] == [(port, 7, pause) for pause in (0.01, 0.02, 0.04, 0.08)]
    supervisor._start(port)  # a restart meanwhile: the pause that was due is over with it
    supervisor._running[port].wait(30)
    supervisor._look()
    assert len(caplog.records) == 5


def test_a_restart_would_not_read_what_is_worse(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("deploy.supervisor._command", lambda *_: [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr("deploy.supervisor.can_run", lambda *_: True)
    monkeypatch.setattr(
        "deploy.supervisor.broken_layers", lambda: {"hubs": "hubs: missing", "ports": "ports: not_json"}
    )
    port = free_port()
    supervisor = Supervisor(range(port, port + 1), _broken={"hubs": "hubs: missing"})
    supervisor._start(port)
    try:
        before = supervisor._running[port].pid
        supervisor._restart()
        assert supervisor._running[port].pid == before
        assert "no restart, layers cannot be used: ports (ports: not_json)" in caplog.text
        supervisor._broken["ports"] = "they began with that"
        supervisor._restart()
        assert supervisor._running[port].pid != before
    finally:
        supervisor._stop(port)


def test_broken_layers_are_named_with_their_fault(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(root / "data" / "geojson", tmp_path / "layers")
    (tmp_path / "layers" / "ports.geojson").write_bytes(b'{"type": "FeatureColl')
    monkeypatch.setenv("OPEN_MAP_DATA", str(tmp_path / "layers"))
    assert broken_layers().keys() == {"ports"}


async def _visit(url: str) -> None:
    async with Session(url) as session:
        await session.load()


def test_every_line_of_a_json_log_is_an_object(tmp_path: Path) -> None:
    log = tmp_path / "log"
    port = free_port()
    command = [sys.executable, "-m", "deploy", "serve", "--processes", "1", "--first-port", str(port)]
    with log.open("wb") as out:
        serving = subprocess.Popen(
            command, cwd=ROOT, env=_environment(tmp_path, {"OPEN_MAP_LOG": "json"}), stdout=out, stderr=out
        )
    try:
        deadline = time.monotonic() + 180
        while READY not in log.read_text(encoding="utf-8"):
            assert serving.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.2)  # polling a file that offers nothing to wait on
        asyncio.run(_visit(f"http://127.0.0.1:{port}"))
    finally:
        serving.terminate()
        assert serving.wait(60) == 0
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert {"deploy", "geo_app.state.script_run"} <= {line["logger"] for line in lines}
    assert {"time", "pid", "level"} <= lines[0].keys()
