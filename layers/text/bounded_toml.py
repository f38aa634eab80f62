"""Parse untrusted TOML, but only if its shape bounds the cost of parsing.

`tomllib` stores every prefix of a dotted key, so a key of n parts takes n² of memory. Each table costs a kilobyte,
each bracket two calls, and a long number raises an error of its own. No file of ours needs that. `check_shape` first
splits the text into tokens as TOML does, and refuses it if they are more, longer or deeper than in an honest file.
Both tokenise alike up to the position where `tomllib` refuses the text; the rest of the text costs nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from layers.errors import OpenMapError

MOST_PARTS = 8  # parts of a dotted key; our files have three
MOST_DEPTH = 16  # nested brackets; our files have four
MOST_ITEMS = 30_000  # names and values; a briefing of sixty scenes has a tenth
LONGEST_WORD = 200  # characters of a number, a date or a name without quotation marks

# in a value, three quotation marks open a multi-line string; in place of a name they are a fault that ends parsing
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
_REASONS = {  # for operators and logs; visitors read [toml] of the messages
    "parts": "line {line}: a key has more than {most} parts",
    "depth": "line {line}: more than {most} brackets inside each other",
    "word": "line {line}: a number or name has more than {most} characters",
    "items": "line {line}: more than {most} names and values",
    "syntax": "{detail}",
}


class TomlError(OpenMapError, ValueError):
    """Exception for a text that is no TOML or exceeds the bounds; `code` is a key of [toml] in the messages."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values: Mapping[str, object] = values
        super().__init__(_REASONS[code].format(**values))


def read_toml(text: str) -> dict[str, Any]:
    """Parse TOML `text` into tables.

    Raises
    ------
    TomlError
        If the text is no TOML or exceeds the bounds.
    """
    check_shape(text)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number that Python refuses raises a plain ValueError
        raise TomlError("syntax", detail=str(error) or "too deep") from error


def check_shape(text: str) -> None:
    """Refuse a text whose parsing could cost more than linear time or memory.

    Raises
    ------
    TomlError
        With the line and the limit.
    """
    items = depth = parts = 0
    dotted = False  # whether the last token was the dot of a key or of a decimal fraction
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
