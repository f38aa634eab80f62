"""What a browser will need is named with the page itself, so that it comes while Streamlit still starts.

Otherwise the map begins a chain: page, script run, component, its frame, our code, data; each link waits for
the one before.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo_app.server import paths
from geo_app.server.paths import base_path

CHUNKS = Path(streamlit.__file__).parent / "static" / "static" / "js"
BUILD = ("frontend", "build")  # of streamlit-folium: where its frame lies
# parts of Streamlit beside the map; announced with it, those of the sidebar would delay Streamlit's own start
SHOWN = ("ComponentInstance", "Html")
# parts that show that something is under way: needed at once, by a page that never had them; fetched once it is idle
LATER = ("Progress", "ProgressBar", "axios")
MAP = ("atlas", "manifest")
_IMPORT = re.compile(r'"\./([\w.-]+\.js)"')


@lru_cache(maxsize=1)
def chunks() -> tuple[str, ...]:
    """Return the script files of `SHOWN` and what they import, without those that Streamlit's page names itself."""
    page = (CHUNKS.parents[1] / "index.html").read_text(encoding="utf-8")
    wanted = [path.name for name in SHOWN for path in sorted(CHUNKS.glob(f"{name}.*.js"))]
    found: dict[str, None] = {}
    while wanted:
        name = wanted.pop(0)
        if name in found or name in page or not (CHUNKS / name).is_file():
            continue
        found[name] = None
        text = (CHUNKS / name).read_text(encoding="utf-8")
        head = text[: text.find(";", text.rfind('from"./')) + 1]  # imports stand first; later names are asked for later
        wanted += _IMPORT.findall(head)
    return tuple(found)


def later() -> list[str]:
    """Return the addresses of the script files of `LATER`."""
    return [f"{base_path()}/static/js/{path.name}" for name in LATER for path in sorted(CHUNKS.glob(f"{name}.*.js"))]


def frame_files() -> list[str]:
    """Return the script that the frame of streamlit-folium runs, as its path below the frame's own folder."""
    found = importlib.util.find_spec("streamlit_folium")
    if found is None or found.origin is None:
        return []
    frame = Path(found.origin).parent.joinpath(*BUILD)
    return [path.relative_to(frame).as_posix() for path in sorted((frame / "static" / "js").glob("main.*.js"))]


def _assets() -> ModuleType | None:
    """Return our assets once they have been imported; they import this module."""
    assets = sys.modules.get("geo_app.server.published_files")
    # its last name: a run may be in the midst of importing it
    return assets if assets is not None and hasattr(assets, "newest") else None


def page_files() -> list[str]:
    """Return the addresses of the page's own style sheet and script; none before a first run of the script."""
    assets = _assets()
    return [assets.url(name) for name in assets.newest("page")] if assets else []


def has_files() -> bool:
    """Whether every file is there that a page needs: ours in memory, Streamlit's and the frame's on the disk.

    An upgrade in the folder of a running process takes the last two away: pages stay blank, while scripts still run.
    """
    assets = _assets()
    wanted = {"page": {".css", ".js"}, "atlas": {".css", ".js"}, "manifest": {".json"}, "presenter": {".css", ".js"}}
    published = {part: {Path(name).suffix for name in assets.newest(part)} for part in wanted} if assets else {}
    named = [CHUNKS.parents[1] / "index.html", *(CHUNKS / name for name in chunks())]
    return published == wanted and all(path.is_file() for path in named) and bool(frame_files())


def is_page(begun: Message) -> bool:
    """Whether an answer that begins so is a page of the app."""
    return bool(begun["status"] == 200 and Headers(scope=begun).get("content-type", "").startswith("text/html"))


def links() -> str:
    """Return the value of the Link header: what the first map needs, as far as it has been published."""
    base = base_path()
    named = [f"<{base}/static/js/{name}>; rel=modulepreload" for name in chunks()]
    if assets := _assets():
        frame = f"{base}/component/streamlit_folium.st_folium"
        if "streamlit_folium" in sys.modules:  # until a map was run the server does not know its frame
            named += [f"<{frame}/{name}>; rel=prefetch; as=script" for name in frame_files()]
        named += [f"<{assets.url(name)}>; rel=prefetch" for part in MAP for name in assets.newest(part)]
    return ", ".join(named)


class AnnounceFiles:
    """ASGI middleware: adds the links to each page of the app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the header to an answer that is a page."""
        if scope["type"] != "http" or not paths.is_page(scope["path"]):
            await self.app(scope, receive, send)
            return

        async def announce(message: Message) -> None:
            if message["type"] == "http.response.start" and is_page(message):
                MutableHeaders(scope=message)["Link"] = links()
            await send(message)

        await self.app(scope, receive, announce)
