"""Detect the datum shift of Chinese web maps, from claims and shared edges; never correct it unasked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from layers.arrays import Floats
from layers.crs import gcj02
from layers.crs.gcj02 import DATUMS, Datum
from layers.crs.metric import METRIC
from layers.i18n.findings import Finding
from layers.quality.claims import Claims, claims
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer
from layers.quality.result import CheckResult

CODE = "shift"
ASKED = 20_000  # features that are enough to tell, taken at even steps
LEAST_GAIN, AGAINST = 3, 5  # features that come home by a conversion, and how many times those that leave
NEAR_EDGE_M, EDGE_GAIN = 1500.0, 0.6  # vertices nearer than this may be of an edge; the conversion must take off 40 %
Taken = Datum | None  # what the coordinates are taken for; None: WGS 84, as the file says


@dataclass(frozen=True)
class Evidence:
    """The fit of the layer under one reading of its coordinates.

    Attributes
    ----------
    checked, inside
        Number of features that claim a district, and of those that lie in it.
    gained, lost
        Number of features that the conversion moves into the claimed district, and out of it.
    edge_m
        Median distance (m) of vertices to district edges; None if the layer shares none.
    """

    checked: int
    inside: int
    gained: int = 0
    lost: int = 0
    edge_m: float | None = None

    @property
    def share(self) -> float:
        """Share of the claims that hold, NaN without any."""
        return self.inside / self.checked if self.checked else float("nan")


@dataclass(frozen=True)
class Suspicion:
    """The three readings of the coordinates; `datum` is the suspected one, or None.

    `decidable`: whether there is evidence to distinguish the readings.
    """

    evidence: Mapping[str, Evidence]
    datum: Datum | None
    decidable: bool
    by: str = ""  # "claims" or "edges"


@dataclass(frozen=True, kw_only=True)
class ShiftResult(CheckResult):
    """The result of this check, with the evidence that a correction and the report need."""

    suspicion: Suspicion


def find_suspicion(layer: CheckedLayer, district_index: DistrictIndex) -> Suspicion:
    """Return what speaks for the layer's coordinates being GCJ-02 or BD-09.

    A shift is suspected only if the conversion moves at least `LEAST_GAIN` features into the district they claim, and
    `AGAINST` times as many as out of it, or if it reduces the distance of shared edges by 40 %. A layer in WGS 84 fits
    worse either way.
    """
    said = claims(layer, district_index)
    rows = np.flatnonzero((said.codes >= 0) & layer.located)
    rows = rows[:: max(1, -(-len(rows) // ASKED))]
    edges = _vertices(layer)
    before = _held(layer, district_index, said, rows, None)
    evidence = {"wgs84": Evidence(len(rows), int(before.sum()), edge_m=_to_edges(edges, district_index, None))}
    for taken in DATUMS:
        after = _held(layer, district_index, said, rows, taken)
        gained, lost = int((after & ~before).sum()), int((before & ~after).sum())
        edge_m = _to_edges(edges, district_index, taken)
        evidence[taken] = Evidence(len(rows), int(after.sum()), gained, lost, edge_m)
    by_claims = _by_claims(evidence)
    by_edges = _by_edges(evidence)
    datum = by_claims if by_claims is not None else by_edges
    decidable = datum is not None or bool(len(rows)) or evidence["wgs84"].edge_m is not None
    return Suspicion(evidence, datum, decidable, "claims" if by_claims else "edges" if by_edges else "")


def check(layer: CheckedLayer, district_index: DistrictIndex) -> ShiftResult:
    """Return the suspicion as a finding on the whole layer, and the evidence."""
    found = find_suspicion(layer, district_index)
    checked = found.evidence["wgs84"].checked or int(found.evidence["wgs84"].edge_m is not None)
    if found.datum is None:
        if found.decidable or not layer.located.any():
            return ShiftResult(CODE, checked, suspicion=found)
        return ShiftResult(CODE, 0, {"shift-unknown": 1}, (Finding("shift-unknown", "note"),), suspicion=found)
    before, after = found.evidence["wgs84"], found.evidence[found.datum]
    detail = {"datum": gcj02.TITLES[found.datum], "flag": found.datum, "error": f"{gcj02.ERROR_M:.0f}"}
    if found.by == "claims":
        code = "shifted-by-claims"
        detail |= {"judged": str(before.checked), "before": str(before.inside), "after": str(after.inside)}
    else:
        code = "shifted-by-edges"
        detail |= {"before": f"{before.edge_m:,.0f}", "after": f"{after.edge_m:,.0f}"}
    return ShiftResult(CODE, checked, {code: 1}, (Finding(code, "warning", detail=detail),), suspicion=found)


def moved_m(layer: CheckedLayer, datum: Datum) -> float:
    """Return the distance (m) by which a conversion moves the centre of the layer; 0 without geometry."""
    lon, lat = layer.points[layer.located].T
    if not len(lon):
        return 0.0
    east, north = np.array([np.median(lon)]), np.array([np.median(lat)])
    to_east, to_north = gcj02.to_wgs84(east, north, datum)
    both = gpd.GeoSeries.from_xy(np.append(east, to_east), np.append(north, to_north), crs="EPSG:4326")
    metric = both.to_crs(METRIC)
    return float(metric.iloc[0].distance(metric.iloc[1]))


def _held(
    layer: CheckedLayer, district_index: DistrictIndex, said: Claims, rows: npt.NDArray[np.int64], taken: Taken
) -> npt.NDArray[np.bool_]:
    lon, lat = layer.points[rows].T
    if taken is not None:
        lon, lat = gcj02.to_wgs84(lon, lat, taken)
    return Claims(said.codes[rows], said.keys, np.empty(0, dtype=np.int64)).held(district_index, lon, lat)


def _by_claims(evidence: Mapping[str, Evidence]) -> Datum | None:
    fits: list[Datum] = [
        datum
        for datum in DATUMS
        if evidence[datum].gained >= LEAST_GAIN and evidence[datum].gained >= AGAINST * evidence[datum].lost
    ]
    return max(fits, key=lambda datum: evidence[datum].inside, default=None)


def _by_edges(evidence: Mapping[str, Evidence]) -> Datum | None:
    before = evidence["wgs84"].edge_m
    if before is None:
        return None
    reached = {datum: metres for datum in DATUMS if (metres := evidence[datum].edge_m) is not None}
    best = min(reached, key=lambda datum: reached[datum], default=None)
    return best if best is not None and reached[best] < EDGE_GAIN * before else None


def _vertices(layer: CheckedLayer) -> Floats:
    """Return vertices of areas at even steps, (n, 2) degrees."""
    areas = layer.geometries[(layer.kinds == 2) & layer.located]
    table = shapely.get_coordinates(areas)
    return np.asarray(table[:: max(1, -(-len(table) // ASKED))], dtype=float)


def _to_edges(vertices: Floats, district_index: DistrictIndex, taken: Taken) -> float | None:
    """Return the median distance to district edges; None if most vertices are far from every edge."""
    if len(vertices) < 30 or not district_index.count:
        return None
    lon, lat = vertices.T
    if taken is not None:
        lon, lat = gcj02.to_wgs84(lon, lat, taken)
    points = gpd.GeoSeries.from_xy(lon, lat, crs="EPSG:4326").to_crs(METRIC)
    pieces = district_index.edge_pieces
    nearest, metres = pieces.query_nearest(np.asarray(points), all_matches=False, return_distance=True)
    median = float(np.median(metres)) if len(nearest) else np.inf
    return median if median < NEAR_EDGE_M else None
