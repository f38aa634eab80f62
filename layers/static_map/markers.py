"""Markers of a static map: style, displacement where they collide, and leaders to their true locations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from layers.arrays import Floats
from layers.formats.drawing import WHITE, Group, Item, Path, Stroke, circle, dimmed, line, mixed
from layers.static_map.base_map import extent
from layers.static_map.map_spec import MapSpec, records
from layers.static_map.projection import PaperProjection
from layers.static_map.symbols import INK, MarkerStyle, mark

CROWD, MINOR_RANK, MINOR = 50, 3, 0.55  # above so many marks, those of low rank are small and have no pictogram
STEPS, SPRING, GAP = 120, 0.03, 0.25  # of the displacement; gap in mm
LIT = 1.2  # mm of halo round highlighted marks
LEAST_LEADER = 1.2  # mm of displacement up to which a mark still covers its location
AREA_DASH, ERROR_DASH = (2.2, 1.1), (1.3, 1.0)  # mm of dash and gap
STATUS_FIELDS = {"plan": "status", "target": "status", "now": "status_now"}


@dataclass(frozen=True, eq=False)
class Marker:
    """One mark: its feature and part, its true location (mm) and the drawn one."""

    id: str
    part: int
    name: str
    rank: int
    style: MarkerStyle
    true: tuple[float, float]
    at: tuple[float, float]
    unit: float
    highlighted: bool
    is_faded: bool
    quality: str

    @property
    def reach(self) -> float:
        """Radius in mm that the mark keeps free."""
        return self.style.reach * self.unit + (LIT if self.highlighted else 0.0)

    @property
    def group(self) -> Group:
        """Draw the mark as a named group."""
        items: list[Item] = []
        if self.highlighted:
            items.append(Path((circle(*self.at, self.reach - 0.3),), fill=WHITE, stroke=Stroke(INK, 0.5)))
        items += mark(self.style, *self.at, self.unit)
        return self.fading(Group("mark", self.name, tuple(items), f"{self.id}-{self.part}" if self.part else self.id))

    def fading(self, group: Group) -> Group:
        """Return a group with the opacity of this mark."""
        return dimmed(group) if self.is_faded else group


def style_of(map_spec: MapSpec, record: Any, quality: str) -> MarkerStyle:
    """Return the style of a feature's mark at the map's time; stations of a route have no status."""
    catalogue = map_spec.dataset.catalogue
    kind = catalogue.kinds[record["kind"]]
    known = catalogue.types[record["platform_type"]]
    ring = catalogue.qualities[quality].halo if quality in catalogue.qualities else "none"
    if known.shape == "ring":
        return MarkerStyle("node" if kind.icon else "ring", known.colour, "none", "solid", kind.icon, ring)
    fill, outline = status_style(map_spec, status_of(map_spec, record))
    return MarkerStyle(known.shape, known.colour, fill, outline, kind.icon, ring)


def status_of(map_spec: MapSpec, record: Any) -> str | None:
    """Return a feature's status code at the map's time, or None."""
    code = record[STATUS_FIELDS[map_spec.time]] or None
    if map_spec.time != "target" or code is None:
        return code
    return map_spec.dataset.catalogue.statuses[code].target


def status_style(map_spec: MapSpec, code: str | None) -> tuple[str, str]:
    """Return fill and outline of a status; without one, the outline is double."""
    catalogue = map_spec.dataset.catalogue
    tables = {"plan": catalogue.statuses, "target": catalogue.statuses_target, "now": catalogue.statuses_now}
    found = tables[map_spec.time].get(code) if code else None
    return (found.fill, found.outline) if found else ("full", "double")


def places(map_spec: MapSpec, projection: PaperProjection, unit: float) -> list[Marker]:
    """Return the marks in the frame, displaced; `unit` mm is one unit of a mark, of which 22 are its width."""
    rows = [row for record in records(map_spec.shown) for row in _parts(record) if _inside(projection, row[2])]
    kinds = map_spec.dataset.catalogue.kinds
    crowded = sum(1 for record, *_ in rows if record["platform_type"] != "corridor") >= CROWD
    found = []
    for record, part, spot, quality in rows:
        style = style_of(map_spec, record, quality)
        rank, highlighted = kinds[record["kind"]].rank, record["id"] in map_spec.highlight
        minor = crowded and rank >= MINOR_RANK and not highlighted and style.shape not in {"ring", "node"}
        x, y = projection.paper(projection.near(np.array([spot])))[0]
        found.append(
            Marker(
                id=record["id"], part=part, name=record[f"name_{map_spec.lang}"] or record["name_zh"],
                rank=0 if highlighted else rank, style=_small(style) if minor else style, true=(float(x), float(y)),
                at=(float(x), float(y)), unit=unit * (MINOR if minor else 1.0), highlighted=highlighted,
                is_faded=map_spec.is_dimmed(record["id"]), quality=quality,
            )
        )  # fmt: skip
    return _set_apart(found, projection)


def under_marks(map_spec: MapSpec, projection: PaperProjection, marks: list[Marker]) -> Iterator[Group]:
    """Yield the ground extents of highlighted features: districts in part, published areas, position errors.

    The role of each group (`extent`, `area`, `approved`, `error`) has a row in the legend.
    """
    for place in marks:
        if not place.highlighted or place.part:
            continue
        record, colour = map_spec.dataset.record(place.id), place.style.colour
        found: dict[str, list[Path]] = {}
        if codes := list(record["extent_districts"] or ()):
            found["extent"] = list(extent(map_spec, projection, codes, mixed(colour, 0.7)))
        elif record["area_km2"] and not record["parts"]:
            radius = float(np.sqrt(record["area_km2"] / np.pi))
            role = "approved" if record["area_approved_year"] else "area"
            found[role] = _round(projection, place, radius, Stroke(colour, 0.35, AREA_DASH))
        if record["position_error_km"]:
            dash = (0.1, 1.0) if place.style.ring == "dotted" else ERROR_DASH
            found["error"] = _round(projection, place, float(record["position_error_km"]), Stroke(INK, 0.3, dash))
        for role, items in found.items():
            if items:
                yield Group(role, place.name, tuple(items), f"{role}-{place.id}")


def leaders(marks: list[Marker]) -> Iterator[Group]:
    """Yield a leader from each displaced mark to a dot at its true location."""
    for place in marks:
        (x, y), (u, v) = place.true, place.at
        if np.hypot(x - u, y - v) < LEAST_LEADER:
            continue
        dot = Path((circle(x, y, 0.45, 16),), fill=INK, stroke=Stroke(WHITE, 0.15))
        items = (line(((x, y), (u, v)), Stroke(WHITE, 0.7)), line(((x, y), (u, v)), Stroke(INK, 0.22)), dot)
        yield place.fading(Group("leader", place.name, items, f"leader-{place.id}-{place.part}"))


def _round(projection: PaperProjection, place: Marker, km: float, stroke: Stroke) -> list[Path]:
    radius = km / projection.km_per_mm
    if radius < place.reach + 0.5:
        return []  # the halo would only thicken the mark
    edge = shapely.boundary(shapely.Polygon(circle(*place.true, radius, 96)))
    cut = projection.cut(edge)
    lines = [shapely.get_coordinates(piece) for piece in shapely.get_parts(cut) if piece.length]
    return [Path(tuple(lines), stroke=stroke, closed=False)] if lines else []


def _small(style: MarkerStyle) -> MarkerStyle:
    return MarkerStyle(style.shape, style.colour, style.fill, style.outline, "", "none")


def _parts(record: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int, tuple[float, float], str]]:
    """Yield record, part number, longitude and latitude, and position quality of each point of a feature."""
    place = record["geometry"]
    if not place.geom_type.endswith("Point"):
        return
    parts = record["parts"] or ()
    for number, (lon, lat) in enumerate(shapely.get_coordinates(place)):
        own = parts[number] if number < len(parts) else record
        yield record, number, (float(lon), float(lat)), str(own.get("position_quality") or record["position_quality"])


def _inside(projection: PaperProjection, spot: tuple[float, float]) -> bool:
    x, y = projection.paper(projection.near(np.array([spot])))[0]
    return bool(1 <= x <= projection.width - 1 and 1 <= y <= projection.height - 1)


def _set_apart(marks: list[Marker], projection: PaperProjection) -> list[Marker]:
    """Push overlapping marks apart; a weak pull holds each near its location, and the frame bounds them."""
    if len(marks) < 2:
        return marks
    home = np.array([place.true for place in marks])
    reach = np.array([place.reach for place in marks])
    pinned = np.array([place.highlighted or place.style.shape in {"ring", "node"} for place in marks])
    wanted = reach[:, None] + reach[None, :] + GAP
    np.fill_diagonal(wanted, 0.0)
    # the share of a push for each of a pair: none for a pinned mark beside a movable one
    share = np.where(pinned[:, None] == pinned[None, :], 0.5, np.where(pinned[:, None], 0.0, 1.0))
    golden = np.arange(len(marks)) * 2.399963  # coinciding marks part in all directions
    targets: Floats = home + 0.05 * np.column_stack([np.cos(golden), np.sin(golden)])
    for step in range(STEPS):
        way = targets[:, None, :] - targets[None, :, :]
        apart = np.maximum(np.hypot(way[..., 0], way[..., 1]), 1e-6)
        push = np.clip(wanted - apart, 0.0, None)
        if not push.any():
            break
        targets = targets + (way / apart[..., None] * (push * share)[..., None]).sum(axis=1) * 0.6
        if step < STEPS * 0.6:
            targets = targets + (home - targets) * SPRING
        targets = np.clip(targets, reach[:, None] + 0.5, (projection.width, projection.height) - reach[:, None] - 0.5)
    stay = np.hypot(*(targets - home).T) < 0.4  # moves below half a millimetre would only draw needless leaders
    targets[stay] = home[stay]
    return [Marker(**{**vars(place), "at": (float(x), float(y))}) for place, (x, y) in zip(marks, targets, strict=True)]
