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

from geo_app.server import session_lookup
from geo_app.server.paths import base_path
from geo_app.state import view_state

LONGEST = 1.0  # seconds; a browser that never paints gets its sidebar all the same
PATH = "/painted/"
FROM_FRAME = "../.."  # the root, from where streamlit-folium's frame lies

MOST_KEPT = 1000  # a run that another click ends never waits for what it asked: the oldest go

_awaited: dict[str, Event] = {}


def begin() -> str | None:
    """Return the address that the map is to ask for once it is painted; None where no first map is awaited."""
    return ask() if view_state.is_first_run() else None


def ask() -> str | None:
    """Return the address that the map is to ask for once it has painted what this run sends it; None without a browser.

    Whoever asks must `wait`, in the same run.
    """
    if not view_state.page_address():
        return None
    token = secrets.token_hex(8)
    _awaited[token] = Event()
    for old in list(_awaited)[:-MOST_KEPT]:
        _awaited.pop(old, None)
    return f"{FROM_FRAME}{PATH}{token}"


def wait(address: str | None) -> None:
    """Wait until `address` has been asked for, `LONGEST` at most."""
    if address is None:
        return
    token = address.rsplit("/", 1)[1]
    if event := _awaited.get(token):
        event.wait(LONGEST)
    _awaited.pop(token, None)


def route() -> Route:
    """Return the route that the map asks; a token that is not ours is for another process."""

    async def painted(request: Request) -> Response:
        event = _awaited.get(request.path_params["token"])
        if event:
            event.set()
        status = 404 if event is None and session_lookup.has_others(request) else 204
        return Response(status_code=status, headers={"Cache-Control": "no-store"})

    return Route(f"{base_path()}{PATH}{{token}}", painted)
