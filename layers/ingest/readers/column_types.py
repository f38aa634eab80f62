"""Convert lists of JSON values to columns of the simplest type that holds all values unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

import pandas as pd

_EXACT = 2**53  # whole numbers beyond it are not exact as floats


class ColumnBuilder:
    """Builder of columns from rows of properties, whose keys may differ."""

    def __init__(self) -> None:
        self.values: dict[str, list[Any]] = {}
        self.rows = 0

    def extend(self, rows: Sequence[Mapping[str, Any]], names: Iterable[str]) -> list[list[Any]]:
        """Append rows with these `names`; return the list of added values for each; absent ones are missing."""
        added = []
        for name in names:
            held = self.values.setdefault(name, [])
            held += [None] * (self.rows - len(held))
            added.append(_values(rows, name))
            held += added[-1]
        self.rows += len(rows)
        return added

    def frame(self) -> pd.DataFrame:
        """Return the table and release the lists."""
        columns = {}
        for name in list(self.values):
            held = self.values.pop(name)
            columns[name] = column(held + [None] * (self.rows - len(held)))
        return pd.DataFrame(columns, index=pd.RangeIndex(self.rows))


def _values(rows: Sequence[Mapping[str, Any]], name: str) -> list[Any]:
    try:
        return list(map(itemgetter(name), rows))
    except KeyError:
        return [row.get(name) for row in rows]


def column(values: list[Any]) -> pd.Series[Any]:
    """Convert values to text, integers, numbers or booleans; mixed kinds stay objects."""
    kinds = set(map(type, values))
    gaps = type(None) in kinds
    kinds.discard(type(None))
    if kinds == {str}:
        return pd.Series(values)
    if kinds == {bool}:
        return pd.Series(values, dtype="boolean" if gaps else bool)
    if kinds == {int}:
        return pd.Series(values, dtype="Int64" if gaps else "int64")
    exact = all(abs(value) < _EXACT for value in values if type(value) is int)
    if kinds and kinds <= {int, float} and exact:
        return pd.Series(values, dtype="float64")
    return pd.Series(values, dtype=object)
