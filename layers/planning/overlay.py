"""Rings of coverage and points of a draft, as the map draws them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from layers.catalogue import Lang
from layers.drawing.overlay import Drawn
from layers.planning.layout import Sites
from layers.planning.scenario import DRAFT


def rings(sites: Sites, radii_km: Sequence[int]) -> Drawn:
    """Return a ring for each site's point and radius, with the inner and the outer bound by its position error."""
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


def points(sites: Sites, lang: Lang, ids: Iterable[str] | None = None) -> Drawn:
    """Return the sites of a scenario, or those of `ids`, as labelled points."""
    wanted = None if ids is None else set(ids)
    return tuple(
        {"lon": round(float(lon), 5), "lat": round(float(lat), 5), "label": name.say(lang)}
        for code, lon, lat, name in zip(sites.ids.tolist(), sites.lon, sites.lat, sites.names, strict=True)
        if (code in wanted if wanted is not None else code.startswith(f"{DRAFT}-"))
    )
