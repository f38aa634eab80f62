"""A whole table for paper: Streamlit paints only the rows that are scrolled to, and so prints only these."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import streamlit as st
from markupsafe import Markup

from geo_app.widgets import html_table
from geo_app.widgets.html_table import Link

_HOST = re.compile(r"https?://([^/?#]*)")
_TWIN = Markup('<div class="printed" aria-hidden="true">{}</div>')


def show(table: pd.DataFrame | pa.Table, label: str, *, heads: Sequence[str] = (), empty: str = "") -> None:
    """Write `table` as HTML that only paper shows (print.css).

    `heads` stand in place of its column names, `empty` in place of what is not there.
    """
    st.html(written(table, label, heads=heads, empty=empty))


def written(table: pd.DataFrame | pa.Table, label: str, *, heads: Sequence[str] = (), empty: str = "") -> Markup:
    """Return the table as HTML, to be kept where its making takes long."""
    frame = table.to_pandas() if isinstance(table, pa.Table) else table
    titles = list(heads) or [str(name) for name in frame.columns]
    cells = [[_cell(cell) for cell in row] for row in frame.itertuples(index=False, name=None)]
    told = [number for number in range(len(titles)) if any(row[number] for row in cells)]  # on paper room is dear
    rows = ([row[number] or empty for number in told] for row in cells)
    return _TWIN.format(html_table.table([titles[number] for number in told], rows, label))


def _cell(cell: object) -> str | Link:
    """Return a cell, "" for nothing; an address by its host alone, for whole it would take ten lines."""
    if cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    text = f"{round(cell, 2):.15g}" if isinstance(cell, float) else str(cell)
    host = _HOST.match(text) if " " not in text else None  # anybody may have typed it: it need not be an address
    return Link(host[1], text) if host else text
