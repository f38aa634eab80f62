"""The specification of a static map as one value, for a single sheet, a slide or a page of the handout."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.arrays import Mask
from layers.catalogue.entries import DISTRICT_FIELDS, DistrictVintage, Lang
from layers.crs.web_mercator import Box, bounds_of_shapes
from layers.dataset.dataset import Dataset
from layers.query.existence import Time

DISTRICT_LAYERS: dict[DistrictVintage, str] = {"38": "districts", "37": "districts-2025"}
CORRIDOR = "corridor"
ROOM, NARROWEST = 0.06, 0.5  # share of margin round the shown features; least degrees that a map shows


@dataclass(frozen=True)
class MapSpec:
    """One map to draw.

    Attributes
    ----------
    mask
        (n,) mask over `dataset.features`.
    bounds
        West, south, east, north in degrees; None: fit the shown features.
    highlight
        Ids of emphasised features: with halo, name and published extent.
    title, narration, notes
        Texts of the map in `lang`, or "".
    link
        Full URL of the live view, or "".
    fade
        Whether features that are not highlighted are dimmed.
    grey
        Whether to draw a grey proof, in which patterns, shapes, numbers and greys replace colours.
    """

    dataset: Dataset
    mask: Mask
    lang: Lang = "zh"
    time: Time = "plan"
    district_vintage: DistrictVintage = "38"
    bounds: Box | None = None
    highlight: tuple[str, ...] = ()
    title: str = ""
    narration: str = ""
    notes: str = ""
    link: str = ""
    fade: bool = field(default=True, kw_only=True)
    grey: bool = field(default=False, kw_only=True)

    def is_dimmed(self, name: str) -> bool:
        """Test whether feature `name` is dimmed because others are highlighted."""
        return self.fade and bool(self.highlight) and name not in self.highlight

    @cached_property
    def shown(self) -> gpd.GeoDataFrame:
        """The kept features with a location, in drawing order."""
        features = self.dataset.features
        return features[np.asarray(self.mask, dtype=bool) & features.geometry.notna().to_numpy()]

    @property
    def is_route(self) -> bool:
        """Whether only corridors are shown, so that the map fits whole routes."""
        return not self.shown.empty and bool((self.shown["platform_type"] == CORRIDOR).all())

    @cached_property
    def municipality(self) -> Box:
        """The box round all districts, or the catalogue's home view without districts."""
        frame = self.dataset.frames.get(DISTRICT_LAYERS[self.district_vintage])
        if frame is None or frame.empty:
            (south, west), (north, east) = self.dataset.catalogue.home
            return west, south, east, north
        return _box(frame.total_bounds)

    @cached_property
    def box(self) -> Box:
        """The box that the map must show: its bounds, else municipality, districts concerned, or whole routes."""
        return self.bounds or _fit(self)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as dictionaries."""
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def _fit(map_spec: MapSpec) -> Box:
    shown, whole = map_spec.shown, map_spec.municipality
    if shown.empty:
        return whole
    if map_spec.is_route:
        return _routes(map_spec)
    places = shown[shown["platform_type"] != CORRIDOR]
    field = DISTRICT_FIELDS[map_spec.district_vintage]
    codes = {code for codes in places[field] for code in codes or ()}
    frame = map_spec.dataset.frames.get(DISTRICT_LAYERS[map_spec.district_vintage])
    if frame is None or not codes:
        return whole
    concerned = frame[frame["adcode"].isin(codes)]
    box = _box(concerned.total_bounds) if len(concerned) else whole
    return whole if box[2] - box[0] > 0.6 * (whole[2] - whole[0]) else _roomy(box)


def _routes(map_spec: MapSpec) -> Box:
    """Return the box round the shown routes; flights count only if no route is on land or water, as on the map."""
    lines = [place for place in map_spec.shown.geometry if place.geom_type.endswith("LineString")]
    frame = map_spec.dataset.frames.get("corridors")
    legs: dict[Any, Any] = {} if frame is None else frame["legs"].to_dict()
    ground: list[shapely.Geometry] = []
    for name, place in map_spec.shown.geometry.items():
        parts = shapely.get_parts(place)
        modes = [leg["mode"] for leg in legs[name]] if name in legs else [""] * len(parts)
        ground += [part for part, mode in zip(parts, modes, strict=False) if mode and mode != "air"]
    seen = ground or lines or list(map_spec.shown.geometry)
    return bounds_of_shapes(np.array(seen, dtype=object)) or map_spec.municipality


def _roomy(box: Box) -> Box:
    west, south, east, north = box
    wide, high = max(east - west, NARROWEST), max(north - south, NARROWEST)
    x, y = (west + east) / 2, (south + north) / 2
    half = 0.5 + ROOM
    return x - wide * half, max(y - high * half, -80.0), x + wide * half, min(y + high * half, 80.0)


def _box(bounds: object) -> Box:
    west, south, east, north = map(float, np.asarray(bounds, dtype=float))
    return west, south, east, north
