"""The map is painted first: before the sidebar on a visitor's first run, before the checks of a layer just brought.

The map's frame lives in the page's own thread. Told of map and sidebar at once, Streamlit draws the sidebar in hundreds
of small steps between which the frame starves (docs/decisions/0014). The browser says when the map stands.
The checks of a large layer would keep the server from sending what the map draws.
"""

from __future__ import annotations

import secrets
from threading import Event

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo_app.server.paths import base_path

LONGEST = 1.0  # seconds; a browser that never paints gets its sidebar all the same
PATH = "/painted/"
FROM_FRAME = "../.."  # the root, from where streamlit-folium's frame lies

MOST_KEPT = 1000  # a run that another click ends never waits for what it asked: the oldest go

_awaited: dict[str, Event] = {}


def expect() -> str:
    """Return the URL that the map requests once it has painted what this run sends it.

    The caller must `wait` for it in the same run.
    """
    token = secrets.token_hex(8)
    _awaited[token] = Event()
    for old in list(_awaited)[:-MOST_KEPT]:
        _awaited.pop(old, None)
    return f"{FROM_FRAME}{PATH}{token}"


def wait(url: str | None) -> None:
    """Wait until `url` has been asked for, `LONGEST` at most."""
    if url is None:
        return
    token = url.rsplit("/", 1)[1]
    if event := _awaited.get(token):
        event.wait(LONGEST)
    _awaited.pop(token, None)


def route() -> Route:
    """Return the route that the map asks; whom nobody waits for is told the same."""

    async def painted(request: Request) -> Response:
        if event := _awaited.get(request.path_params["token"]):
            event.set()
        return Response(status_code=204, headers={"Cache-Control": "no-store"})

    return Route(f"{base_path()}{PATH}{{token}}", painted)
