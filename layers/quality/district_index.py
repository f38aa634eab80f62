"""Spatial index of district outlines for a million points at a time, by name or code, in both vintages."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from layers.arrays import Floats, Mask, Rows
from layers.catalogue.entries import Lang
from layers.crs.metric import METRIC
from layers.dataset.dataset import Dataset

SPELLINGS_FILE = Path(__file__).with_name("district_spellings.toml")
WINDOW = (102.0, 25.0, 114.0, 36.0)  # degrees round the municipality
EDGE_M = 500.0  # how far off the outlines may be themselves (data/NOTICE.md)
DistrictKey = tuple[int, ...]  # districts by their row, any of which will do


@dataclass(frozen=True, eq=False)
class DistrictIndex:
    """The districts of the plan, then those of today; row i of `table` belongs to polygon i.

    `count` of them are the plan's: they cover the municipality without overlap.
    """

    table: pd.DataFrame
    polygons: npt.NDArray[np.object_]
    count: int
    regions: Mapping[str, tuple[str, ...]]  # region → what it is called

    @classmethod
    def of(cls, dataset: Dataset) -> DistrictIndex:
        """Build the index of a dataset; empty if its district layers are broken."""
        frames = [dataset.frames[name] for name in ("districts", "districts-2025") if name in dataset.frames]
        fields = ["adcode", "name_zh", "short_zh", "name_en", "short_en", "region"]
        joined = pd.concat([pd.DataFrame(frame[fields]) for frame in frames], ignore_index=True) if frames else None
        shapes = [frame.geometry.to_numpy() for frame in frames]
        regions = {
            code: (code, *(text for part in (entry.title, entry.short) for text in (part.zh, part.en)))
            for code, entry in dataset.catalogue.regions.items()
        }
        return cls(
            pd.DataFrame(columns=fields) if joined is None else joined,
            np.concatenate(shapes) if shapes else np.empty(0, dtype=object),
            len(frames[0]) if frames else 0,
            regions,
        )

    @cached_property
    def city(self) -> BaseGeometry:
        """The municipality with a margin of `EDGE_M`, in degrees."""
        return self._widened(shapely.union_all(self.polygons[: self.count]))

    @cached_property
    def names(self) -> Mapping[str, DistrictKey]:
        """Every way of writing a district → the districts it may mean."""
        found: dict[str, set[int]] = defaultdict(set)
        endings = load_spellings()["endings"]
        for row, entry in enumerate(self.table.itertuples(index=False)):
            shorts = [entry.short_zh, *(f"{entry.short_zh}{ending}" for ending in endings)]
            for text in (entry.adcode, entry.name_zh, entry.name_en, entry.short_en, *shorts):
                found[_plain(str(text))].add(row)
        return {name: tuple(sorted(rows)) for name, rows in found.items()}

    @cached_property
    def region_names(self) -> Mapping[str, DistrictKey]:
        """Spelling of a region → its districts."""
        region_of = self.table["region"].to_numpy()
        return {
            _plain(text): tuple(int(row) for row in np.flatnonzero(region_of == code))
            for code, texts in self.regions.items()
            for text in texts
        }

    def district(self, value: object) -> DistrictKey:
        """Return the districts for a text: code or name, with or without the municipality before it."""
        return _find(value, self.names)

    def region(self, value: object) -> DistrictKey:
        """Return the districts of the region for a text."""
        return _find(value, self.region_names)

    def title(self, key: DistrictKey, lang: Lang) -> str:
        """Return the name of the first district of a key."""
        return str(self.table[f"name_{lang}"].iloc[key[0]])

    def locate(self, lon: Floats, lat: Floats) -> Rows:
        """Return the row of the plan's district that contains each of n points, -1 outside all."""
        found = np.full(len(lon), -1, dtype=np.int64)
        for row in range(self.count):
            found[self._inside(self.polygons[row], lon, lat)] = row
        return found

    def holds(self, key: DistrictKey, lon: Floats, lat: Floats, *, margin: bool = False) -> Mask:
        """Return the mask of n points in any district of `key`; with `margin` also up to `EDGE_M` outside."""
        shape = self._wide(key) if margin else self._union(key)
        mask = np.zeros(len(lon), dtype=bool)
        mask[self._inside(shape, lon, lat)] = True
        return mask

    def in_city(self, lon: Floats, lat: Floats) -> Mask:
        """Return the mask of n points in the municipality or up to `EDGE_M` outside."""
        mask = np.zeros(len(lon), dtype=bool)
        mask[self._inside(self.city, lon, lat)] = True
        return mask

    def touches(self, key: DistrictKey, shape: BaseGeometry) -> bool:
        """Test whether a shape intersects the districts of `key`."""
        return bool(shapely.intersects(self._union(key), shape))

    def metres_to(self, key: DistrictKey, lon: Floats, lat: Floats) -> Floats:
        """Return the distance in metres of each of a few points outside the districts of `key`."""
        shape = gpd.GeoSeries([self._union(key)], crs="EPSG:4326").to_crs(METRIC).iloc[0]
        points = gpd.GeoSeries.from_xy(lon, lat, crs="EPSG:4326").to_crs(METRIC)
        return np.asarray(points.distance(shape), dtype=float)

    @cached_property
    def edge_pieces(self) -> shapely.STRtree:
        """Index of the straight segments of all district edges, in `METRIC`, for nearest queries."""
        rings = gpd.GeoSeries(self.polygons[: self.count], crs="EPSG:4326").to_crs(METRIC)
        table, owner = shapely.get_coordinates(shapely.get_rings(np.asarray(rings)), return_index=True)
        same = owner[1:] == owner[:-1]
        pieces = np.asarray(shapely.linestrings(np.stack([table[:-1][same], table[1:][same]], axis=1)), dtype=object)
        return shapely.STRtree(pieces)

    @cached_property
    def _made(self) -> dict[tuple[DistrictKey, bool], BaseGeometry]:
        return {}

    def _union(self, key: DistrictKey) -> BaseGeometry:
        if (key, False) not in self._made:
            self._made[key, False] = shapely.union_all(self.polygons[list(key)])
        return self._made[key, False]

    def _wide(self, key: DistrictKey) -> BaseGeometry:
        if (key, True) not in self._made:
            self._made[key, True] = self._widened(self._union(key))
        return self._made[key, True]

    @staticmethod
    def _widened(shape: BaseGeometry) -> BaseGeometry:
        return gpd.GeoSeries([shape], crs="EPSG:4326").to_crs(METRIC).buffer(EDGE_M).to_crs("EPSG:4326").iloc[0]

    @staticmethod
    def _inside(shape: BaseGeometry, lon: Floats, lat: Floats) -> Rows:
        if shape.is_empty:
            return np.empty(0, dtype=np.int64)
        west, south, east, north = shape.bounds
        near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
        shapely.prepare(shape)
        return np.asarray(near[shapely.contains_xy(shape, lon[near], lat[near])])


