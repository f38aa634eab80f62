"""Sees what a reader does beside reading: requests to a server of the test's own, and a file that must stay unread."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

MARK = "canary-b3c1f0"
_watching: list[list[str]] = []


class Server(ThreadingHTTPServer):
    """Counts requests and answers all of them with an empty page."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/layer"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.requests.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_HEAD = do_POST = do_GET  # noqa: N815  # the names the server looks for

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _note(event: str, details: tuple[Any, ...]) -> None:
    if _watching and event == "open" and isinstance(details[0], str | bytes):
        _watching[-1].append(str(details[0]))


sys.addaudithook(_note)


@contextmanager
def watching(canary: Path) -> Iterator[list[str]]:
    """Give the names of files opened by this process meanwhile; fail where the canary was among them."""
    opened: list[str] = []
    _watching.append(opened)
    try:
        yield opened
    finally:
        _watching.remove(opened)
    assert str(canary) not in opened
