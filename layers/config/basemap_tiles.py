"""The operator's optional base map: tile settings for the map page, and the hosts it then requests."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from layers.catalogue.entries import LANGUAGES
from layers.config.settings import Settings
from layers.i18n.messages import say

# Vector base and Chinese names in Web Mercator, as 天地图 documents them (lbs.tianditu.gov.cn/server/MapService.html)
TIANDITU = (
    "https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default"
    "&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)
TIANDITU_LAYERS, TIANDITU_HOSTS = ("vec", "cva"), "01234567"
XYZ_HOSTS = "abc"  # Leaflet's default values of {s}


def tiles_for_map(settings: Settings) -> dict[str, Any] | None:
    """Return the tile settings for the browser of the map page, key included; None without tiles.

    Only the map page may receive them: manifest, exports and log must not contain the key.
    """
    tiles = settings.tiles
    if tiles.provider == "tianditu" and tiles.key is not None:
        key = tiles.key.get_secret_value()
        urls = [TIANDITU.format(layer=layer, key=key) for layer in TIANDITU_LAYERS]
        source = {lang: tiles.attribution or say("tiles.tianditu", lang) for lang in LANGUAGES}
        return {"urls": urls, "subdomains": TIANDITU_HOSTS, "source": source, "max_zoom": tiles.max_zoom}
    if tiles.provider == "xyz" and tiles.url is not None:
        url = tiles.url
        if tiles.key is not None:
            url = url.replace("{key}", tiles.key.get_secret_value())
        source = dict.fromkeys(LANGUAGES, tiles.attribution or "")
        return {"urls": [url], "subdomains": XYZ_HOSTS, "source": source, "max_zoom": tiles.max_zoom}
    return None


def tile_hosts(settings: Settings) -> tuple[str, ...]:
    """Return the origins of the tiles as sources of a content-security policy; an empty list without tiles.

    The URLs are read without the key, because every page sends the policy.
    """
    tiles = settings.tiles
    if tiles.provider == "tianditu":
        urls, letters = [TIANDITU.format(layer=layer, key="") for layer in TIANDITU_LAYERS], TIANDITU_HOSTS
    elif tiles.provider == "xyz" and tiles.url is not None:
        urls, letters = [tiles.url], XYZ_HOSTS
    else:
        return ()
    parts = [urlsplit(url) for url in urls]
    found = [f"{part.scheme}://{part.netloc.rpartition('@')[2]}" for part in parts]  # without user and password
    return tuple(dict.fromkeys(origin.replace("{s}", letter) for origin in found for letter in letters))
