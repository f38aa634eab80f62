"""The gap matrix: places against types or kinds, every zero written out; a cell opens, and is shown on the map."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup
from pandas.io.formats.style import Styler

from geo_app.planning import balance_panel, cell_panel, figures_panel
from geo_app.state import cache, planning_cache, view_state
from geo_app.state.cache import Snapshot
from geo_app.state.url import EDITIONS, ViewState
from geo_app.widgets import fragments, printed_table
from geo_app.widgets.table_height import table_height
from layers.arrays import Floats
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.formats.spreadsheet import frame_to_csv
from layers.i18n.messages import say
from layers.planning import tables
from layers.planning.matrix import NOWHERE, OUTSIDE, Matrix
from layers.planning.query import GRAINS, ROWS

TABLE = "gap-matrix"
ZERO, ZERO_DUE = "background-color: #fbe9e4", "background-color: #fdf4d8"
TALLEST = 640  # pixels


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the section; what its rows and columns are changes the table alone."""
    _matrix()
    figures_panel.show(visitor)
    balance_panel.show(visitor, dataset)


def _rest(view: ViewState) -> ViewState:
    return replace(view, planning_query=replace(view.planning_query, rows=ROWS[0], grain=GRAINS[0]))


@fragments.view_fragment("planning/matrix", rest=_rest)
def _matrix(visitor: ViewState, snapshot: Snapshot) -> None:
    lang, planning_query, dataset = visitor.lang, visitor.planning_query, snapshot.dataset
    with st.container(horizontal=True, vertical_alignment="bottom", key="matrix-tools"):
        _choice("rows", ROWS, "by", visitor)
        _choice("grain", GRAINS, "grain", visitor)
        if planning_query.rows == "district":
            st.segmented_control(
                say("district_edition.title", lang),
                EDITIONS,
                format_func=lambda code: say(f"district_edition.{code}", lang),
                required=True,
                **view_state.widget_binding(
                    "planning-edition", visitor.district_vintage, then=lambda c: view_state.switch_districts(c or "38")
                ),
            )
    matrix = planning_cache.matrix(
        planning_query.rows, planning_query.grain, visitor.time, visitor.district_vintage, planning_query.changes
    )
    _table(matrix, visitor, dataset)
    _legend(lang)
    if planning_query.rows == "district" and planning_query.grain == "kind":
        st.caption(say("matrix.kinds_note", lang))
    cell_panel.show(visitor, dataset, matrix)
    st.download_button(
        say("planning.csv", lang),
        lambda: frame_to_csv(tables.matrix_counts(matrix, dataset, lang, visitor.district_vintage)),
        f"matrix-{dataset.catalogue.data_date}.csv",
        "text/csv",
        key="matrix-csv",
        on_click="ignore",
    )


def _legend(lang: Lang) -> None:
    """Say what the tints and the figures mean."""
    with st.container(key="matrix-legend"):
        st.html(
            "".join(
                f'<span><i style="{tint}"></i>{html.escape(say(key, lang))}</span>'
                for key, tint in (("matrix.zero", ZERO), ("matrix.zero_due", ZERO_DUE))
            )
        )
        st.caption(say("matrix.legend", lang))


def _choice(field: str, codes: tuple[str, ...], word: str, visitor: ViewState) -> None:
    chosen = getattr(visitor.planning_query, field)
    st.segmented_control(
        say(f"matrix.{word}", visitor.lang),
        codes,
        format_func=lambda code: say(f"matrix.{code}", visitor.lang),
        required=True,
        **view_state.widget_binding(
            f"matrix-{field}", chosen, then=lambda code: view_state.plan(**{field: code or chosen})
        ),
    )


