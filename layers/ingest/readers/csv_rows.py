"""Read the rows of a CSV as text: by pandas' fast reader, or by Python's reader if rows differ in width."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Callable

import pandas as pd

from layers.ingest.finding_collector import FindingCollector
from layers.ingest.limits import Limits

_CHUNK = 100_000
_LONGEST_CELL = 10_000_000


def read_rows(
    text: str, mark: str, collector: FindingCollector, limits: Limits, on_progress: Callable[[float], None]
) -> pd.DataFrame:
    """Read all cells as text, "" for an empty one; column names are unique.

    Raises
    ------
    RefusedError
        Where quotes never end, there is no heading, or there are more rows or columns than the limits.
    """
    headings = _headings(text, mark, collector, limits)
    if len(headings) * text.count("\n") > (most := limits.cells_in(text)):  # a row too short is filled up
        collector.reject("too-many-cells", limit=most)
    # pandas lays out a column for each cell of the widest row, before it says that there are more than headings
    may_be_wide = any(line.count(mark) > limits.columns for line in io.StringIO(text))
    table = None if may_be_wide else _fast(text, mark, len(headings), collector, limits, on_progress)
    if table is None:
        table = _patient(text, mark, len(headings), collector, limits)
    table.columns = pd.Index(headings, dtype=object)
    table.index = pd.RangeIndex(len(table))
    return table


def _headings(text: str, mark: str, collector: FindingCollector, limits: Limits) -> list[str]:
    try:
        first = next((row for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True) if row), [])
    except csv.Error:
        collector.reject("quotes-open")
    if not any(cell.strip() for cell in first):
        collector.reject("no-heading")
    if len(first) > limits.columns:
        collector.reject("too-many-columns", limit=limits.columns)
    names: dict[str, int] = {}  # each with the number that its next namesake gets
    for number, cell in enumerate(first, 1):
        name = wanted = cell.strip() or f"column {number}"
        while name in names:
            names[wanted] += 1
            name = f"{wanted} {names[wanted]}"
        names[name] = 1
    return list(names)


def _fast(
    text: str, mark: str, width: int, collector: FindingCollector, limits: Limits, on_progress: Callable[[float], None]
) -> pd.DataFrame | None:
    """Return the rows, or None if their widths differ or quotes are odd."""
    parts, rows, size = [], 0, max(1, text.count("\n"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            reader = pd.read_csv(
                io.StringIO(text, newline=""),
                sep=mark,
                header=0,
                names=list(range(width)),
                index_col=False,
                dtype=str,
                keep_default_na=False,
                na_filter=False,
                chunksize=_CHUNK,
                low_memory=False,
            )
            for part in reader:
                parts.append(part)
                rows += len(part)
                if rows > limits.features:
                    collector.reject("too-many-features", limit=limits.features)
                on_progress(min(1.0, rows / size))
    except (pd.errors.ParserError, pd.errors.ParserWarning, pd.errors.EmptyDataError):
        return None
    if not parts:
        return pd.DataFrame({number: pd.Series([], dtype=str) for number in range(width)})
    table = pd.concat(parts, ignore_index=True)
    return None if table.isna().any(axis=None) else table  # too short a row is filled with NaN


def _patient(text: str, mark: str, width: int, collector: FindingCollector, limits: Limits) -> pd.DataFrame:
    longest = csv.field_size_limit(_LONGEST_CELL)
    rows: list[list[str]] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        for row in reader:
            if not row:
                continue
            if rows and len(row) != width:
                if any(cell.strip() for cell in row[width:]) or len(row) < width:
                    collector.add("row-width", "warning", row=len(rows) - 1, found=len(row), width=width)
                row = (row[:width] + [""] * width)[:width]  # noqa: PLW2901 (the wide one is not held)
            rows.append(row)
            if len(rows) > limits.features:
                collector.reject("too-many-features", limit=limits.features)
    except csv.Error:
        collector.reject("quotes-open")
    finally:
        csv.field_size_limit(longest)
    return pd.DataFrame(rows[1:], columns=pd.RangeIndex(width), dtype=str)
