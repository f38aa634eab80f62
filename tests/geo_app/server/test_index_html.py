"""The page that a browser gets is ours from its first byte: language, title, icon, style, script."""

import asyncio
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import streamlit
from starlette.responses import FileResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from geo_app.server import index_html, not_found, paths, preload_links
from layers.i18n.messages import say

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
FILES = [
    "/m/component/geo_app.server.published_files.atlas/page.0a.css",
    "/m/component/geo_app.server.published_files.atlas/page.0b.js",
]


async def streamlit_page(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer as Streamlit does: its page for every address, or that it has not changed, its icon, a line of text."""
    headers = dict(scope["headers"])
    if scope["path"].endswith("/health"):
        await PlainTextResponse("ok")(scope, receive, send)
    elif b"if-none-match" in headers or b"accept-encoding" in headers:
        await PlainTextResponse("", 304)(scope, receive, send)
    else:
        await FileResponse(INDEX)(scope, receive, send)


def ask(
    path: str = "/m/", query: str = "", method: str = "GET", app: ASGIApp | None = None, **headers: str
) -> tuple[dict[str, str], str, int]:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        await asyncio.Event().wait()  # a browser that stays

    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "path": path, "query_string": query.encode(), "method": method, "headers": given}
    asyncio.run(index_html.IndexHtml(app or streamlit_page)(scope, receive, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return found, b"".join(message.get("body", b"") for message in sent[1:]).decode(), sent[0]["status"]


@pytest.fixture(autouse=True)
def published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preload_links, "page_files", lambda: FILES)
    monkeypatch.setattr(paths, "base_path", lambda: "/m")
    monkeypatch.setattr(not_found, "base_path", lambda: "/m")


class Elements(HTMLParser):
    """Every element in the order of the document, with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def at(self, tag: str, **attributes: str) -> int:
        """Return the place of the first such element."""
        return next(
            number for number, (name, has) in enumerate(self.found) if name == tag and attributes.items() <= has.items()
        )


@pytest.mark.parametrize(
    ("query", "lang", "said"),
    [("", "zh-CN", "zh"), ("lang=en&type=park", "en", "en"), ("lang=zh", "zh-CN", "zh"), ("lang=fr", "zh-CN", "zh")],
)
def test_the_page_speaks_the_language_that_its_address_asks_for(query: str, lang: str, said: Any) -> None:
    _, html, status = ask(query=query)
    assert status == 200
    assert re.search("<html lang=(.*?)>", html)[1] == f'"{lang}"'  # type: ignore[index]
    assert "Streamlit" not in re.search("<title>(.*?)</title>", html)[1]  # type: ignore[index]
    without = re.search("<noscript>(.*?)</noscript>", html, re.DOTALL)
    assert without is not None
    assert without[1] == f"<p>{say('server.no_scripts', said)}</p>"


def test_our_script_runs_before_streamlits_and_our_style_stands_behind_it() -> None:
    page = Elements(ask()[1])
    script = next(n for n, (tag, has) in enumerate(page.found) if tag == "script" and has.get("type") == "module")
    assert page.at("script", src=FILES[1]) < script < page.at("body") < page.at("link", href=FILES[0])
    assert "defer" in page.found[page.at("script", src=FILES[1])][1]  # both are run in the order in which they stand
    assert page.at("link", href=FILES[0]) < page.at("div", id="root")


def test_a_browser_never_keeps_a_page_whose_style_has_gone() -> None:
    headers, html, status = ask(if_none_match='"x"', accept_encoding="gzip")
    assert (status, headers["cache-control"]) == (200, "no-cache")
    assert int(headers["content-length"]) == len(html.encode())
    assert not {"etag", "last-modified", "content-encoding"} & set(headers)


def test_the_operators_title_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "<title>&lt;/title&gt;&lt;script&gt;" in index_html.written(
        INDEX.read_text(encoding="utf-8"), "zh", "</title><script>", (), ()
    )
    monkeypatch.setattr(preload_links, "page_files", list)
    assert 'rel="stylesheet" href="/m' not in ask()[1]  # before a first run there is none: the page stands without


def test_the_icon_is_ours_under_streamlits_name() -> None:
    headers, body, _ = ask("/m/favicon.png")
    assert headers["content-type"] == "image/svg+xml"
    assert body == index_html.ICON.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "method"), [("/m/_stcore/health", "GET"), ("/m/component/x/health", "GET"), ("/m/", "POST")]
)
def test_everything_else_is_passed_on(path: str, method: str) -> None:
    _, body, status = ask(path, method=method)
    assert status == 200
    assert body == "ok" if path.endswith("health") else "<title>Streamlit" in body


def test_a_frame_is_no_page_though_it_is_html() -> None:
    assert ask("/m/component/streamlit_folium.st_folium/index.html")[1:] == (INDEX.read_text(encoding="utf-8"), 200)


@pytest.mark.parametrize(
    "path",
    ["/m/no", "/m/invest/no", "/m/x/static/a.js", "/m/static/js/no.js", "/m/_stcore/no", "/m/invest/component/a",
     "/m/Invest", "/m/invest;a=1", "/m/index.html", "/m/m/", "/no", "/mm/", "/invest", "/m/static"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_address_that_leads_nowhere_says_so_and_leads_back(path: str, method: str) -> None:
    headers, html, status = ask(path, method=method)
    assert (status, headers["cache-control"]) == (404, "no-store")
    page = Elements(html)
    assert page.found[page.at("a")][1]["href"] == "/m/"
    assert say("server.not_found", "zh") in html
    assert "root" not in html


@pytest.mark.parametrize(
    ("query", "accepts", "lang"),
    [("", "", "zh"), ("", "en-GB,en;q=0.9", "en"), ("", "fr, zh-CN;q=0.5", "zh"), ("lang=en", "zh-CN", "en"),
     ("lang=zh", "en", "zh"), ("", "fr", "zh")],
)  # fmt: skip
def test_it_does_so_in_the_visitors_language(query: str, accepts: str, lang: Any) -> None:
    html = ask("/m/no", query, accept_language=accepts)[1]
    page = Elements(html)
    assert page.found[page.at("html")][1]["lang"] == {"zh": "zh-CN", "en": "en"}[lang]
    assert page.found[page.at("a")][1]["href"] == {"zh": "/m/", "en": "/m/?lang=en"}[lang]
    assert say("server.not_found", lang) in html


@pytest.mark.parametrize(("path", "accepts", "is_ours"), [
    ("/m/media/gone.pdf", "text/html,*/*", True), ("/m/media/gone.pdf", "*/*", False), ("/no", "*/*", True),
])  # fmt: skip
def test_a_person_reads_our_sentence_about_a_file_that_has_gone(path: str, accepts: str, is_ours: bool) -> None:
    async def gone(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("File not found", 404)(scope, receive, send)

    _, text, status = ask(path, app=gone, accept=accepts)
    assert status == 404
    assert (say("server.not_found", "zh") in text) is is_ours
    assert ("File not found" in text) is not is_ours


def test_the_operators_title_is_text_there_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_MAP_TITLE", '{"zh": "</title><script>", "en": "x"}')
    assert "&lt;/title&gt;&lt;script&gt;" in ask("/m/no")[1]