def _table(matrix: Matrix, visitor: ViewState, dataset: Dataset) -> None:
    """Draw the cells. By region places are columns, so that a phone shows them; by district they are rows."""
    lang, planning_query = visitor.lang, visitor.planning_query
    by_region = planning_query.rows == "region"
    columns = planning_query.kinds if not by_region and planning_query.grain == "kind" else matrix.columns
    own = figures_panel.columns(visitor) if not by_region else {}

    def make() -> tuple[pd.DataFrame, Styler, Markup]:
        return _cells(matrix, columns, own, visitor, dataset)

    key = (
        "cells",
        planning_query.rows,
        planning_query.grain,
        columns,
        visitor.time,
        visitor.district_vintage,
        planning_query.changes,
        lang,
    )
    shown, cells, printed = cache.cached(key, make, own=bool(own))
    headings = list(cells.columns)
    _keep_cell(shown, headings, visitor.planning_query.cell, by_region=by_region)
    st.dataframe(
        cells,
        height=table_height(len(shown), TALLEST),
        selection_mode="single-cell",
        alt=say("planning.matrix", lang),
        key=TABLE,
        on_select=lambda: _choose(shown, headings, by_region=by_region),
    )
    st.html(printed)


def _cells(
    matrix: Matrix, columns: Sequence[str], own: Mapping[str, Floats], visitor: ViewState, dataset: Dataset
) -> tuple[pd.DataFrame, Styler, Markup]:
    """Return the cells by codes, and the same to look at and for paper, with the visitor's own figures behind them."""
    codes = tables.matrix_texts(matrix, columns)
    shown = codes.T if visitor.planning_query.rows == "region" else codes
    titles = _titles(codes, visitor, dataset)
    frame = shown.rename(index=titles, columns=titles)
    for heading, values in own.items():
        frame[heading] = [*values, *[None] * (len(frame) - len(values))]
    tinted = _tinted(frame, {*own, *(titles.get(code, "") for code in (OUTSIDE, NOWHERE))})
    heads = ["", *map(str, frame.columns)]
    printed = printed_table.written(frame.reset_index(), say("planning.matrix", visitor.lang), heads=heads)
    return shown, _translated(tinted, all_texts=not own), printed


def _titles(codes: pd.DataFrame, visitor: ViewState, dataset: Dataset) -> dict[str, str]:
    lang, district_vintage = visitor.lang, visitor.district_vintage
    places = {code: tables.place_title(dataset, code, lang, district_vintage) for code in codes.index if code}
    columns = {code: tables.column_title(dataset, code, lang) for code in codes.columns}
    return {**places, **columns, "": say("planning.total", lang)}


def _tinted(frame: pd.DataFrame, untinted: set[str]) -> Styler:
    """Return the table with every zero tinted, a zero with a promise otherwise.

    `untinted` are columns of figures brought in, and what is no place of the city: nothing is missing there.
    """
    rows = [row for row in frame.index if row not in untinted]
    columns = [column for column in frame.columns if column not in untinted]
    return frame.style.map(_tint, subset=(rows, columns))


def _translated(styler: Styler, *, all_texts: bool) -> Styler:
    """Return a Styler that works its styles out once: Streamlit asks for them with each run of the page."""
    worked_out: Any = styler.set_uuid(TABLE)
    worked_out._compute()  # noqa: SLF001 (what Streamlit calls; pandas has no public way)
    found = worked_out._translate(False, False)  # noqa: SLF001
    if all_texts:  # Streamlit need not write each cell's text over itself
        found["body"] = []
    vars(styler).update(_compute=lambda: styler, _translate=lambda *_: found)
    return styler


def _tint(text: object) -> str:
    said = str(text)
    return ZERO if said == "0" else ZERO_DUE if said.startswith("0 ") else ""


def _choose(shown: pd.DataFrame, headings: list[str], *, by_region: bool) -> None:
    cells = view_state.table_cells(TABLE)
    if not cells or cells[0][1] not in headings[: len(shown.columns)]:
        view_state.plan(cell="")
        return
    row, heading = cells[0]
    first, second = str(shown.index[row]), str(shown.columns[headings.index(heading)])
    place, column = (second, first) if by_region else (first, second)
    view_state.plan(cell=f"{place}:{column}" if place and column else "")


def _keep_cell(shown: pd.DataFrame, headings: list[str], cell: str, *, by_region: bool) -> None:
    """Let the table show the cell that the address names, and none where it names none."""
    place, _, column = cell.partition(":")
    row, heading = (column, place) if by_region else (place, column)
    rows, columns = list(shown.index), list(shown.columns)
    known = row in rows and heading in columns
    view_state.choose_cell(TABLE, (rows.index(row), headings[columns.index(heading)]) if known else None)
