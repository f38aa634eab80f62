"""The page for an address that leads nowhere: one sentence in the visitor's language, and the way back to the map."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import Scope

from geo_app.server import message_page
from geo_app.server.message_page import OnwardLink
from geo_app.server.paths import base_path
from layers.catalogue.entries import LANGUAGES, Lang
from layers.config.branding import default_language, load_branding
from layers.errors import OpenMapError
from layers.i18n.messages import say


def asked_language(scope: Scope) -> Lang | None:
    """Return the language that the address names last, or None."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]
    return next((known for known in LANGUAGES if known == asked), None)


def answer(scope: Scope) -> HTMLResponse:
    """Return the page with status 404."""
    lang = asked_language(scope) or _preferred(scope) or default_language()
    query = "" if lang == default_language() else f"?lang={lang}"
    link = OnwardLink(f"{base_path()}/{query}", say("server.to_map", lang))
    heading, said = say("server.not_found_title", lang), [(lang, say("server.not_found", lang))]
    return message_page.answer(404, lang, title=site_title(lang), heading=heading, said=said, link=link)


def site_title(lang: Lang) -> str:
    """Return the operator's title; the map's name where the settings cannot be used, which the map page says."""
    try:
        return load_branding().title.say(lang)
    except OpenMapError:
        return say("menu.map", lang)


def _preferred(scope: Scope) -> Lang | None:
    """Return the language that the browser asks for first, of those that we speak."""
    accepted = Headers(scope=scope).get("accept-language", "").lower().split(",")
    codes = (part.split(";")[0].strip().split("-")[0] for part in accepted)
    return next((known for code in codes for known in LANGUAGES if known == code), None)
