"""Addresses of what the browser loads: Leaflet with the atlas, and the data, from a folder of ours.

Component paths are Streamlit's own routes, so they work under any base path (DESIGN §5.1). They must be declared in an
imported module: in a page file Streamlit cannot name them.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import secrets
import shutil
import tempfile
from pathlib import Path

import streamlit.components.v1 as components

from geo_app.server.paths import base_path

PUBLISHED = Path(tempfile.mkdtemp(prefix="open-map-"))
atexit.register(shutil.rmtree, PUBLISHED, ignore_errors=True)

components.declare_component("atlas", path=str(PUBLISHED))


def publish_file(name: str, content: bytes) -> str:
    """Put a file of the page beside the data under a hashed name and return its address from the root of the server.

    As text in the page it would be sent again with every click.
    """
    return publish(f"page.{hashlib.sha256(content).hexdigest()[:12]}{Path(name).suffix}", content)


# Of the talks and pictures that visitors' own briefings make; an older one is written again when asked for
MOST_KEPT = 400


def publish(name: str, content: bytes) -> str:
    """Put a file beside the atlas under its hashed name and return its address from the root of the server."""
    path = PUBLISHED / name
    try:
        os.utime(path)  # asked for again: not the oldest any more
    except FileNotFoundError:
        part = path.with_suffix(f".{secrets.token_hex(4)}.part")  # another visitor's run may write the same meanwhile
        part.write_bytes(content)
        part.replace(path)
        files = sorted(PUBLISHED.glob(f"*{path.suffix}"), key=_changed)
        for old in files[:-MOST_KEPT]:
            old.unlink(missing_ok=True)
    return address(name)


def address(name: str) -> str:
    """Return the address of a published file from the root of the server."""
    return f"{base_path()}/component/{__name__}.atlas/{name}"


def newest(part: str) -> list[str]:
    """Return the names of what was published last under `part.<hash>`; empty before the first visit."""
    found = sorted((path for path in PUBLISHED.glob(f"{part}.*") if path.suffix != ".part"), key=_changed)
    return list({path.suffix: path.name for path in found}.values())


def _changed(path: Path) -> int:
    """Return when a file was last changed, in ns; 0 where another visitor's run has just removed it."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


# relative to streamlit-folium's frame, which lies at component/<its name>/index.html
ATLAS = f"../{__name__}.atlas/"
