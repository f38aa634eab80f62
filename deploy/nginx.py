"""The configuration of nginx (1.18 or newer, without modules beyond Debian's) for a fleet."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from layers.catalogue.entries import LANGUAGES
from layers.i18n.messages import load_words, say

TEMPLATE = Path(__file__).with_name("nginx.conf.in")
PAGE = Markup(
    '<!doctype html><html lang="zh"><meta charset="utf-8"><meta http-equiv="refresh" content="3">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title>'
    '<body style="font:18px/1.7 sans-serif;margin:20vh auto;max-width:36rem;padding:0 1rem;color:#22302f">'
    '<p>{zh}<p lang="en">{en}'
)

ACCESS_LOG = "/var/log/nginx/access.log"  # of Debian's nginx, Red Hat's and the container's
# What the log may name: pages and kinds of files, nothing that a visitor typed
PLACES = (
    *(page for page in load_words()["menu"] if page != "map"),  # the map is at the root
    *("static", "component", "media", "talk", "painted", "healthz", "livez", "metrics", "session", "favicon.png"),
    *("stream", "upload_file", "health", "host-config"),
)

_HOST = r"(?:[A-Za-z0-9._*-]+|\[[0-9A-Fa-f:.]+\])"
_FLAGS = r"(?: (?:ssl|http2|default_server|proxy_protocol|reuseport|ipv6only=(?:on|off)))*"
# what may be written into the file: of the path, of `listen`, of the server's names, of where the processes are
SHAPES = {
    "base": (r"(?:[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*)?", "a path such as map or office/map"),
    "listen": (rf"(?:{_HOST}:)?[0-9]{{1,5}}{_FLAGS}|unix:/[A-Za-z0-9._/-]+{_FLAGS}", "a port or address:port"),
    "name": (r"[A-Za-z0-9._*-]+(?: [A-Za-z0-9._*-]+)*", "a server name"),
    "host": (_HOST, "a host"),
    "identity": (r"[a-z0-9_]{0,20}", "up to 20 of a-z, 0-9 and _"),
    "access_log": (r"off|/[A-Za-z0-9._/-]+", "off or the full path of a file"),
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


@dataclass(frozen=True)
class Site:
    """How nginx shows a map.

    Attributes
    ----------
    host
        Where the processes are.
    base
        Path under which the app is shown, e.g. "map"; the same as the fleet's.
    listen
        Port, or address:port, as nginx's directive of that name takes it.
    name
        The server's name; "_" for any.
    identity
        What the names of upstreams, zones and variables end in; "" for one made from ports, names and path.
    access_log
        File of the log, or "off".
    """

    host: str = "127.0.0.1"
    base: str = ""
    listen: str = "80"
    name: str = "_"
    identity: str = ""
    access_log: str = ACCESS_LOG


def configuration(ports: Sequence[int], **site: str) -> str:
    """Return a file for nginx's `conf.d` that shows the processes on `ports`; `site` as the fields of `Site`.

    Raises
    ------
    ValueError
        As `checked`.
    """
    return _written(ports, Site(**site))


def _written(ports: Sequence[int], site: Site) -> str:
    path = checked("base", site.base)
    given = {field: checked(field, getattr(site, field)) for field in ("host", "listen", "name", "access_log")}
    identity = checked("identity", site.identity or _identity(ports, site))
    servers = {port: f"{given['host']}:{port}" for port in ports}
    values = {
        "RESTARTING": _page("server.restarting_title", "server.restarting"),
        "CROWDED": _page("server.crowded_title", "server.crowded"),
        "SEATS": "\n".join(f"upstream @ID@_{port} {{ server {server}; }}" for port, server in servers.items()),
        "SERVERS": "\n".join(f"    server {server} max_fails=1 fail_timeout=5s;" for server in servers.values()),
        "REDIRECT": f"    location = / {{ return 302 /{path}/; }}\n" if path else "",
        "PLACES": "|".join(map(re.escape, PLACES)),
        "BASE_PATTERN": re.escape(f"/{path}") if path else "",
        "BASE": f"/{path}" if path else "",
        "LISTEN": given["listen"],
        "NAME": given["name"],
        "ACCESS_LOG": given["access_log"],
        "IDENTITY": identity,
        "ID": f"open_map_{identity}",
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text.replace("access_log off " + values["ID"], "access_log off")


def _identity(ports: Sequence[int], site: Site) -> str:
    """Return a name that no other map in the same nginx has: two maps differ in one of these."""
    words = f"{site.host} {site.base} {site.listen} {site.name}"
    return f"{ports[0]}_{zlib.crc32(words.encode()) & 0xFFFF:04x}"


def _page(title: str, text: str) -> str:
    return str(PAGE.format(title=say(title, "zh"), **{lang: say(text, lang) for lang in LANGUAGES}))
