"""What a vector format is, and how its writers turn cells of a table into plain values."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from layers.formats.spreadsheet import FORMULA_STARTS

DECIMALS = 7  # of degrees, about a centimetre; in metres 3


@dataclass(frozen=True)
class VectorFormat:
    """A file format for features; the formats on offer are `vector.VECTOR_FORMATS`.

    Attributes
    ----------
    code
        The usual ending without its dot; `own.<code>` of messages.toml is the name that people read.
    mime
        The media type of a download.
    write
        Takes a frame and the system that it is in, one of `crs.systems.KNOWN`; returns the file.
    other_suffixes
        Further endings that mean this format, such as `.json`.
    fixed_crs
        The only system that the format allows; None where it takes any.
    """

    code: str
    mime: str
    write: Callable[[gpd.GeoDataFrame, str], bytes]
    other_suffixes: tuple[str, ...] = ()
    fixed_crs: str | None = None

    @property
    def suffixes(self) -> tuple[str, ...]:
        """All endings of such files, the usual one first."""
        return (f".{self.code}", *self.other_suffixes)


def json_value(value: Any) -> Any:
    """Return a cell as JSON can say it: null where there is nothing, dates as ISO text."""
    if isinstance(value, str | bool | int | list | dict) or value is None:
        return value
    if value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, np.generic):
        return json_value(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.date | dt.time | pd.Timestamp):
        return value.isoformat()
    return str(value)


def safe_cell(value: Any) -> Any:
    """Return a cell as a plain value whose text no spreadsheet runs; lists and objects as JSON."""
    if isinstance(value, list | dict):
        return safe_text(json.dumps(value, ensure_ascii=False))
    found = json_value(value)
    return safe_text(found) if isinstance(found, str) else found


def safe_text(text: str) -> str:
    """Return a text with a mark before it where a spreadsheet would run it."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text
