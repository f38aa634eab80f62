"""Serve published files from memory; a browser keeps each for ever, as its name carries a hash."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from geo_app.server import paths, published_files

PUBLISHED = re.compile(rf"/component/{re.escape(published_files.FOLDER)}/?([^/]*)")
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}
FOREVER = "public, max-age=31536000, immutable"


class ServeFiles:
    """ASGI middleware: answers for what is published, passes everything else on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a published file, packed where the browser can unpack it."""
        asked = PUBLISHED.match(paths.below_base(scope["path"]) or "") if scope["type"] == "http" else None
        if asked is None or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        name = asked[1] if asked.end() == len(asked.string) else ""
        answer = _answer(name, Headers(scope=scope).get("accept-encoding", ""))
        await answer(scope, receive, send)


def _answer(name: str, accepted: str) -> Response:
    file = published_files.find(name)
    if file is None:
        return PlainTextResponse("not found\n", 404, {"Cache-Control": "no-store"})
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    kind = TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")
    if file.packed and "gzip" in accepted:
        return Response(file.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=kind)
    return Response(file.content, headers=headers, media_type=kind)
