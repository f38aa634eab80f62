"""The corridors that the plan names without a route: the air transfer corridors, and what is only listed."""

import math
import tomllib
from collections.abc import Iterator
from typing import Any

from data.build.gazetteer import Gazetteer
from data.build.paths import INPUTS
from data.build.routes.features import GEOD, Piece, make_route
from data.build.routes.inputs import Leg, Node
from data.build.write import Feature

PLACES = ("districts", "districts_2025")  # those of the airport, not those flown over
STEP_KM = 250  # between the vertices of a great circle: smooth at any zoom at which a whole corridor is seen
SOURCE = "端点为各地区取整的示意点（规划未列城市），大圆示意；江北机场据 airportsdata（MIT）"


def build_plan_corridors() -> list[Feature]:
    """Make the corridors of `plan_corridors.toml` (no geometry) and of `air_corridors.toml` (great circles)."""
    gazetteer = Gazetteer()
    listed = tomllib.loads((INPUTS / "plan_corridors.toml").read_text(encoding="utf-8"))["route"]
    air = tomllib.loads((INPUTS / "air_corridors.toml").read_text(encoding="utf-8"))
    start = make_node("chongqing", air["start"])
    features = [make_route(route, [], gazetteer) for route in listed]
    for route in air["route"]:
        runs = [run for end in route["ends"] for run in fly(start, make_node(end, air["ends"][end]))]
        feature = make_route({**route, **{key: air["start"][key] for key in PLACES}}, runs, gazetteer)
        feature["properties"]["position_source"] = SOURCE
        features.append(feature)
    return features


def make_node(key: str, table: dict[str, Any]) -> Node:
    """Make the end of a leg from its table; lon/lat in WGS 84 degrees."""
    return Node(key, table["name_zh"], table["name_en"], float(table["lon"]), float(table["lat"]), {})


def fly(start: Node, end: Node) -> Iterator[tuple[Leg, Piece]]:
    """Draw a great circle (WGS 84 geodesic) in one piece, or in two where it crosses 180° (RFC 7946 §3.1.9)."""
    leg = Leg(f"{start.key}-{end.key}", "air", start, end, (), link=False)
    _, _, metres = GEOD.inv(start.lon, start.lat, end.lon, end.lat)
    between = GEOD.npts(start.lon, start.lat, end.lon, end.lat, math.ceil(metres / 1000 / STEP_KM) - 1)
    pieces: list[list[tuple[float, float]]] = [[]]
    for point in [start.point, *between, end.point]:
        before = pieces[-1][-1] if pieces[-1] else point
        if abs(point[0] - before[0]) > 180:
            side = math.copysign(180.0, before[0])
            shifted = point[0] + 2 * side  # the same meridian, counted on from the side that is left
            share = (side - before[0]) / (shifted - before[0])
            lat = before[1] + share * (point[1] - before[1])
            pieces[-1].append((side, lat))
            pieces.append([(-side, lat)])
        pieces[-1].append(point)
    for points in pieces:
        yield leg, Piece(points, schematic=True)
