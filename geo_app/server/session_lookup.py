"""Which process holds a session: nginx asks each before it passes on a websocket or an upload (deploy/nginx.conf.in).

A cookie cannot say it: a page in another site's frame may neither keep nor send one (decision 0021).
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.runtime import Runtime

from geo_app.server.paths import base_path

PATH = "/session"
OTHERS = "x-open-map-others"  # nginx sends it: where this process has no answer, another may have it


def has_others(request: Request) -> bool:
    """Whether nginx asks the next process where this one answers 404."""
    return OTHERS in request.headers


def holds(session: str) -> bool:
    """Whether the session lives here, connected or waiting for its browser to come back."""
    return Runtime.exists() and Runtime.instance()._session_mgr.get_session_info(session) is not None  # noqa: SLF001 (no public way)


def route() -> Route:
    """Return the route that nginx asks: 204 where the session of `id` lives here or none is named, else 404."""

    async def lookup(request: Request) -> Response:
        session = request.query_params.get("id", "")
        return Response(
            status_code=204 if not session or holds(session) else 404, headers={"Cache-Control": "no-store"}
        )

    return Route(f"{base_path()}{PATH}", lookup)
