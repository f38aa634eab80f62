"""CSV with a place in each row: longitude and latitude, both in one column, or WKT. Never through GDAL (TRAPS 10)."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray

from layers.formats.column_names import free_name
from layers.i18n.punctuation import WIDE_COMMA
from layers.ingest.column_roles import find_column
from layers.ingest.finding_collector import FindingCollector
from layers.ingest.layer import GeometryColumns, RawLayer, ReadOptions
from layers.ingest.limits import Limits
from layers.ingest.readers.coordinate_text import parse_degrees
from layers.ingest.readers.csv_rows import read_rows
from layers.ingest.readers.reader import OnProgress, Reader
from layers.ingest.readers.text_encoding import read_text

_PAIR = r"^\s*[\(\[]?\s*(?P<x>[-+]?[\d.]+)\s*[,;\s\uff0c]\s*(?P<y>[-+]?[\d.]+)\s*[\)\]]?\s*$"
_LONGEST_PAIR = 80
_LONGEST_WKT = 5_000_000
_COLLECTION, _DEEPEST = "GEOMETRYCOLLECTION", 10
_NUMBER, _WHOLE, _CODE = r"^[-+]?[0-9]+(\.[0-9]+)?$", r"^[-+]?[0-9]+$", r"^[-+]?0[0-9]"
DELIMITERS = ",\t;|" + WIDE_COMMA
_LINE_END = re.compile(r"\r\n|\r|\n")


def headings_of(content: bytes, *, encoding: str | None = None) -> tuple[str, ...]:
    """Return the headings of a CSV, so that the visitor can name the geometry columns.

    Raises
    ------
    RefusedError
        Where the chosen encoding does not fit.
    """
    text, _ = read_text(content[:100_000].rsplit(b"\n", 1)[0], encoding, FindingCollector())
    return tuple(next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)), []))


def delimiter_of(text: str) -> str:
    """Return the delimiter: the most frequent mark with an equal count in each of the first rows."""
    head = _LINE_END.split(text[:50_000], 20)[:20]  # not splitlines(): that ends lines at form feeds, too
    head = head[:-1] if len(text) > 50_000 else head

    def worth(mark: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(head, delimiter=mark) if row]
        except csv.Error:
            return 0, 0
        if not widths or widths[0] == 1:
            return 0, 0
        return widths.count(widths[0]), widths[0]

    return max(DELIMITERS, key=worth)


def read_csv(
    content: bytes,
    options: ReadOptions,
    collector: FindingCollector,
    limits: Limits,
    on_progress: OnProgress,
) -> RawLayer:
    """Return a CSV's rows; the columns of the place stay among the others, as they were.

    Raises
    ------
    RefusedError
        As `read_texts`.
    """
    raw = read_texts(content, options, collector, limits, on_progress)
    table = pd.DataFrame({name: _typed(raw.table[name]) for name in raw.table}, index=raw.table.index)
    if "geometry" in table:
        table = table.rename(columns={"geometry": free_name("geometry", table.columns)})
    return replace(raw, table=table)


def _is_nameless_text(suffix: str, content: bytes) -> bool:
    """Whether a file without a name, as from a pipe, may be a table."""
    return suffix == "" and bool(content.strip()) and b"\x00\x00\x00" not in content[:1000]


CSV = Reader("csv", (".csv", ".tsv", ".txt"), read_csv, recognises=_is_nameless_text)


def read_texts(
    content: bytes,
    options: ReadOptions,
    collector: FindingCollector,
    limits: Limits,
    on_progress: OnProgress,
) -> RawLayer:
    """Return a CSV's rows with every cell as the text that it is.

    Raises
    ------
    RefusedError
        Where no columns hold a place, or rows cannot be told apart.
    """
    text, encoding = read_text(content, options.encoding, collector)
    if encoding.startswith("UTF-") and encoding != "UTF-8":
        collector.add("table-encoding", "note", encoding=encoding)
    mark = delimiter_of(text)
    if mark != ",":
        collector.add("delimiter", "note", mark={"\t": "Tab"}.get(mark, mark))
    table = read_rows(text, mark, collector, limits, on_progress)
    shapes = _shapes(table, options.columns or find_columns(table.columns), collector)
    return RawLayer(table, shapes, encoding, None)


def find_columns(names: Sequence[str] | pd.Index[Any]) -> GeometryColumns:
    """Return the columns that hold the place by their headings; empty where there are none."""
    lon, lat = find_column(names, "lon"), find_column(names, "lat")
    if lon and lat:
        return GeometryColumns(lon=lon, lat=lat)
    if wkt := find_column(names, "wkt"):
        return GeometryColumns(wkt=wkt)
    pair = find_column(names, "pair")
    return GeometryColumns(lon=pair, lat=pair)


def _shapes(table: pd.DataFrame, columns: GeometryColumns, collector: FindingCollector) -> NDArray[np.object_]:
    wanted = [name for name in (columns.wkt, columns.lon, columns.lat) if name]
    headings = ", ".join(map(str, table.columns))[:300]
    if not wanted or bool(columns.lon) != bool(columns.lat):
        collector.reject("no-coordinate-columns", headings=headings)
    if missing := [name for name in wanted if name not in table]:
        collector.reject("no-such-column", column=missing[0], headings=headings)
    if columns.wkt:
        return _from_wkt(table[columns.wkt], collector)
    if columns.lon == columns.lat:
        halves = table[columns.lon].str.slice(0, _LONGEST_PAIR).str.extract(_PAIR)
        texts = table[columns.lon]
        return _from_numbers(halves["x"].fillna(texts), halves["y"].fillna(texts), collector)
    return _from_numbers(table[columns.lon], table[columns.lat], collector)


def _from_numbers(lon: pd.Series[Any], lat: pd.Series[Any], collector: FindingCollector) -> NDArray[np.object_]:
    x, odd_x = parse_degrees(lon)
    y, odd_y = parse_degrees(lat)
    blank = ((lon.str.strip() == "") & (lat.str.strip() == "")).to_numpy(dtype=bool)
    located = ~(np.isnan(x) | np.isnan(y))
    bad = np.flatnonzero(~located & ~blank)
    for row in bad[:1000]:
        collector.add("bad-coordinate", "warning", row=int(row), value=f"{lon.iloc[row]}, {lat.iloc[row]}"[:80])
    if len(bad) > 1000:
        collector.add("bad-coordinates", "warning", count=len(bad) - 1000)
    if count := int((located & (odd_x | odd_y)).sum()):
        collector.add("degrees-read", "warning", count=count)
    shapes = np.full(len(x), None, dtype=object)
    shapes[located] = shapely.points(x[located], y[located])
    return shapes


def _from_wkt(texts: pd.Series[Any], collector: FindingCollector) -> NDArray[np.object_]:
    # EWKT as databases write it; another system than WGS 84 is not taken from there
    plain_texts = texts.str.strip().str.replace(r"^SRID=\d+;", "", regex=True)
    values = plain_texts.to_numpy(dtype=object, na_value="")
    # collections within collections would use up GEOS's stack
    values[[len(value) > _LONGEST_WKT or value.upper().count(_COLLECTION) > _DEEPEST for value in values]] = "?"
    blank = values == ""
    values[blank] = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # what cannot be read is named below
        shapes = np.asarray(shapely.from_wkt(values, on_invalid="ignore"), dtype=object)
    for row in np.flatnonzero(shapely.is_missing(shapes) & ~blank):
        collector.add("bad-wkt", "warning", row=int(row), value=str(texts.iloc[row])[:60])
    heights = int(shapely.has_z(shapes).sum())
    if heights:
        collector.add("heights-dropped", "warning", count=heights)
    return shapes


def _typed(column: pd.Series[Any]) -> pd.Series[Any]:
    """Convert a column to numbers if every text is a plainly written number; codes keep their leading zeros."""
    texts = pa.array(column, pa.string())
    blank = pc.equal(texts, "")
    filled = texts.filter(pc.invert(blank))
    if not len(filled) or not _all(filled, _NUMBER) or pc.any(pc.match_substring_regex(filled, _CODE)).as_py():
        return column
    longest = pc.max(pc.utf8_length(filled)).as_py()
    if longest < 18 and _all(filled, _WHOLE):
        kind, name = pa.int64(), "int64" if len(filled) == len(column) else "Int64"
    elif longest < 17:
        kind, name = pa.float64(), "float64"
    else:
        return column
    # "+5" is a number here, and none to Arrow
    numbers = pc.if_else(blank, None, pc.replace_substring_regex(texts, r"^\+", "")).cast(kind)
    return pd.Series(numbers.to_pandas(integer_object_nulls=True), index=column.index, dtype=name)


def _all(texts: pa.Array, pattern: str) -> bool:
    return bool(pc.all(pc.match_substring_regex(texts, pattern)).as_py())
