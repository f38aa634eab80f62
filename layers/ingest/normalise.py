"""Normalise geometries: two-dimensional, WGS 84, valid, rings in RFC 7946 order. Every change becomes a finding."""

from __future__ import annotations

import re

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from layers.arrays import Mask, Shapes
from layers.crs.metric import WGS84
from layers.crs.systems import GEOGRAPHIC, KNOWN, TAKEN, to_wgs84
from layers.crs.transformations import convert, published
from layers.ingest.finding_collector import FindingCollector
from layers.ingest.layer import RawLayer
from layers.ingest.limits import UPLOAD, Limits
from layers.ingest.repair import repair
from layers.ingest.sandbox.arrow_table import repair_in_sandbox

# west, south, east, north: the box in which swapped axes are detected
_CHINA = (73.0, 3.0, 136.0, 54.0)
_CHONGQING = (105.0, 28.0, 110.5, 32.5)
SMALL = 2_000  # positions of invalid shapes that are repaired in this process, at worst in some two seconds
NAMED = 5  # features without geometry that a sentence names
_NUMBER = r"(-?[\d.]+(?:e[-+]?\d+)?)"
_WHERE = re.compile(rf"^(.*?)\[{_NUMBER} {_NUMBER}", re.IGNORECASE)
# GEOS's reasons → codes of findings
_REASONS = {
    "Self-intersection": "repaired-self-intersection",
    "Ring Self-intersection": "repaired-ring-touch",
    "Nested holes": "repaired-nested-holes",
    "Hole lies outside shell": "repaired-hole-outside",
    "Nested shells": "repaired-nested-shells",
    "Duplicate Rings": "repaired-doubled-ring",
    "Interior is disconnected": "repaired-disconnected",
    "Too few points in geometry component": "repaired-too-few-points",
}


def normalise(
    raw: RawLayer, chosen: str | None, collector: FindingCollector, limits: Limits = UPLOAD
) -> tuple[Shapes, str]:
    """Normalise shapes to WGS 84; return the code of their source system, too.

    Parameters
    ----------
    raw
        As read: shapes may be None, empty or three-dimensional.
    chosen
        The system that the person says, who is believed before the file; a code or None.

    Raises
    ------
    RefusedError
        If the system is unknown, no position lies on Earth, or repairs take too long.
    """
    named = raw.crs
    shapes = shapely.force_2d(raw.shapes) if shapely.has_z(raw.shapes).any() else raw.shapes.copy()
    shapes[shapely.is_empty(shapes)] = None
    code = chosen or named or WGS84
    located = ~shapely.is_missing(shapes)
    if located.any():
        shapes = _on_earth(shapes, code, collector, bare=raw.bare, guessed=chosen is None)
        if chosen and named and chosen != named:
            collector.add("crs-overruled", "note", told=chosen, named=named)
        elif not (chosen or named):
            collector.add("crs-assumed", "note")
        code = _note_system(raw.shapes, code, collector)
        shapes = _turned(_repaired(shapes, collector, limits), collector)
        _note_antimeridian(shapes, collector)
    _note_placeless(shapes, collector, bare=raw.bare)
    return shapes, code


def _note_system(shapes: Shapes, code: str, collector: FindingCollector) -> str:
    """Add a finding about the conversion, and return the name of the source system."""
    if code in TAKEN:
        if code not in GEOGRAPHIC:
            collector.add("crs-converted", "warning", crs=code)
        return code
    known = published(code)
    name = known.name if known else "?"
    collector.add("crs-foreign", "warning", crs=name, error=f"{convert(shapes[:1000], code)[1]:g}")
    return name


def _inside(boxes: NDArray[np.float64], within: tuple[float, float, float, float] = (-180, -90, 180, 90)) -> Mask:
    """Return the mask of boxes that lie within; boxes of NaN do not."""
    west, south, east, north = within
    inside = (boxes[:, 0] >= west) & (boxes[:, 1] >= south) & (boxes[:, 2] <= east) & (boxes[:, 3] <= north)
    return np.asarray(inside)


def _bounds(shapes: Shapes) -> NDArray[np.float64]:
    """Return the bounding boxes; NaN if any coordinate is NaN, which GEOS would overlook."""
    boxes = shapely.bounds(shapes)
    positions, owners = shapely.get_coordinates(shapes, return_index=True)
    boxes[owners[~np.isfinite(positions).all(axis=1)]] = np.nan
    return np.asarray(boxes)


def _swap(shapes: Shapes) -> Shapes:
    return np.asarray(shapely.transform(shapes, lambda positions: positions[:, ::-1]), dtype=object)


