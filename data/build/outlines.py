"""Schematic outlines of zones whose limits nobody publishes: of our own making, measured beside the published area."""

import tomllib

import shapely

from data.build.metric import Area, as_area, measure_km2, place_label
from data.build.paths import INPUTS, BuildError
from data.build.write import Feature, make_feature

LAYER = "zone-outlines"
DECIMALS = 4  # 11 m, at errors of kilometres
COPIED = ("id", "name_zh", "name_en", "feature", "label_zh", "label_en", "published_km2")
SAID = ("source_zh", "source_en", "note_zh", "note_en")
SLIVER = 0.001  # share of an outline below which a piece is only a ring that touches itself


def build_outlines() -> list[Feature]:
    """Make the outlines of `inputs/zone_outlines.toml`.

    Raises
    ------
    BuildError
        When a ring is no single area.
    """
    table = tomllib.loads((INPUTS / "zone_outlines.toml").read_text(encoding="utf-8"))
    features = []
    for row in table["outline"]:
        area = _as_one(shapely.make_valid(shapely.Polygon(row["ring"]), method="structure"), row["id"])
        properties = {key: row[key] for key in COPIED}
        properties |= {"area_km2": round(measure_km2(area), 1), "label": place_label(area)}
        features.append(make_feature(properties | {key: row[key] for key in SAID}, area, DECIMALS))
    return features


def _as_one(area: shapely.geometry.base.BaseGeometry, name: str) -> Area:
    parts = sorted(shapely.get_parts(area), key=shapely.area)
    if not parts or shapely.area(parts[:-1]).sum() > SLIVER * parts[-1].area:
        raise BuildError(f"zone_outlines.toml, {name}: the ring is no single area")
    return as_area(parts[-1])
