"""Leaflet and jQuery for the usual way, from the packages and by the route the app uses itself (DESIGN §5.1).

Declared in an imported module: in a page file Streamlit could not name the components.
"""

import streamlit.components.v1 as components
import xstatic.pkg.jquery
import xstatic.pkg.leaflet

components.declare_component("leaflet", path=xstatic.pkg.leaflet.BASE_DIR)
components.declare_component("jquery", path=xstatic.pkg.jquery.BASE_DIR)

SCRIPTS = [("leaflet", f"../{__name__}.leaflet/leaflet.js"), ("jquery", f"../{__name__}.jquery/jquery.min.js")]
STYLES = [("leaflet_css", f"../{__name__}.leaflet/leaflet.css")]
