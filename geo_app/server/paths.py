"""What a request's path names: compared whole, as the router reads it, at the root and under the base path.

A path compared by its end or its beginning lets strangers in: `/x/livez` passed for a health check, `/metrics%0a` for
no figures at all, while the router, whose patterns end before a last line break, answered with them.
"""

from __future__ import annotations

import re
import unicodedata

import streamlit

from geo_app.server.page_files import PAGES

PROBES = ("/livez", "/healthz")
FIGURES = ("/metrics", "/_stcore/metrics")
ICON = "/favicon.png"
FILES = ("/component/", "/media/")  # served as they are: frames, documents, downloads
TALKS = "/talk/"  # answers with pages of its own, its faults, too
UPLOAD = "/_stcore/upload_file/"
# control and format characters (line breaks, changes of direction), lone surrogates: no address of ours has any
REFUSED = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def base_path() -> str:
    """Return the path that a reverse proxy puts before ours: "/map", or "" for none."""
    base = str(streamlit.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def below_base(path: str) -> str | None:
    """Return a path as it is below the base path; None where it lies outside."""
    base = base_path()
    return path[len(base) :] if path.startswith(f"{base}/") else None


def is_malformed(path: str) -> bool:
    """Whether no browser asks so: not from the root, control characters, backslashes, empty or dotted segments."""
    if not path.startswith("/") or "\\" in path or any(unicodedata.category(letter) in REFUSED for letter in path):
        return True
    segments = path[1:].split("/")
    return any(segment in {".", ".."} for segment in segments) or "" in segments[:-1]


def is_probe(path: str) -> bool:
    """Whether a path asks after the server's health; both answer at the root and under the base path."""
    return below_base(path) in PROBES or path in PROBES


def is_figures(path: str) -> bool:
    """Whether a path asks for figures, ours or Streamlit's."""
    return below_base(path) in FIGURES or path in FIGURES


def is_page(path: str) -> bool:
    """Whether a path is that of a page of the app."""
    return below_base(path) in {"/", *(f"/{name}" for name in list(PAGES)[1:])}


def is_file(path: str) -> bool:
    """Whether a path lies where files are served, which may be HTML without being a page."""
    return _begins(path, FILES)


def is_talk(path: str) -> bool:
    """Whether a path is that of a talk."""
    return _begins(path, (TALKS,))


def is_icon(path: str) -> bool:
    """Whether a path is that of the page's icon."""
    return below_base(path) == ICON


def upload_session(path: str) -> str | None:
    """Return the session that a file is sent to; None where the path takes no files."""
    inside = below_base(path) or ""
    parts = inside.removeprefix(UPLOAD).split("/") if inside.startswith(UPLOAD) else []
    return parts[0] if len(parts) == 2 and all(parts) else None


def matches(pattern: re.Pattern[str], path: str) -> bool:
    """Whether a path, below the base path, is whole what `pattern` says."""
    return pattern.fullmatch(below_base(path) or "") is not None


def _begins(path: str, folders: tuple[str, ...]) -> bool:
    return (below_base(path) or "").startswith(folders)
