"""The configuration of nginx (1.18 or newer, without modules beyond Debian's) for a fleet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from layers.words import say

TEMPLATE = Path(__file__).with_name("nginx.conf.in")
PAGE = Markup(
    '<!doctype html><html lang="zh"><meta charset="utf-8"><meta http-equiv="refresh" content="3">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title>'
    '<body style="font:18px/1.7 sans-serif;margin:20vh auto;max-width:36rem;padding:0 1rem;color:#22302f">'
    '<p>{zh}<p lang="en">{en}'
)

_HOST = r"(?:[A-Za-z0-9._*-]+|\[[0-9A-Fa-f:.]+\])"
_FLAGS = r"(?: (?:ssl|http2|default_server|proxy_protocol|reuseport|ipv6only=(?:on|off)))*"
# what may be written into the file: of the path, of `listen`, of the server's names, of where the processes are
SHAPES = {
    "base": (r"(?:[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*)?", "a path such as map or office/map"),
    "listen": (rf"(?:{_HOST}:)?[0-9]{{1,5}}{_FLAGS}|unix:/[A-Za-z0-9._/-]+{_FLAGS}", "a port or address:port"),
    "name": (r"[A-Za-z0-9._*-]+(?: [A-Za-z0-9._*-]+)*", "a server name"),
    "host": (_HOST, "a host"),
}


def checked(what: str, value: str) -> str:
    """Return a value that may stand in the file; a path without slashes around it.

    Raises
    ------
    ValueError
        With a sentence for the operator, where it is none: nginx would read it as something else.
    """
    value = value.strip("/") if what == "base" else value.strip()
    pattern, shape = SHAPES[what]
    if not re.fullmatch(pattern, value):
        raise ValueError(f"{value!r} is not {shape}")
    return value


def configuration(
    ports: Sequence[int], *, host: str = "127.0.0.1", base: str = "", listen: str = "80", name: str = "_"
) -> str:
    """Return a file for nginx's `conf.d`.

    Parameters
    ----------
    ports
        Of the processes, on `host`.
    base
        Path under which the app is shown, e.g. "map"; the same as the fleet's.
    listen
        Port, or address:port, as nginx's directive of that name takes it.
    name
        The server's name; "_" for any.

    Raises
    ------
    ValueError
        As `checked`.
    """
    host, listen, name, path = (
        checked(*each) for each in (("host", host), ("listen", listen), ("name", name), ("base", base))
    )
    servers = [f"{host}:{port}" for port in ports]
    seats = []
    for server in servers:
        others = [f"    server {other} backup;" for other in servers if other != server]
        lines = [f"    server {server} max_fails=1 fail_timeout=2s;", *others, "    keepalive 16;"]
        seats.append("\n".join([f"upstream open_map_{server.rsplit(':', 1)[1]} {{", *lines, "}"]))
    values = {
        "SEATS": "\n".join(seats),
        "CHOICES": "\n".join(f"    {port} open_map_{port};" for port in ports),
        "SERVERS": "\n".join(f"    server {server} max_fails=1 fail_timeout=2s;" for server in servers),
        "BASE": f"/{path}" if path else "",
        "REDIRECT": f"    location = / {{ return 302 /{path}/; }}\n" if path else "",
        "LISTEN": listen,
        "NAME": name,
        "PAGE": str(
            PAGE.format(
                title=say("server.restarting_title", "zh"),
                zh=say("server.restarting", "zh"),
                en=say("server.restarting", "en"),
            )
        ),
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text
