"""Overlay of planning on the map: rings of coverage and points of a draft."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from layers.catalogue.entries import Lang
from layers.planning.scenario import DRAFT
from layers.planning.site_points import Sites
from layers.web_map.overlay import Drawn


def rings(sites: Sites, radii_km: Sequence[int]) -> Drawn:
    """Return a ring for each point of a site and each radius, with inner and outer bound by its position error."""
    return tuple(
        {
            "lon": round(float(lon), 5),
            "lat": round(float(lat), 5),
            "km": radius,
            "low": round(max(radius - float(error), 0.0), 2),
            "high": round(radius + float(error), 2),
        }
        for radius in sorted(radii_km, reverse=True)
        for lon, lat, error in zip(sites.lon, sites.lat, sites.error_km, strict=True)
    )


def points(sites: Sites, lang: Lang) -> Drawn:
    """Return sites as labelled points."""
    return tuple(
        {"lon": round(float(lon), 5), "lat": round(float(lat), 5), "label": name.say(lang)}
        for lon, lat, name in zip(sites.lon, sites.lat, sites.names, strict=True)
    )


def drafted(sites: Sites) -> Sites:
    """Return the sites that a scenario adds or moves."""
    return sites.only(np.array([code.startswith(f"{DRAFT}-") for code in sites.ids.tolist()], dtype=bool))
