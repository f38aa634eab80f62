"""A briefing in a link: its file, compressed (zlib, RFC 1950) and encoded as base64url (RFC 4648, §5)."""

from __future__ import annotations

import base64
import binascii
import zlib

from layers.briefing.file import SIZE_LIMIT, BriefingError, briefing_fault, read_briefing, write_briefing
from layers.briefing.scenes import Briefing
from layers.dataset.dataset import Dataset
from layers.i18n.findings import Finding

# characters; with the rest of the URL within the 8 KiB that nginx reads of a request's first line
MOST_CHARACTERS = 7000
MOST_STORED = (
    1_500_000  # characters of a draft in the browser's storage: a briefing of `SIZE_LIMIT` that does not compress
)


def to_code(briefing: Briefing) -> str:
    """Encode the whole briefing as the value of a URL key; a code longer than `MOST_CHARACTERS` is no link."""
    packed = zlib.compress(write_briefing(briefing), 9)
    return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def from_code(code: str, dataset: Dataset, *, most: int = MOST_CHARACTERS) -> tuple[Briefing, tuple[Finding, ...]]:
    """Decode the briefing of a link with the checks of a file; return the faults of its scenes, too.

    `most` is the limit of characters; a draft that the browser stored may be longer than a link.

    Raises
    ------
    BriefingError
        If the code is too long, cut short, damaged, or contains no briefing.
    """
    if len(code) > most:
        raise BriefingError(briefing_fault("briefing.cure_link_too_long", most=most))
    return read_briefing(_unpacked(code), dataset)


def _unpacked(code: str) -> bytes:
    broken = BriefingError(briefing_fault("briefing.cure_link_broken"))
    unpacker = zlib.decompressobj()
    try:
        packed = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        content = unpacker.decompress(packed, SIZE_LIMIT + 1)  # never more, so that few bytes cannot expand to many
    except (ValueError, binascii.Error, zlib.error) as error:
        raise broken from error
    if len(content) <= SIZE_LIMIT and (not unpacker.eof or unpacker.unused_data):
        raise broken
    return content
