"""The distance by road beside the straight one: its band, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from layers.arrays import Floats, Mask
from layers.catalogue.entries import Lang
from layers.crs.metric import GEOD
from layers.i18n.messages import say
from layers.roads.graph_file import RoadGraph, RoadGraphError, RoadGraphHeader
from layers.roads.network import RoadNetwork, SnappedPoints

OUTSIDE, TOO_FAR, NO_WAY = "outside", "too_far", "no_way"


@dataclass(frozen=True, eq=False)
class RoadEnds:
    """m points (degrees WGS 84) with their position errors, snapped to the roads.

    Attributes
    ----------
    within_km
        (m,) how far each may lie from a road: its own error, and no less than the network's reach.
    outside, far
        (m,) outside the graph's area; further from any road than that.
    """

    lon: Floats
    lat: Floats
    error_km: Floats
    within_km: Floats
    snapped: SnappedPoints
    outside: Mask

    @property
    def far(self) -> Mask:
        """(m,) mask of the points too far from any road."""
        return np.asarray(self.snapped.access_km > self.within_km)

    @property
    def usable(self) -> Mask:
        """(m,) mask of the points from which a way begins."""
        return np.asarray(~self.outside & ~self.far)


@dataclass(frozen=True, eq=False)
class RoadDistances:
    """Distances in kilometres, of any shape; NaN by road where there is no answer."""

    straight_km: Floats
    road_km: Floats
    low_km: Floats
    high_km: Floats


@dataclass(frozen=True)
class RoadDistance:
    """One distance: straight, and by road with its band, or the reason why there is none."""

    straight_km: float
    road_km: float | None
    low_km: float | None
    high_km: float | None
    year: int
    code: str = ""
    values: tuple[tuple[str, str], ...] = ()

    def reason(self, lang: Lang) -> str:
        """Return why there is no distance by road; nothing where there is one."""
        if not self.code:
            return ""
        values: dict[str, object] = dict(self.values)
        if "end" in values:
            values["end"] = say(f"roads.{values['end']}", lang)
        return say(f"roads.{self.code}", lang, **values)

    def sentence(self, lang: Lang) -> str:
        """Return both distances as text, the one by road with its band and year."""
        straight = say("roads.straight", lang, km=round_km(self.straight_km))
        if self.road_km is None or self.high_km is None:
            return say("roads.without", lang, straight=straight, reason=self.reason(lang))
        percent = round(100 * (self.high_km / max(self.road_km, 1e-9) - 1))
        # of a few kilometres the ends' errors make more than all: the band is said in kilometres
        band = f"{percent} %" if percent < 100 else f"{round_km(self.high_km - self.road_km)} km"
        road = say("roads.about", lang, km=round_km(self.road_km), band=band, year=self.year)
        return say("roads.both", lang, straight=straight, road=road)

    def as_json(self) -> dict[str, Any]:
        """Return the distance as plain values for JSON."""
        numbers = {"road_km": self.road_km, "road_low_km": self.low_km, "road_high_km": self.high_km}
        said: dict[str, Any] = {"straight_km": round(self.straight_km, 3)}
        said |= {key: None if value is None else round(value, 3) for key, value in numbers.items()}
        if self.code:
            said |= {"reason": self.reason("en"), "reason_zh": self.reason("zh"), "reason_code": self.code}
        return said


def without_roads(fault: RoadGraphError, start: tuple[float, float], target: tuple[float, float]) -> RoadDistance:
    """Measure between two points (degrees WGS 84) in a straight line only, because the graph cannot be used."""
    straight = float(GEOD.inv(*start, *target)[2]) / 1000
    values = tuple((key, str(value)) for key, value in fault.values.items())
    return RoadDistance(straight, None, None, None, 0, fault.code, values)


def round_km(km: float) -> str:
    """Format kilometres: tenths below 10 km, else whole."""
    return f"{km:.1f}" if km < 9.95 else f"{km:.0f}"


@dataclass(frozen=True, eq=False)
class Roads:
    """The road graph with what the build measured of it."""

    header: RoadGraphHeader
    graph: RoadGraph

    @cached_property
    def network(self) -> RoadNetwork:
        """The network, built at the first question."""
        return RoadNetwork(self.graph)

    def ends(self, lon: npt.ArrayLike, lat: npt.ArrayLike, error_km: npt.ArrayLike) -> RoadEnds:
        """Snap m points; an unknown error (NaN) counts as none."""
        x, y = np.atleast_1d(np.asarray(lon, dtype=float)), np.atleast_1d(np.asarray(lat, dtype=float))
        error = np.nan_to_num(np.broadcast_to(np.asarray(error_km, dtype=float), x.shape))
        west, south, east, north = self.header.box
        outside = ~((x >= west) & (x <= east) & (y >= south) & (y <= north))
        # a point beyond the area is not projected: it takes the place of a corner and never an answer
        snapped = self.network.snap(np.where(outside, west, x), np.where(outside, south, y))
        within = np.maximum(error, self.header.calibration.reach_km)
        return RoadEnds(x, y, error, within, snapped, outside)

    def measure(self, here: RoadEnds, there: RoadEnds) -> RoadDistances:
        """Measure from each of m points to each of n, straight and by road.

        The band is the network's, as a share of the distance, and both ends' position errors; no end of it is shorter
        than the straight line less these errors.
        """
        rows, columns = np.meshgrid(np.arange(len(here.lon)), np.arange(len(there.lon)), indexing="ij")
        metres = GEOD.inv(here.lon[rows], here.lat[rows], there.lon[columns], there.lat[columns])[2]
        straight = np.asarray(metres, dtype=float) / 1000
        return self._with_band(straight, self._network_km(here, there), here.error_km[:, None] + there.error_km)

    def nearest(self, points: RoadEnds, sites: RoadEnds) -> tuple[npt.NDArray[np.intp], RoadDistances]:
        """Find for each of m points the nearest of n sites by road; return its number, and (m,) distances to it.

        Where no site can be reached the distance by road is NaN and the number says nothing.
        """
        network = self._network_km(points, sites)
        site = network.argmin(axis=1)
        metres = GEOD.inv(points.lon, points.lat, sites.lon[site], sites.lat[site])[2]
        best, error = network[np.arange(len(site)), site], points.error_km + sites.error_km[site]
        return site, self._with_band(np.asarray(metres, dtype=float) / 1000, best, error)

    def _network_km(self, here: RoadEnds, there: RoadEnds) -> Floats:
        """Return (m, n) kilometres on the network, infinite where there is no answer."""
        network = self.network.distances(here.snapped, there.snapped)
        return np.where(here.usable[:, None] & there.usable, network, np.inf)

    def _with_band(self, straight: Floats, network: Floats, error: Floats) -> RoadDistances:
        calibration = self.header.calibration
        road = np.maximum(calibration.factor * network, straight)
        road = np.where(np.isfinite(road), road, np.nan)
        half = calibration.band * road + error
        low = np.maximum(np.maximum(road - half, straight - error), 0)
        return RoadDistances(straight, road, low, road + half)

    def distance(self, here: RoadEnds, there: RoadEnds) -> RoadDistance:
        """Measure between the first points of both, with the reason where there is no answer by road."""
        found = self.measure(here, there)
        straight, year = float(found.straight_km[0, 0]), self.header.year
        if not np.isnan(found.road_km[0, 0]):
            road, low, high = (float(table[0, 0]) for table in (found.road_km, found.low_km, found.high_km))
            return RoadDistance(straight, road, low, high, year)
        code, values = self._why(here, there)
        return RoadDistance(straight, None, None, None, year, code, values)

    def _why(self, here: RoadEnds, there: RoadEnds) -> tuple[str, tuple[tuple[str, str], ...]]:
        for end, points in (("start", here), ("target", there)):
            if points.outside[0]:
                west, south, east, north = self.header.box
                return OUTSIDE, (("end", end), ("box", f"{west:g}–{east:g}° E, {south:g}–{north:g}° N"))
        for end, points in (("start", here), ("target", there)):
            if points.far[0]:
                away, within = points.snapped.access_km[0], points.within_km[0]
                return TOO_FAR, (("end", end), ("km", f"{away:.1f}"), ("within", f"{within:.1f}"))
        return NO_WAY, ()
