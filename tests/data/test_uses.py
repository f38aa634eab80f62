"""Functions and industries come from the plan's words, and from nothing else; municipal zones have their own table."""

import pytest

from data.build.paths import INPUTS
from layers.catalogue.models import load_catalogue
from tests.data.plan import read_plan, read_roles, read_rows, strip
from tests.data.shipped import THEMES, list_features, read_features

MUNICIPAL = "municipal-zones"  # the plan says nothing of them: tests/data/test_municipal_zones.py
PLANNED = [layer for layer in THEMES if layer != MUNICIPAL]
FEATURES = {feature["id"]: feature["properties"] for _, feature in list_features(PLANNED)}
USES = read_rows(INPUTS / "uses.csv")


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use['feature_id']}-{use['code']}")
def test_a_use_is_in_the_plans_words(use: dict[str, str]) -> None:
    assert use["plan_words"]
    assert strip(use["plan_words"]) in read_plan()


def test_features_have_exactly_the_uses_of_the_table() -> None:
    listed = {(use["feature_id"], use["field"], use["code"]) for use in USES}
    shown = {
        (name, field, code)
        for name, properties in FEATURES.items()
        for field in ("functions", "industries")
        for code in properties[field]
    }
    assert shown == listed


def test_every_code_of_the_catalogue_is_used() -> None:
    catalogue = load_catalogue()
    assert {use["code"] for use in USES if use["field"] == "functions"} == catalogue.functions.keys()
    listed = {code for zone in read_features(MUNICIPAL) for code in zone["properties"]["industries"]}
    assert {use["code"] for use in USES if use["field"] == "industries"} | listed == catalogue.industries.keys()


def test_every_region_has_its_role() -> None:
    roles = read_roles()
    assert roles.keys() == {feature["id"] for feature in read_features("regions")}
    assert all(role["zh"] and role["en"] and role["plan_ref"] for role in roles.values())
