"""What every answer carries and which requests are turned away: host names, figures, frames, a content policy."""

from __future__ import annotations

import ipaddress
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo_app.server import paths
from geo_app.server.plain_answer import plain_answer
from layers.config.basemap_tiles import tile_hosts
from layers.config.settings import Settings, load_settings

LOCAL = {"localhost", "127.0.0.1", "0.0.0.0"}  # noqa: S104 (compared, not bound); as in Streamlit: tunnels change the port
# what a proxy says of whom it speaks for; no browser and no Prometheus sends any
THROUGH_PROXY = ("forwarded", "via", "x-real-ip", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto")
# No page asks for any of them; a frame inside ours must not either
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()"


class RequestGuard:
    """ASGI middleware in front of everything, websockets included. Settings are read at each request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turn the request away or pass it on, and put the headers on its answer."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        settings, headers, path = load_settings(), Headers(scope=scope), scope["path"]
        if scope["type"] == "http":
            send = _with_headers(send, headers_for(settings))
        if paths.is_malformed(path):
            await _refuse(400, "server.bad_path", scope, receive, send)
        elif paths.is_figures(path):  # asked by address, not by name
            if may_see_figures(settings, scope):
                await self.app(scope, receive, send)
            else:
                await _refuse(403, "server.figures_closed", scope, receive, send)
        elif not paths.is_probe(path) and not is_known(host_of(headers), settings.hosts):
            await _refuse(400, "server.unknown_host", scope, receive, send)
        elif scope["type"] == "websocket" and is_foreign(headers):
            await _refuse(403, "server.unknown_host", scope, receive, send)
        else:
            await self.app(scope, receive, send)


def host_of(headers: Headers) -> str:
    """Return the name that a request asks for; "" for none or several, which no browser sends."""
    named = headers.getlist("host")
    return named[0] if len(named) == 1 else ""


def is_known(host: str, allowed: tuple[str, ...]) -> bool:
    """Whether a request's Host is one that the operator named; without a list all are."""
    if not allowed:
        return True
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    patterns = (pattern.lower().strip("[]") for pattern in allowed)
    return bool(name) and any(fnmatchcase(name, pattern) for pattern in patterns)


def is_foreign(headers: Headers) -> bool:
    """Whether a page of another site opens the websocket. One on this machine may where the server is asked as local.

    Left to itself Streamlit would ask a host on the internet for this machine's address before it refuses
    (`server_util.is_url_from_allowed_origins`), and keep all visitors waiting for the answer.
    """
    origin, host = headers.get("origin"), host_of(headers)
    if origin is None:  # no browser
        return False
    try:
        asked, server = urlsplit(origin), urlsplit(f"//{host}")
        is_local = asked.hostname in LOCAL and server.hostname in LOCAL
    except ValueError:
        return True
    return asked.netloc != host and not is_local


def may_see_figures(settings: Settings, scope: Scope) -> bool:
    """Whether who asks may read /metrics: on this machine, and not through a proxy that stands on it."""
    if settings.metrics != "loopback":
        return settings.metrics == "all"
    headers = Headers(scope=scope)
    if any(name in headers for name in THROUGH_PROXY):
        return False
    try:
        return ipaddress.ip_address((scope.get("client") or ("", 0))[0]).is_loopback
    except ValueError:
        return False


def headers_for(settings: Settings) -> dict[str, str]:
    """Return the headers that every answer carries."""
    headers = {
        "Content-Security-Policy": content_policy(settings),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",  # the address holds the view
        "Permissions-Policy": PERMISSIONS,
    }
    if set(settings.frame_ancestors) == {"'self'"}:
        headers["X-Frame-Options"] = "SAMEORIGIN"  # for what does not know frame-ancestors
    return headers


def content_policy(settings: Settings) -> str:
    """Return the content-security policy.

    Scripts and styles stay inline: Streamlit and folium draw nothing without (TRAPS 18b). What it does hold: nothing is
    sent anywhere else, no plug-in, no other base, no form to elsewhere, no frame but ours, and who may frame us.
    """
    ancestors = dict.fromkeys(["'self'", *settings.frame_ancestors])  # the map's own frame has us as its ancestor
    rules = {
        "default-src": "'self'",
        "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": " ".join(["'self'", "data:", "blob:", *tile_hosts(settings)]),
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "media-src": "'self' data: blob:",
        "frame-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": " ".join(ancestors),
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


async def _refuse(status: int, key: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with one plain sentence in both languages."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await plain_answer(status, key)(scope, receive, send)


def _with_headers(send: Send, headers: dict[str, str]) -> Send:
    async def mark(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(headers)
        await send(message)

    return mark
