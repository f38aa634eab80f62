"""What the server sends a page: messages over the websocket and answers over HTTP, in bytes."""

from playwright.sync_api import Page, Request, WebSocket


class Traffic:
    """Counts what reaches a page from the moment it is followed; `clear` starts anew."""

    def __init__(self) -> None:
        self.frames: list[bytes] = []  # as the page reads them, before any compression
        self._requests: list[Request] = []

    def follow(self, page: Page) -> None:
        """Listen to a page; call it before the page is opened."""
        page.on("websocket", self._listen)
        page.on("requestfinished", lambda request: self._requests.append(request))  # noqa: PLW0108 (it marks its handlers)

    def clear(self) -> None:
        """Forget what was counted so far."""
        self.frames.clear()
        self._requests.clear()

    def answers(self) -> list[tuple[str, int]]:
        """Return (address, bytes of headers and body as sent) of each request answered, from the cache too."""
        sizes = [(request.url, request.sizes()) for request in self._requests]
        return [(url, size["responseHeadersSize"] + size["responseBodySize"]) for url, size in sizes]

    def received(self) -> int:
        """Return the bytes received either way."""
        return sum(map(len, self.frames)) + sum(size for _, size in self.answers())

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda got: self.frames.append(got if isinstance(got, bytes) else got.encode()))
