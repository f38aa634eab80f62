"""The map itself: a fixed base, drawn once, and a view that changes with every click."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st
from streamlit_folium import st_folium

from geo_app.server import published_files
from geo_app.state import cache, view_state
from geo_app.state.cache import Snapshot
from geo_app.state.url import ViewState
from geo_app.widgets import uploaded_layer_overlay
from layers.config.basemap_tiles import tiles_for_map
from layers.config.settings import load_settings
from layers.dataset.dataset import Dataset
from layers.query.filters import FilterResult, Selection
from layers.web_map.folium_map import View, base_map, bitset, update_group
from layers.web_map.overlay import Overlay

KEY = "map"
# what style.css gives the card, on wide and narrow frames; with the drawer open it covers that on a narrow one
CARD_INSET = {"right": 410, "narrow": {"bottom": "48%"}}
CARD_INSET_DRAWER = {"right": 410, "narrow": {"bottom": 0}}
HEIGHT = 800  # pixels until the style sheet gives the frame the window's height


def show(  # noqa: PLR0913 (switches by keyword, each with a default)
    visitor: ViewState,
    snapshot: Snapshot,
    cut: FilterResult,
    *,
    key: str = KEY,
    on_point: Callable[[float, float], None] | None = None,
    on_own: Callable[[int, int], None] | None = None,
    overlay: Overlay | None = None,
    height: int = HEIGHT,
    covered: bool = True,
    painted: str | None = None,
    popup: Mapping[str, object] | None = None,
) -> None:
    """Draw the map with what the filters keep; a click selects a feature.

    With `on_point`, a click beside every feature is handed over as longitude and latitude; with `on_own`, one on a
    feature that the visitor brought, as the numbers of its layer and row; `overlay` adds rings and points that belong
    to no layer; a low frame says its `height` in pixels, so that the legend begins folded. Without
    `covered`, no card lies over the map when a feature is selected; `popup` then says of it what the card would.
    The browser asks for `painted` once the map stands.
    """
    dataset = snapshot.dataset
    searched = visitor.selection.searched(dataset.index)
    selected = dataset.drawn_as(visitor.selected) if visitor.selected else None
    shown = cut.mask if selected == visitor.selected else cut.mask | (dataset.features["id"] == selected).to_numpy()
    view = View(
        shown=bitset(shown),
        choices=visitor.selection.choices,
        search=None if searched is None else bitset(searched),
        selected=selected,
        fit="route" if visitor.route or corridors_alone(visitor.selection, dataset) else "city",
        lang=visitor.lang,
        view=visitor.view,
        time=visitor.time,
        district_vintage=visitor.district_vintage,
        points=True if on_point else None,
        own=uploaded_layer_overlay.overlay(heard=on_own is not None),
        rings=overlay.rings if overlay else None,
        drafts=overlay.drafts if overlay else None,
        inset=_inset(visitor) if covered else None,
        painted=painted,
        popup=popup,
        emphasis=_found(visitor) if visitor.lookup else None,
    )
    mount(view, snapshot, key=key, height=height, on_change=partial(_hear, key, on_point, on_own))


def _found(visitor: ViewState) -> tuple[str, ...] | None:
    """Return what the search finds, which the map highlights; None where that is nothing, so that nothing fades."""
    return tuple(hit.id for hit in cache.search(visitor.lookup).found) or None


def mount(
    view: View, snapshot: Snapshot, *, key: str, height: int = HEIGHT, on_change: Callable[[], None] | None = None
) -> None:
    """Draw a map `height` pixels high that shows `view`; `on_change` is called when something on it was clicked."""
    files = snapshot.files
    base = base_map(
        [published_files.ATLAS + files["script"]],
        [published_files.ATLAS + files["style"]],
        {"manifest": published_files.ATLAS + files["manifest"], **_tiles(key)},
    )
    with st.container(key=f"{key}-frame"):
        st_folium(
            base,
            key=key,
            render=False,  # it does so a second time
            height=height,
            use_container_width=True,
            feature_group_to_add=update_group(view),
            returned_objects=["last_active_drawing"] if on_change else [],
            on_change=on_change,
        )


def _tiles(key: str) -> dict[str, object]:
    """Return the operator's base map for the map page alone: its key goes to no page that does not need it."""
    tiles = tiles_for_map(load_settings()) if key == KEY else None
    return {"tiles": tiles} if tiles else {}


def _inset(visitor: ViewState) -> dict[str, object] | None:
    if visitor.selected is None:
        return None
    return CARD_INSET_DRAWER if visitor.drawer else CARD_INSET


def corridors_alone(selection: Selection, dataset: Dataset) -> bool:
    """Whether nothing but corridors is chosen, so that the whole route is the view that fits."""
    types = set(selection.codes("platform_type"))
    kinds = {dataset.catalogue.kinds[code].type for code in selection.codes("kind")}
    chosen = types or kinds
    return bool(chosen) and types <= {"corridor"} and kinds <= {"corridor"}


def _hear(key: str, on_point: Callable[[float, float], None] | None, on_own: Callable[[int, int], None] | None) -> None:
    """Take what was clicked: a feature, one of the visitor's own, nothing, or a place."""
    clicked = view_state.clicked(key).get("last_active_drawing") or {}
    if on_own and "own" in clicked:
        layer, row = clicked["own"]
        on_own(int(layer), int(row))
    elif on_point and "lon" in clicked and "lat" in clicked:
        on_point(float(clicked["lon"]), float(clicked["lat"]))
    else:
        view_state.change(selected=clicked.get("id") or None)
