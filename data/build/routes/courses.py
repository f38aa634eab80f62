"""Trace every leg: rail and road on their networks, sea by searoute, river along the rivers layer."""

from __future__ import annotations

import searoute
import shapely
from shapely.geometry import shape
from shapely.ops import substring

from data.build.paths import BuildError
from data.build.routes.features import Coordinates, Piece
from data.build.routes.inputs import Leg
from data.build.routes.networks import GRAPHS, load_network
from data.build.routes.track import share_track, simplify_line
from data.build.write import read_layer

RIVER = "river-changjiang"


def trace_legs(legs: dict[str, Leg]) -> dict[str, list[Piece]]:
    """Trace all legs, network by network, because shared track is found over all legs of a network at once.

    Raises
    ------
    BuildError
        A leg has no route; the message names it and the reason.
    """
    pieces: dict[str, list[Piece]] = {}
    for mode in GRAPHS:
        network = load_network(mode)
        paths = {key: network.find_path(leg) for key, leg in legs.items() if leg.mode == mode and not leg.link}
        pieces |= share_track(paths, network.points)
    for key, leg in legs.items():
        if leg.link:
            pieces[key] = [Piece([leg.start.point, leg.end.point], True)]
        elif leg.mode == "sea":
            pieces[key] = [trace_sea(leg)]
        elif leg.mode == "river":
            pieces[key] = [trace_river(leg)]
    return pieces


def trace_sea(leg: Leg) -> Piece:
    """Trace a sea leg; a network of notional lanes with edges of hundreds of km, so all of it is schematic.

    searoute moves inland points to some port without a word, so only seaports may be asked for.
    """
    for node in (leg.start, leg.end):
        if node.row["shown_as"] != "seaport":
            raise BuildError(f"leg {leg.key}: {node.key} is not a seaport, searoute would move it")
    found = searoute.searoute(list(leg.start.point), list(leg.end.point))
    lanes: Coordinates = [(float(lon), float(lat)) for lon, lat in found["geometry"]["coordinates"]]
    return Piece([leg.start.point, *lanes, leg.end.point], True)


def trace_river(leg: Leg) -> Piece:
    """Cut a leg out of the 长江 line of the rivers layer, which runs downstream."""
    river = shapely.LineString(next(shape(f["geometry"]) for f in read_layer("rivers") if f["id"] == RIVER).coords)
    start, end = (river.project(shapely.Point(node.point)) for node in (leg.start, leg.end))
    if start >= end:
        raise BuildError(f"leg {leg.key}: {leg.end.key} does not lie downstream of {leg.start.key}")
    course = substring(river, start, end)
    return Piece(simplify_line([(float(lon), float(lat)) for lon, lat in course.coords]), False)
