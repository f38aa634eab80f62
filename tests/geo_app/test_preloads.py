"""What is announced with the page exists, and only pages announce it."""

import asyncio
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from geo_app import assets
from geo_app.server import preloads


def test_a_module_that_is_still_being_imported_announces_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Visitors who come while the first run imports it got a page with status 500."""
    monkeypatch.setitem(sys.modules, "geo_app.assets", ModuleType("geo_app.assets"))
    assert "rel=modulepreload" in preloads.links()


def test_a_file_that_goes_while_it_is_looked_at_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another visitor's run removes old files, and renames new ones, between the list and the look."""
    monkeypatch.setattr(assets, "PUBLISHED", tmp_path)
    (tmp_path / "atlas.aa.js").write_text("x", encoding="ascii")
    (tmp_path / "atlas.bb.css").symlink_to(tmp_path / "gone")  # listed, and not there when asked
    assert sorted(assets.newest("atlas")) == ["atlas.aa.js", "atlas.bb.css"]
    assert assets.publish("atlas.cc.js", b"y").endswith("atlas.cc.js")


def test_two_runs_may_publish_the_same_file_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The one that came second took the other's half away, and a visitor read of an unexpected error."""
    monkeypatch.setattr(assets, "PUBLISHED", tmp_path)
    write = Path.write_bytes

    def interrupted(path: Path, content: bytes) -> int:
        monkeypatch.setattr(Path, "write_bytes", write)
        written = write(path, content)
        assets.publish("scene.aa.svg", content)
        return written

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    assert assets.publish("scene.aa.svg", b"x").endswith("scene.aa.svg")
    assert [path.name for path in tmp_path.iterdir()] == ["scene.aa.svg"]


def test_every_announced_chunk_is_a_file_of_streamlit() -> None:
    assert {name.split(".")[0] for name in preloads.chunks()} >= set(preloads.SHOWN)
    assert all((preloads.CHUNKS / name).is_file() for name in preloads.chunks())
    assert preloads.frame_files()
    later = [address.rsplit("/", 1)[1] for address in preloads.later()]
    assert {name.split(".")[0] for name in later} == set(preloads.LATER)
    assert all((preloads.CHUNKS / name).is_file() for name in later)


@pytest.mark.parametrize(
    ("path", "kind", "announced"),
    [
        ("/", "text/html; charset=utf-8", True),
        ("/map/invest", "text/html", True),
        ("/component/geo_app.assets.atlas/a.html", "text/html", False),
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

    asyncio.run(preloads.AnnounceFiles(app)({"type": "http", "path": path}, None, send))  # type: ignore[arg-type]
    links = dict(sent[0]["headers"]).get(b"link", b"").decode()
    assert ("rel=modulepreload" in links) is announced
