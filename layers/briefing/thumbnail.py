"""The thumbnail of a scene: outlines, lines and dots in the catalogue's colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from layers.briefing.extent import extent
from layers.briefing.scenes import Bounds, Scene
from layers.dataset.dataset import Dataset

WIDE, HIGH = 240, 150  # units of the thumbnail
FAINT = 0.25  # opacity of dimmed features
COARSE = 0.6  # units of the simplification's tolerance
SEA, LAND, BORDER, WATER = "#dce7ed", "#f5f3ee", "#8d867a", "#8fb4c8"


@dataclass(frozen=True)
class _Plane:
    """Projection from degrees to units of the thumbnail: Web Mercator, with the extent in the middle."""

    bounds: Bounds

    def project(self, corners: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Project (n, 2) degrees to (n, 2) x and downward y."""
        west, south, east, north = self.bounds
        low, high = _mercator(np.array([south, north]))
        scale = min(WIDE / (east - west), HIGH / (high - low))
        x = WIDE / 2 + (corners[:, 0] - (west + east) / 2) * scale
        y = HIGH / 2 - (_mercator(corners[:, 1]) - (low + high) / 2) * scale
        return np.column_stack([x, y])

    def copies(self) -> Iterator[_Plane]:
        """Yield a copy of the plane for each visible turn of the world: a frame may cross 180 degrees."""
        west, south, east, north = self.bounds
        for turn in (-360, 0, 360):
            if west < 180 + turn and east > turn - 180:
                yield replace(self, bounds=(west - turn, south, east - turn, north))

    def shapes(self, geometry: gpd.GeoSeries) -> npt.NDArray[np.object_]:
        """Project shapes to the thumbnail, clip and simplify them; shapes outside become empty."""
        flat = shapely.transform(np.asarray(geometry.array, dtype=object), self.project)
        clipped = shapely.clip_by_rect(flat, -4, -4, WIDE + 4, HIGH + 4)
        return np.asarray(shapely.simplify(clipped, COARSE), dtype=object)


def _mercator(latitudes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(np.degrees(np.arcsinh(np.tan(np.radians(np.clip(latitudes, -85, 85))))))


def draw(scene: Scene, dataset: Dataset) -> str:
    """Draw the scene as an SVG of 240 by 150 units without text from the data."""
    plane = _Plane(extent(scene, dataset))
    marks = [*_ground(scene, dataset, plane)]
    marks += [mark for copy in plane.copies() for mark in _features(scene, dataset, copy)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}">'
    return f'{head}<rect width="{WIDE}" height="{HIGH}" fill="{SEA}"/>{"".join(marks)}</svg>'


def _ground(scene: Scene, dataset: Dataset, plane: _Plane) -> Iterator[str]:
    if "land" in dataset.frames:
        for copy in plane.copies():
            for shape in copy.shapes(dataset.frames["land"].geometry):
                yield from _paths(shape, f'fill="{LAND}"')
    if "regions" in dataset.frames:
        regions = dataset.frames["regions"]
        for shape, code in zip(plane.shapes(regions.geometry), regions["region"], strict=True):
            tint = dataset.catalogue.regions[code].tint
            yield from _paths(shape, f'fill="{tint}" stroke="{BORDER}" stroke-width="0.8"')
    layers = dataset.catalogue.layers
    for name in (
        name
        for name, layer in layers.items()
        if layer.district_vintage == scene.district_vintage and name in dataset.frames
    ):
        for shape in plane.shapes(dataset.frames[name].geometry.boundary):
            yield from _paths(shape, f'fill="none" stroke="{BORDER}" stroke-width="0.4"')
    if "rivers" in dataset.frames:
        for shape in plane.shapes(dataset.frames["rivers"].geometry):
            yield from _paths(shape, f'fill="none" stroke="{WATER}" stroke-width="1"')


def _features(scene: Scene, dataset: Dataset, plane: _Plane) -> Iterator[str]:
    catalogue = dataset.catalogue
    kept = dataset.features[scene.mask(dataset) & dataset.index.located]
    strong = set(scene.highlight) or set(kept["id"])
    shapes = plane.shapes(kept.geometry)
    for shape, name, kind, kind_type in zip(shapes, kept["id"], kept["kind"], kept["platform_type"], strict=True):
        colour = catalogue.kinds[kind].colour or catalogue.types[kind_type].colour
        opacity = "" if name in strong else f' opacity="{FAINT}"'
        yield from _paths(shape, f'fill="none" stroke="{colour}" stroke-width="2"{opacity}')
        for x, y in shapely.get_coordinates(shape) if shape.geom_type.endswith("Point") else ():
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.4" fill="{colour}" stroke="#fff"{opacity}/>'


def _paths(shape: shapely.Geometry, style: str) -> Iterator[str]:
    """Yield one path for the rings or lines of a shape, none for points and empty shapes."""
    steps = []
    for part in shapely.get_parts(shape):
        rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        for ring in rings if part.geom_type in {"Polygon", "LineString", "LinearRing"} else ():
            corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in shapely.get_coordinates(ring))
            steps.append(f"M{corners}{'Z' if part.geom_type == 'Polygon' else ''}")
    if steps:
        yield f'<path d="{"".join(steps)}" {style}/>'
