"""Cut the paths of all legs into arcs and simplify each arc once, so that lines that share track share vertices."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely

from data.build.routes.features import Coordinates, Piece, measure_km

CHONGQING = (106.55, 29.56)
NEAR_KM = 300.0
NEAR_TOLERANCE, FAR_TOLERANCE = 0.001, 0.005  # degrees
STRAIGHT_KM = 50.0  # a longer straight edge is not a course and is flagged as schematic

Edge = tuple[int, int]


def share_track(paths: dict[str, list[int]], points: npt.NDArray[np.float64]) -> dict[str, list[Piece]]:
    """Turn node paths into simplified pieces, split where an edge over 50 km begins or ends.

    Parameters
    ----------
    paths
        Node numbers per leg, all of one network.
    points
        Position of each node, lon/lat in degrees.
    """
    users: dict[Edge, set[str]] = {}
    for key, path in paths.items():
        for edge in _list_edges(path):
            users.setdefault(edge, set()).add(key)
    marks = {edge: (frozenset(keys), *_rate_edge(edge, points)) for edge, keys in users.items()}
    arcs: dict[tuple[int, ...], Coordinates] = {}
    pieces = {}
    for key, path in paths.items():
        runs: list[Piece] = []
        for arc in _cut_path(path, marks):
            _, near, straight = marks[_list_edges(arc)[0]]
            line = _draw_arc(tuple(arc), points, NEAR_TOLERANCE if near else FAR_TOLERANCE, arcs)
            if runs and runs[-1].schematic == straight:
                runs[-1] = Piece(runs[-1].points + line[1:], straight)
            else:
                runs.append(Piece(line, straight))
        pieces[key] = runs
    return pieces


def simplify_line(line: Coordinates) -> Coordinates:
    """Simplify one line, finely within 300 km of Chongqing and coarsely beyond; no straight run grows over 50 km."""
    near = [measure_km([CHONGQING, point]) < NEAR_KM for point in line]
    out = line[:1]
    start = 0
    for i in range(1, len(line)):
        if i == len(line) - 1 or near[i] != near[i + 1]:
            out += _simplify(line[start : i + 1], NEAR_TOLERANCE if near[i] else FAR_TOLERANCE)[1:]
            start = i
    return out


def _list_edges(path: list[int]) -> list[Edge]:
    return [(min(a, b), max(a, b)) for a, b in pairwise(path)]


def _rate_edge(edge: Edge, points: npt.NDArray[np.float64]) -> tuple[bool, bool]:
    """Tell whether an edge lies near Chongqing, and whether it is a straight run of more than 50 km."""
    ends = [(float(lon), float(lat)) for lon, lat in points[list(edge)]]
    near = all(measure_km([CHONGQING, end]) < NEAR_KM for end in ends)
    return near, measure_km(ends) > STRAIGHT_KM


def _cut_path(path: list[int], marks: dict[Edge, tuple[frozenset[str], bool, bool]]) -> list[list[int]]:
    """Cut a path wherever the set of legs on it, the tolerance or the schematic flag changes."""
    edges = _list_edges(path)
    cuts = [0, *(i for i in range(1, len(edges)) if marks[edges[i]] != marks[edges[i - 1]]), len(edges)]
    return [path[a : b + 1] for a, b in pairwise(cuts)]


def _draw_arc(
    arc: tuple[int, ...], points: npt.NDArray[np.float64], tolerance: float, arcs: dict[tuple[int, ...], Coordinates]
) -> Coordinates:
    """Simplify an arc in one fixed direction, so that both directions have the same vertices."""
    forward = arc <= arc[::-1]
    name = arc if forward else arc[::-1]
    if name not in arcs:
        arcs[name] = _simplify([(float(lon), float(lat)) for lon, lat in points[list(name)]], tolerance)
    return arcs[name] if forward else arcs[name][::-1]


def _simplify(line: Coordinates, tolerance: float) -> Coordinates:
    """Simplify a line but keep every run between kept vertices at 50 km or less where the source allows."""
    kept = [(lon, lat) for lon, lat in shapely.LineString(line).simplify(tolerance).coords]
    out: Coordinates = [line[0]]
    at = 0
    for point in kept[1:]:
        end = line.index(point, at + 1)
        while measure_km([line[at], line[end]]) > STRAIGHT_KM and end - at > 1:
            far = next((i for i in range(at + 1, end + 1) if measure_km([line[at], line[i]]) > STRAIGHT_KM), end)
            at = max(far - 1, at + 1)
            out.append(line[at])
        out.append(line[end])
        at = end
    return out
