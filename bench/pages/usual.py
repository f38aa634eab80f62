"""The usual way to filter a map: on each run a new `folium.Map`, one `folium.Marker` per feature, default `st_folium`.

Where habits differ, the quicker one is taken: data read once, no tiles, no popups, no icon sets, plain tooltips.
"""

import json
from typing import Any

import folium
import streamlit as st
from streamlit_folium import st_folium

from bench import local_leaflet
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import Dataset, load_dataset


@st.cache_resource(show_spinner=False)
def load() -> tuple[Dataset, dict[str, Any], dict[str, Any]]:
    """Return the edition, its districts and its corridors by id, read once for all visitors."""
    dataset = load_dataset(load_catalogue())
    corridors = {f["id"]: f for f in json.loads(dataset.contents["corridors"])["features"] if f["geometry"]}
    return dataset, json.loads(dataset.contents["districts"]), corridors


dataset, districts, corridors = load()
features = dataset.features[dataset.features.geometry.notna()]
with st.sidebar:
    types = [code for code in dataset.vocabulary("platform_type") if (features["platform_type"] == code).any()]
    chosen = [code for code in types if st.checkbox(code, key=f"platform_type-{code}")]
kept = features[features["platform_type"].isin(chosen or types)]

chart = folium.Map(location=[30.06, 107.87], zoom_start=7, tiles=None)
# as in the app: folium's own addresses are on other people's servers, and without a network nothing would appear
chart.default_js, chart.default_css = local_leaflet.SCRIPTS, local_leaflet.STYLES
folium.GeoJson(districts, name="districts").add_to(chart)
if routes := [corridors[name] for name in kept.index if name in corridors]:
    folium.GeoJson({"type": "FeatureCollection", "features": routes}, name="corridors").add_to(chart)
for name, place in zip(kept["name_zh"], kept.geometry, strict=True):
    if "Point" in place.geom_type:
        at = place.geoms[0] if place.geom_type == "MultiPoint" else place
        folium.Marker([at.y, at.x], tooltip=name).add_to(chart)
st_folium(chart, use_container_width=True)
