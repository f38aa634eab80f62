"""The address of a talk: answers with the presenter's document, or with a page that says why there is none.

Documents are made in a thread, one at a time, each once for all who ask for it meanwhile; others' clicks go on.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from geo_app.briefing import talk_store
from geo_app.briefing.talk_store import NoTalkError, TalkRequest
from geo_app.server import message_page, metrics
from geo_app.server.message_page import OnwardLink
from geo_app.server.not_found import site_title
from geo_app.server.paths import base_path
from geo_app.server.session_lookup import has_others
from geo_app.widgets.error_box import kind_of
from layers.briefing.file import BriefingError, fault_sentence
from layers.catalogue.entries import LANGUAGES, Lang
from layers.config.branding import default_language
from layers.config.settings import held
from layers.i18n.messages import say

LOG = logging.getLogger("geo_app.talks")
MOST_WAITING = 12  # different talks; each takes a tenth of a second, a hostile one up to two
PAUSE = "5"  # seconds until who was turned away may ask again
FAULTS_SHOWN = 5
HEADERS = {"Cache-Control": "no-cache, private"}
Said = Sequence[tuple[Lang, str]]

_maker = ThreadPoolExecutor(1, "talk")
_under_way: dict[TalkRequest, asyncio.Future[bytes]] = {}


def route() -> Route:
    """Return the route of all talks, under the base path (routes of `st.App` do not follow it by themselves)."""
    return Route(f"{base_path()}{talk_store.PATH}{{name:path}}", answer)


async def answer(request: Request) -> Response:
    """Answer with the talk that the address names."""
    given = request.query_params
    lang: Lang = next((known for known in LANGUAGES if known == given.get("lang")), default_language())
    asked = TalkRequest(request.path_params["name"], given.get("talk", ""), lang)
    try:
        return HTMLResponse(await _document(asked), headers=HEADERS)
    except NoTalkError as error:
        # a process that lacks a talk held in memory lets nginx ask the next one, which it does on 404 only
        status = 404 if error.status == 410 and has_others(request) else error.status
        return _refusal(status, lang, [(each, say(error.key, each)) for each in LANGUAGES])
    except BriefingError as error:
        said = [(each, fault_sentence(fault, each)) for fault in error.findings[:FAULTS_SHOWN] for each in LANGUAGES]
        return _refusal(400, lang, said)
    except Exception as error:
        number, kind = secrets.token_hex(4), kind_of(error)
        metrics.FAULTS.labels(kind).inc()
        LOG.exception("fault", extra={"run": number, "page": "talk", "kind": kind})
        return _refusal(500, lang, [(each, say(f"faults.{kind}", each, code=number)) for each in LANGUAGES])


async def _document(asked: TalkRequest) -> bytes:
    """Return the document, made once for all who ask for it at the same time."""
    found = _under_way.get(asked)
    if found is None:
        if len(_under_way) >= MOST_WAITING:
            raise NoTalkError(503, "talk.busy")
        found = asyncio.get_running_loop().run_in_executor(_maker, _make, asked)
        _under_way[asked] = found
        found.add_done_callback(lambda done: _forget(asked, done))
    return await asyncio.shield(found)  # a browser that gives up must not end it for the others


def _forget(asked: TalkRequest, done: asyncio.Future[bytes]) -> None:
    _under_way.pop(asked, None)
    if not done.cancelled():
        done.exception()  # looked at, though all who asked may be gone


def _make(asked: TalkRequest) -> bytes:
    with held():
        return talk_store.document(asked)


def _refusal(status: int, lang: Lang, said: Said) -> Response:
    """Return a page of one sentence or some in both languages, the visitor's first, and the way to the briefings."""
    ordered = sorted(said, key=lambda line: line[0] != lang)
    link = OnwardLink(f"{base_path()}/briefing?lang={lang}", say("talk.to_briefings", lang))
    headers = {"Retry-After": PAUSE} if status == 503 else {}
    heading = say("talk.title", lang)
    return message_page.answer(
        status, lang, title=site_title(lang), heading=heading, said=ordered, link=link, headers=headers
    )
