"""The locator map of a shortlist: outlines, rivers, names and numbered candidates in mm, for any document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from layers.catalogue.entries import Lang
from layers.crs.metric import GEOD
from layers.crs.web_mercator import Box
from layers.dataset.dataset import Dataset
from layers.documents.locator_labels import LocatorLabel, corner, number_places, place_names

WIDTH_MM, TALLEST_MM = 88.0, 62.0
SIMPLER_DEG = 0.001  # a tenth of a millimetre at the closest view
ROOM, NARROWEST_DEG = 0.25, 0.4  # share of margin round the locations; the least width that is shown
BARS_KM, LONGEST_BAR_MM = (2, 5, 10, 20, 50, 100), 30.0
Point = tuple[float, float]
Line = tuple[Point, ...]


@dataclass(frozen=True)
class LocatorMap:
    """The map in mm from the upper left corner, without candidates that have no location.

    Attributes
    ----------
    dots
        Locations of the candidates.
    numbers, names
        Numbers of the candidates, and names of the districts.
    bar
        Length of the scale bar in mm and in km; 0, 0 without a map.
    """

    width: float
    height: float
    district_index: tuple[Line, ...] = ()
    rivers: tuple[Line, ...] = ()
    dots: tuple[Point, ...] = ()
    numbers: tuple[LocatorLabel, ...] = ()
    names: tuple[LocatorLabel, ...] = ()
    bar: tuple[float, int] = (0.0, 0)


@dataclass(frozen=True)
class _Paper:
    """Schematic projection from degrees to mm: longitudes are shortened by the cosine of the middle latitude."""

    box: Box

    @property
    def across(self) -> float:
        return float(np.cos(np.radians((self.box[1] + self.box[3]) / 2)))

    @property
    def scale(self) -> float:
        west, south, east, north = self.box
        return min(WIDTH_MM / ((east - west) * self.across), TALLEST_MM / (north - south))

    @property
    def size(self) -> Point:
        west, south, east, north = self.box
        return round((east - west) * self.across * self.scale, 2), round((north - south) * self.scale, 2)

    def place(self, degrees: npt.NDArray[np.float64]) -> Line:
        x = (degrees[:, 0] - self.box[0]) * self.across * self.scale
        y = (self.box[3] - degrees[:, 1]) * self.scale
        return tuple((round(float(a), 2), round(float(b), 2)) for a, b in zip(x, y, strict=True))

    def lines(self, shapes: npt.NDArray[np.object_]) -> tuple[Line, ...]:
        parts = shapely.get_parts(shapely.get_parts(shapely.clip_by_rect(shapes, *self.box)))
        return tuple(self.place(shapely.get_coordinates(part)) for part in parts if part.length)

    def bar(self) -> tuple[float, int]:
        """Return the longest scale bar of a round length: in mm, and in km across the middle."""
        west, south, east, north = self.box
        km = GEOD.inv(west, (south + north) / 2, east, (south + north) / 2)[2] / 1000
        mm = [(length / km * self.size[0], length) for length in BARS_KM]
        return max((pair for pair in mm if pair[0] <= LONGEST_BAR_MM), default=mm[0])


def locate(picks: Sequence[str], dataset: Dataset, lang: Lang) -> LocatorMap:
    """Draw the map round the picks, numbered from 1 in their order; the whole municipality if none has a location."""
    districts = dataset.frames.get("districts")
    if districts is None:
        return LocatorMap(0.0, 0.0)
    whole: Box = tuple(map(float, districts.total_bounds))  # type: ignore[assignment]  # four of them
    places = _places(picks, dataset, whole)
    paper = _Paper(_view([point for point, _ in places], whole))
    dots = [(paper.place(np.array([point]))[0], number) for point, number in places]
    width, height = paper.size
    bar = corner(paper.bar()[0], height)
    numbers = number_places(dots, (width, height), [bar])
    edges = shapely.coverage_simplify(districts.geometry.to_numpy(), SIMPLER_DEG)
    rivers = dataset.frames.get("rivers")
    return LocatorMap(
        width,
        height,
        paper.lines(shapely.boundary(edges)),
        paper.lines(rivers.geometry.to_numpy()) if rivers is not None else (),
        tuple(point for point, _ in dots),
        numbers,
        place_names(
            _names(districts, paper, dataset, lang),
            (width, height),
            (*numbers, bar),
            [point for point, _ in dots],
        ),
        paper.bar(),
    )


def _names(districts: gpd.GeoDataFrame, paper: _Paper, dataset: Dataset, lang: Lang) -> list[tuple[Point, str]]:
    """Return a label position in the view and the name of each district, the largest first."""
    seen = shapely.clip_by_rect(districts.geometry.to_numpy(), *paper.box)
    found = []
    for i in np.argsort(-shapely.area(seen)):
        if not shapely.is_empty(seen[i]):
            point = shapely.get_coordinates(shapely.point_on_surface(seen[i]))
            found.append((paper.place(point)[0], dataset.catalogue.shorten(districts[f"name_{lang}"].iloc[i], lang)))
    return found


def _places(picks: Sequence[str], dataset: Dataset, box: Box) -> list[tuple[Point, int]]:
    """Return lon, lat and number of each pick's points inside the box."""
    found = []
    for number, pick in enumerate(picks, start=1):
        place = dataset.features.geometry[pick]
        points = shapely.get_coordinates(place) if isinstance(place, shapely.Point | shapely.MultiPoint) else ()
        for lon, lat in points:
            if box[0] <= lon <= box[2] and box[1] <= lat <= box[3]:
                found.append(((float(lon), float(lat)), number))
    return found


def _view(points: Sequence[Point], whole: Box) -> Box:
    """Return the box of the points with a margin, never wider than the municipality."""
    if not points:
        return whole
    table = np.array(points)
    middle, span = (table.min(axis=0) + table.max(axis=0)) / 2, np.ptp(table, axis=0)
    half = np.maximum(span * (0.5 + ROOM), [NARROWEST_DEG / 2, NARROWEST_DEG * 0.3])
    west, south = np.maximum(middle - half, whole[:2])
    east, north = np.minimum(middle + half, whole[2:])
    return float(west), float(south), float(east), float(north)
