"""A visitor's own layer: brought in, its columns named, cut, measured, taken out again."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import geopandas as gpd
import streamlit as st

from geo_app.planning import read_options_form
from geo_app.state import cache, planning_cache, uploaded_layers, view_state
from geo_app.state.uploaded_layers import TOPIC, UploadedLayer
from geo_app.widgets import download_buttons, file_upload, fragments, printed_table, uploaded_layer_overlay
from geo_app.widgets.markdown_escape import plain
from geo_app.widgets.table_height import table_height
from layers.arrays import Mask
from layers.catalogue.entries import Lang
from layers.config.settings import load_settings
from layers.formats.vector import VECTOR_FORMATS, write
from layers.i18n.messages import say
from layers.ingest.column_roles import Columns
from layers.ingest.readers import readable_formats
from layers.quality.layer_filter import ONLY
from layers.quality.nearest_gateways import with_nearest_gateways
from layers.query.filters import SEARCH_LIMIT
from layers.text.control_characters import strip_controls

ROWS = 500
TALLEST = 240  # pixels


def take(lang: Lang) -> None:
    """Draw the box for files and read the one that lies in it; where the operator has turned uploading off, say why."""
    if not load_settings().upload:
        st.info(plain(say("own.off", lang)), icon=":material/block:")
        return
    st.markdown(plain(say("own.lead", lang)))
    box = st.container(key="own-box")
    with st.container(key="own-reading"):
        read_options_form.read(lang)
    with box:
        if uploaded_layers.is_full():
            st.info(plain(say("own.full", lang, count=uploaded_layers.MOST)), icon=":material/stacks:")
        else:
            file_upload.show(TOPIC, say("own.upload", lang), say("own.drop", lang), uploaded_layers.take)
            st.caption(plain(say("own.formats", lang, formats=readable_formats(lang))))


def show(lang: Lang) -> None:
    """Draw what became of the file, and the layer looked at."""
    if not load_settings().upload:
        return
    read_options_form.show_refusal(lang)
    if one := uploaded_layers.current():
        _head(one, lang)


def _head(one: UploadedLayer, lang: Lang) -> None:
    layers, imported, layer = uploaded_layers.uploaded_layers(), one.imported, one.layer
    if len(layers) > 1:
        st.segmented_control(
            say("own.which", lang),
            list(range(len(layers))),
            format_func=lambda number: layers[number].layer.name,
            required=True,
            **view_state.widget_binding("own-which", len(layers) - 1, then=uploaded_layers.choose),
        )
    said = {"name": layer.name, "count": f"{len(layer.frame):,}", "placed": f"{int(layer.located.sum()):,}"}
    if len(layer.frame):
        text = say("own.loaded", lang, **said, encoding=imported.encoding or "–", crs=imported.crs)
        st.success(plain(text), icon=":material/check:")
        st.caption(plain(_drawn(one, lang)))
    else:
        st.warning(plain(say("own.nothing_in", lang, name=layer.name)), icon=":material/warning:")
    with st.container(horizontal=True, vertical_alignment="center", key="own-tools"):
        if layer.located.any():
            st.button(
                say("own.see", lang), key="own-layer-see", icon=":material/map:", on_click=uploaded_layer_overlay.see
            )
        st.button(say("own.remove", lang), key="own-layer-remove", on_click=uploaded_layers.remove)
        read_options_form.show_again(one, lang)
        with st.popover(say("own.meaning", lang), key="own-meaning"):
            _columns(one, lang)


def _drawn(one: UploadedLayer, lang: Lang) -> str:
    """Return what the map shows of the layer."""
    count = len(one.layer.frame)
    notes = [say("own.drawn_many", lang, count=f"{count:,}") if count > 2000 else say("own.drawn", lang)]
    if one.drawn.simplified_m:
        notes.append(say("own.simplified", lang, metres=f"{one.drawn.simplified_m:.0f}"))
    return " ".join(notes)


def _columns(one: UploadedLayer, lang: Lang) -> None:
    columns, fields = one.layer.columns, ["", *map(str, one.layer.frame.columns.drop("geometry"))]
    titles = {"name": "own.column_name", "district": "own.column_district", "region": "own.column_region"}
    for part, title in titles.items():
        value = getattr(columns, part)

        def said(name: str, part: str = part, columns: Columns = columns) -> None:
            uploaded_layers.name_columns(replace(columns, **{part: name or ""}))

        st.selectbox(
            say(title, lang),
            fields,
            format_func=lambda name: strip_controls(name) or say("report.none", lang),
            index=fields.index(value) if value in fields else 0,
            **view_state.widget_callback(f"own-column-{part}-{one.number}", then=said),
        )


def show_contents(lang: Lang) -> None:
    """Draw filter, table, measures and exports of the layer looked at; nothing without one."""
    one = uploaded_layers.filled()
    if one is None:
        return
    st.markdown(f"## {say('own.features', lang)}")
    kept = _filter(one, lang)
    frame = one.layer.frame[kept]
    st.caption(plain(say("own.kept", lang, kept=f"{len(frame):,}", count=f"{len(kept):,}")))
    _table(frame, lang)
    _measures(one, kept, lang)
    with st.container(horizontal=True, vertical_alignment="center", key="own-exports"):
        st.caption(say("own.export", lang))
        stem = one.layer.name.rsplit(".", 1)[0]
        kept_rows = frame.reset_index(drop=True)
        files: dict[str, tuple[str, download_buttons.Make]] = {
            each.code: (say(f"own.{each.code}", lang), partial(write, kept_rows, each.code)) for each in VECTOR_FORMATS
        }
        download_buttons.row("own-export", f"{stem}-wgs84", files)


def _table(frame: gpd.GeoDataFrame, lang: Lang) -> None:
    """Draw the first rows; one that was clicked on the map stands on top, and a row chosen here is gone to there."""
    rows, first = frame.index[:ROWS].tolist(), uploaded_layers.first()
    if first is not None and first in frame.index:
        rows = [first, *(row for row in rows if row != first)][:ROWS]
    shown = frame.drop(columns="geometry").loc[rows].rename(columns=lambda head: strip_controls(str(head)))
    texts = shown.astype(str).mask(shown.isna(), "").map(strip_controls)
    st.caption(plain(say("own.look", lang)))
    st.dataframe(
        texts,
        hide_index=True,
        height=table_height(len(shown), TALLEST),
        selection_mode="single-row",
        **view_state.bound_rows("own-table", rows, uploaded_layers.selected_row(), then=_look),
    )
    printed_table.show(texts, "")
    if len(frame) > ROWS:
        st.caption(plain(say("own.table_cut", lang, count=ROWS)))


def _look(row: int | None) -> None:
    """Look at a row that was chosen; the map, which stands above the table, goes there."""
    uploaded_layers.select_row(row)
    uploaded_layer_overlay.go(None if row is None else uploaded_layers.uploaded_layers()[-1].layer.place(row))
    view_state.mark_touched()


@fragments.fragment("planning/measures")
def _measures(one: UploadedLayer, kept: Mask, lang: Lang) -> None:
    """Draw the distances and districts of what is kept, worked out where they are asked for."""
    if st.toggle(say("own.measure", lang), key="own-measure"):
        table = with_nearest_gateways(one.layer, planning_cache.district_index(), cache.proximity(), lang)[kept]
        st.dataframe(table.head(ROWS), hide_index=True, key="own-measured", height=table_height(len(table), TALLEST))
        printed_table.show(table.head(ROWS), "")
        st.caption(plain(say("own.measure_note", lang)))


def _filter(one: UploadedLayer, lang: Lang) -> Mask:
    by, district_index = one.cut, planning_cache.district_index()
    codes = ["", *district_index.table["adcode"].iloc[: district_index.count]]
    names = dict(zip(codes[1:], district_index.table[f"name_{lang}"], strict=False))
    left, middle, right = st.columns(3)
    left.text_input(
        say("own.text", lang),
        max_chars=SEARCH_LIMIT,
        placeholder=say("own.text_hint", lang),
        **view_state.widget_binding(
            "own-text", by.text, then=lambda text: uploaded_layers.cut(replace(by, text=text.strip()[:SEARCH_LIMIT]))
        ),
    )
    middle.selectbox(
        say("own.district", lang),
        codes,
        format_func=lambda code: names.get(code, say("own.all", lang)),
        **view_state.widget_binding(
            "own-district", by.district, then=lambda code: uploaded_layers.cut(replace(by, district=code or ""))
        ),
    )
    right.selectbox(
        say("own.only", lang),
        ONLY,
        format_func=lambda only: say(f"own.{only}", lang),
        **view_state.widget_binding(
            "own-only", by.only, then=lambda only: uploaded_layers.cut(replace(by, only=only or "all"))
        ),
    )
    return by.apply(one.layer, one.judgement(), district_index)
