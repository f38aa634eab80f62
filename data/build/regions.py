"""一区两群: the three regions, dissolved from the districts, so that their outer edges agree to the last digit.

What the plan wants of each stands in `inputs/region_roles.toml`.
"""

import tomllib

import shapely
from shapely.geometry import shape

from data.build.metric import as_area, place_label
from data.build.paths import INPUTS
from data.build.write import Feature, make_feature, read_layer

NAMES = {
    "core": ("主城都市区", "Main Urban Area"),
    "northeast": ("渝东北三峡库区城镇群", "Northeast Chongqing Three Gorges Reservoir Area Town Cluster"),
    "southeast": ("渝东南武陵山区城镇群", "Southeast Chongqing Wuling Mountain Area Town Cluster"),
}


def build_regions() -> list[Feature]:
    """Make the region features from the districts that were built before."""
    districts = read_layer("districts")
    table = tomllib.loads((INPUTS / "region_roles.toml").read_text(encoding="utf-8"))
    roles = {role["region"]: role for role in table["role"]}
    features = []
    for region, (name_zh, name_en) in NAMES.items():
        shapes = [shape(f["geometry"]) for f in districts if f["properties"]["region"] == region]
        outline = as_area(shapely.coverage_union_all(shapes))
        properties = {
            "id": f"region-{region}",
            "name_zh": name_zh,
            "name_en": name_en,
            "region": region,
            "label": place_label(outline),
            "role_zh": roles[region]["zh"],
            "role_en": roles[region]["en"],
            "plan_ref": roles[region]["plan_ref"],
        }
        features.append(make_feature(properties, outline, decimals=6))
    return features
