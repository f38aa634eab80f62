"""Geodesic distances from a feature to gateways and to boarding points of corridors, with both position errors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from layers.arrays import Floats
from layers.catalogue.entries import Gateway, Lang, Words
from layers.crs.metric import GEOD
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.query.existence import standing

HERE_KM = 0.3  # a shorter distance counts as the same location,
HERE_ERROR_KM = 3.0  # unless the positions are so uncertain that it says nothing
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
    part
        Part from which the distance is measured, for a place in parts; else None.
    """

    code: str
    feature: str
    km: float
    error_km: float | None
    at: Words | None = None
    mode: str | None = None
    part: Words | None = None

    @property
    def is_here(self) -> bool:
        """Whether both ends are known to be at the same location."""
        return self.km < HERE_KM and (self.error_km is None or self.error_km <= HERE_ERROR_KM)

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

    def nearest(
        self,
        lon: Floats,
        lat: Floats,
        error_km: Floats,
        *,
        without: str | Collection[str] = "",
        parts: Sequence[Words | None] = (),
    ) -> list[NearestResult]:
        """Find the nearest target of each code and mode to any of m points, in order of first occurrence.

        Parameters
        ----------
        lon, lat, error_km
            (m,) degrees WGS 84 and kilometres.
        without
            Ids of features to exclude: the one the distances start from, and others on its site.
        parts
            Names of the m points, where they are parts of a place.
        """
        excluded = [without] if isinstance(without, str) else list(without)
        use = np.flatnonzero(~np.isin(self.features, excluded))
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
                    parts[best[column]] if len(parts) else None,
                )
            )
        return found


@dataclass(frozen=True, eq=False)
class ProximityIndex:
    """Distance queries on one dataset."""

    dataset: Dataset

    @cached_property
    def gateways(self) -> Targets:
        """Points of every gateway that operates today, by the catalogue's `gateways` groups."""
        rows: list[SpotRow] = []
        for code, members in self._members.items():
            for name in members:
                rows += [(code, name, *point, None, None) for point in zip(*self.points_of(name), strict=True)]
        return _spots(rows)

    @cached_property
    def boardings(self) -> Targets:
        """Boarding points of each corridor: the yards, quays and airports of its field `boards_at` that operate."""
        corridors = self.dataset.frames.get("corridors")
        if corridors is None:
            return _spots([])
        rows: list[SpotRow] = []
        columns = (corridors[key] for key in ("id", "kind", "legs", "boards_at"))
        for route, kind, legs, names in zip(*columns, strict=True):
            for name in names or ():
                if name in self.operating and legs:
                    rows += self._board(route, kind, legs[0]["mode"], name)
        return _spots(rows)

    def _board(self, route: str, kind: str, mode: str, name: str) -> list[SpotRow]:
        record = self.dataset.record(name)
        at = Words(zh=record["name_zh"], en=record["name_en"])
        return [(kind, route, *point, at, mode) for point in zip(*self.points_of(name), strict=True)]

    @property
    def boarding_places(self) -> tuple[str, ...]:
        """Ids of the operating yards, quays and airports where some corridor is boarded."""
        corridors = self.dataset.frames.get("corridors")
        every = () if corridors is None else (name for names in corridors["boards_at"] for name in names or ())
        return tuple(name for name in dict.fromkeys(every) if name in self.operating)

    @cached_property
    def operating(self) -> frozenset[str]:
        """Ids of the features that operate today: what is closed, merged or unfinished is offered to nobody."""
        return frozenset(self.dataset.features["id"][standing(self.dataset, "now")])

    @cached_property
    def _members(self) -> Mapping[str, tuple[str, ...]]:
        """Gateway group → the operating features in it."""
        features = self.dataset.features
        every = zip(features["id"], features["kind"], features["clears"], strict=True)
        rows = [row for row in every if row[0] in self.operating]
        return {
            code: tuple(
                name for name, kind, clears in rows if name in self.operating and _fits(group, name, kind, clears)
            )
            for code, group in self.dataset.catalogue.gateways.items()
        }

    @cached_property
    def _sites(self) -> Mapping[str, frozenset[str]]:
        """Feature → all features on its site, itself included, by the fields `site_of` and `same_as`."""
        features = self.dataset.features
        found: dict[str, frozenset[str]] = {}
        for name, *others in zip(features["id"], features["site_of"], features["same_as"], strict=True):
            linked = {name, *(other for other in others if isinstance(other, str))}
            site = frozenset(linked.union(*(found.get(other, frozenset()) for other in linked)))
            found |= dict.fromkeys(site, site)
        return found

    def site(self, name: str) -> frozenset[str]:
        """Return all features on the site of feature `name`, itself included: its other names and functions."""
        return self._sites.get(name, frozenset({name}))

    def gateways_here(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """Return gateway group → the operating gateways on the site of `name`, other than itself."""
        site = self.site(name) - {name}
        found = {code: tuple(member for member in members if member in site) for code, members in self._members.items()}
        return {code: members for code, members in found.items() if members}

    def parts_of(self, name: str) -> tuple[Words, ...]:
        """Return the names of the placed parts of a feature, in the order of `points_of`; empty for a place in one."""
        parts: list[dict[str, Any]] = self.dataset.record(name)["parts"] or []
        return tuple(Words(zh=p["name_zh"], en=p["name_en"]) for p in parts if p["position_quality"] != "none")

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
        """Return the nearest operating gateway of each group to feature `name`, on another site than its own."""
        return self.gateways.nearest(*self.points_of(name), without=self.site(name), parts=self.parts_of(name))

    def corridors_near(self, name: str) -> list[NearestResult]:
        """Return the nearest boarding point of each corridor kind and mode to feature `name`."""
        return self.boardings.nearest(*self.points_of(name), parts=self.parts_of(name))


def _fits(group: Gateway, name: str, kind: str, clears: Collection[str] | None) -> bool:
    listed = kind in group.kinds or name in group.features
    return listed and (not group.clears or bool(set(group.clears) & set(clears or ())))


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
