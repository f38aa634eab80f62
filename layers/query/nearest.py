"""Geodesic distances from a feature to gateways and to boarding points of corridors, with both position errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from layers.arrays import Floats
from layers.catalogue.entries import Lang, Words
from layers.crs.metric import GEOD
from layers.dataset import district_join
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say

UNBUILT = frozenset({"planned", "applying", "preparatory", "exploring"})
HERE_KM = 0.3  # a shorter distance counts as the same location
STATION_ERROR_KM = 1.0  # ends of routed lines lie on the yard or quay, each about this long
SpotRow = tuple[str, str, float, float, float, Words | None, str | None]  # code, id, lon, lat, error, at, mode


@dataclass(frozen=True)
class NearestResult:
    """The nearest target of one kind.

    Attributes
    ----------
    code
        Gateway group or corridor kind of the catalogue.
    feature
        Id of the target.
    km, error_km
        Geodesic distance (直线距离) and the sum of both ends' position errors; None if one error is unknown.
    at, mode
        Boarding point and mode of a corridor; None for gateways.
    """

    code: str
    feature: str
    km: float
    error_km: float | None
    at: Words | None = None
    mode: str | None = None

    @property
    def is_here(self) -> bool:
        """Whether both ends are at the same location."""
        return self.km < HERE_KM

    @property
    def is_within_error(self) -> bool:
        """Whether the distance is no larger than the sum of both errors."""
        return self.error_km is not None and self.km <= self.error_km


def kilometres(reach: NearestResult) -> str:
    """Format a distance in kilometres: tenths below 10 km, as its error has them, else whole kilometres.

    The size of the error does not matter: an airport and its apron have different errors, and the same route to both
    must not read 4.8 km here and 5 km there. With an unknown error, tenths would claim a precision that is not there.
    """
    return f"{reach.km:.1f}" if reach.km < 10 and reach.error_km is not None else f"{reach.km:.0f}"


def distance(reach: NearestResult | None, lang: Lang) -> str:
    """Format a straight-line distance with its error; return a dash if the distance is unknown."""
    if reach is None:
        return "–"
    if reach.is_here:
        return say("near.here", lang)
    if reach.error_km is None:
        return say("near.about_unknown", lang, km=kilometres(reach))
    if reach.is_within_error:
        return say("near.within", lang, error=f"{reach.error_km:.1f}")
    return say("near.about", lang, km=kilometres(reach), error=f"{reach.error_km:.1f}")


@dataclass(frozen=True, eq=False)
class Targets:
    """n target points in parallel arrays, one entry a point; a feature in parts has several."""

    codes: npt.NDArray[np.str_]
    features: npt.NDArray[np.str_]
    lon: Floats
    lat: Floats
    error_km: Floats  # NaN where unknown
    names: tuple[Words | None, ...]
    modes: tuple[str | None, ...] = ()  # empty: no point has a mode

    def nearest(self, lon: Floats, lat: Floats, error_km: Floats, *, without: str = "") -> list[NearestResult]:
        """Find the nearest target of each code and mode to any of m points, in order of first occurrence.

        Parameters
        ----------
        lon, lat, error_km
            (m,) degrees WGS 84 and kilometres.
        without
            Id of a feature to exclude: the one the distances start from.
        """
        use = np.flatnonzero(self.features != without)
        if not len(use) or not len(lon):
            return []
        here, there = np.meshgrid(np.arange(len(lon)), use, indexing="ij")
        metres = GEOD.inv(lon[here], lat[here], self.lon[there], self.lat[there])[2]
        best = metres.argmin(axis=0)  # for each target, the nearest part of the feature
        km = metres.min(axis=0) / 1000
        found = []
        groups = [(str(self.codes[spot]), self.modes[spot] if self.modes else None) for spot in use]
        for code, mode in dict.fromkeys(groups):
            members = [i for i, group in enumerate(groups) if group == (code, mode)]
            column = min(members, key=lambda i: (km[i], self.features[use[i]]))
            error = float(error_km[best[column]] + self.error_km[use[column]])
            spot = int(use[column])
            found.append(
                NearestResult(
                    code,
                    str(self.features[spot]),
                    float(km[column]),
                    None if np.isnan(error) else error,
                    self.names[spot],
                    mode,
                )
            )
        return found


@dataclass(frozen=True, eq=False)
class ProximityIndex:
    """Distance queries on one dataset."""

    dataset: Dataset

    @cached_property
    def gateways(self) -> Targets:
        """Points of every existing feature in the catalogue's `gateways` groups."""
        groups, features = self.dataset.catalogue.gateways, self.dataset.features
        rows: list[SpotRow] = []
        for code, group in groups.items():
            for name, kind, status in zip(features["id"], features["kind"], features["status"], strict=True):
                if (kind in group.kinds or name in group.features) and status not in UNBUILT:
                    rows += [(code, name, *point, None, None) for point in zip(*self.points_of(name), strict=True)]
        return _spots(rows)

    @cached_property
    def boardings(self) -> Targets:
        """Boarding points of each corridor inside the municipality: starts of legs in one of its districts."""
        corridors, districts = self.dataset.frames.get("corridors"), self.dataset.frames.get("districts")
        if corridors is None or districts is None:
            return _spots([])
        rows = [
            (kind, name, *part.coords[0], STATION_ERROR_KM, self._called(leg, part.coords[0]), leg["mode"])
            for name, kind, legs, line in zip(
                corridors["id"], corridors["kind"], corridors["legs"], corridors.geometry, strict=True
            )
            for leg, part in distinct_legs(legs, line)
        ]
        inside = district_join.districts_of(
            gpd.GeoSeries(gpd.points_from_xy([r[2] for r in rows], [r[3] for r in rows])), districts
        )
        return _spots(row for row, adcodes in zip(rows, inside, strict=True) if adcodes)

    def _called(self, leg: Mapping[str, Any], point: tuple[float, float]) -> Words:
        """Return the name of the start of a leg; a flight starts at the airport of its city."""
        targets, features = self.gateways, self.dataset.features
        if leg["mode"] == "air" and len(targets.lon):
            lon, lat = (np.full(len(targets.lon), degrees) for degrees in point)
            metres = GEOD.inv(lon, lat, targets.lon, targets.lat)[2]
            row = features.loc[str(targets.features[metres.argmin()])]
            if metres.min() / 1000 < HERE_KM:
                return Words(zh=row["name_zh"], en=row["name_en"])
        return Words(zh=leg["from_zh"], en=leg["from_en"])

    def points_of(self, name: str) -> tuple[Floats, Floats, Floats]:
        """Return lon, lat (degrees) and error (km, NaN if unknown) of the points of a feature; empty for lines."""
        record, place = self.dataset.record(name), self.dataset.features.geometry[name]
        if not isinstance(place, (shapely.Point, shapely.MultiPoint)):
            return np.empty(0), np.empty(0), np.empty(0)
        points = shapely.get_coordinates(place)
        parts: list[dict[str, Any]] = record["parts"]  # parts without a location come last
        errors = (
            [part["position_error_km"] for part in parts[: len(points)]] if parts else [record["position_error_km"]]
        )
        return points[:, 0], points[:, 1], np.array(errors, dtype=float)

    def gateways_near(self, name: str) -> list[NearestResult]:
        """Return the nearest existing gateway of each group to feature `name`."""
        return self.gateways.nearest(*self.points_of(name), without=name)

    def corridors_near(self, name: str) -> list[NearestResult]:
        """Return the nearest boarding point of each corridor kind and mode to feature `name`."""
        return self.boardings.nearest(*self.points_of(name))


def distinct_legs(
    legs: Sequence[Mapping[str, Any]], line: BaseGeometry | None
) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """Yield the legs of a route that have a start, with their lines; a leg drawn in pieces has one start."""
    before = None
    for leg, part in zip(legs, shapely.get_parts(line) if line else [], strict=True):
        ends = leg["from_zh"], leg["to_zh"], leg["mode"]
        if ends != before:
            yield leg, part
        before = ends


def _spots(rows: Iterable[SpotRow]) -> Targets:
    table = list(rows)
    codes, features, lon, lat, error, names, modes = zip(*table, strict=True) if table else ((),) * 7
    return Targets(
        np.array(codes, dtype=str),
        np.array(features, dtype=str),
        np.array(lon, dtype=float),
        np.array(lat, dtype=float),
        np.array(error, dtype=float),
        tuple(names),
        tuple(modes),
    )
