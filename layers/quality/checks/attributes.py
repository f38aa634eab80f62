"""Check columns: missing values, values of another type, duplicate ids."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.i18n.findings import Finding
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer
from layers.quality.result import CheckResult, combine, named

CODE = "fields"
LOOKED_AT = 2000  # values that are enough to see what a column is
MOSTLY = 0.9  # share of one type from which the others are slips
Part = tuple[dict[str, int], list[Finding]]


def check(layer: CheckedLayer, _: DistrictIndex) -> CheckResult:
    """Return names that are missing, ids that occur twice, columns that are empty and numbers that are text."""
    frame, columns = layer.frame, layer.columns
    fields = [str(name) for name in frame.columns if name != frame.geometry.name]
    parts: list[Part] = [_whole("no-name-column", not columns.name), _whole("no-claim-column", not columns.district)]
    if columns.name in frame:
        parts.append(named(layer, "no-name", "warning", np.flatnonzero(_blank(frame[columns.name]))))
    if columns.ident in frame:
        parts.append(_twice(layer, columns.ident))
    for field in fields:
        blank = _blank(frame[field])
        if len(frame) and blank.all():
            said = [Finding("empty-column", "note", detail={"column": field})]
            parts.append(({f"empty-column {field}": 1}, said))
        else:
            parts.append(_mixed(layer, field, blank))
    return _counted(combine(CODE, len(fields), parts))


def _counted(check: CheckResult) -> CheckResult:
    """Return the result with the counts of one kind of finding under one code for all columns."""
    counts: dict[str, int] = {}
    for code, number in check.counts.items():
        kind = code.split(" ")[0]
        counts[kind] = counts.get(kind, 0) + number
    return CheckResult(check.code, check.checked, counts, check.findings)


def _numbers(values: pd.Series) -> pd.Series:
    plain = values.map(lambda value: value if isinstance(value, str | int | float) else None)
    return pd.to_numeric(plain, errors="coerce")


def _looks_numeric(sample: pd.Series) -> bool:
    """Test whether at least half of the first values are numbers, so that a column of names is not read to its end."""
    filled = sample.dropna()
    return bool(len(filled)) and float(_numbers(filled).notna().mean()) >= 0.5


def _whole(code: str, missing: bool) -> Part:  # noqa: FBT001 (a fact about the layer, not a mode)
    return ({code: 1}, [Finding(code, "note")]) if missing else ({}, [])


def _blank(values: pd.Series) -> npt.NDArray[np.bool_]:
    missing = values.isna().to_numpy(dtype=bool, copy=True)
    if isinstance(values.dtype, pd.StringDtype):
        missing |= values.str.strip().eq("").to_numpy(dtype=bool, na_value=True)
    elif values.dtype == object:
        empty = (isinstance(value, str) and (not value or value.isspace()) for value in values)
        missing |= np.fromiter(empty, dtype=bool, count=len(values))
    return missing


def _twice(layer: CheckedLayer, column: str) -> Part:
    values = layer.frame[column].map(str).where(~_blank(layer.frame[column]))
    again = np.flatnonzero(values.notna().to_numpy() & values.duplicated().to_numpy())
    return named(layer, "double-id", "warning", again, lambda row: {"value": str(values.iloc[row])[:60]})


def _mixed(layer: CheckedLayer, field: str, blank: npt.NDArray[np.bool_]) -> Part:
    """Return the texts in a column of numbers."""
    values = layer.frame[field]
    if not _looks_numeric(values.iloc[:LOOKED_AT]):
        return {}, []
    if values.dtype != object and not isinstance(values.dtype, pd.StringDtype):
        return {}, []
    numbers = _numbers(values.where(~blank)).notna().to_numpy()
    filled = int((~blank).sum())
    slips = np.flatnonzero(~blank & ~numbers)  # numbers of the right kind, texts that are none
    if not len(slips) or filled < 5 or numbers.sum() < MOSTLY * filled:
        return {}, []
    counts, said = named(
        layer, "not-a-number", "warning", slips, lambda row: {"column": field, "value": str(values.iloc[row])[:60]}
    )
    return {f"{code} {field}": number for code, number in counts.items()}, said
