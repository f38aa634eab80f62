"""Corridor access: distances from each platform to boarding points of corridors and to their lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely

from layers.arrays import Floats
from layers.catalogue.entries import DISTRICT_FIELDS, DistrictVintage, Words
from layers.crs.metric import GEOD, to_degrees, to_metres
from layers.planning.context import Places, PlanningContext, Polygons
from layers.planning.location_problem import distances_km
from layers.planning.site_points import Sites

BEYOND = 3.0  # degrees round the municipality: a line farther off is never the nearest
AIR = "air"  # an air corridor crosses districts without serving them


@dataclass(frozen=True, eq=False)
class CorridorTracks:
    """l pieces of corridors near the municipality, in metres, without air corridors.

    Attributes
    ----------
    lines
        (l,) pieces in EPSG:4545.
    corridors
        (l,) id of the corridor of each piece.
    schematic
        (l,) whether the piece is drawn schematically.
    """

    lines: Polygons
    corridors: tuple[str, ...]
    schematic: tuple[bool, ...]


@dataclass(frozen=True, eq=False)
class CorridorAccess:
    """The corridor access of n points of platforms.

    Attributes
    ----------
    node_km, node_error_km, node, node_mode, node_corridor
        (n,) geodesic km to the nearest boarding point, the sum of both errors, its name, mode and corridor.
    line_km, line, line_schematic
        (n,) km to the nearest line (geodesic to its nearest point), its corridor, whether that piece is schematic.
    """

    sites: Sites
    node_km: Floats
    node_error_km: Floats
    node: tuple[Words | None, ...]
    node_mode: tuple[str, ...]
    node_corridor: tuple[str, ...]
    line_km: Floats
    line: tuple[str, ...]
    line_schematic: tuple[bool, ...]

    def unserved(self, km: float) -> list[int]:
        """Return one point for each site all of whose points lie farther than `km` from every boarding point."""
        best: dict[str, int] = {}
        for number, name in enumerate(self.sites.ids.tolist()):
            if name not in best or self.node_km[number] < self.node_km[best[name]]:
                best[name] = number
        return [number for number in best.values() if not self.node_km[number] <= km]


@dataclass(frozen=True, eq=False)
class Corridors:
    """The corridors of one dataset for planning queries."""

    context: PlanningContext

    @cached_property
    def nodes(self) -> Sites:
        """Boarding points of corridors inside the municipality."""
        targets = self.context.proximity.boardings
        names = tuple(name or Words(zh="?", en="?") for name in targets.names)
        return Sites(targets.features, targets.codes, targets.lon, targets.lat, targets.error_km, names)

    @property
    def modes(self) -> tuple[str, ...]:
        """Mode of transport at each boarding point."""
        return tuple(mode or "" for mode in self.context.proximity.boardings.modes)

    @cached_property
    def tracks(self) -> CorridorTracks:
        """Lines of the corridors, clipped to the surroundings."""
        frame = self.context.dataset.frames.get("corridors")
        if frame is None:
            return CorridorTracks(np.empty(0, dtype=object), (), ())
        (south, west), (north, east) = self.context.dataset.catalogue.home
        lines: list[Any] = []
        corridors, schematic = [], []
        for name, legs, line in zip(frame["id"], frame["legs"], frame.geometry, strict=True):
            for leg, part in zip(legs or (), shapely.get_parts(line) if line else (), strict=False):
                near = shapely.clip_by_rect(part, west - BEYOND, south - BEYOND, east + BEYOND, north + BEYOND)
                if leg["mode"] == AIR or near.is_empty:
                    continue
                lines.append(shapely.transform(near, _metres))
                corridors.append(str(name))
                schematic.append(bool(leg.get("schematic")))
        return CorridorTracks(np.array(lines, dtype=object), tuple(corridors), tuple(schematic))

    def fit(self, sites: Sites) -> CorridorAccess:
        """Measure the corridor access of the sites."""
        size = len(sites)
        node_km = distances_km(sites.lon, sites.lat, self.nodes)
        first = node_km.argmin(axis=1) if node_km.size else np.zeros(size, dtype=np.intp)
        has = bool(node_km.size)
        line_km, piece = self._lines(sites)
        known = piece >= 0
        return CorridorAccess(
            sites,
            node_km[np.arange(size), first] if has else np.full(size, np.nan),
            sites.error_km + (self.nodes.error_km[first] if has else np.nan),
            tuple(self.nodes.names[n] for n in first) if has else (None,) * size,
            tuple(self.modes[n] for n in first) if has else ("",) * size,
            tuple(str(self.nodes.ids[n]) for n in first) if has else ("",) * size,
            line_km,
            tuple(self.tracks.corridors[n] if ok else "" for n, ok in zip(piece, known, strict=True)),
            tuple(self.tracks.schematic[n] if ok else False for n, ok in zip(piece, known, strict=True)),
        )

    def _lines(self, sites: Sites) -> tuple[Floats, Places]:
        """Return the km to the nearest line and the number of its piece, -1 without lines."""
        lines = self.tracks.lines
        if not len(lines) or not len(sites):
            return np.full(len(sites), np.nan), np.full(len(sites), -1, dtype=np.intp)
        points = np.asarray(shapely.points(*to_metres(sites.lon, sites.lat)))
        piece = np.asarray(shapely.STRtree(lines).nearest(points), dtype=np.intp)
        on_line = shapely.get_coordinates(shapely.line_interpolate_point(*_along(lines[piece], points)))
        lon, lat = to_degrees(on_line[:, 0], on_line[:, 1])
        return np.asarray(GEOD.inv(sites.lon, sites.lat, lon, lat)[2] / 1000), piece

    def served_districts(self, km: float, district_vintage: DistrictVintage) -> dict[str, tuple[list[str], list[str]]]:
        """Return corridor → (districts that its line crosses, districts with a seat within `km` of a boarding point).

        For a corridor without a line, the plan names the crossed districts; air corridors cross none.
        """
        frame = self.context.dataset.frames.get("corridors")
        seats, areas = self.context.seats(district_vintage), self.context.areas(district_vintage)
        lon, lat = np.array([seat.lon for seat in seats]), np.array([seat.lat for seat in seats])
        found = {}
        for name in () if frame is None else frame["id"]:
            nodes = self.nodes.only(self.nodes.ids == name)
            near = distances_km(lon, lat, nodes) if len(nodes) else np.empty((len(seats), 0))
            within = [code for code, row in zip(areas.codes, near, strict=True) if row.size and row.min() <= km]
            crossed = list(self.context.dataset.features.loc[name, DISTRICT_FIELDS[district_vintage]])
            found[str(name)] = (crossed, within)
        return found


def _along(lines: Polygons, points: Polygons) -> tuple[Polygons, Floats]:
    """Return lines and the distance along each to its nearest point; for a line in pieces, of the nearest piece."""
    pieces, owner = shapely.get_parts(lines, return_index=True)
    far = shapely.distance(pieces, points[owner])
    order = np.lexsort((far, owner))
    first = order[np.searchsorted(owner[order], np.arange(len(lines)))]
    return pieces[first], shapely.line_locate_point(pieces[first], points)


def _metres(coordinates: Floats) -> Floats:
    return np.column_stack(to_metres(coordinates[:, 0], coordinates[:, 1]))
