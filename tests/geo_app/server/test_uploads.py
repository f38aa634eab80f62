"""Files that visitors send: bounded for a session and for all of them, counted, given back."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from http.client import HTTPConnection, HTTPResponse

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from layers.i18n.messages import say
from tests.browser.server import AppServer, start_app

MB = 1024 * 1024
PATIENCE = 60.0
SETTINGS = {
    "OPEN_MAP_UPLOAD_SESSION_MB": "3",
    "OPEN_MAP_UPLOAD_TOTAL_MB": "5",
    "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "1",
    "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "20",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    started = start_app(tmp_path_factory.mktemp("uploads"), env=SETTINGS, base_path="map")
    yield started
    started.stop()


@asynccontextmanager
async def session(server: AppServer) -> AsyncIterator[str]:
    """Open a visitor's session and return its id, as the page learns it."""
    url = f"{server.url.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(url, subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None) as socket:
        message = BackMsg()
        message.rerun_script.query_string = ""
        await socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            async for data in socket:
                assert isinstance(data, bytes)
                begun = ForwardMsg.FromString(data)
                if begun.WhichOneof("type") == "new_session":
                    yield begun.new_session.initialize.session_id
                    return


def request(server: AppServer, method: str, path: str, body: object = None, **headers: str) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection(server.netloc, timeout=PATIENCE)
    try:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body, headers=given)  # type: ignore[arg-type]
        answer = connection.getresponse()
        return answer, answer.read().decode()
    finally:
        connection.close()


def token(server: AppServer) -> dict[str, str]:
    """Return what a page of the server sends along with a file."""
    answer, _ = request(server, "GET", "/map/_stcore/health")
    found = re.search(r"_streamlit_xsrf=([^;]+)", answer.getheader("set-cookie") or "")
    cookie = {"Cookie": f"_streamlit_xsrf={found[1]}", "X_Xsrftoken": found[1]} if found else {}
    return {"Origin": f"http://{server.netloc}", **cookie}


def put(server: AppServer, owner: str, name: str, size: int, *, chunked: bool = False) -> tuple[int, str, str]:
    """Send a file as a browser does and return status, reason and text of the answer."""
    head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    body = head + b"0" * size + b"\r\n--b--\r\n"
    sent: object = (body[at : at + 65536] for at in range(0, len(body), 65536)) if chunked else body
    kind = "multipart/form-data; boundary=b"
    path = f"/map/_stcore/upload_file/{owner}/{name}"
    answer, text = request(server, "PUT", path, sent, Content_Type=kind, **token(server))
    return answer.status, answer.getheader("open-map-reason") or "", text


def figure(server: AppServer, name: str) -> float:
    text = request(server, "GET", "/metrics")[1]
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    assert found, text
    return float(found[1])


def wait_for(server: AppServer, name: str, least: float) -> None:
    """Ask for a figure until it has fallen to `least`."""
    until = time.monotonic() + PATIENCE
    while figure(server, name) > least:
        assert time.monotonic() < until, f"{name} stays at {figure(server, name)}"


def refused(reason: str) -> str:
    return f'open_map_uploads_refused_total{{reason="{reason}",topic="upload"}}'


def test_a_session_and_all_together_hold_only_so_much(server: AppServer) -> None:
    async def attack() -> None:
        send = lambda *asked, **how: asyncio.to_thread(put, server, *asked, **how)  # noqa: E731 (one line, used often)
        async with session(server) as first, session(server) as second, session(server) as third:
            for name in ("a", "b"):
                assert (await send(first, name, MB))[0] == 204
            for chunked in (False, True):  # one says how much will come, the other does not
                status, reason, text = await send(first, "c", 2 * MB, chunked=chunked)
                assert (status, reason) == (409, "session-full")
                told = [say("server.upload_session_full", lang, session=3) for lang in ("zh", "en")]
                assert text.splitlines() == told
            assert figure(server, refused("session-full")) == 2
            assert figure(server, "open_map_upload_bytes") == 2 * MB
            assert (await send(second, "a", 2 * MB))[0] == 204
            status, reason, text = await send(third, "a", 2 * MB)
            assert (status, reason) == (507, "server-full")
            assert text.splitlines()[1] == say("server.upload_server_full", "en")
            assert figure(server, refused("server-full")) == 1
            # a file that is removed makes room, for its session and for others
            gone, _ = request(server, "DELETE", f"/map/_stcore/upload_file/{first}/a", **token(server))
            assert gone.status == 204
            assert (await send(third, "a", MB))[0] == 204

    asyncio.run(attack())
    wait_for(server, "open_map_upload_bytes", 0)  # their sockets are closed and nobody else comes


def test_any_number_of_empty_files_is_bounded_too(server: AppServer) -> None:
    async def attack() -> list[int]:
        async with session(server) as owner:
            return [(await asyncio.to_thread(put, server, owner, f"n{number}", 0))[0] for number in range(52)]

    statuses = asyncio.run(attack())
    assert statuses[:40] == [204] * 40
    assert statuses[-1] == 409


def test_a_refused_file_is_read_to_its_end(server: AppServer) -> None:
    """A browser that still sends would else hear of a broken connection and of nothing more."""

    async def attack() -> tuple[int, str, str]:
        async with session(server) as owner:
            return await asyncio.to_thread(put, server, owner, "a", 19 * MB)

    assert asyncio.run(attack())[:2] == (409, "session-full")


def test_a_file_for_a_session_that_has_gone_stays_nowhere(server: AppServer) -> None:
    assert put(server, "nobody", "a", MB)[0] in {400, 403, 404}
    wait_for(server, "open_map_upload_bytes", 0)
