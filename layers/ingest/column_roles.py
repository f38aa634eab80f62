"""How a feature is called in a sentence: by the column that looks most like a name."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import pandas as pd

from layers.i18n.punctuation import WIDE_OPENING

HEADINGS_FILE = Path(__file__).with_name("column_roles.toml")
_LONGEST = 60


@lru_cache(maxsize=1)
def load_headings() -> Mapping[str, tuple[str, ...]]:
    """Return what → the headings that mean it, the likeliest first, in lower case without blanks."""
    tables = tomllib.loads(HEADINGS_FILE.read_text(encoding="utf-8"))
    return {what: tuple(words) for what, words in tables["headings"].items()}


def plain(heading: str) -> str:
    """Return a heading as it is compared: lower case, without blanks, units in brackets and separators."""
    heading = heading.replace(WIDE_OPENING, "(").split("(")[0]
    return "".join(heading.casefold().split()).replace("_", "").replace("-", "").strip("\ufeff\"'")


def labeller(table: pd.DataFrame) -> Callable[[int], str]:
    """Return row → name of the feature, empty where the table has none."""
    by_plain = {plain(str(name)): name for name in reversed(table.columns)}
    name = next((by_plain[word] for word in load_headings()["name"] if word in by_plain), None)
    if name is None:
        return lambda _: ""

    def label(row: int) -> str:
        value = table[name].iloc[row]
        text = "" if value is None or value is pd.NA or value != value else str(value)  # noqa: PLR0124 (NaN)
        return text[:_LONGEST]

    return label
