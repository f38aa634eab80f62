"""Whether the server can serve: /livez (the process answers), /healthz (a page was really run), /metrics.

Streamlit's own health address answers at saturation and with broken data, too (TRAPS 17): a proxy that asks it sends
visitors to a server that cannot draw. So /healthz opens a session as a visitor does and looks for the map.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import ClientContext, SessionClient

from geo_app.server import metrics, preload_links
from geo_app.server.paths import base_path

PATIENCE = 10.0  # seconds until a page without an answer counts as failed
FRESH = 5.0  # seconds for which an answer is reused, so that probes do not become load
PAGE = "health"  # the page that counts its runs, which are no visitor's
MAP = "component_instance"  # the element that only a page that came to its end sends

_probing: set[str] = set()  # the sessions that ask


def is_probe(session: str) -> bool:
    """Whether a session is one that only asks whether a page can be run."""
    return session in _probing


class _Visitor(SessionClient):
    """A visitor without a browser: remembers whether the map came and whether the run ended well."""

    def __init__(self) -> None:
        self.ended = asyncio.Event()
        self.has_map = False

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Take a message as a browser would."""
        if msg.WhichOneof("type") == "delta":
            self.has_map |= msg.delta.new_element.WhichOneof("type") == MAP
        elif msg.WhichOneof("type") == "script_finished":
            self.ended.set()

    @property
    def client_context(self) -> ClientContext | None:
        """No request stands behind it."""
        return None


@dataclass
class Probe:
    """Runs the first page as a visitor's session would; asked often, it runs once in a while."""

    fresh: float = FRESH
    patience: float = PATIENCE
    _until: float = 0.0
    _answer: tuple[bool, str] = (False, "")
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def can_run(self) -> tuple[bool, str]:
        """Return whether a page can be run, and in one word why not."""
        async with self._lock:
            if time.monotonic() >= self._until:
                self._answer = await self._run()
                self._until = time.monotonic() + self.fresh
            return self._answer

    async def _run(self) -> tuple[bool, str]:
        if not Runtime.exists():
            return False, "no runtime"
        runtime, visitor = Runtime.instance(), _Visitor()
        session = runtime.connect_session(visitor, {})
        _probing.add(session)
        try:
            message = BackMsg()
            message.rerun_script.query_string = ""
            runtime.handle_backmsg(session, message, client=visitor)
            await asyncio.wait_for(visitor.ended.wait(), self.patience)
        except TimeoutError:
            return False, "timeout"
        finally:
            runtime.close_session(session)
            _probing.discard(session)
        if not visitor.has_map:
            return False, "no page"
        return (True, "ok") if preload_links.has_files() else (False, "no files")


async def warm_up() -> None:
    """Run the first page once, before anybody asks: imports and the dataset take seconds that no visitor waits for.

    Where it fails or lasts too long the server answers all the same, and says so page by page.
    """
    await Probe().can_run()


def routes() -> list[BaseRoute]:
    """Return the addresses, at the root and under the base path (routes of `st.App` do not follow it by themselves)."""
    probe = Probe()

    async def livez(_: Request) -> Response:
        return _plain("ok")

    async def healthz(_: Request) -> Response:
        able, word = await probe.can_run()
        return _plain(word, 200 if able else 503)

    def figures(_: Request) -> Response:
        return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    places = {"/livez": livez, "/healthz": healthz, "/metrics": figures}
    return [
        Route(f"{prefix}{path}", endpoint)
        for prefix in dict.fromkeys(["", base_path()])
        for path, endpoint in places.items()
    ]


def _plain(word: str, status: int = 200) -> Response:
    return PlainTextResponse(f"{word}\n", status, {"Cache-Control": "no-store"})
