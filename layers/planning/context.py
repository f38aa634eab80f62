"""The context of planning queries, computed once per dataset: located points, districts in metres, seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from layers.arrays import Floats, Mask
from layers.catalogue.entries import DISTRICT_FIELDS, DistrictVintage, Words
from layers.crs.metric import METRIC
from layers.dataset import district_join
from layers.dataset.dataset import Dataset
from layers.planning.seats import Seat, read_seats
from layers.query.nearest import ProximityIndex

Polygons = npt.NDArray[Any]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Points:
    """n located points of features, one entry a part, in the order of the dataset's features.

    Attributes
    ----------
    rows
        (n,) row of the feature in `dataset.features`.
    lon, lat, error_km
        (n,) degrees WGS 84 and kilometres, NaN for an unknown error.
    """

    rows: Places
    lon: Floats
    lat: Floats
    error_km: Floats


@dataclass(frozen=True, eq=False)
class Areas:
    """d districts of one vintage.

    Attributes
    ----------
    polygons
        (d,) outlines in metres, EPSG:4545.
    area_km2
        (d,) areas of the polygons.
    labels
        (d, 2) lon and lat of a point inside each.
    """

    codes: tuple[str, ...]
    names: tuple[Words, ...]
    shorts: tuple[Words, ...]
    regions: tuple[str, ...]
    polygons: Polygons
    area_km2: Floats
    labels: Floats

    def of_region(self, code: str) -> Mask:
        """Return the mask (d,) of the districts in region `code`."""
        return np.array([region == code for region in self.regions], dtype=bool)


@dataclass(frozen=True, eq=False)
class PlanningContext:
    """The common context of all planning queries on one dataset."""

    dataset: Dataset
    proximity: ProximityIndex

    @cached_property
    def points(self) -> Points:
        """All located points of the thematic features; lines have no points."""
        rows, columns = [], []
        for row, name in enumerate(self.dataset.features.index):
            lon, lat, error = self.proximity.points_of(str(name))
            rows += [row] * len(lon)
            columns.append(np.stack([lon, lat, error]))
        table = np.concatenate(columns, axis=1) if columns else np.empty((3, 0))
        return Points(np.array(rows, dtype=np.intp), *table)

    @cached_property
    def _areas(self) -> dict[DistrictVintage, Areas]:
        return {district_vintage: self._read_areas(field) for district_vintage, field in DISTRICT_FIELDS.items()}

    def areas(self, district_vintage: DistrictVintage) -> Areas:
        """Return the districts of a vintage; empty if their layer could not be read."""
        return self._areas[district_vintage]

    def _read_areas(self, field: str) -> Areas:
        frame = self.dataset.frames.get(self.dataset.catalogue.derived.get(field, ""))
        if frame is None:
            return Areas((), (), (), (), np.empty(0, dtype=object), np.empty(0), np.empty((0, 2)))
        frame = frame.sort_values("adcode")
        polygons = shapely.make_valid(np.asarray(frame.to_crs(METRIC).geometry.array))
        inside = frame.geometry.representative_point()
        stated = frame["label"] if "label" in frame else [None] * len(frame)
        points = shapely.get_coordinates(np.asarray(inside.array)).tolist()
        labels = [where or point for where, point in zip(stated, points, strict=True)]
        return Areas(
            tuple(frame["adcode"].astype(str)),
            _words(frame, "name"),
            _words(frame, "short" if "short_zh" in frame else "name"),
            tuple(frame["region"].astype(str)),
            polygons,
            shapely.area(polygons) / 1e6,
            np.array(labels, dtype=float).reshape(-1, 2),
        )

    @cached_property
    def _seats(self) -> dict[DistrictVintage, tuple[Seat, ...]]:
        known = read_seats()
        return {
            district_vintage: tuple(
                known[code]
                if code in known and known[code].name == name.zh
                else Seat(code, name.zh, float(lon), float(lat), None)
                for code, name, (lon, lat) in zip(areas.codes, areas.names, areas.labels, strict=True)
            )
            for district_vintage, areas in (
                (district_vintage, self.areas(district_vintage)) for district_vintage in DISTRICT_FIELDS
            )
        }

    def seats(self, district_vintage: DistrictVintage) -> tuple[Seat, ...]:
        """Return a point for each district: its seat if a source names one, else a point inside it."""
        return self._seats[district_vintage]

    def locate(self, lon: Sequence[float], lat: Sequence[float], district_vintage: DistrictVintage) -> list[list[str]]:
        """Return the adcodes of the districts that contain each point; empty outside the municipality."""
        frame = self.dataset.frames.get(self.dataset.catalogue.derived[DISTRICT_FIELDS[district_vintage]])
        if frame is None or not len(lon):
            return [[] for _ in lon]
        return district_join.districts_of(gpd.GeoSeries(gpd.points_from_xy(lon, lat)), frame)


def _words(frame: gpd.GeoDataFrame, stem: str) -> tuple[Words, ...]:
    return tuple(Words(zh=zh, en=en) for zh, en in zip(frame[f"{stem}_zh"], frame[f"{stem}_en"], strict=True))
