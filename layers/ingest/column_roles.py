"""Which columns of a layer hold a feature's name, its id, and the district and the region that it claims.

The reader and the checks both ask here, so that they call a feature by the same name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

from layers.i18n.punctuation import BRACKETS

ROLES_FILE = Path(__file__).with_name("column_roles.toml")
LONGEST_TITLE = 60  # characters of a feature's name in a finding
MOSTLY = 0.6  # share of a column's values that must be known for the column to count as claims
LOOKED_AT = 500  # values of a column, from all over the file, that are enough to tell
Resolve = Callable[[object], tuple[int, ...]]
_OPENING = re.compile(f"[{re.escape(BRACKETS[::2])}]")


@dataclass(frozen=True)
class Columns:
    """Columns by what they hold; "" where there is none."""

    name: str = ""
    district: str = ""
    region: str = ""
    ident: str = ""


@lru_cache(maxsize=1)
def load_roles() -> Mapping[str, tuple[str, ...]]:
    """Return role → the headings that mean it, the likeliest first, as `normalise_heading` writes them."""
    tables = tomllib.loads(ROLES_FILE.read_text(encoding="utf-8"))
    return {role: tuple(map(normalise_heading, headings)) for role, headings in tables["roles"].items()}


def normalise_heading(heading: str) -> str:
    """Return a heading as it is compared: lower case, without blanks, separators, quotes and what is in brackets."""
    heading = _OPENING.split(heading, maxsplit=1)[0]
    return "".join(heading.casefold().split()).replace("_", "").replace("-", "").strip("\ufeff\"'")


def find_column(columns: Iterable[object], role: str) -> str:
    """Return the column whose heading fits a role best, the first of equals; "" where none does."""
    by_heading = {normalise_heading(str(name)): str(name) for name in reversed(list(columns))}
    return next((by_heading[heading] for heading in load_roles()[role] if heading in by_heading), "")


def guess(frame: gpd.GeoDataFrame, district: Resolve, region: Resolve) -> Columns:
    """Return the likeliest columns: names by their headings, claims by whether their values are known here.

    Parameters
    ----------
    district, region
        Return what a value stands for, () where it stands for nothing.
    """
    fields = [str(name) for name in frame.columns if name != frame.geometry.name]
    every = max(1, len(frame) // LOOKED_AT)
    sample = {name: frame[name].iloc[::every].dropna() for name in fields}
    return Columns(
        name=find_column(fields, "name"),
        district=_known(sample, district),
        region=_known(sample, region),
        ident=find_column(fields, "ident"),
    )


def title_of(table: pd.DataFrame, row: int, columns: Columns) -> str:
    """Return the name of feature `row`, else its id, "" where it has neither."""
    for column in (columns.name, columns.ident):
        if column in table:
            value = table[column].iloc[row]
            text = "" if pd.api.types.is_scalar(value) and pd.isna(value) else str(value)
            if text.strip():
                return text[:LONGEST_TITLE]
    return ""


def labeller(table: pd.DataFrame) -> Callable[[int], str]:
    """Return row → name of the feature, for findings of the reader."""
    columns = Columns(name=find_column(table.columns, "name"), ident=find_column(table.columns, "ident"))
    return lambda row: title_of(table, row, columns)


def _known(sample: Mapping[str, pd.Series], resolve: Resolve) -> str:
    best, most = "", MOSTLY
    for name, values in sample.items():
        distinct = pd.Series([str(value) for value in values], dtype=object).value_counts()
        if distinct.empty:
            continue
        share = sum(int(count) for value, count in distinct.items() if resolve(value)) / int(distinct.sum())
        if share > most or (share == most and not best):
            best, most = name, share
    return best
