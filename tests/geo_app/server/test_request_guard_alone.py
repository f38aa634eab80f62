"""The guard without a server: what it lets through to the app behind it and what it turns away."""

import asyncio
import json
from typing import Any

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from geo_app.server import paths, request_guard
from layers.i18n.messages import say

ANSWER = "from the app"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await PlainTextResponse(ANSWER)(scope, receive, send)


def ask(path: str, *, method: str = "GET", kind: str = "http", client: str = "127.0.0.1", **headers: str) -> list[Any]:
    """Return what was sent back."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        await asyncio.Event().wait()

    given = [
        (name.replace("_", "-").encode(), value.encode()) for name, value in {"host": "map.example", **headers}.items()
    ]
    scope = {"type": kind, "path": path, "query_string": b"", "method": method, "headers": given, "client": (client, 1)}
    asyncio.run(request_guard.RequestGuard(app)(scope, receive, send))
    return sent


def status(path: str, **asked: str) -> int:
    found: int = ask(path, **asked)[0]["status"]
    return found


@pytest.fixture(params=["", "/map"])
def base(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(paths, "base_path", lambda: request.param)
    return str(request.param)


@pytest.mark.parametrize("figures", paths.FIGURES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PROPFIND"])
def test_figures_that_are_off_stay_off(base: str, figures: str, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_MAP_METRICS", "off")
    for path in (figures, f"{base}{figures}"):
        assert status(path, method=method) == 403
    for wrong in ("\n", "\r\n", "\x00", "\u2028"):
        assert status(f"{base}{figures}{wrong}", method=method) == 400
    assert status(f"{base}//x{figures}", method=method) == 400
    assert status(f"{base}/x/..{figures}", method=method) == 400
    assert status(f"http://map.example{figures}", method=method) == 400


@pytest.mark.parametrize(
    "name", ["x_forwarded_for", "forwarded", "via", "x_real_ip", "x_forwarded_host", "x_forwarded_proto"]
)
def test_a_proxy_on_the_machine_passes_no_figures_on(base: str, name: str) -> None:
    assert status(f"{base}/metrics") == 200
    assert status(f"{base}/metrics", **{name: "127.0.0.1"}) == 403


def test_loopback_is_the_machine_alone(base: str) -> None:
    assert status(f"{base}/metrics", client="::1") == 200
    for client in ("192.0.2.7", "", "unix", "127.0.0.1.example"):
        assert status(f"{base}/metrics", client=client) == 403


def test_only_probes_answer_to_any_name(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_MAP_HOSTS", json.dumps(["map.example", "[2001:db8::1]"]))
    for probe in paths.PROBES:
        assert status(probe, host="10.0.0.7") == status(f"{base}{probe}", host="10.0.0.7") == 200
        for wrong in (
            f"{base}/x{probe}",
            f"{base}{probe}/x",
            f"{base}{probe}/",
            f"{base}{probe};a",
            f"{base}{probe.upper()}",
        ):
            assert status(wrong, host="10.0.0.7") == 400, wrong
    for known in ("map.example", "MAP.example:8443", "map.example.", "[2001:db8::1]:8501", "[2001:DB8::1]"):
        assert status(f"{base}/", host=known) == 200, known
    for stranger in (
        "evil.example",
        "map.example.evil",
        "evil@10.0.0.7",
        "[2001:db8::2]",
        "[",
        "",
        "map.example:x@evil",
    ):
        assert status(f"{base}/", host=stranger) == 400, stranger
    assert status(f"{base}/", host="evil.example", x_forwarded_host="map.example") == 400


def test_two_names_are_none(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_MAP_HOSTS", json.dumps(["map.example"]))
    doubled = Headers(raw=[(b"host", b"map.example"), (b"host", b"evil.example")])
    assert not request_guard.is_known(request_guard.host_of(doubled), ("map.example",))


@pytest.mark.parametrize(
    ("origin", "host", "opens"),
    [
        ("https://map.example", "map.example", True),
        ("http://map.example:8501", "map.example:8501", True),
        ("http://localhost:8501", "localhost:8501", True),
        ("http://[2001:db8::1]:8501", "[2001:db8::1]:8501", True),
        ("http://localhost:9000", "127.0.0.1:8501", True),  # a tunnel or a proxy of a development machine
        ("http://127.0.0.1:9000", "localhost:8501", True),
        ("http://localhost:3000", "map.example", False),
        ("http://127.0.0.1:3000", "map.example:8501", False),
        ("http://0.0.0.0:3000", "192.0.2.7:8501", False),
        ("http://localhost:3000", "localhost.evil.example", False),
        ("http://localhost.evil.example", "localhost:8501", False),
        ("http://map.example:3000", "map.example:8501", False),
        ("http://[::1", "[::1]:8501", False),
        ("http://localhost:3000", "[", False),
        ("null", "localhost:8501", False),
        ("", "map.example", False),
        ("file://", "map.example", False),
    ],
)
def test_a_websocket_is_opened_by_pages_of_this_server_only(origin: str, host: str, opens: bool) -> None:
    first = ask("/_stcore/stream", kind="websocket", origin=origin, host=host)[0]
    assert first == ({"type": "websocket.accept"} if opens else {"type": "websocket.close", "code": 1008})


def test_a_malformed_path_opens_no_socket() -> None:
    assert ask("/_stcore/stream\n", kind="websocket")[0]["type"] == "websocket.close"


def test_who_is_turned_away_reads_why_in_both_languages() -> None:
    begun, body = ask("/metrics\n")
    assert body["body"].decode().splitlines() == [say("server.bad_path", "zh"), say("server.bad_path", "en")]
    assert b"content-security-policy" in dict(begun["headers"])
