"""One visitor's session without a browser: what Chromium asks over HTTP, and Streamlit's own protocol on the websocket.

Everything that comes is read and parsed, as a browser would; nothing is painted. Times end when the last message of a
run is here, so they leave out the browser's layout and paint, which `make bench` measures.
"""

from __future__ import annotations

import asyncio
import base64
import http.client
import json
import posixpath
import re
import time
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE = 60.0  # seconds until an answer that has not come counts as an error
STATIC = re.compile(r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"')
DECODED = re.compile(r'Atlas\.decode\("([A-Za-z0-9+/=]+)"\)')
FRAME = "/component/streamlit_folium.st_folium/"
BROKEN = {"exception"}


class VisitorError(RuntimeError):
    """Exception for a page that did not come, or came with an error on it."""


@dataclass
class Box:
    """A checkbox on the page."""

    id: str
    on: bool
    fragment: str


@dataclass
class Session:
    """A session on the server at `url`."""

    url: str
    boxes: dict[str, Box] = field(default_factory=dict)  # by the key that the page gave it
    pages: dict[str, str] = field(default_factory=dict)  # address → hash
    page: str = ""
    query: str = ""
    name: str = ""  # Streamlit's, of the session
    received: int = 0  # bytes over the websocket
    _socket: ClientConnection | None = None
    _map: str = ""  # arguments of the map's component

    async def __aenter__(self) -> Self:
        """Connect; the page is asked for with `load`."""
        parts = urlsplit(self.url)
        self._socket = await connect(
            f"ws://{parts.netloc}{parts.path}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            compression=None,
            open_timeout=PATIENCE,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave, as a closed tab does."""
        if self._socket:
            await self._socket.close()

    async def load(self) -> float:
        """Open the first page with nothing cached; return the seconds until all that draws it is here."""
        began = time.perf_counter()
        await asyncio.to_thread(self._fetch_shell)
        await self._run(BackMsg())
        await asyncio.to_thread(self._fetch_map)
        return time.perf_counter() - began

    async def click(self, key: str) -> float:
        """Click the checkbox `key`; return the seconds until the whole answer is here."""
        box = self.boxes[key]
        box.on = not box.on
        message = BackMsg()
        message.rerun_script.fragment_id = box.fragment
        return await self._run(message)

    async def go(self, address: str) -> float:
        """Open another page through the menu, with the address kept."""
        self.page = self.pages[address]
        self.boxes.clear()
        return await self._run(BackMsg())

    async def _run(self, message: BackMsg) -> float:
        rerun = message.rerun_script
        rerun.query_string, rerun.page_script_hash = self.query, self.page
        for box in self.boxes.values():
            rerun.widget_states.widgets.add(id=box.id, bool_value=box.on)
        assert self._socket is not None
        began = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not self._take(await self._socket.recv()):
                pass
        return time.perf_counter() - began

    def _take(self, data: str | bytes) -> bool:
        """Take one message as the browser does; return whether it ends the run."""
        assert isinstance(data, bytes)
        self.received += len(data)
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._take_element(message)
        elif kind == "new_session":
            self.name = message.new_session.initialize.session_id
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            self.page = self.page or message.navigation.page_script_hash
        elif kind == "script_finished":
            return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False

    def _take_element(self, message: ForwardMsg) -> None:
        element, fragment = message.delta.new_element, message.delta.fragment_id
        kind = element.WhichOneof("type")
        if kind == "checkbox":
            box = element.checkbox
            key = box.id.split("-", 2)[2]  # $$ID-<hash>-<key of ours>
            self.boxes[key] = Box(box.id, box.value if box.set_value else self._state(key, box.default), fragment)
        elif kind == "component_instance":
            self._map = element.component_instance.json_args
        elif kind in BROKEN or (kind == "alert" and element.alert.format == element.alert.ERROR):
            raise VisitorError(element.exception.message or element.alert.body)

    def _state(self, key: str, default: bool) -> bool:  # noqa: FBT001 (as the message has it)
        return self.boxes[key].on if key in self.boxes else default

    def _fetch_shell(self) -> None:
        """Fetch what Streamlit's page consists of before its socket opens."""
        with _Keeping(self.url) as get:
            page = get("/").decode()
            for name in STATIC.findall(page):
                get(f"/{name}")
            get("/_stcore/health")
            get("/_stcore/host-config")

    def _fetch_map(self) -> None:
        """Fetch the map's frame, what its arguments link to and, on ours, the manifest and the layers it names."""
        arguments = json.loads(self._map)
        with _Keeping(self.url) as get:
            get(f"{FRAME}index.html")
            for link in [*arguments["css_links"], *arguments["js_links"]]:
                get(posixpath.normpath(FRAME + link))
            for text in DECODED.findall(arguments["script"]):
                manifest = posixpath.normpath(FRAME + json.loads(base64.b64decode(text))["manifest"])
                for layer in json.loads(get(manifest))["layers"]:
                    get(f"{posixpath.dirname(manifest)}/{layer['url']}")


class _Keeping:
    """A connection that is kept open while files are fetched, one after the other."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._base = parts.path
        self._connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __call__(self, path: str) -> bytes:
        self._connection.request("GET", self._base + path)
        with self._connection.getresponse() as answer:
            content = answer.read()
            if answer.status != 200:
                raise VisitorError(f"{path}: status {answer.status}")
            return content

    def __exit__(self, *_: object) -> None:
        self._connection.close()
