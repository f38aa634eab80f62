"""Headers of our own: numbers are not packed."""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Receive, Scope, Send

from geo_app.server import paths

NUMBERS = re.compile(r"/media/[0-9a-f]+\.bin")


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
