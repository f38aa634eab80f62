"""The report on a visitor's own layer as files, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from geo_app.planning.checks_panel import composed
from geo_app.state import cache, uploaded_layers
from geo_app.state.uploaded_layers import UploadedLayer
from geo_app.widgets import download_buttons, export_panel
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.documents import quality_report_files
from layers.documents.quality_report import QualityReport
from layers.i18n.messages import say
from layers.static_map.map_spec import MapSpec


def show(lang: Lang) -> None:
    """Draw the downloads; nothing without a layer."""
    one = uploaded_layers.filled()
    if one is None:
        return

    def later(make: Callable[[QualityReport], bytes]) -> Callable[[], bytes]:
        return lambda: make(composed(one, lang))

    def annotated(report: QualityReport) -> bytes:
        return quality_report_files.to_geojson(report, one.layer, one.judgement())

    files = {
        "html": (say("own.report_html", lang), later(quality_report_files.to_html)),
        "xlsx": (say("own.report_xlsx", lang), later(quality_report_files.to_xlsx)),
        "geojson": (say("own.report_geojson", lang), later(annotated)),
    }
    st.markdown(f"## {say('own.report_title', lang)}")
    st.caption(plain(say("own.report_lead", lang)))
    stem = one.layer.name.rsplit(".", 1)[0]
    export_panel.show_check("own-report", _picture(one, lang))
    download_buttons.row("own-report", f"{stem}-report", files)


def _picture(one: UploadedLayer, lang: Lang) -> MapSpec:
    """Return the ground that the report's map shows, without features of ours, to be checked before it goes out."""
    dataset = cache.current_snapshot().dataset
    return MapSpec(dataset, dataset.index.located & False, lang, title=one.layer.name)
