"""TOML from outside, read only where its shape bounds what reading it costs.

`tomllib` keeps every beginning of a dotted key, so that a key of n parts takes n² of memory; each table costs it a
kilobyte, each bracket two calls, and a long number an error of its own. Nothing of ours needs any of that: the text
is first cut into signs, as TOML cuts it, and refused where they are more, longer or deeper than an honest file has.
Up to the place where `tomllib` itself would refuse it, both cut alike; what follows that place costs nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from layers.errors import OpenMapError

MOST_PARTS = 8  # of a dotted key; ours have three
MOST_DEPTH = 16  # brackets inside each other; ours have four
MOST_ITEMS = 30_000  # names and values; sixty scenes of a briefing have a tenth
LONGEST_WORD = 200  # characters of a number, a date or a name without quotation marks

# in a value three quotation marks open a long text; where a name is expected they are a fault, and reading ends there
_SIGN = re.compile(
    r"""
      [ \t\r\n]++ | \#[^\n]*+
    | (?P<text> \"{3} (?: [^"\\]++ | \\. | "(?!"") )*+ (?: "{3,5} | \Z )
              | '{3} (?: [^']++ | '(?!'') )*+ (?: '{3,5} | \Z )
              | " (?: [^"\\\n]++ | \\. )*+ " | '[^'\n]*+' )
    | (?P<word> [^\s"'\#\[\]{}=,.]++ )
    | (?P<dot> \. ) | (?P<open> [\[{] ) | (?P<close> [\]}] ) | .
    """,
    re.VERBOSE | re.DOTALL,
)
_REASONS = {  # for operators and logs; visitors read [toml] of the words
    "parts": "line {line}: a key has more than {most} parts",
    "depth": "line {line}: more than {most} brackets inside each other",
    "word": "line {line}: a number or name has more than {most} characters",
    "items": "line {line}: more than {most} names and values",
    "syntax": "{detail}",
}


class TomlError(OpenMapError, ValueError):
    """Exception for a text that is no TOML, or none whose cost is bounded; `code` is a key of [toml] in the words."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values: Mapping[str, object] = values
        super().__init__(_REASONS[code].format(**values))


def read_toml(text: str) -> dict[str, Any]:
    """Return the tables written in TOML `text`.

    Raises
    ------
    TomlError
        Where it is no TOML, or has a shape that no file of ours needs.
    """
    check_shape(text)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number that Python does not take is a plain ValueError
        raise TomlError("syntax", detail=str(error) or "too deep") from error


def check_shape(text: str) -> None:
    """Refuse a text whose reading could cost more than its length.

    Raises
    ------
    TomlError
        With the line, and how much is allowed.
    """
    items = depth = parts = 0
    dotted = False  # whether the last sign was the dot inside a key, or of a decimal fraction
    for sign in _SIGN.finditer(text):
        kind = sign.lastgroup
        if kind is None and sign[0][0] in " \t\r\n#":
            continue
        if kind in {"text", "word"}:
            items, parts = items + 1, parts + 1 if dotted else 1
        depth = max(0, depth + (kind == "open") - (kind == "close"))
        items += kind == "open"
        dotted = kind == "dot"
        for code, found, most in (
            ("parts", parts, MOST_PARTS),
            ("depth", depth, MOST_DEPTH),
            ("items", items, MOST_ITEMS),
            ("word", sign.end() - sign.start() if kind == "word" else 0, LONGEST_WORD),
        ):
            if found > most:
                raise TomlError(code, line=text.count("\n", 0, sign.start()) + 1, most=most)
