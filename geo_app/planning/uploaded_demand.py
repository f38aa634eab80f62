"""A visitor's own layers in "where next?": which of them are candidates or demand, and by which column they weigh."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st

from geo_app.planning import figures_panel
from geo_app.state import session, uploaded_layers, view_state
from geo_app.state.uploaded_layers import UploadedLayer
from geo_app.state.url import ViewState
from geo_app.widgets.markdown_escape import plain
from layers.arrays import Floats
from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.i18n.punctuation import word_space
from layers.planning.site_points import Sites
from layers.planning.uploaded_sites import (
    MOST_CANDIDATES,
    Demand,
    TooManyPlacesError,
    candidates_of,
    demand_of,
    weights_of,
)

FOR_SITES, FOR_DEMAND, WEIGHT = "placing-own-sites", "placing-own-demand", "placing-own-weight"


def places(visitor: ViewState) -> Sites | None:
    """Return the candidates that the visitor's layer gives; None where it is not asked, or gives none.

    Raises
    ------
    TooManyPlacesError
        Where it gives more than can be compared.
    """
    one = _chosen(FOR_SITES)
    return candidates_of(*_points(one)) if visitor.planning_query.candidates == "layer" and one else None


def demand(visitor: ViewState) -> Demand | None:
    """Return the demand that the visitor's layer gives; None where it is not asked, or there is no layer."""
    one = _chosen(FOR_DEMAND)
    if visitor.planning_query.demand != "layer" or one is None:
        return None
    column, weight = _weight(one), None
    if column:
        weight = one.layer.frame[column].to_numpy(dtype=float, na_value=np.nan)[one.mask()]
    return demand_of(*_points(one), weight)


def fault(visitor: ViewState) -> str:
    """Return what of the visitor's own is asked and not there, "" where nothing is."""
    if visitor.planning_query.demand == "own" and figures_panel.current() is None:
        return say("placing.no_figures", visitor.lang)
    if "layer" not in {visitor.planning_query.candidates, visitor.planning_query.demand}:
        return ""
    if not uploaded_layers.uploaded_layers():
        return say("placing.no_layer", visitor.lang)
    try:
        places(visitor)
    except TooManyPlacesError as error:
        return say("placing.too_many", visitor.lang, count=f"{error.count:,}", most=MOST_CANDIDATES)
    return ""


def show(visitor: ViewState) -> None:
    """Draw the choices that own layers need, and nothing where none is asked."""
    lang, planning_query, layers = visitor.lang, visitor.planning_query, uploaded_layers.uploaded_layers()
    if not layers or "layer" not in {planning_query.candidates, planning_query.demand}:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="placing-own"):
        if planning_query.candidates == "layer":
            _layer(FOR_SITES, "placing.own_sites", layers, lang)
        if planning_query.demand == "layer":
            _layer(FOR_DEMAND, "placing.own_demand", layers, lang)
            if one := _chosen(FOR_DEMAND):
                columns = ["", *weights_of(one.layer.frame.drop(columns="geometry"))]
                st.selectbox(
                    say("placing.weight", lang),
                    columns,
                    format_func=lambda name: name or say("placing.each_one", lang),
                    **view_state.widget_binding(WEIGHT, _weight(one), then=_keep(WEIGHT)),
                )


def said(found: Demand, lang: Lang) -> str:
    """Return what is assumed of the demand that a layer gives."""
    parts = [say("placing.assumed_layer", lang, features=f"{found.features:,}")]
    if found.cell_km is not None:
        parts.append(say("placing.gathered", lang, km=f"{found.cell_km:g}", places=len(found.codes)))
    if found.ignored:
        parts.append(say("placing.ignored", lang, count=f"{found.ignored:,}"))
    return plain(word_space(lang).join(parts))


def _layer(topic: str, title: str, layers: tuple[UploadedLayer, ...], lang: Lang) -> None:
    secrets = [one.secret for one in layers]
    names = {one.secret: one.layer.name for one in layers}
    one = _chosen(topic)
    st.selectbox(
        say(title, lang),
        secrets,
        format_func=lambda secret: names.get(secret, ""),
        **view_state.widget_binding(topic, one.secret if one else secrets[-1], then=_keep(topic)),
    )


def _keep(topic: str) -> Callable[[str | None], None]:
    return lambda value: session.accept(topic, value)


def _chosen(topic: str) -> UploadedLayer | None:
    """Return the layer chosen for `topic`, the one looked at until another is."""
    secret = session.get(topic)
    return next((one for one in uploaded_layers.uploaded_layers() if one.secret == secret), uploaded_layers.current())


def _weight(one: UploadedLayer) -> str:
    column = session.get(WEIGHT) or ""
    return column if column in one.layer.frame and column in weights_of(one.layer.frame[[column]]) else ""


def _points(one: UploadedLayer) -> tuple[Floats, list[object]]:
    kept = one.mask()
    return one.layer.points[kept], list(one.layer.titles[kept])