def in_metres(geometries: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Project geometries to the plane `METRIC`, repaired and clipped to its domain, the `WINDOW`."""
    shapes = _repaired(np.asarray(geometries, dtype=object))
    west, south, east, north = shapely.bounds(shapes).T
    beyond = np.flatnonzero((west < WINDOW[0]) | (south < WINDOW[1]) | (east > WINDOW[2]) | (north > WINDOW[3]))
    shapes[beyond] = shapely.intersection(shapes[beyond], shapely.box(*WINDOW))
    # a hole that touches its shell in degrees may cross it in metres
    return _repaired(np.asarray(gpd.GeoSeries(shapes, crs="EPSG:4326").to_crs(METRIC), dtype=object))


def _repaired(geometries: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    shapes = geometries.copy()
    bad = np.flatnonzero(~shapely.is_valid(shapes) & ~shapely.is_missing(shapes))
    shapes[bad] = shapely.make_valid(shapes[bad])
    return shapes


@lru_cache(maxsize=1)
def load_spellings() -> Mapping[str, list[str]]:
    """Return what may stand before and after a district's name."""
    return tomllib.loads(SPELLINGS_FILE.read_text(encoding="utf-8"))


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def _find(value: object, names: Mapping[str, DistrictKey]) -> DistrictKey:
    if isinstance(value, list | tuple):
        return tuple(dict.fromkeys(row for item in value for row in _find(item, names)))
    text = _plain(_digits(value))
    for before in ("", *load_spellings()["municipality"]):
        if text.startswith(before) and (found := names.get(text[len(before) :])):
            return found
    return ()


def _digits(value: Any) -> str:
    """Return the digits of a code; a column of numbers with gaps has 500101.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
