"""Streamlit's page as ours from its first byte: language, title, icon, style sheet and script stand in the HTML.

Left to a run of the script they come when the page has long been drawn, and not at all where that run's messages are
thrown away: a visitor saw "Streamlit", its icon, English for a screen reader, and a page without its style.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo_app.server import blank_page, preloads
from layers.catalogue import LANGUAGES, Lang
from layers.errors import OpenMapError
from layers.imprint import default_language, load_imprint
from layers.words import say

# what Streamlit writes (1.67); a part that another version writes otherwise stays as it is, and a test says so
LANG, TITLE, HEAD, BODY = '<html lang="en">', "<title>Streamlit</title>", "<head>", "<body>"
WITHOUT_SCRIPTS = ("<noscript>", "</noscript>")
ICON, ICON_PATH = Path(__file__).parents[1] / "icon.svg", "/favicon.png"  # Streamlit's page names it so at every run
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
        LANG: f'<html lang="{"en" if lang == "en" else "zh-CN"}">',
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


class FrontPage:
    """ASGI middleware: answers for the page and its icon, passes everything else on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the page in the language that its address asks for."""
        if scope["type"] != "http" or scope["method"] != "GET" or preloads.is_own_route(scope["path"]):
            await self.app(scope, receive, send)
            return
        if scope["path"].endswith(ICON_PATH):
            icon = Response(ICON.read_bytes(), media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"})
            await icon(scope, receive, send)
            return
        begun: Message | None = None
        parts: list[bytes] = []

        async def take(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start" and preloads.is_page(message):
                begun = message
            elif begun is None:
                await send(message)
            else:
                parts.append(message.get("body", b""))

        plain = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
        await self.app({**scope, "headers": plain}, receive, take)
        if begun is not None:
            page = HTMLResponse(_ours(b"".join(parts).decode(), scope), headers={"Cache-Control": "no-cache"})
            await page(scope, receive, send)


def _ours(html: str, scope: Scope) -> str:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]
    lang = next((known for known in LANGUAGES if known == asked), default_language())
    try:
        title = load_imprint().title.say(lang)
    except OpenMapError:  # settings that cannot be used: the script says so
        title = ""
    files = preloads.page_files()
    styles, scripts = (tuple(name for name in files if name.endswith(kind)) for kind in (".css", ".js"))
    return written(html, lang, title, styles, scripts)
