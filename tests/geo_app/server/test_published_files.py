"""Files of the page are answered from memory, within bounds, and stay there as long as a dataset is shown."""

import asyncio
import gzip
from typing import Any

import pytest

from geo_app.server import preload_links, published_files
from geo_app.server.static_files import ServeFiles

BASE = "/component/geo_app.server.published_files.atlas"
LONG = b"window.x = 1;\n" * 200


def file_set(name: str) -> dict[str, published_files.File]:
    return {
        f"manifest.{name}.json": published_files.file_of(name.encode()),
        f"atlas.{name}.js": published_files.file_of(LONG),
    }


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published_files, "_page", {})
    monkeypatch.setattr(published_files, "_editions", type(published_files._editions)())
    monkeypatch.setattr(published_files, "_pictures", published_files.Bounded(1000))


def ask(path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    sent: list[Any] = []

    async def beyond(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 299, "headers": []})

    async def send(message: Any) -> None:
        sent.append(message)

    said = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "path": path, "method": method, "headers": said}
    asyncio.run(ServeFiles(beyond)(scope, None, send))  # type: ignore[arg-type]
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:])


def test_what_was_used_longest_ago_goes_first() -> None:
    held: published_files.Bounded[str] = published_files.Bounded(10)
    for name in "abc":
        held.put(name, name, 3)
    assert held.get("a") == "a"
    held.put("d", "d", 4)
    assert [name for name in "abcd" if held.get(name)] == ["a", "c", "d"]
    held.put("a", "A", 1)
    assert held.used == 8
    held.put("huge", "huge", 11)
    assert held.get("huge") is None
    assert held.used <= held.most


def test_pictures_of_a_thousand_drafts_stay_within_bounds() -> None:
    for number in range(1000):
        published_files.publish_picture(f"scene.{number}.svg", b"x" * 100)
    assert published_files._pictures.used <= 1000
    assert published_files.find("scene.999.svg")
    assert published_files.find("scene.0.svg") is None


def test_an_edition_that_is_shown_outlives_those_that_are_refused() -> None:
    """Each refused dataset was published, too: after three of them every visitor had a blank map."""
    shown = file_set("shown")
    published_files.publish_edition(shown)
    for number in range(5):
        published_files.publish_edition(file_set(f"refused{number}"))
        published_files.publish_edition(shown)  # each run of a visitor says that it is still shown
    assert published_files.find("manifest.shown.json")
    assert published_files.find("manifest.refused0.json") is None
    assert published_files.newest("manifest") == ["manifest.shown.json"]


def test_a_file_is_sent_packed_to_who_can_unpack_it() -> None:
    published_files.publish_edition(file_set("a"))
    status, headers, body = ask(f"{BASE}/atlas.a.js", accept_encoding="gzip, br")
    assert (status, headers["content-encoding"], headers["content-type"].split(";")[0]) == (
        200,
        "gzip",
        "text/javascript",
    )
    assert len(body) < len(LONG) / 10
    assert gzip.decompress(body) == LONG
    assert "immutable" in headers["cache-control"]
    status, headers, body = ask(f"{BASE}/atlas.a.js")
    assert (status, body) == (200, LONG)
    assert "content-encoding" not in headers
    assert headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["", "/", "/atlas.b.js", "/../x", "/a/atlas.a.js", "/%2e%2e/x"])
def test_what_is_not_published_is_not_found_and_not_kept(path: str) -> None:
    published_files.publish_edition(file_set("a"))
    status, headers, body = ask(BASE + path)
    assert (status, headers["cache-control"]) == (404, "no-store")
    assert len(body) < 20


def test_other_addresses_are_passed_on() -> None:
    assert ask("/map/component/streamlit_folium.st_folium/index.html")[0] == 299
    assert ask(f"{BASE}/atlas.a.js", "POST")[0] == 299


def test_health_looks_for_every_file_that_a_page_needs(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    assert not preload_links.has_files()
    for name in ("a.css", "a.js"):
        published_files.publish_page(name, LONG)
    names = ("manifest.0.json", "atlas.0.css", "atlas.0.js", "presenter.0.css", "presenter.0.js")
    files = {name: published_files.file_of(LONG) for name in names}
    published_files.publish_edition({name: file for name, file in files.items() if name != "manifest.0.json"})
    assert not preload_links.has_files()
    published_files.publish_edition(files)
    assert preload_links.has_files()
    monkeypatch.setattr(preload_links, "CHUNKS", tmp_path)  # Streamlit was replaced under the running process
    assert not preload_links.has_files()
