"""Distances from the points of candidates to the points of targets, as arrays in a fixed order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from layers.arrays import Floats, Mask
from layers.crs.metric import GEOD
from layers.query.nearest import Targets

Places = npt.NDArray[np.intp]
Key = tuple[str, int]  # feature (or boarding point) and number of its part: one point on the ground


@dataclass(frozen=True, eq=False)
class CandidateDistances:
    """Distances from points of candidates to points of targets, all in a fixed order.

    Attributes
    ----------
    error_km
        (p,) stated position error of each point on the ground, the worst case if unknown.
    owner, part, here
        (n,) candidate, number of its part and ground point of each point of a candidate; sorted by owner and part.
    codes, there
        (m,) criterion and ground point of each target; sorted by criterion.
    east, north
        (n, m) components in km of the geodesic from candidate point to target; their length is the geodesic distance.
    on_site
        (n, m) whether the target is the candidate itself or lies on its ground: the distance is 0, whatever the points.
    """

    error_km: Floats
    owner: Places
    part: Places
    here: Places
    codes: npt.NDArray[np.str_]
    there: Places
    east: Floats
    north: Floats
    on_site: Mask
    targets: Targets  # (m,) in the same order

    @cached_property
    def km(self) -> Floats:
        """(n, m) kilometres by the stated positions."""
        return np.where(self.on_site, 0.0, np.hypot(self.east, self.north))

    @cached_property
    def counted(self) -> Floats:
        """(n, m) kilometres that count: the root mean square over the discs of both errors; 0 on the site.

        A place that is known to some 20 km only is nowhere near to anything.
        """
        spread = (self.error_km[self.here][:, None] ** 2 + self.error_km[self.there][None, :] ** 2) / 2
        return np.where(self.on_site, 0.0, np.sqrt(self.km**2 + spread))

    @cached_property
    def best(self) -> Mapping[str, Places]:
        """Criterion → (n,) the column of the target nearest to each point, errors counted."""
        return {code: use[self.counted[:, use].argmin(axis=1)] for code, use in self.of_code.items()}

    @cached_property
    def of_code(self) -> Mapping[str, Places]:
        """Criterion → the columns of its targets."""
        return {str(code): np.flatnonzero(self.codes == code) for code in dict.fromkeys(self.codes.tolist())}


def joined(one: Targets, other: Targets) -> Targets:
    """Return two sets of targets as one."""
    return Targets(
        np.concatenate([one.codes, other.codes]),
        np.concatenate([one.features, other.features]),
        np.concatenate([one.lon, other.lon]),
        np.concatenate([one.lat, other.lat]),
        np.concatenate([one.error_km, other.error_km]),
        (*one.names, *other.names),
    )


def taken(targets: Targets, order: Sequence[int]) -> Targets:
    """Return the targets in an order."""
    use = np.array(order, dtype=np.intp)
    names = tuple(targets.names[i] for i in order)
    return Targets(
        targets.codes[use], targets.features[use], targets.lon[use], targets.lat[use], targets.error_km[use], names
    )


def gateways_of(targets: Targets, keys: dict[Key, tuple[float, float, float]]) -> list[tuple[str, Key]]:
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


def boardings_of(targets: Targets, keys: dict[Key, tuple[float, float, float]]) -> list[tuple[str, Key]]:
    """Return criterion and point of each boarding point; corridors with a common boarding point share its error."""
    found = []
    for code, lon, lat, error in zip(targets.codes, targets.lon, targets.lat, targets.error_km, strict=True):
        key = (f"boarding:{lon:.5f},{lat:.5f}", 0)
        keys[key] = (float(lon), float(lat), float(error))
        found.append((str(code), key))
    return found


def geodesics_of(table: Floats, here: Places, there: Places) -> tuple[Floats, Floats]:
    """Return the east and north components (n, m) in km of the geodesics between points of `table` (lon, lat, …)."""
    a, b = np.meshgrid(here, there, indexing="ij")
    if not a.size:
        return np.zeros(a.shape), np.zeros(a.shape)
    azimuth, _, metres = GEOD.inv(table[a, 0], table[a, 1], table[b, 0], table[b, 1])
    turn = np.radians(azimuth)
    return metres / 1000 * np.sin(turn), metres / 1000 * np.cos(turn)
