"""The small map of a sheet: the municipality's outlines and numbered places, in millimetres, for any kind of paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from layers.edition import Edition

WIDTH_MM, TALLEST_MM = 88.0, 62.0
SIMPLER_DEG = 0.003  # a tenth of a millimetre at the closest view
ROOM, NARROWEST_DEG = 0.25, 0.9  # share of free space round the places; the least that is shown across
APART_MM = 3.5  # nearer numbers would cover each other: they share one label
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # west, south, east, north in degrees


@dataclass(frozen=True)
class Locator:
    """Lines and labelled points in mm from the upper left corner; places without a position are missing.

    A label holds the numbers of the places that stand there, as "1" or "1, 3".
    """

    width: float
    height: float
    outlines: tuple[tuple[Point, ...], ...]
    dots: tuple[tuple[float, float, str], ...]


def locate(picks: Sequence[str], edition: Edition) -> Locator:
    """Return the map round the picks, numbered from 1 in their order; the whole municipality where none has a place.

    Degrees are drawn as they are, longitudes shortened by the cosine of the middle latitude: a schematic map.
    """
    districts = edition.frames.get("districts")
    if districts is None:
        return Locator(0.0, 0.0, (), ())
    whole: Box = tuple(map(float, districts.total_bounds))  # type: ignore[assignment]  # four of them
    places = _places(picks, edition, whole)
    west, south, east, north = _view([point for point, _ in places], whole)
    across = np.cos(np.radians((south + north) / 2))
    scale = min(WIDTH_MM / ((east - west) * across), TALLEST_MM / (north - south))

    def paper(degrees: npt.NDArray[np.float64]) -> list[Point]:
        x, y = (degrees[:, 0] - west) * across * scale, (north - degrees[:, 1]) * scale
        return [(round(float(a), 2), round(float(b), 2)) for a, b in zip(x, y, strict=True)]

    edges = shapely.coverage_simplify(districts.geometry.to_numpy(), SIMPLER_DEG)
    rings = shapely.clip_by_rect(shapely.boundary(edges), west, south, east, north)
    lines = shapely.get_parts(shapely.get_parts(rings))
    outlines = tuple(tuple(paper(shapely.get_coordinates(line))) for line in lines if line.length)
    dots = [(paper(np.array([point]))[0], number) for point, number in places]
    width, height = (east - west) * across * scale, (north - south) * scale
    return Locator(round(float(width), 2), round(float(height), 2), outlines, tuple(_labels(dots)))


def _places(picks: Sequence[str], edition: Edition, box: Box) -> list[tuple[Point, int]]:
    """Return lon, lat and number of each pick's points inside the box."""
    found = []
    for number, pick in enumerate(picks, start=1):
        place = edition.features.geometry[pick]
        points = shapely.get_coordinates(place) if isinstance(place, shapely.Point | shapely.MultiPoint) else ()
        for lon, lat in points:
            if box[0] <= lon <= box[2] and box[1] <= lat <= box[3]:
                found.append(((float(lon), float(lat)), number))
    return found


def _view(points: Sequence[Point], whole: Box) -> Box:
    """Return the box that shows the points with room round them, never wider than the whole."""
    if not points:
        return whole
    table = np.array(points)
    middle, span = (table.min(axis=0) + table.max(axis=0)) / 2, np.ptp(table, axis=0)
    half = np.maximum(span * (0.5 + ROOM), [NARROWEST_DEG / 2, NARROWEST_DEG * 0.3])
    west, south = np.maximum(middle - half, whole[:2])
    east, north = np.minimum(middle + half, whole[2:])
    return float(west), float(south), float(east), float(north)


def _labels(dots: Sequence[tuple[Point, int]]) -> list[tuple[float, float, str]]:
    """Return the points with their numbers, those too near to each other under one label."""
    groups: list[tuple[Point, list[int]]] = []
    for (x, y), number in dots:
        for (a, b), numbers in groups:
            if np.hypot(x - a, y - b) < APART_MM:
                numbers.append(number)
                break
        else:
            groups.append(((x, y), [number]))
    return [(x, y, ", ".join(map(str, dict.fromkeys(numbers)))) for (x, y), numbers in groups]
