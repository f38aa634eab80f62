"""Files that the browser loads beside Streamlit's own: Leaflet with the atlas, the data, small pictures; all in memory.

Nothing lies on disk. A folder can be removed under a running server (every visitor then gets a blank map), it can be
full, and it outlives a process that was killed, with visitors' words in it. The addresses look like those of a
Streamlit component, so that they work under any base path and behind any proxy file that was written before.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from geo_app.server.paths import base_path

T = TypeVar("T")
FOLDER = "geo_app.server.published_files.atlas"
# relative to streamlit-folium's frame, which lies at component/<its name>/index.html
ATLAS = f"../{FOLDER}/"
LEAST_PACKED = 500  # bytes; a smaller file does not get smaller
MOST_EDITIONS = 3  # a page opened under an older dataset may still ask for a layer that it had no use for
MOST_OF_PICTURES = 16_000_000  # bytes; a picture is some 10 kB, and is made again by the next run that shows it


@dataclass(frozen=True)
class File:
    """A file and the same packed by gzip (RFC 1952); `packed` is b"" where that saves nothing."""

    content: bytes
    packed: bytes

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return len(self.content) + len(self.packed)


class Bounded(Generic[T]):
    """A mapping that drops what was used longest ago as soon as its values take more than `most` bytes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._values: OrderedDict[str, tuple[T, int]] = OrderedDict()
        self._used, self._lock = 0, Lock()

    def put(self, key: str, value: T, size: int) -> None:
        """Store a value that takes `size` bytes; one larger than the whole is not stored."""
        with self._lock:
            self._used -= self._values.pop(key, (value, 0))[1]
            if size > self.most:
                return
            self._values[key] = (value, size)
            self._used += size
            while self._used > self.most:
                self._used -= self._values.popitem(last=False)[1][1]

    def get(self, key: str) -> T | None:
        """Return the value, which becomes the last to be dropped; None where there is none."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    @property
    def used(self) -> int:
        """Bytes that the values take."""
        return self._used


_page: dict[str, File] = {}  # the page's own style sheet and script
_editions: OrderedDict[frozenset[str], Mapping[str, File]] = OrderedDict()
_pictures: Bounded[File] = Bounded(MOST_OF_PICTURES)
_lock = Lock()


def file_of(content: bytes) -> File:
    """Return a file, packed once and not at each request."""
    packed = gzip.compress(content, 6, mtime=0) if len(content) >= LEAST_PACKED else b""
    return File(content, packed if len(packed) < len(content) else b"")


def publish_page(name: str, content: bytes) -> None:
    """Serve a file of the page itself under a hashed name: as text in the page it would be sent with every click."""
    hashed = f"page.{hashlib.sha256(content).hexdigest()[:12]}{Path(name).suffix}"
    _page.setdefault(hashed, file_of(content))


def publish_edition(files: Mapping[str, File]) -> None:
    """Serve the files of a dataset, by their hashed names; those of a dataset long unused are dropped."""
    with _lock:
        _editions[frozenset(files)] = files
        _editions.move_to_end(frozenset(files))
        while len(_editions) > MOST_EDITIONS:
            _editions.popitem(last=False)


def publish_picture(name: str, content: bytes) -> str:
    """Serve a small picture under its hashed name and return its address from the root of the server."""
    if _pictures.get(name) is None:
        file = file_of(content)
        _pictures.put(name, file, file.size)
    return url(name)


def find(name: str) -> File | None:
    """Return a published file, or None."""
    with _lock:
        sets = list(reversed(_editions.values()))
    return next((files[name] for files in (_page, *sets) if name in files), None) or _pictures.get(name)


def url(name: str) -> str:
    """Return the address of a published file from the root of the server."""
    return f"{base_path()}/component/{FOLDER}/{name}"


def newest(part: str) -> list[str]:
    """Return the names of what was published last under `part.<hash>`, one for each suffix; [] before a first run."""
    return list({Path(name).suffix: name for name in _names() if name.startswith(f"{part}.")}.values())


def _names() -> Iterator[str]:
    with _lock:
        sets: list[Iterable[str]] = [tuple(_page), *map(tuple, _editions.values())]
    for names in sets:
        yield from names
