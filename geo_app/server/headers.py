"""Response headers of our own: a file whose name carries its hash may be kept for ever."""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HASHED = re.compile(r"/component/geo_app\.assets\.atlas/[a-z0-9-]+\.[0-9a-f]{12}\.(js|css|json|svg)$")


class KeepHashedFiles:
    """ASGI middleware: a browser fetches each hashed file once, whatever base path the app runs under."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; mark a good answer for a hashed file as immutable."""
        if scope["type"] != "http" or not HASHED.search(scope["path"]):
            await self.app(scope, receive, send)
            return

        async def mark(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message)["Cache-Control"] = "public, max-age=31536000, immutable"
            await send(message)

        await self.app(scope, receive, mark)
