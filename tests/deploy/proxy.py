"""nginx with the printed file, and processes that only say who they are: what is passed on to whom."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

from tests.browser.server import free_port

FRAME = """user root; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}}
http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; {more} include {folder}/*.map; }}"""


@contextmanager
def nginx(folder: Path, *maps: str, port: int, more: str = "") -> Iterator[None]:
    """Run nginx with these files, and wait until it listens on `port`."""
    for number, text in enumerate(maps):
        (folder / f"{number}.map").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(FRAME.format(folder=folder, more=more))
    running = subprocess.Popen(["nginx", "-p", folder, "-c", folder / "nginx.conf", "-g", "daemon off;"])
    try:
        _await(port)
        yield
    finally:
        running.terminate()
        running.wait(10)


def _await(port: int) -> None:
    deadline = time.monotonic() + 20
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.connect()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline
            time.sleep(0.05)  # polling a process that offers nothing to wait on
        else:
            connection.close()
            return


@dataclass
class Process:
    """A process of the map as nginx sees it: the sessions and files it has, and what it was asked."""

    sessions: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)  # method and path, without questions of nginx's own
    cookies: list[str] = field(default_factory=list)
    goes_on: Event = field(default_factory=Event)
    port: int = 0

    def status(self, path: str, query: str) -> int:
        """Return what the app answers there (geo_app/server/session_lookup.py, first_paint.py)."""
        if path.endswith("/session"):
            session = parse_qs(query).get("id", [""])[0]
            return 204 if not session or session in self.sessions else 404
        if "/media/" in path or "/painted/" in path:
            return 200 if path in self.files else 404
        return 200


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512  # as uvicorn; the library's is 5


@contextmanager
def processes(count: int = 2) -> Iterator[list[Process]]:
    """Run processes; all answer until their `goes_on` is cleared."""
    begun = []
    for _ in range(count):
        process = Process()
        process.goes_on.set()
        server = _Server(("127.0.0.1", 0), _handler(process))
        process.port = server.server_port
        Thread(target=server.serve_forever, daemon=True).start()
        begun.append((process, server))
    try:
        yield [process for process, _ in begun]
    finally:
        for process, server in begun:
            process.goes_on.set()
            server.shutdown()
            server.server_close()


def _handler(process: Process) -> type[BaseHTTPRequestHandler]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            process.goes_on.wait(60)
            parts = urlsplit(self.path)
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if not parts.path.endswith(("/session", "/livez")):
                process.asked.append(f"{self.command} {self.path}")
                process.cookies.append(self.headers.get("Cookie", ""))
            status = process.status(parts.path, parts.query)
            body = b"" if status == 204 else str(process.port).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_PUT = do_GET  # noqa: N815 (its name in the library)

        def log_message(self, *said: object) -> None:
            """Say nothing."""

    return Answer


def ask(
    port: int, path: str, method: str = "GET", body: bytes = b"", **headers: str
) -> tuple[int, dict[str, str], str]:
    """Ask nginx; return status, headers and text."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(
            method, path, body or None, {name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, found, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


__all__ = ["Process", "ask", "free_port", "nginx", "processes"]
