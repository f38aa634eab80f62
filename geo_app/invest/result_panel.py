"""What fits one screen: five places in a few lines each, and a map with their numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
import streamlit as st
from markupsafe import Markup

from geo_app.state import cache, view_state
from geo_app.state.cache import Snapshot
from geo_app.state.url import ViewState
from geo_app.widgets import map_widget, menu, shortlist
from layers.catalogue.entries import Lang
from layers.crs.web_mercator import Box
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.suitability.candidates import Candidates
from layers.suitability.explanations import span
from layers.suitability.place_summary import PlaceSummary, summarize
from layers.suitability.ranking import Ranked, Ranking
from layers.suitability.requirements import Requirements
from layers.web_map.folium_map import View, bitset

SHOWN = 5
MAP = "result-map"
MAP_HEIGHT = 560  # pixels until the style sheet says otherwise
ROOM, NARROWEST_DEG = 0.18, 0.25  # share of margin round the five places; the least that the map shows
HEAD = Markup("<h3><b>{}</b> {}</h3>")
KIND, LINE = Markup('<p class="kind">{}</p>'), Markup('<li class="{}"><span>{}</span>{}</li>')
LINES = Markup('<ul class="told">{}</ul>')
_JOIN = Markup("").join


def show(visitor: ViewState, snapshot: Snapshot, ranking: Ranking, candidates: Candidates) -> None:
    """Draw the first places and their map; the list comes first, for who reads or tabs through the page."""
    requirements, lang = visitor.suitability_query.requirements, visitor.lang
    first = ranking.places[:SHOWN]
    told = cache.cached(("five", requirements, lang), lambda: [_told(p, ranking, candidates, lang) for p in first])
    with st.container(key="result"):
        places, beside = st.columns([11, 9])
        with places:
            for place, text in zip(first, told, strict=True):
                _place(place, text, visitor, snapshot.dataset)
        with beside:
            _map(visitor, snapshot, first, requirements)


def _told(place: Ranked, ranking: Ranking, candidates: Candidates, lang: Lang) -> Markup:
    """Return the lines of a place as HTML; every text is escaped."""
    summary: PlaceSummary = summarize(place, ranking, candidates, lang)
    kind = say("invest.of_part", lang, kind=summary.kind, part=summary.part) if summary.part else summary.kind
    lines = [("for", say("invest.for", lang), text) for text in summary.reasons]
    lines.append(("against", say("invest.against", lang), summary.weakness))
    if summary.unknown:
        lines.append(("unknown", say("invest.unknown", lang), summary.unknown))
    else:
        lines.append(("unknown", say("invest.known", lang), say("invest.all_known", lang)))
    body = _JOIN(LINE.format(of, title, text) for of, title, text in lines)
    return KIND.format(kind) + LINES.format(body)


def _place(place: Ranked, told: Markup, visitor: ViewState, dataset: Dataset) -> None:
    """Draw a place's card; it is named by its rank, so that a page changes it where another place has that rank."""
    lang = visitor.lang
    with st.container(border=True, horizontal=True, key=f"ranked-head-{place.rank}"):
        st.html(HEAD.format(place.rank, dataset.name(place.id, lang)))
        shortlist.button(visitor, place.id, f"ranked-pick-{place.id}", small=True)
        st.page_link(
            menu.pages(lang)["map"],
            label=say("invest.see", lang),
            icon=":material/map:",
            query_params={**visitor.to_query(dataset), "id": [place.id]},
        )
        st.html(told + Markup('<p class="sure">{}</p>').format(span(place, lang)))


def _map(visitor: ViewState, snapshot: Snapshot, first: Sequence[Ranked], requirements: Requirements) -> None:
    """Draw the places with their numbers and the gateways from which their distances count; a click selects one."""
    names = tuple(place.id for place in first)
    shown, numbers, bounds = cache.cached(("pins", requirements), lambda: _pins(first, snapshot.dataset))
    view = View(
        shown=shown,
        selected=visitor.selected if visitor.selected in names else None,
        lang=visitor.lang,
        time=visitor.time,
        district_vintage=visitor.district_vintage,
        numbers=numbers,
        bounds=bounds,
    )
    map_widget.mount(view, snapshot, key=MAP, height=MAP_HEIGHT, on_change=_hear)


def _hear() -> None:
    clicked = view_state.clicked(MAP).get("last_active_drawing") or {}
    view_state.change(selected=clicked.get("id") or None)


def _pins(first: Sequence[Ranked], dataset: Dataset) -> tuple[str, tuple[dict[str, object], ...], Box | None]:
    """Return the features to draw as bits, a numbered pin for each point of a place, and the box round the pins."""
    drawn = {name for place in first for name in place.names} | {
        reach.feature for place in first for reach in place.reaches.values()
    }
    pins = [
        {"lon": round(float(lon), 5), "lat": round(float(lat), 5), "label": str(place.rank)}
        for place in first
        for lon, lat in shapely.get_coordinates(_points(dataset.features.geometry[place.id]))
    ]
    mask = dataset.features.index.isin([dataset.drawn_as(name) for name in drawn])
    return bitset(mask), tuple(pins), _box(np.array([(pin["lon"], pin["lat"]) for pin in pins], dtype=float))


def _points(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """Return the points of a place; of an area a point inside."""
    if shape is None or isinstance(shape, shapely.Point | shapely.MultiPoint):
        return shape
    return shapely.point_on_surface(shape)


def _box(points: npt.NDArray[np.float64]) -> Box | None:
    if not len(points):
        return None
    low, high = points.min(axis=0), points.max(axis=0)
    middle, half = (low + high) / 2, np.maximum((high - low) * (0.5 + ROOM), NARROWEST_DEG / 2)
    (west, south), (east, north) = middle - half, middle + half
    return float(west), float(south), float(east), float(north)
