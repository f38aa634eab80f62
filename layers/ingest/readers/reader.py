"""What a reader of a file format is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from layers.ingest.finding_collector import FindingCollector
from layers.ingest.layer import RawLayer, ReadOptions
from layers.ingest.limits import Limits

OnProgress = Callable[[float], None]  # called with the share of the work that is done, 0 to 1
Read = Callable[[bytes, ReadOptions, FindingCollector, Limits, OnProgress], RawLayer]


@dataclass(frozen=True)
class Reader:
    """A file format that can be read; those in use are `readers.READERS`.

    Attributes
    ----------
    code
        `reader.<code>` of messages.toml is the name that people read.
    suffixes
        Endings of such files, lower case, with the dot.
    read
        Decodes a file within the limits; raises `RefusedError` through the collector.
    signature
        How the content begins. It decides whatever the file is called, and the ending alone never does.
    recognises
        Without a signature, and where no reader has the ending: whether a suffix and content look like this format.
    misnamed
        The finding for a file that has the ending but not the signature; empty: `unknown-format`.
    drivers
        The GDAL drivers that the sandbox process needs for it.
    """

    code: str
    suffixes: tuple[str, ...]
    read: Read
    signature: re.Pattern[bytes] | None = None
    recognises: Callable[[str, bytes], bool] = lambda suffix, content: False  # noqa: ARG005
    misnamed: str = ""
    drivers: tuple[str, ...] = ()
