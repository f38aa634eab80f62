"""A source as a reader is shown it: without the editors' remarks on how it was seen, which stand behind it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from layers.catalogue.entries import Lang
from layers.i18n.punctuation import WIDE_BRACKETS, WIDE_COMMA

REMARKS_FILE = Path(__file__).with_name("source_remarks.toml")
OPEN, CLOSE = WIDE_BRACKETS
BRACKETS = re.compile(rf"(?P<wide>{OPEN}(?P<inside>[^{OPEN}{CLOSE}]*){CLOSE})|\s?\((?P<narrow>[^()]*)\)")


@lru_cache(maxsize=1)
def _remarks() -> dict[str, Any]:
    return tomllib.loads(REMARKS_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=4096)
def readable_source(text: str) -> str:
    """Return the source without remarks such as "repost" or "rounded to 0.01 degrees"; publishers and dates stay."""
    for pattern, name in _remarks()["names"]:
        text = re.sub(pattern, name, text)
    for clause in _remarks()["clauses"]:
        text = re.sub(clause, "", text)
    return BRACKETS.sub(_bracket, text)


def source_note(record: Mapping[str, Any], field: str, lang: Lang) -> str:
    """Return a feature's note on a source in language `lang`, readable; as it was written where it has no English."""
    english = record.get(f"{field}_en") if lang == "en" else None
    return readable_source(english or record[field] or "")


def _bracket(match: re.Match[str]) -> str:
    """Return a bracket with the parts that are no remarks; as it stood where none is one."""
    comma = WIDE_COMMA if match["wide"] else ", "
    parts = (match["inside"] if match["wide"] else match["narrow"]).split(comma)
    kept = [part for part in parts if not re.search(_remarks()["part"], part)]
    if len(kept) == len(parts):
        return match[0]
    if not kept:
        return ""
    return f"{OPEN}{comma.join(kept)}{CLOSE}" if match["wide"] else f" ({comma.join(kept)})"
