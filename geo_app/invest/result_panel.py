"""What fits one screen: five places in a few lines each, and a map with their numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
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
from layers.web_map.folium_map import View, bitset

SHOWN = 5
MAP = "result-map"
MAP_HEIGHT = 560  # pixels until the style sheet says otherwise
ROOM, NARROWEST_DEG = 0.18, 0.25  # share of margin round the five places; the least that the map shows
HEAD = Markup("<h3><b>{}</b> {} <small>{}</small></h3>")
LINE, LINES = Markup('<li class="{}"><span>{}</span>{}</li>'), Markup('<ul class="told">{}</ul>')
_JOIN = Markup("").join


def show(visitor: ViewState, snapshot: Snapshot, ranking: Ranking, candidates: Candidates) -> None:
    """Draw the first places and their map; the list comes first, for who reads or tabs through the page."""
    requirements, lang = visitor.suitability_query.requirements, visitor.lang
    first = ranking.places[:SHOWN]
    told = cache.cached(("five", requirements, lang), lambda: [_told(p, ranking, candidates, lang) for p in first])
    with st.container(key="result"):
        places, beside = st.columns([13, 9], gap="small")
        with places:
            for place, text in zip(first, told, strict=True):
                _place(place, text, visitor, snapshot.dataset)
        with beside:
            _map(visitor, snapshot, first, candidates)


def _told(place: Ranked, ranking: Ranking, candidates: Candidates, lang: Lang) -> tuple[str, Markup]:
    """Return kind and ground of a place, and its lines as HTML; every text is escaped."""
    summary: PlaceSummary = summarize(place, ranking, candidates, lang)
    at = say("invest.of_part", lang, rank=span(place, lang), part=summary.part) if summary.part else span(place, lang)
    lines = [("for", text) for text in summary.reasons] + [("against", summary.weakness)]
    lines += [("unknown", summary.unknown)] if summary.unknown else []
    lines.append(("rank", at))
    return summary.kind, LINES.format(_JOIN(LINE.format(of, say(f"invest.{of}", lang), text) for of, text in lines))


def _place(place: Ranked, told: tuple[str, Markup], visitor: ViewState, dataset: Dataset) -> None:
    """Draw a place's card; it is named by its rank, so that a page changes it where another place has that rank."""
    lang, (kind, lines) = visitor.lang, told
    with st.container(border=True, horizontal=True, key=f"ranked-head-{place.rank}"):
        st.html(HEAD.format(place.rank, dataset.name(place.id, lang), kind))
        shortlist.button(visitor, place.id, f"ranked-pick-{place.id}", small=True)
        st.page_link(
            menu.pages(lang)["map"],
            label=say("invest.on_map", lang),
            icon=":material/map:",
            help=say("invest.on_map", lang),
            query_params={**visitor.to_query(dataset), "id": [place.id]},
        )
        st.html(lines)


def _map(visitor: ViewState, snapshot: Snapshot, first: Sequence[Ranked], candidates: Candidates) -> None:
    """Draw the places with their numbers and the gateways from which their distances count; a click selects one."""
    names = tuple(place.id for place in first)
    shown, numbers, bounds = cache.cached(
        ("pins", visitor.suitability_query.requirements), lambda: _pins(first, candidates)
    )
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


def _pins(first: Sequence[Ranked], candidates: Candidates) -> tuple[str, tuple[dict[str, object], ...], Box | None]:
    """Return the features to draw as bits, the numbered pins, and the box round the pins."""
    dataset = candidates.dataset
    drawn = {name for place in first for name in place.names} | {
        reach.feature for place in first for reach in place.reaches.values()
    }
    pins = [(lon, lat, place.rank) for place in first for lon, lat in _points(place, candidates)]
    mask = dataset.features.index.isin([dataset.drawn_as(name) for name in drawn])
    numbers = tuple({"lon": lon, "lat": lat, "label": str(number)} for lon, lat, number in pins)
    return bitset(mask), numbers, _box(np.array([pin[:2] for pin in pins], dtype=float))


def _points(place: Ranked, candidates: Candidates) -> list[tuple[float, float]]:
    """Return lon and lat of the points of a place; of a place in parts, of the part that was measured."""
    lon, lat, _ = candidates.points[candidates.ids.index(place.id)]
    parts = [part["name_zh"] for part in candidates.dataset.record(place.id).get("parts") or []]
    at = parts.index(place.part.zh) if place.part and place.part.zh in parts else None  # else another name of the site
    return [
        (round(float(x), 5), round(float(y), 5))
        for i, (x, y) in enumerate(zip(lon, lat, strict=True))
        if at in {None, i}
    ]


def _box(points: npt.NDArray[np.float64]) -> Box | None:
    if not len(points):
        return None
    low, high = points.min(axis=0), points.max(axis=0)
    middle, half = (low + high) / 2, np.maximum((high - low) * (0.5 + ROOM), NARROWEST_DEG / 2)
    (west, south), (east, north) = middle - half, middle + half
    return float(west), float(south), float(east), float(north)
