"""Which columns of a layer hold a feature's name, and the district and the region that it claims."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

from layers.catalogue.models import Model, Text

HEADINGS_FILE = Path(__file__).with_name("column_roles.toml")
MOSTLY = 0.6  # share of a column's values that must be known for the column to count as claims
LOOKED_AT = 500  # values of a column, from all over the file, that are enough to tell
Resolve = Callable[[object], tuple[int, ...]]


class Headings(Model):
    """The whole file."""

    names: tuple[Text, ...]
    ids: tuple[Text, ...]
    municipality: tuple[Text, ...]
    endings: tuple[Text, ...]


@dataclass(frozen=True)
class Columns:
    """Columns by what they hold; "" where there is none."""

    name: str = ""
    district: str = ""
    region: str = ""
    ident: str = ""


@lru_cache(maxsize=1)
def load_headings() -> Headings:
    """Return the headings, read once per process."""
    return Headings.model_validate(tomllib.loads(HEADINGS_FILE.read_text(encoding="utf-8")))


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
    headings = load_headings()
    return Columns(
        name=_named(fields, headings.names),
        district=_known(sample, district),
        region=_known(sample, region),
        ident=_named(fields, headings.ids),
    )


def _named(fields: list[str], headings: tuple[str, ...]) -> str:
    by_heading = {field.strip().casefold(): field for field in reversed(fields)}
    return next((by_heading[heading] for heading in headings if heading in by_heading), "")


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
