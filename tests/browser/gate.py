"""A proxy before the app, as networks have them: it refuses websockets, or opens them and lets nothing through."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Literal

Mode = Literal["open", "refuse", "mute"]
HEAD_END = b"\r\n\r\n"
REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Gate:
    """Listens on a port of its own and passes everything to the app, but for websockets, as `mode` says."""

    def __init__(self, netloc: str, mode: Mode = "open") -> None:
        self.mode: Mode = mode
        self.released = threading.Event()  # what a mute socket held back goes on
        self._app = (netloc.split(":", maxsplit=1)[0], int(netloc.split(":")[1]))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.netloc = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: list[socket.socket] = [self._listener]
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        """Close every connection."""
        self.released.set()
        for each in self._open:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                browser, _ = self._listener.accept()
                self._open.append(browser)
                threading.Thread(target=self._serve, args=(browser,), daemon=True).start()

    def _serve(self, browser: socket.socket) -> None:
        with contextlib.suppress(OSError):
            head = _head(browser)
            is_socket = b"upgrade: websocket" in head.lower()
            if is_socket and self.mode == "refuse":
                browser.sendall(REFUSAL)
                browser.close()
                return
            app = socket.create_connection(self._app)
            self._open.append(app)
            app.sendall(head)
            threading.Thread(target=_pass_on, args=(browser, app), daemon=True).start()
            if is_socket and self.mode == "mute":
                answer, _, frames = _head(app).partition(HEAD_END)
                browser.sendall(answer + HEAD_END)
                self.released.wait()
                browser.sendall(frames)
            _pass_on(app, browser)


def _head(source: socket.socket) -> bytes:
    """Return what comes until a head has ended, and whatever came with it."""
    read = b""
    while HEAD_END not in read and (more := source.recv(65536)):
        read += more
    return read


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while some := source.recv(65536):
            target.sendall(some)
        target.shutdown(socket.SHUT_WR)
