"""The drawer under the map: the map in words, and its features as a table in step with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from geo_app.state import cache, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import download_buttons, export_panel, printed_table, scene_button, shortlist
from layers.dataset.dataset import Dataset
from layers.formats.spreadsheet import to_csv, to_geojson
from layers.i18n.messages import say
from layers.query.attribute_table import choosable, heading
from layers.query.filters import FilterResult
from layers.query.text_summary import summarise, summary

TABLE = "table"
TABLE_HEIGHT = 260


def show(visitor: ViewState, dataset: Dataset, cut: FilterResult) -> None:
    """Draw the drawer's handle, and when it is open the paragraph, the table and the downloads."""
    lang = visitor.lang
    with st.container(horizontal=True, vertical_alignment="center", key="drawer-head"):
        st.caption(summary(dataset, cut, lang))
        scene_button.show(visitor, dataset, highlight=(visitor.selected,) if visitor.selected else ())
        st.button(
            say("drawer.close" if visitor.drawer else "drawer.open", lang),
            key="drawer-handle",
            icon=":material/expand_more:" if visitor.drawer else ":material/expand_less:",
            type="tertiary",
            on_click=view_state.change,
            kwargs={"drawer": not visitor.drawer},
        )
    if visitor.drawer:
        with st.container(key="drawer-body"):
            st.markdown(f"**{say('text_summary.title', lang)}**")
            st.code(summarise(dataset, visitor.selection, cut, visitor.selected, lang), language=None, wrap_lines=True)
            _tools(visitor, dataset, cut)
            _table(visitor, dataset, cut)


def _tools(visitor: ViewState, dataset: Dataset, cut: FilterResult) -> None:
    lang, fields = visitor.lang, dataset.catalogue.fields
    with st.container(horizontal=True, vertical_alignment="center", key="drawer-tools"):
        st.markdown(f"**{say('drawer.table', lang)}**")
        st.caption(say("drawer.hint", lang))
        if visitor.selected:
            shortlist.button(visitor, visitor.selected, "table-pick")
        with st.popover(say("drawer.columns", lang), key="columns-menu"):
            chosen = _columns(visitor, dataset)
            for name in choosable(dataset):
                st.checkbox(
                    fields[name].title.say(lang),
                    value=name in chosen,
                    **view_state.widget_callback(f"column-{name}", then=partial(_choose, name, chosen)),
                )
        export_panel.show_view(visitor, dataset, cut)
        stem = f"open-platform-map-{dataset.catalogue.data_date}"
        makers = {"csv": partial(to_csv, dataset, cut.mask, lang), "geojson": partial(to_geojson, dataset, cut.mask)}
        files = {ending: (say(f"drawer.{ending}", lang), make) for ending, make in makers.items()}
        download_buttons.row("download", stem, files)


def _columns(visitor: ViewState, dataset: Dataset) -> tuple[str, ...]:
    return visitor.columns or tuple(name for name, spec in dataset.catalogue.fields.items() if spec.table)


def _choose(name: str, chosen: Sequence[str], on: bool) -> None:  # noqa: FBT001 (called with the box's value)
    names = [*chosen, name] if on else [other for other in chosen if other != name]
    view_state.change(columns=tuple(names))


def _table(visitor: ViewState, dataset: Dataset, cut: FilterResult) -> None:
    lang, fields = visitor.lang, dataset.catalogue.fields
    rows = cache.table(lang)[cut.mask]
    columns = _columns(visitor, dataset)
    titles = {"name": fields[f"name_{lang}"].title.say(lang), **{name: heading(fields[name], lang) for name in columns}}
    st.dataframe(
        rows[["name", *columns]],
        height=TABLE_HEIGHT,
        placeholder="–",
        hide_index=True,
        column_config=titles,
        selection_mode="single-row",
        alt=say("drawer.table", lang),
        **view_state.bound_row(TABLE, rows.index.tolist(), visitor.selected),
    )
    whole = ("printed", visitor.selection, visitor.time, columns, lang)
    heads, title = list(titles.values()), say("drawer.table", lang)
    st.html(cache.cached(whole, lambda: printed_table.written(rows[["name", *columns]], title, heads=heads, empty="–")))
