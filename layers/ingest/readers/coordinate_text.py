"""Parse coordinates in text: decimal, with a comma, or in degrees, minutes and seconds with any marks."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.ingest.column_roles import ROLES_FILE

LONGEST = 60  # characters of a coordinate; longer texts are none, and would keep the patterns busy
_NUMBER = r"(\d+(?:[.,]\d+)?)"


@lru_cache(maxsize=1)
def patterns() -> tuple[str, str, frozenset[str]]:
    """Return the patterns of degrees with minutes and of a decimal with a hemisphere, and the negative hemispheres."""
    marks = tomllib.loads(ROLES_FILE.read_text(encoding="utf-8"))["marks"]
    hemisphere = f"([{marks['positive']}{marks['negative']}]?)[{marks['words']}]?"
    before = f"{hemisphere}:?\\s*"
    degrees = f"{_NUMBER}\\s*[{marks['degrees']}:\\s]\\s*"
    minutes = f"(?:{_NUMBER}\\s*[{marks['minutes']}:\\s]\\s*)?"
    seconds = f"(?:{_NUMBER}\\s*(?:[{marks['minutes']}]{{2}}|[{marks['seconds']}])?\\s*)?"
    return (
        f"^\\s*([-+]?){before}{degrees}{minutes}{seconds}{hemisphere}\\s*$",
        f"^\\s*([-+]?){before}{_NUMBER}\\s*{hemisphere}\\s*$",
        frozenset(marks["negative"]),
    )


def parse_degrees(texts: pd.Series[Any]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Parse degrees (NaN for other text); return the mask of those that are no plain number, too.

    Parameters
    ----------
    texts
        Such as `106.55`, `106,55`, `106°33′12″E`, `E106 33 12`; the empty text is no fault and gives NaN.
    """
    stripped = texts.str.strip()
    numbers = pd.to_numeric(stripped, errors="coerce").to_numpy(dtype=float, na_value=np.nan).copy()
    numbers[~np.isfinite(numbers)] = np.nan
    lengths = stripped.str.len().to_numpy(dtype=float, na_value=0)
    rest = np.flatnonzero(np.isnan(numbers) & (lengths > 0) & (lengths <= LONGEST))
    if len(rest):
        folded = stripped.iloc[rest].map(lambda text: unicodedata.normalize("NFKC", text))
        numbers[rest] = _written(folded)
    odd = np.zeros(len(texts), dtype=bool)
    odd[rest] = ~np.isnan(numbers[rest])
    return numbers, odd


def _written(texts: pd.Series[Any]) -> NDArray[np.float64]:
    full, decimal, negatives = patterns()
    texts = texts.astype(object)  # Python's expressions, not Arrow's: those know no such classes of characters
    parts = texts.str.extract(full)
    parts.columns = pd.Index(["sign", "before", "degrees", "minutes", "seconds", "after"])
    plain = texts.str.extract(decimal)
    plain.columns = pd.Index(["sign", "before", "degrees", "after"])
    single = plain["degrees"].notna()
    parts.loc[single, plain.columns] = plain[single]
    parts.loc[single, ["minutes", "seconds"]] = np.nan
    degrees, minutes, seconds = (
        pd.to_numeric(parts[name].str.replace(",", "."), errors="coerce").to_numpy(dtype=float, na_value=np.nan)
        for name in ("degrees", "minutes", "seconds")
    )
    wrong = (np.nan_to_num(minutes) >= 60) | (np.nan_to_num(seconds) >= 60)
    found = degrees + np.nan_to_num(minutes) / 60 + np.nan_to_num(seconds) / 3600
    marks = [parts["sign"].isin(["-"]), parts["before"].isin(negatives), parts["after"].isin(negatives)]
    negative = np.logical_or.reduce([mark.to_numpy(dtype=bool) for mark in marks])
    found[wrong] = np.nan
    return np.asarray(np.where(negative, -found, found))
