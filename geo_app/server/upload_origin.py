"""Uploads come from our own pages only, which the browser itself says: no cookie is needed.

Streamlit compares a token in a header with one in a cookie; a page in another site's frame sends no such cookie, and
all its uploads were refused (decision 0021). A browser names the page's origin with each PUT and DELETE, and no script
can change that. The path holds the session's name, which nobody else can guess.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from geo_app.server import paths
from geo_app.server.plain_answer import plain_answer
from geo_app.server.request_guard import is_foreign

READS = {"GET", "HEAD", "OPTIONS"}


def is_from_own_page(headers: Headers) -> bool:
    """Whether the browser says that a page of this server sends the request."""
    return "origin" in headers and not is_foreign(headers)


class UploadOrigin:
    """ASGI middleware: answers an upload that no page of ours sends with 403."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with a sentence."""
        writes = scope["type"] == "http" and scope["method"] not in READS
        if not writes or paths.upload_session(scope["path"]) is None or is_from_own_page(Headers(scope=scope)):
            await self.app(scope, receive, send)
        else:
            await plain_answer(403, "server.foreign_upload")(scope, receive, send)
