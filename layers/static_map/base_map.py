"""The base of a static map: land, districts in their region's tint, region edges, rivers; clipped to the frame."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.arrays import Floats, Shapes
from layers.formats.drawing import WHITE, Group, Path, Stroke, rectangle
from layers.static_map.map_spec import DISTRICT_LAYERS, MapSpec
from layers.static_map.projection import PaperProjection
from layers.static_map.symbols import hatch

SEA, LAND, COAST, EDGE, REGION, RIVER = "#DCE7ED", "#F6F4EE", "#C9D2D6", "#B3AEA2", "#8D8677", "#7FAFD2"
SEA_GREY, LAND_GREY = "#E8E8E8", "#FFFFFF"
GREYS = ("#F2F2F2", "#DEDEDE", "#C8C8C8", "#B4B4B4")  # tints of the regions in a grey proof
SIMPLE_MM, CLEAR_MM2 = 0.08, 0.02
# the meridian that cuts land in two is no coast, on any turn of the world
DATELINE = shapely.MultiLineString([[(turn * 180, -90), (turn * 180, 90)] for turn in (-3, -1, 1, 3)])
MAIN_RIVER = "river-changjiang"
OUTLINE = Stroke("#4B5563", 0.3, (1.6, 1.2))  # schematic extents: dashed as on the screen


def ground(map_spec: MapSpec, projection: PaperProjection) -> Iterator[Group]:
    """Yield the base from bottom to top."""
    sea = SEA_GREY if map_spec.grey else SEA
    yield Group("sea", "", (Path((rectangle(0, 0, projection.width, projection.height),), fill=sea),))
    yield from _land(map_spec, projection)
    yield from _districts(map_spec, projection)
    yield from _regions(map_spec, projection)
    yield from _rivers(map_spec, projection)
    yield from district_index(map_spec, projection)


def tint(map_spec: MapSpec, region: str) -> str:
    """Return the colour of a region."""
    regions = map_spec.dataset.catalogue.regions
    if map_spec.grey:
        return GREYS[list(regions).index(region) % len(GREYS)]
    return regions[region].tint


def rings_of(area: BaseGeometry) -> tuple[Floats, ...]:
    """Return the rings of polygons, without the repeated last vertex; tiny rings are left out."""
    polygons = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon" and part.area > CLEAR_MM2]
    rings = (ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors))
    return tuple(shapely.get_coordinates(ring)[:-1] for ring in rings)


def lines_of(course: BaseGeometry) -> tuple[Floats, ...]:
    """Return the lines of a geometry as arrays of points."""
    lines = shapely.get_parts(shapely.get_parts(course))
    return tuple(shapely.get_coordinates(line) for line in lines if line.length > SIMPLE_MM)


def on_paper(frame: gpd.GeoDataFrame, projection: PaperProjection) -> list[tuple[str, BaseGeometry]]:
    """Return (id, outline in mm) of the areas in the frame; neighbours are simplified together and share edges."""
    areas = projection.project(frame.geometry.to_numpy())
    simpler = shapely.coverage_simplify(areas, SIMPLE_MM)
    cut = ((name, projection.cut(area, beyond=1.0)) for name, area in zip(frame.index, simpler, strict=True))
    return [(str(name), area) for name, area in cut if not area.is_empty]


def extent(map_spec: MapSpec, projection: PaperProjection, codes: list[str], colour: str) -> Iterator[Path]:
    """Yield a hatch over the districts in parts of which a feature lies."""
    frame = map_spec.dataset.frames[DISTRICT_LAYERS["38"]]
    for _, area in on_paper(frame[frame["adcode"].isin(codes)], projection):
        for piece in hatch(projection.cut(area), 2.2):
            yield Path((piece,), stroke=Stroke(colour, 0.25, round=False), closed=False)
        yield Path(rings_of(projection.cut(area)), stroke=Stroke(colour, 0.4))


def _land(map_spec: MapSpec, projection: PaperProjection) -> Iterator[Group]:
    frame = map_spec.dataset.frames.get("land")
    if frame is None:
        return
    west, south, east, north = projection.seen
    pieces: list[BaseGeometry] = []
    coasts: list[BaseGeometry] = []
    for turn in (-360, 0, 360):  # a frame across the Pacific shows both sides of 180 degrees
        if west + 1 > 180 + turn or east - 1 < -180 + turn:
            continue
        box = (west - turn - 1, max(south - 1, -84.0), east - turn + 1, min(north + 1, 84.0))
        near = shapely.clip_by_rect(shapely.make_valid(frame.geometry.to_numpy()), *box)
        moved = turned(near[~shapely.is_empty(near)], turn)
        pieces += list(projection.project(moved))
        coasts += list(projection.project(shapely.difference(shapely.boundary(moved), DATELINE)))
    rings = tuple(ring for area in _simpler(pieces) for ring in rings_of(projection.cut(area)))
    coast = tuple(line for edge in _simpler(coasts) for line in lines_of(projection.cut(edge)))
    if rings:
        items = [Path(rings, fill=LAND_GREY if map_spec.grey else LAND)]
        items += [Path(coast, stroke=Stroke(COAST, 0.2), closed=False)] if coast else []
        yield Group("land", "", tuple(items), "land")


def _simpler(shapes: list[BaseGeometry]) -> Shapes:
    return np.asarray(shapely.simplify(np.array(shapes, dtype=object), SIMPLE_MM), dtype=object)


def turned(shapes: Shapes, turn: float) -> Shapes:
    """Shift shapes by degrees of longitude."""
    return np.asarray(shapely.transform(shapes, lambda degrees: degrees + np.array([turn, 0.0])), dtype=object)


def _districts(map_spec: MapSpec, projection: PaperProjection) -> Iterator[Group]:
    frame = map_spec.dataset.frames.get(DISTRICT_LAYERS[map_spec.district_vintage])
    if frame is None:
        return
    for name, area in on_paper(frame, projection):
        rings = rings_of(projection.cut(area))
        if rings:
            colour = tint(map_spec, str(frame.at[name, "region"]))
            title = str(frame.at[name, f"name_{map_spec.lang}"])
            yield Group("district", title, (Path(rings, fill=colour, stroke=Stroke(EDGE, 0.15)),), name)


def _regions(map_spec: MapSpec, projection: PaperProjection) -> Iterator[Group]:
    frame = map_spec.dataset.frames.get("regions")
    if frame is None:
        return
    edges = shapely.boundary(np.array([area for _, area in on_paper(frame, projection)], dtype=object))
    # draw an edge that two regions share once, and not the edge of the frame
    inside = projection.cut(shapely.union_all(edges)) if len(edges) else None
    if inside is not None and (lines := lines_of(inside)):
        items = (
            Path(lines, stroke=Stroke(WHITE, 0.9), closed=False),
            Path(lines, stroke=Stroke(REGION, 0.35), closed=False),
        )
        yield Group("region", map_spec.dataset.catalogue.fields["regions"].title.say(map_spec.lang), items, "regions")


def _rivers(map_spec: MapSpec, projection: PaperProjection) -> Iterator[Group]:
    frame = map_spec.dataset.frames.get("rivers")
    if frame is None:
        return
    for name, place in frame.geometry.items():
        course = shapely.simplify(projection.project(np.array([place]))[0], SIMPLE_MM)
        if lines := lines_of(projection.cut(course)):
            stroke = Stroke(RIVER, 0.65 if name == MAIN_RIVER else 0.45)
            title = str(frame.at[name, f"name_{map_spec.lang}"])
            yield Group("river", title, (Path(lines, stroke=stroke, closed=False),), str(name))


def district_index(map_spec: MapSpec, projection: PaperProjection) -> Iterator[Group]:
    """Yield the schematic extents of zones that lie in the frame, dashed; on a continent they are specks."""
    layers = map_spec.dataset.catalogue.layers
    for layer_id, frame in map_spec.dataset.frames.items():
        if layers[layer_id].draw != "outlines" or not projection.is_local:
            continue
        for name, place in frame.geometry.items():
            edge = shapely.boundary(shapely.simplify(projection.project(np.array([place]))[0], SIMPLE_MM))
            if lines := lines_of(projection.cut(edge)):
                title = str(frame.at[name, f"name_{map_spec.lang}"])
                yield Group("zone-outline", title, (Path(lines, stroke=OUTLINE, closed=False),), str(name))
