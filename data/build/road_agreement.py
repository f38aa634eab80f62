"""How well the road network agrees with published distances: a factor and a band from one half, tested on the other.

A published figure is tested against the band of the network and the position errors of its own two ends.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import binom

from data.build.routes.inputs import read_rows
from layers.arrays import Floats, Mask
from layers.crs.metric import GEOD
from layers.roads.calibration import Calibration, held_out
from layers.roads.network import RoadNetwork

TABLE = "road-distances.csv"
TESTS = frozenset({"yes"})  # of the field `test`; the other values say why a row is none
COVERAGE, CONFIDENCE = (
    0.9,
    0.9,
)  # the band holds for nine answers of ten, and is wide enough for that in nine samples of ten
REACH_SHARE = 0.95  # share of named places that lie within `reach_km` of an edge
Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class PublishedDistances:
    """n published road distances that the network can answer.

    Attributes
    ----------
    km, straight_km, network_km
        (n,) as published, on the ellipsoid, and as the network has it (ways to the roads included).
    error_km
        (n,) sum of the position errors of the two ends.
    held_out
        (n,) mask of the half that is kept for the test.
    reach_km
        How far a place may lie from a road, by the calibrating half.
    """

    km: Floats
    straight_km: Floats
    network_km: Floats
    error_km: Floats
    held_out: Mask
    reach_km: float

    def road_km(self, factor: float) -> Floats:
        """Return (n,) the answers with a factor: a road is never shorter than the straight line."""
        return np.maximum(factor * self.network_km, self.straight_km)

    def relative(self, factor: float) -> Floats:
        """Return (n,) the relative error of the answers, of the published figure."""
        return np.asarray(np.abs(self.road_km(factor) / self.km - 1))

    def beyond(self, factor: float) -> Floats:
        """Return (n,) what the ends' errors leave of the deviation, as a share of the answer."""
        road = self.road_km(factor)
        return np.asarray(np.maximum(np.abs(self.km - road) - self.error_km, 0) / road)


def read_published(network: RoadNetwork, box: Box, tests: frozenset[str] = TESTS) -> PublishedDistances:
    """Read the published distances whose field `test` is one of `tests` and which the network can answer."""
    rows = [row for row in read_rows(TABLE) if row["test"] in tests]
    lon, lat, error = (
        np.array([[float(row[f"{end}_{key}"]) for end in ("from", "to")] for row in rows])
        for key in ("lon", "lat", "error_km")
    )
    km = np.array([float(row["km"]) for row in rows])
    inside = in_box(lon, lat, box).all(axis=1)
    lon, lat, error, km = lon[inside], lat[inside], error[inside], km[inside]
    starts, ends = (network.snap(lon[:, end], lat[:, end]) for end in (0, 1))
    straight = np.asarray(GEOD.inv(lon[:, 0], lat[:, 0], lon[:, 1], lat[:, 1])[2]) / 1000
    held = held_out(straight)
    access = np.column_stack([starts.access_km, ends.access_km])
    reach = reach_of(access[~held].ravel())
    use = (access <= np.maximum(error, reach)).all(axis=1)
    along = network.distances(starts, ends).diagonal()
    return PublishedDistances(km[use], straight[use], along[use], error.sum(axis=1)[use], held[use], reach)


def calibrate(published: PublishedDistances) -> Calibration:
    """Fit factor and band to one half, and test them on the other; the band goes up to the next whole percent."""
    held, fitted = published.held_out, ~published.held_out
    factor = round(float(np.median((published.km / published.network_km)[fitted])), 3)
    deviations = np.sort(published.beyond(factor)[fitted])
    band = float(np.ceil(100 * deviations[rank_of(len(deviations)) - 1]) / 100)
    errors = published.relative(factor)[held]
    return Calibration(
        factor=factor,
        band=band,
        reach_km=published.reach_km,
        rows=int(fitted.sum()),
        held_rows=int(held.sum()),
        held_median=round(float(np.median(errors)), 3),
        held_p90=round(float(np.quantile(errors, 0.9)), 3),
        held_share=round(float((published.beyond(factor)[held] <= band).mean()), 3),
    )


def reach_of(access_km: Floats) -> float:
    """Return the distance within which most named places lie from the nearest edge, up to the next tenth."""
    return float(np.ceil(10 * np.quantile(access_km, REACH_SHARE)) / 10)


def rank_of(count: int) -> int:
    """Return which of `count` ordered deviations bounds nine of ten, in nine samples of ten: a tolerance limit."""
    ranks = np.arange(1, count + 1)
    enough = ranks[binom.cdf(ranks - 1, count, COVERAGE) >= CONFIDENCE]
    return int(enough[0]) if len(enough) else count


def in_box(lon: Floats, lat: Floats, box: Box) -> Mask:
    """Return the mask of the points inside a box of west, south, east and north."""
    west, south, east, north = box
    return np.asarray((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
