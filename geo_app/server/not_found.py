"""The page for an address that leads nowhere: one sentence in the visitor's language, and the way back to the map."""

from __future__ import annotations

from urllib.parse import parse_qs

from markupsafe import Markup
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import Scope

from geo_app.server.paths import base_path
from layers.catalogue.entries import LANGUAGES, Lang
from layers.config.branding import default_language, load_branding
from layers.errors import OpenMapError
from layers.i18n.messages import say

PAGE = Markup(
    '<!doctype html><html lang="{tag}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta name="robots" content="noindex"><title>{heading} · {title}</title>'
    "<body style=\"font:16px/1.7 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;margin:18vh auto;"
    'max-width:36rem;padding:0 1.25rem;color:#22302f;background:#fbfaf6">'
    '<p style="margin:0;color:#5d6770">{title}</p><h1 style="font-size:1.6rem;margin:.2em 0">{heading}</h1>'
    '<p>{sentence}</p><p><a style="color:#0f5c6e" href="{href}">{link}</a></p>'
)
TAGS: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}


def asked_language(scope: Scope) -> Lang | None:
    """Return the language that the address names last, or None."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]
    return next((known for known in LANGUAGES if known == asked), None)


def answer(scope: Scope) -> HTMLResponse:
    """Return the page with status 404."""
    lang = asked_language(scope) or _preferred(scope) or default_language()
    try:
        title = load_branding().title.say(lang)
    except OpenMapError:  # data or settings that cannot be used: the map page says so
        title = say("menu.map", lang)
    query = "" if lang == default_language() else f"?lang={lang}"
    html = PAGE.format(
        tag=TAGS[lang],
        title=title,
        heading=say("server.not_found_title", lang),
        sentence=say("server.not_found", lang),
        href=f"{base_path()}/{query}",
        link=say("server.to_map", lang),
    )
    return HTMLResponse(html, 404, {"Cache-Control": "no-store"})


def _preferred(scope: Scope) -> Lang | None:
    """Return the language that the browser asks for first, of those that we speak."""
    accepted = Headers(scope=scope).get("accept-language", "").lower().split(",")
    codes = (part.split(";")[0].strip().split("-")[0] for part in accepted)
    return next((known for code in codes for known in LANGUAGES if known == code), None)
