"""Streamlit's page as ours from its first byte: language, title, icon, style sheet and script stand in the HTML.

Left to a run of the script they come when the page has long been drawn, and not at all where that run's messages are
thrown away: a visitor saw "Streamlit", its icon, English for a screen reader, and a page without its style.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from html import escape
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo_app.server import blank_page, not_found, paths, preload_links
from layers.catalogue.entries import LANGUAGE_TAGS, Lang
from layers.config.branding import default_language, load_branding
from layers.errors import OpenMapError
from layers.i18n.messages import say

# what Streamlit writes (1.67); a part that another version writes otherwise stays as it is, and a test says so
LANG, TITLE, HEAD, BODY = '<html lang="en">', "<title>Streamlit</title>", "<head>", "<body>"
WITHOUT_SCRIPTS = ("<noscript>", "</noscript>")
ICON = Path(__file__).parents[1] / "shell" / "icon.svg"
# Streamlit would answer "unchanged" for its own file, and pack it
_CONDITIONS = (b"if-none-match", b"if-modified-since", b"accept-encoding", b"range")


@lru_cache(maxsize=16)
def written(html: str, lang: Lang, title: str, styles: tuple[str, ...], scripts: tuple[str, ...]) -> str:
    """Return Streamlit's page with ours in it.

    First comes the script that listens to the faults of all others, then ours, which tell Streamlit's where the server
    is. Style sheets stand in the body: Streamlit puts its own rules at the end of the head, where they would win over
    ours.
    """
    given = {
        LANG: f'<html lang="{LANGUAGE_TAGS[lang]}">',
        TITLE: f"{blank_page.element(lang)}<title>{escape(title)}</title>",
        HEAD: HEAD + "".join(f'<script defer src="{escape(name)}"></script>' for name in scripts),
        BODY: BODY + "".join(f'<link rel="stylesheet" href="{escape(name)}">' for name in styles),
    }
    for theirs, ours in given.items():
        html = html.replace(theirs, ours, 1)
    begin, end = WITHOUT_SCRIPTS
    before, is_there, rest = html.partition(begin)
    said = escape(say("server.no_scripts", lang))
    return f"{before}{begin}<p>{said}</p>{end}{rest.partition(end)[2]}" if is_there and end in rest else html


class IndexHtml:
    """ASGI middleware: answers for the page, its icon and addresses that lead nowhere, passes everything else on.

    Streamlit answers for what it does not know with its page and status 200, also where a script was asked for.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the page in the language that its address asks for."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if paths.is_icon(path):
            icon = Response(ICON.read_bytes(), media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"})
            await icon(scope, receive, send)
            return
        if paths.is_page(path):  # asked for whole, whatever the browser says that it has of Streamlit's
            plain = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
            asked: Scope = {**scope, "headers": plain, "method": "GET"}
        else:
            asked = scope
        held = _Held(send, lambda begun: _replaces(begun, scope))
        await self.app(asked, receive, held.take)
        if held.begun is None:
            return
        if paths.is_page(path) and preload_links.is_page(held.begun):
            page = HTMLResponse(_ours(bytes(held.body).decode(), scope), headers={"Cache-Control": "no-cache"})
            await page(scope, receive, send)
        else:
            await not_found.answer(scope)(scope, receive, send)


class _Held:
    """Passes an answer on, or holds it back from its beginning where `is_ours` says so."""

    def __init__(self, send: Send, is_ours: Callable[[Message], bool]) -> None:
        self.begun: Message | None = None
        self.body = bytearray()
        self._send, self._is_ours = send, is_ours

    async def take(self, message: Message) -> None:
        """Take one message of the answer."""
        if message["type"] == "http.response.start" and self._is_ours(message):
            self.begun = message
        elif self.begun is None:
            await self._send(message)
        else:
            self.body += message.get("body", b"")


def _replaces(begun: Message, scope: Scope) -> bool:
    """Whether an answer that begins so is replaced: Streamlit's page, or a bare "not found" for a person."""
    if paths.is_talk(scope["path"]):
        return False
    if begun["status"] == 404:
        return not paths.is_file(scope["path"]) or "text/html" in Headers(scope=scope).get("accept", "")
    return preload_links.is_page(begun) and not paths.is_file(scope["path"])


def _ours(html: str, scope: Scope) -> str:
    lang = not_found.asked_language(scope) or default_language()
    try:
        title = load_branding().title.say(lang)
    except OpenMapError:  # settings that cannot be used: the script says so
        title = ""
    files = preload_links.page_files()
    styles, scripts = (tuple(name for name in files if name.endswith(kind)) for kind in (".css", ".js"))
    return written(html, lang, title, styles, scripts)
