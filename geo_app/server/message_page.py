"""The page of a server's answer that is no page of the app: what is the matter, and one link on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup
from starlette.responses import HTMLResponse

from layers.catalogue.entries import LANGUAGE_TAGS, Lang

_PAGE = Markup(
    '<!doctype html><html lang="{tag}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
    "<title>{heading} · {title}</title><style>"
    "body{{font:16px/1.7 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;margin:18vh auto;"
    "max-width:36rem;padding:0 1.25rem;color:#22302f;background:#fbfaf6}}"
    "h1{{font-size:1.6rem;margin:.2em 0}}a{{color:#0f5c6e}}.site{{margin:0;color:#5d6770}}</style></head>"
    '<body><main><p class="site">{title}</p><h1>{heading}</h1>{lines}<p><a href="{href}">{link}</a></p></main></body>'
    "</html>"
)
_LINE = Markup('<p lang="{}">{}</p>')


class OnwardLink(NamedTuple):
    """Where the page leads: the URL and its words."""

    href: str
    words: str


def answer(
    status: int,
    lang: Lang,
    *,
    title: str,
    heading: str,
    said: Sequence[tuple[Lang, str]],
    link: OnwardLink,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> HTMLResponse:
    """Return the page, never stored; `title` names the site, `said` are its sentences, each with its language."""
    lines = Markup("").join(_LINE.format(LANGUAGE_TAGS[each], text) for each, text in said)
    html = _PAGE.format(
        tag=LANGUAGE_TAGS[lang], title=title, heading=heading, lines=lines, href=link.href, link=link.words
    )
    return HTMLResponse(html, status, {"Cache-Control": "no-store", **headers})
