"""What is announced with the page exists, and only pages announce it."""

import asyncio
import sys
from types import ModuleType
from typing import Any

import pytest

from geo_app.server import preload_links


def test_a_module_that_is_still_being_imported_announces_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Visitors who come while the first run imports it got a page with status 500."""
    monkeypatch.setitem(sys.modules, "geo_app.server.published_files", ModuleType("geo_app.server.published_files"))
    assert "rel=modulepreload" in preload_links.links()


def test_every_announced_chunk_is_a_file_of_streamlit() -> None:
    assert {name.split(".")[0] for name in preload_links.chunks()} >= set(preload_links.SHOWN)
    assert all((preload_links.CHUNKS / name).is_file() for name in preload_links.chunks())
    assert preload_links.frame_files()
    later = [url.rsplit("/", 1)[1] for url in preload_links.later()]
    assert {name.split(".")[0] for name in later} == set(preload_links.LATER)
    assert all((preload_links.CHUNKS / name).is_file() for name in later)


@pytest.mark.parametrize(
    ("path", "kind", "announced"),
    [
        ("/", "text/html; charset=utf-8", True),
        ("/invest", "text/html", True),
        ("/component/geo_app.server.published_files.atlas/a.html", "text/html", False),
        ("/map/talk/own", "text/html", False),
        ("/media/a.json", "application/json", False),
        ("/favicon.png", "image/png", False),
    ],
)
def test_only_pages_announce(path: str, kind: str, announced: bool) -> None:
    sent: list[Any] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind.encode())]})

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(preload_links.AnnounceFiles(app)({"type": "http", "path": path}, None, send))  # type: ignore[arg-type]
    links = dict(sent[0]["headers"]).get(b"link", b"").decode()
    assert ("rel=modulepreload" in links) is announced
