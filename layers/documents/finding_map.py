"""The map of a quality report: district outlines, the layer in grey, numbered findings; in mm on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from markupsafe import Markup

from layers.arrays import Floats
from layers.i18n.findings import Finding
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer

WIDTH_MM = 130.0
SIMPLER_DEG = 0.004  # less than a tenth of a millimetre
DIGIT_MM = 1.8  # of the numbers, at most
DOTS, APART_MM = 3000, 3.2  # most points drawn in grey; nearer numbers share a label
INK = {"error": "#8f0d12", "warning": "#b34700", "note": "#4d5660"}


@dataclass(frozen=True)
class FindingMap:
    """The drawn map in mm from the upper left corner. `left_out`: findings with a location outside the frame."""

    width: float
    height: float
    district_index: tuple[str, ...]  # paths of an SVG
    dots: tuple[tuple[float, float], ...]
    labels: tuple[tuple[float, float, str, str], ...]  # x, y, numbers, severity
    left_out: int


def draw(subject: CheckedLayer, findings: Sequence[Finding], district_index: DistrictIndex) -> FindingMap:
    """Draw the map of the whole municipality with finding i under number i + 1.

    The projection is schematic: degrees, with longitudes shortened by the cosine of the middle latitude.
    """
    districts = district_index.polygons[: district_index.count]
    if not len(districts):
        return FindingMap(0.0, 0.0, (), (), (), 0)
    west, south, east, north = map(float, shapely.total_bounds(districts))
    across = float(np.cos(np.radians((south + north) / 2)))
    scale = WIDTH_MM / ((east - west) * across)
    height = (north - south) * scale

    def paper(degrees: Floats) -> Floats:
        return np.column_stack([(degrees[:, 0] - west) * across * scale, (north - degrees[:, 1]) * scale])

    edges = shapely.get_parts(shapely.boundary(shapely.coverage_simplify(districts, SIMPLER_DEG)))
    paths = tuple(_path(paper(shapely.get_coordinates(edge))) for edge in edges)
    places = subject.points[subject.located]
    dots = paper(places[:: max(1, len(places) // DOTS)])
    inside = (dots >= 0).all(axis=1) & (dots[:, 0] <= WIDTH_MM) & (dots[:, 1] <= height)
    numbered = [(number, finding) for number, finding in enumerate(findings, start=1) if finding.point]
    targets = paper(np.array([finding.point for _, finding in numbered], dtype=float).reshape(-1, 2))
    seen = (targets >= 0).all(axis=1) & (targets[:, 0] <= WIDTH_MM) & (targets[:, 1] <= height)
    labels = _labels([(targets[i], *numbered[i]) for i in np.flatnonzero(seen)])
    shown = tuple((round(float(x), 1), round(float(y), 1)) for x, y in dots[inside])
    return FindingMap(WIDTH_MM, round(height, 1), paths, shown, labels, int((~seen).sum()))


def to_svg(drawing: FindingMap, label: str) -> Markup:
    """Return the map as an SVG for a page; empty without outlines."""
    if not drawing.district_index:
        return Markup("")
    paths = Markup("").join(Markup('<path d="{}"/>').format(path) for path in drawing.district_index)
    dots = Markup("").join(Markup('<circle cx="{}" cy="{}" r=".45"/>').format(x, y) for x, y in drawing.dots)
    marks = Markup("").join(_mark(*each, drawing.width) for each in drawing.labels)
    return Markup(
        '<svg width="{w}mm" height="{h}mm" viewBox="0 0 {w} {h}" role="img" aria-label="{label}">'
        '<rect width="{w}" height="{h}" fill="#f6f2e8"/><g fill="none" stroke="#b9b4a6" stroke-width=".25">{paths}</g>'
        '<g fill="#8b8f94">{dots}</g><g font-size="3" font-weight="700" dominant-baseline="central"'
        ' paint-order="stroke" stroke="#fff" stroke-width=".5">{marks}</g></svg>'
    ).format(w=drawing.width, h=drawing.height, label=label, paths=paths, dots=dots, marks=marks)


def _mark(x: float, y: float, text: str, severity: str, width: float) -> Markup:
    """Draw a ring and its numbers, on its left if they would leave the map."""
    aside, anchor = (1.9, "start") if x + 1.9 + len(text) * DIGIT_MM <= width else (-1.9, "end")
    return Markup(
        '<circle cx="{x}" cy="{y}" r="1.3" fill="none" stroke="{ink}" stroke-width=".5"/>'
        '<text x="{tx}" y="{y}" fill="{ink}" text-anchor="{anchor}">{text}</text>'
    ).format(x=x, y=y, tx=round(x + aside, 1), ink=INK[severity], anchor=anchor, text=text)


def _path(points: Floats) -> str:
    return "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _labels(targets: Sequence[tuple[Floats, int, Finding]]) -> tuple[tuple[float, float, str, str], ...]:
    """Return the labels of findings; close ones share a label in the colour of the gravest."""
    groups: list[tuple[Floats, list[int], str]] = []
    for spot, number, finding in targets:  # the gravest come first
        near = next((numbers for place, numbers, _ in groups if np.hypot(*(place - spot)) < APART_MM), None)
        if near is None:
            groups.append((spot, [number], finding.severity))
        else:
            near.append(number)
    return tuple(
        (round(float(x), 1), round(float(y), 1), _spoken(numbers), severity) for (x, y), numbers, severity in groups
    )


def _spoken(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:3])) + (f" +{len(numbers) - 3}" if len(numbers) > 3 else "")
