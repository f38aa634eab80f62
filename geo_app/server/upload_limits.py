"""Files that visitors send are bounded: for a session, and for all sessions of this process together."""

from __future__ import annotations

import streamlit
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo_app.server import metrics, paths, upload_memory
from geo_app.server.plain_answer import plain_answer
from geo_app.server.upload_memory import MEGABYTE
from layers.config.settings import load_settings

# 413 is Streamlit's, for one file that is too large
ANSWERS = {
    "session-full": (409, "server.upload_session_full"),
    "server-full": (507, "server.upload_server_full"),
    "closed": (403, "server.upload_closed"),
}
REASON = "Open-Map-Reason"  # the header that tells the page's script which sentence fits


class UploadLimits:
    """ASGI middleware: turns a file away that would fill memory; what is under way counts as it arrives."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the bytes of a file on its way, and end the request where they are too many."""
        is_upload = scope["type"] == "http" and scope["method"] == "PUT"
        session = paths.upload_session(scope["path"]) if is_upload else None
        if session is None:
            await self.app(scope, receive, send)
            return
        upload_memory.forget_departed()
        if reason := upload_memory.full(session, _announced(scope)):
            await _refuse(reason, scope, receive, send)
            return
        arriving = _Arriving(session, receive)
        try:
            await self.app(scope, arriving.take, send)
        except _FullError as error:
            await _refuse(error.reason, scope, receive, send)
        finally:
            arriving.end()


class _FullError(Exception):
    """Exception for a request whose body no longer fits."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Arriving:
    """The body of one request, counted."""

    def __init__(self, session: str, receive: Receive) -> None:
        self._session, self._receive, self._size = session, receive, 0

    async def take(self) -> Message:
        """Return the next message of the request."""
        message = await self._receive()
        size = len(message.get("body", b""))
        if size and (reason := upload_memory.full(self._session, size)):
            raise _FullError(reason)
        self._size += size
        upload_memory.arrive(self._session, size)
        return message

    def end(self) -> None:
        """Count the request no more: Streamlit has laid the file down, or nobody has."""
        upload_memory.arrive(self._session, -self._size)


def _announced(scope: Scope) -> int:
    """Return the size that the request names; one above what Streamlit takes at all is Streamlit's to refuse."""
    named = Headers(scope=scope).get("content-length", "")
    size = int(named) if named.isascii() and named.isdigit() and len(named) < 15 else 0
    return size if size <= _most() else 0


def _most() -> int:
    return int(streamlit.get_option("server.maxUploadSize")) * MEGABYTE


async def _refuse(reason: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Read the rest, so that a browser hears the answer and no broken connection, and say why."""
    metrics.REFUSED.labels("upload", reason).inc()
    left = _most() + MEGABYTE
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            break
    status, key = ANSWERS[reason]
    limit = load_settings().upload_session_mb
    await plain_answer(status, key, {REASON: reason}, session=limit)(scope, receive, send)
