"""Metres for Chongqing: the plane EPSG:4545 for areas and buffers, geodesics on WGS 84 for distances (DESIGN §3)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from pyproj import Geod, Transformer

from layers.arrays import Floats

WGS84 = "EPSG:4326"
# CGCS2000, 3-degree zone on 108° E: the only zone that covers the whole municipality, lengths within 0.2 %
METRIC = "EPSG:4545"
GEOD = Geod(ellps="WGS84")
_TO_METRES = Transformer.from_crs(WGS84, METRIC, always_xy=True)
# pyproj builds a transformer per thread in some 60 ms, and every run of a page is a thread of its own
_THREAD = ThreadPoolExecutor(1, thread_name_prefix="metres")


def to_metres(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Transform points from degrees (WGS 84) to metres (EPSG:4545): x east, y north."""
    x, y = _THREAD.submit(_TO_METRES.transform, lon, lat).result()
    return np.asarray(x, dtype=float), np.asarray(y, dtype=float)


def to_degrees(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Transform points from metres (EPSG:4545) to degrees (WGS 84): longitude, latitude."""
    lon, lat = _THREAD.submit(_TO_METRES.transform, x, y, direction="INVERSE").result()
    return np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
