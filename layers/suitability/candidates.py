"""The candidates of one dataset as arrays: their ids, their codes and their distances to every target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.arrays import Floats
from layers.crs.metric import GEOD
from layers.dataset.dataset import Dataset
from layers.query.nearest import NearestResult, ProximityIndex, Targets
from layers.suitability.presets import Presets, by_mode, criteria

Places = npt.NDArray[np.intp]
Key = tuple[str, int]  # feature (or boarding point) and number of its part: one point on the ground


@dataclass(frozen=True, eq=False)
class CandidateDistances:
    """Distances from points of candidates to points of targets, all in a fixed order.

    Attributes
    ----------
    error_km
        (p,) stated position error of each point on the ground, the worst case if unknown.
    owner, here
        (n,) candidate and ground point of each point of a candidate; sorted by owner.
    codes, there
        (m,) criterion and ground point of each target; sorted by criterion.
    east, north
        (n, m) components in km of the geodesic from candidate point to target; their length is the geodesic distance.
    """

    error_km: Floats
    owner: Places
    here: Places
    codes: npt.NDArray[np.str_]
    there: Places
    east: Floats
    north: Floats


@dataclass(frozen=True, eq=False)
class Candidates:
    """The features that can be ranked, sorted by id, so that the order of features never matters."""

    dataset: Dataset
    terms: Presets
    proximity: ProximityIndex

    @cached_property
    def ids(self) -> list[str]:
        """Ids of the candidates; a zone that the plan has under its later name (`successor`) is ranked there alone."""
        features = self.dataset.features
        names = features.index[features["kind"].isin(list(self.terms.candidates))].astype(str)
        return sorted(name for name in names if not self.dataset.record(name).get("successor"))

    @cached_property
    def rows(self) -> Places:
        """(c,) row of each candidate in the dataset's features and index."""
        return np.asarray(self.dataset.features.index.get_indexer(pd.Index(self.ids)), dtype=np.intp)

    @cached_property
    def located(self) -> npt.NDArray[np.bool_]:
        """(c,) whether the candidate has a location."""
        has = np.zeros(len(self.ids), dtype=bool)
        has[self.distances.owner] = True
        return has

    @cached_property
    def codes_of(self) -> Mapping[str, list[set[str]]]:
        """Field → the codes of each candidate."""
        features = self.dataset.features.loc[self.ids]
        return {field: [set(codes) for codes in features[field]] for field in ("functions", "industries")}

    @cached_property
    def points(self) -> list[tuple[Floats, Floats, Floats]]:
        """Lon, lat (degrees) and error (km, NaN if unknown) of the points of each candidate."""
        return [self.proximity.points_of(name) for name in self.ids]

    @cached_property
    def distances(self) -> CandidateDistances:
        """All points and the geodesics between them, computed once."""
        keys: dict[Key, tuple[float, float, float]] = {}
        here: list[tuple[int, Key]] = []
        for number, name in enumerate(self.ids):
            for part, point in enumerate(zip(*self.points[number], strict=True)):
                keys[name, part] = point
                here.append((number, (name, part)))
        there = [*_gateways(self.proximity.gateways, keys), *_boardings(self.boardings, keys)]
        order = {key: number for number, key in enumerate(sorted(keys))}
        there = sorted(set(there), key=lambda spot: (spot[0], order[spot[1]]))
        table = np.array([keys[key] for key in order], dtype=float).reshape(-1, 3)
        mine = np.array([order[key] for _, key in here], dtype=np.intp)
        others = np.array([order[key] for _, key in there], dtype=np.intp)
        east, north = _geodesics(table, mine, others)
        return CandidateDistances(
            error_km=np.where(np.isnan(table[:, 2]), self.terms.unknown_error_km, table[:, 2]),
            owner=np.array([number for number, _ in here], dtype=np.intp),
            here=mine,
            codes=np.array([code for code, _ in there], dtype=str),
            there=others,
            east=east,
            north=north,
        )

    @cached_property
    def reaches(self) -> Mapping[tuple[int, str], NearestResult]:
        """(candidate, criterion) → the nearest target; 0 km if the candidate itself is one."""
        found = {}
        for code, targets in self._spots.items():
            for number, name in enumerate(self.ids):
                if name in targets.features:
                    found[number, code] = NearestResult(code, name, 0.0, 0.0)
                elif near := targets.nearest(*self.points[number]):
                    found[number, code] = near[0]
        return found

    @cached_property
    def boardings(self) -> Targets:
        """Boarding points of each corridor, and again by each mode that is a criterion of its own."""
        targets, known = self.proximity.boardings, criteria(self.dataset.catalogue)
        modes = targets.modes or (None,) * len(targets.codes)
        single = [by_mode(str(code), mode) if mode else "" for code, mode in zip(targets.codes, modes, strict=True)]
        use = np.array([i for i, code in enumerate(single) if code in known], dtype=np.intp)
        every = np.concatenate([np.arange(len(targets.codes)), use])
        return Targets(
            np.concatenate([targets.codes, np.array(single, dtype=str)[use]]),
            targets.features[every],
            targets.lon[every],
            targets.lat[every],
            targets.error_km[every],
            tuple(targets.names[i] for i in every),
            tuple(modes[i] for i in every),
        )

    @property
    def _spots(self) -> dict[str, Targets]:
        both = (self.proximity.gateways, self.boardings)
        return {
            str(code): _only(targets, str(code)) for targets in both for code in dict.fromkeys(targets.codes.tolist())
        }


def _only(targets: Targets, code: str) -> Targets:
    """Return the targets of one criterion."""
    use = np.flatnonzero(targets.codes == code)
    names = tuple(targets.names[i] for i in use)
    return Targets(
        targets.codes[use], targets.features[use], targets.lon[use], targets.lat[use], targets.error_km[use], names
    )


def _gateways(targets: Targets, keys: dict[Key, tuple[float, float, float]]) -> list[tuple[str, Key]]:
    """Return criterion and point of each gateway; a gateway that is also a candidate is one point on the ground."""
    parts: Counter[tuple[str, str]] = Counter()
    found = []
    for code, name, *point in zip(
        targets.codes, targets.features, targets.lon, targets.lat, targets.error_km, strict=True
    ):
        key = (str(name), parts[str(code), str(name)])
        parts[str(code), str(name)] += 1
        keys[key] = (float(point[0]), float(point[1]), float(point[2]))
        found.append((str(code), key))
    return found


def _boardings(targets: Targets, keys: dict[Key, tuple[float, float, float]]) -> list[tuple[str, Key]]:
    """Return criterion and point of each boarding point; corridors with a common boarding point share its error."""
    found = []
    for code, lon, lat, error in zip(targets.codes, targets.lon, targets.lat, targets.error_km, strict=True):
        key = (f"boarding:{lon:.5f},{lat:.5f}", 0)
        keys[key] = (float(lon), float(lat), float(error))
        found.append((str(code), key))
    return found


def _geodesics(table: Floats, here: Places, there: Places) -> tuple[Floats, Floats]:
    """Return the east and north components (n, m) in km of the geodesics between points of `table` (lon, lat, …)."""
    a, b = np.meshgrid(here, there, indexing="ij")
    if not a.size:
        return np.zeros(a.shape), np.zeros(a.shape)
    azimuth, _, metres = GEOD.inv(table[a, 0], table[a, 1], table[b, 0], table[b, 1])
    turn = np.radians(azimuth)
    return metres / 1000 * np.sin(turn), metres / 1000 * np.cos(turn)
