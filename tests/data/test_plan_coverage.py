"""Nothing that the plan names is missing: `plan_items.csv` was written from its text first, the features after."""

import re

import pytest

from tests.data.plan import read_items, read_plan, read_roles, strip
from tests.data.shipped import THEMES, Feature, list_features

FEATURES = {feature["id"]: feature for _, feature in list_features(THEMES)}
ITEMS = read_items()
BY_ITEM = pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item['section']}-{item['item_zh']}")
SECTION = re.compile(r"第[一二三四五六七八九十]+章(第[一二三四五六七八九十]+节)?(·专栏[1-9])?")
# ways of one service, or a place that stands for a gateway: their plan_ref is that of the item they belong to
VARIANTS = {"corridor-land-sea-huaihua", "corridor-road-bangkok", "airport-wanzhou", "port-cuntan", "node-vientiane"}


def list_words(feature: Feature) -> str:
    """Return everything in which a feature can carry the plan's words."""
    properties = feature["properties"]
    return strip(" | ".join([properties["name_zh"], properties["summary_zh"], *properties["aliases"]]))


@BY_ITEM
def test_the_words_are_the_plans_own(item: dict[str, str]) -> None:
    assert strip(item["item_zh"]) in read_plan()


@BY_ITEM
def test_a_feature_carries_the_words(item: dict[str, str]) -> None:
    roles = read_roles()
    if item["feature_id"] in roles:
        assert strip(item["item_zh"]) in strip(roles[item["feature_id"]]["zh"])
        return
    assert item["feature_id"] in FEATURES, f"no feature carries {item['item_zh']}"
    assert strip(item["item_zh"]) in list_words(FEATURES[item["feature_id"]])


@BY_ITEM
def test_the_feature_says_where_the_plan_names_it(item: dict[str, str]) -> None:
    assert SECTION.fullmatch(item["section"])
    named = {**{name: feature["properties"] for name, feature in FEATURES.items()}, **read_roles()}[item["feature_id"]]
    chapter, _, box = item["section"].partition("·")
    chapter = re.match(r"第.+?章", chapter)[0]
    assert chapter in named["plan_ref"] or (box and box in named["plan_ref"]), named["plan_ref"]


def test_every_feature_that_the_plan_names_stands_in_the_table() -> None:
    named = {name for name, feature in FEATURES.items() if feature["properties"]["named_in_plan"]}
    assert named - {item["feature_id"] for item in ITEMS} <= VARIANTS


def test_no_item_stands_twice() -> None:
    rows = [tuple(item.values()) for item in ITEMS]
    assert len(rows) == len(set(rows)) >= 150
