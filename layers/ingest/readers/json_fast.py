"""Parse many features at once by a fast parser, but only text in which its two blind spots cannot matter.

`orjson` refuses all that RFC 8259 refuses, also numbers beyond a float and unpaired surrogates. But it takes the last
of duplicate members, and converts integers beyond 64 bits to floats. Counting members rules out the first, a search for
so many digits the second. In doubt the answer is None, and the strict decoder reads the same text.
"""

from __future__ import annotations

import re
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

SIZE = 50_000  # characters that are read at once: what they become still lies in the cache when it is counted
_BLANK = r"[ \t\n\r]*"
# where one feature ends and another begins; a wrong guess leaves brackets or quotes open, which orjson refuses
_NEXT = re.compile(rf'\}}{_BLANK},{_BLANK}(?=\{{{_BLANK}"(?:type|id|properties|geometry|bbox)"{_BLANK}:)')
_INNER = itemgetter("properties", "geometry")
_COLON, _QUOTE, _BACKSLASH = b':"\\'
_APART = np.frombuffer(b" \t\n\r", dtype=np.uint8)  # between a key and its colon
_ZERO, _NINE, _LONG = ord("0"), ord("9"), 19  # digits, of which 64 bits hold 18 for certain


def parse_chunk(text: str, at: int) -> tuple[list[Any], int] | None:
    """Parse some `SIZE` characters of features from `at` on; return them and the start of the next feature.

    Valid partial arrays, joined, are the whole array: the method relies on nothing else. Return None near the end, for
    invalid text, or if a member may be a duplicate.
    """
    end = _NEXT.search(text, at + SIZE)
    if end is None:
        return None
    part = text[at : end.start() + 1].encode()
    signs = np.frombuffer(part, dtype=np.uint8)
    keys = _count_keys(signs)
    if keys is None or _has_long_number(signs):
        return None
    try:
        found = orjson.loads(b"[%b]" % part)
    except orjson.JSONDecodeError:
        return None
    return (found, end.end()) if keys == _members(found) else None


def _count_keys(signs: NDArray[np.uint8]) -> int | None:
    """Count the colons after a quote, as those of keys; None if a colon stands apart or may end no key."""
    colons = np.flatnonzero(signs == _COLON)
    before = signs[colons - 1]  # of a part that begins with a brace
    ends = colons[before == _QUOTE]
    if np.isin(before, _APART).any() or (signs[ends - 2] == _BACKSLASH).any():
        return None
    return len(ends)


def _has_long_number(signs: NDArray[np.uint8]) -> bool:
    """Test whether a run of digits may exceed 64 bits."""
    run = (signs >= _ZERO) & (signs <= _NINE)
    length = 1
    while length < _LONG and len(run):  # runs of 1, 2, 4, 8, 16, 19 digits
        step = min(length, _LONG - length)
        run = run[:-step] & run[step:]
        length += step
    return bool(run.any())


def _members(features: list[Any]) -> int:
    """Count the members of plain features; nested objects do not count, so that they are in doubt."""
    try:
        inner = list(chain.from_iterable(map(_INNER, features)))
    except (KeyError, TypeError):  # what is no feature
        return -1
    if not set(map(type, inner)) <= {dict, type(None)}:
        return -1
    return sum(map(len, features)) + sum(map(len, filter(None, inner)))
