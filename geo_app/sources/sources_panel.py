"""Where everything comes from, and how it was made: the page behind every mark on the map."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pyarrow as pa
import streamlit as st

from geo_app.state import cache
from geo_app.state.url import ViewState
from geo_app.widgets import printed_table
from layers.catalogue.entries import Lang
from layers.config.branding import load_branding
from layers.dataset.dataset import Dataset
from layers.formats.spreadsheet import frame_to_csv
from layers.i18n.messages import say
from layers.query import provenance
from layers.roads.load import load_roads
from layers.roads.summary import describe

WIDTHS = {
    "name": 190,
    "file": 270,
    "what": 300,
    "who": 230,
    "used_for": 260,
    "note": 420,
    "known_faults": 420,
    "sources": 420,
}
METHODS = ("method_place", "method_distance", "method_corridor", "method_status", "method_edition")


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the page of sources."""
    lang = visitor.lang
    st.markdown(f"# {say('sources.title', lang)}")
    st.markdown(say("sources.lead", lang))
    st.markdown(f"## {say('sources.plan', lang)}")
    st.markdown(say("sources.plan_text", lang, plan=dataset.catalogue.plan.say(lang)))
    _table("datasets", provenance.packages, dataset, lang)
    _table("tables", provenance.tables, dataset, lang)
    st.markdown(f"## {say('sources.layers', lang)}")
    st.caption(say("sources.layers_note", lang))
    precision = cache.arrow(("precision", lang), lambda: provenance.precision(dataset, lang))
    st.dataframe(precision, hide_index=True, key="precision", placeholder="–", alt=say("sources.layers", lang))
    _whole("precision", precision, lang)
    st.markdown(f"## {say('sources.method', lang)}")
    st.markdown("\n".join(f"- {say(f'sources.{name}', lang)}" for name in METHODS))
    st.markdown(f"## {say('roads.title', lang)}")
    st.markdown("\n".join(f"- {sentence}" for sentence in describe(load_roads(), lang)))
    st.markdown(f"## {say('sources.review', lang)}")
    st.markdown(say("sources.review_text", lang, approval=load_branding().review(lang)))


def _table(key: str, read: Callable[[Dataset, Lang], pd.DataFrame], dataset: Dataset, lang: Lang) -> None:
    """Draw one table of sources with its download, or say that it cannot be read."""
    st.markdown(f"## {say(f'sources.{key}', lang)}")
    try:
        table = cache.arrow((key, lang), lambda: read(dataset, lang))
    except OSError:
        st.warning(say("sources.missing", lang))
        return
    widths = {say(f"provenance.{column}", lang): px for column, px in WIDTHS.items()}
    st.dataframe(
        table,
        hide_index=True,
        key=key,
        alt=say(f"sources.{key}", lang),
        column_config={
            title: st.column_config.Column(width=px) for title, px in widths.items() if title in table.column_names
        },
    )
    _whole(key, table, lang)
    st.download_button(
        say("sources.download", lang),
        lambda: frame_to_csv(read(dataset, lang)),
        f"{key}.csv",
        "text/csv",
        key=f"{key}-csv",
        on_click="ignore",
    )


def _whole(key: str, table: pa.Table, lang: Lang) -> None:
    """Write a table for paper, where the one that scrolls would be cut."""
    title = say("sources.layers" if key == "precision" else f"sources.{key}", lang)
    st.html(cache.cached(("printed", key, lang), lambda: printed_table.written(table, title, empty="–")))
