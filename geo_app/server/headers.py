"""Headers of our own: a file whose name carries its hash may be kept for ever; numbers are not packed."""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo_app.server import paths

HASHED = re.compile(r"/component/geo_app\.assets\.atlas/[a-z0-9-]+\.[0-9a-f]{12}\.(js|css|json|svg)")
NUMBERS = re.compile(r"/media/[0-9a-f]+\.bin")


class KeepHashedFiles:
    """ASGI middleware: a browser fetches each hashed file once, whatever base path the app runs under."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; mark a good answer for a hashed file as immutable."""
        if scope["type"] != "http" or not paths.matches(HASHED, scope["path"]):
            await self.app(scope, receive, send)
            return

        async def mark(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message)["Cache-Control"] = "public, max-age=31536000, immutable"
            await send(message)

        await self.app(scope, receive, mark)


class SendNumbersPlain:
    """ASGI middleware: a visitor's own layer, which Streamlit keeps among its media, is sent without gzip.

    100,000 points are 0.8 MB of numbers that would become 0.68 MB after 30 ms of work, in which nobody sees them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; one for numbers without what it says of packing."""
        if scope["type"] == "http" and paths.matches(NUMBERS, scope["path"]):
            scope = {**scope, "headers": [each for each in scope["headers"] if each[0] != b"accept-encoding"]}
        await self.app(scope, receive, send)