def _on_earth(shapes: Shapes, code: str, collector: FindingCollector, *, bare: bool, guessed: bool) -> Shapes:
    """Transform shapes to WGS 84; correct swapped axes, and drop geometries outside the Earth."""
    moved = to_wgs84(shapes, code)
    located = ~shapely.is_missing(shapes)
    inside = _inside(_bounds(moved)) & located
    lost = located & ~inside
    # a northing read as an easting may still give a position on Earth
    region = _CHINA if code in GEOGRAPHIC else _CHONGQING
    astray = region is _CHONGQING and not _inside(_bounds(moved), region).any()
    lost = located if astray else lost
    if lost.any():
        turned = np.full(len(shapes), None, dtype=object)
        turned[lost] = to_wgs84(_swap(shapes[lost]), code)
        right = lost & _inside(_bounds(turned), region)
        right &= ~inside | bool(right[located].all())
        moved[right] = turned[right]
        if right.sum() > 1 and right[located].all():
            collector.add("all-swapped", "warning", count=int(right.sum()))
        else:
            collector.add_rows("axes-swapped", "warning", np.flatnonzero(right), lambda row: _centre(moved[row]))
        lost = located & ~inside & ~right
    if lost.any() and lost.sum() == located.sum() and not bare:
        _refuse_nowhere(shapes, code, lost, collector, guessed=guessed)
    collector.add_rows("out-of-range", "note" if bare else "warning", np.flatnonzero(lost))
    moved[lost] = None
    return moved


def _refuse_nowhere(shapes: Shapes, code: str, lost: Mask, collector: FindingCollector, *, guessed: bool) -> None:
    if code not in TAKEN:  # its published transformations are for other areas, and a guess would hide the shift
        known = published(code)
        collector.reject("crs-unknown", crs=known.name if known else "?", known=", ".join(KNOWN))
    sample = shapes[lost][:1000]
    projected = [known for known in KNOWN if known not in GEOGRAPHIC]
    fits = [known for known in projected if _fits(sample, known) or _fits(_swap(sample), known)]
    if fits and guessed:
        collector.reject("looks-projected", fits=", ".join(fits))
    collector.reject("nowhere", known=", ".join(KNOWN))


def _fits(shapes: Shapes, code: str) -> bool:
    return bool(_inside(_bounds(to_wgs84(shapes, code)), _CHONGQING).mean() > 0.5)


def _centre(shape: BaseGeometry) -> tuple[float, float]:
    west, south, east, north = shape.bounds
    return (west + east) / 2, (south + north) / 2


def _repaired(shapes: Shapes, collector: FindingCollector, limits: Limits) -> Shapes:
    """Repair invalid shapes, with a finding about each."""
    wrong = np.flatnonzero(~shapely.is_valid(shapes) & ~shapely.is_missing(shapes))
    if not len(wrong):
        return shapes
    found = shapes[wrong]
    sizes = shapely.get_num_coordinates(found)
    # lines that all cross each other take the square of their number: such work belongs where there is a clock
    if sizes.sum() > SMALL:
        made = repair_in_sandbox(found, collector, limits)
    else:
        made = np.array([repair(shape) for shape in found], dtype=object)
    for row, before, after in zip(wrong, found, made, strict=True):
        match = _WHERE.match(shapely.is_valid_reason(before))
        reason, point = (match[1], (float(match[2]), float(match[3]))) if match else ("", _centre(before))
        code = "collapsed" if after is None else _REASONS.get(reason, "repaired-invalid")
        collector.add(code, "warning", row=int(row), point=point)
    shapes[wrong] = made
    return shapes


def _turned(shapes: Shapes, collector: FindingCollector) -> Shapes:
    """Orient the rings of areas by RFC 7946; another orientation is no fault."""
    areas = np.flatnonzero(shapely.get_dimensions(shapes) == 2)
    if not len(areas):
        return shapes
    right = shapely.orient_polygons(shapes[areas])
    count = int((~shapely.equals_identical(right, shapes[areas])).sum())
    if count:
        collector.add("rings-turned", "note", count=count)
    shapes[areas] = right
    return shapes


def _note_antimeridian(shapes: Shapes, collector: FindingCollector) -> None:
    boxes = shapely.bounds(shapes)
    collector.add_rows("antimeridian", "warning", np.flatnonzero(boxes[:, 2] - boxes[:, 0] > 180))


def _note_placeless(shapes: Shapes, collector: FindingCollector, *, bare: bool) -> None:
    missing = int(shapely.is_missing(shapes).sum())
    if not len(shapes):
        collector.add("empty", "warning")
    elif missing == len(shapes):
        collector.add("none-placed", "note" if bare else "warning", count=missing)
    elif missing:
        rows = np.flatnonzero(shapely.is_missing(shapes))[:NAMED]
        names = [collector.label(int(row)) or f"#{row + 1}" for row in rows]
        collector.add(
            "some-placeless", "note", count=missing, names=", ".join(names) + (" …" if missing > NAMED else "")
        )
