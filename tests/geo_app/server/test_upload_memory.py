"""What a visitor brings counts while anybody keeps it, and no longer."""

import asyncio
import gc
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from geo_app.server import metrics, paths, upload_memory
from geo_app.server.upload_limits import UploadLimits
from layers.i18n.messages import say
from tests.open_page import opened

ROWS = "name,lon,lat,note\n" + "".join(f"a{n},106.5{n},29.5{n},{'x' * 9000}\n" for n in range(10, 20))


def held() -> int:
    gc.collect()
    return upload_memory.held().total()


def test_a_layer_counts_until_it_is_removed(root: Path) -> None:
    before = held()
    page = opened(root, "planning", patience=60, see="own")
    page.file_uploader[0].upload("a.csv", ROWS.encode(), "text/csv").run()
    assert not page.exception
    assert held() - before == len(ROWS)
    page.button(key="own-layer-remove").click().run()
    assert held() == before


def test_a_file_that_is_read_at_once_is_kept_nowhere(root: Path) -> None:
    before = held()
    page = opened(root, "indicators", patience=60)
    page.file_uploader[0].upload("a.csv", ROWS.encode(), "text/csv").run()
    assert not page.exception
    assert held() == before


def test_a_claim_is_shared_by_all_that_keep_it() -> None:
    before = held()
    claim = upload_memory.Claim("s", 10 * upload_memory.LEAST)
    another = [claim]
    del claim
    assert held() - before == 10 * upload_memory.LEAST
    another.clear()
    assert held() == before


async def takes_all(scope: Scope, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass
    await Response(status_code=204)(scope, receive, send)


def put(*parts: bytes, length: str = "") -> list[Any]:
    """Send a body in parts to a session and return what was answered."""
    sent: list[Any] = []
    left = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    left.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> Any:
        return left.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-length", length.encode())] if length else []
    scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/s/f", "headers": headers}
    asyncio.run(UploadLimits(takes_all)(scope, receive, send))
    return sent


@pytest.fixture(autouse=True)
def no_base(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "base_path", lambda: "")
    monkeypatch.setenv("OPEN_MAP_UPLOAD_SESSION_MB", "1")


@pytest.mark.parametrize("length", ["", "1", "-5", "²", "9" * 40, "x"])
def test_what_arrives_is_counted_whatever_was_announced(length: str) -> None:
    part = b"0" * 600_000
    assert put(part, length=length)[0]["status"] == 204
    begun, body = put(part, part, length=length)
    assert (begun["status"], dict(begun["headers"])[b"open-map-reason"]) == (409, b"session-full")
    assert say("server.upload_session_full", "en", session=1) in body["body"].decode()
    assert upload_memory.held()["s"] == 0  # nothing of it stays


def test_a_server_that_takes_no_files_takes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def counted() -> float:
        return float(metrics.REFUSED.labels("upload", "closed")._value.get())

    before = counted()
    monkeypatch.setenv("OPEN_MAP_UPLOAD", "false")
    begun, body = put(b"x")
    assert begun["status"] == 403
    assert body["body"].decode().splitlines() == [say("server.upload_closed", lang) for lang in ("zh", "en")]
    assert counted() == before + 1


def test_all_sessions_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_MAP_UPLOAD_TOTAL_MB", "2")
    others = [upload_memory.Claim(f"other{number}", 700_000) for number in range(2)]
    assert put(b"0" * 800_000)[0]["status"] == 507
    others.pop()
    gc.collect()
    assert put(b"0" * 800_000)[0]["status"] == 204
