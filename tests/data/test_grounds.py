"""What may be done on the ground of a feature: a rule or a row with its source behind each, else unknown."""

from urllib.parse import urlparse

import pytest

from data.build.grounds import PLACES, RULES, UNKNOWN, find_grounds
from data.build.indicators import read_hosts
from data.build.paths import INPUTS, BuildError
from layers.catalogue.models import load_catalogue
from layers.suitability.presets import load_presets
from tests.data.plan import read_rows
from tests.data.shipped import THEMES, list_features

FEATURES = {feature["id"]: feature["properties"] for _, feature in list_features(THEMES)}
CATALOGUE = load_catalogue()
MAKING = {"making", "bonded-making"}


@pytest.mark.parametrize(
    ("name", "grounds"),
    [
        ("bonded-xiyong", ["bonded-making", "bonded-storing"]),
        ("bonded-jiangjin", ["bonded-making", "bonded-storing"]),
        ("bonded-b-tuanjiecun", ["bonded-storing"]),
        ("bonded-b-nanpeng", ["bonded-storing"]),
        ("consumption-jiefangbei", ["research", "trade"]),
        ("consumption-silk-road-street", ["trade"]),
        ("area-jiangbeizui", ["research", "trade"]),
        ("area-digital-park", ["research"]),
        ("area-longsheng", ["making", "storing", "research"]),
        ("area-shuitu", ["making", "research"]),
        ("etdz-changshou", ["making"]),
        ("htz-chongqing", ["making", "research"]),
        ("htz-tongliang", ["making"]),
        ("municipal-jiangjin", ["making", "storing"]),
        ("hub-guoyuan", ["storing", "operation"]),
        ("hub-nanpeng", ["storing"]),
        ("port-guoyuan", ["operation"]),
        ("science-large-facilities", ["research"]),
        ("dry-port-land-sea", ["storing", "operation"]),
        ("exchange-art-bay", None),  # no rule, no row: unknown, and never everything
        ("venue-yuelai", None),
    ],
)
def test_what_may_be_done_where(name: str, grounds: list[str] | None) -> None:
    assert FEATURES[name]["grounds"] == grounds


def test_nothing_is_made_in_a_centre_of_type_b_or_a_shopping_street() -> None:
    for name, feature in FEATURES.items():
        if feature["kind"] in {"bonded-b", "consumption-area", "science-site", "service-trade-park"}:
            assert not MAKING & set(feature["grounds"]), name


def test_bonded_ground_lies_in_customs_zones_only() -> None:
    found = {
        name for name, each in FEATURES.items() if {"bonded-making", "bonded-storing"} & set(each["grounds"] or ())
    }
    of_kind = {name for name, each in FEATURES.items() if each["kind"] in {"bonded-zone", "bonded-b"}}
    assert found == of_kind | {"strategic-ftz"}  # which holds customs zones


def test_every_candidate_says_what_may_be_done_there() -> None:
    for name, feature in FEATURES.items():
        if feature["kind"] in load_presets().candidates:
            assert feature["grounds"], name


def test_parts_may_differ() -> None:
    grounds = {part["name_zh"]: part["grounds"] for part in FEATURES["strategic-ftz"]["parts"]}
    assert grounds["西永片区"] == ["making", "bonded-making", "bonded-storing"]
    assert grounds["果园港片区"] == ["storing", "operation"]
    assert {part["name_zh"]: part["grounds"] for part in FEATURES["municipal-jiangjin"]["parts"]} == {
        "德感": ["making"],
        "双福": ["making"],
        "珞璜": ["making", "storing"],
        "白沙": ["making"],
    }


def test_each_says_on_whose_rule() -> None:
    for name, feature in FEATURES.items():
        known = feature["grounds"] is not None
        assert bool(feature["grounds_source_zh"]) == bool(feature["grounds_source_en"]) == known, name
        assert feature["grounds"] is None or set(feature["grounds"]) <= CATALOGUE.grounds.keys()
        if feature["grounds_url"]:
            assert urlparse(feature["grounds_url"]).hostname in read_hosts(), name
    assert "256" in FEATURES["bonded-xiyong"]["grounds_source_zh"]
    assert "130" in FEATURES["bonded-b-nanpeng"]["grounds_source_en"]


def test_rows_name_kinds_features_and_parts_that_exist() -> None:
    assert {row["kind"] for row in read_rows(INPUTS / RULES)} <= CATALOGUE.kinds.keys()
    for row in read_rows(INPUTS / PLACES):
        feature = FEATURES[row["feature_id"]]
        assert not row["part_zh"] or row["part_zh"] in {part["name_zh"] for part in feature["parts"]}, row


def test_a_part_offers_nothing_that_the_whole_does_not() -> None:
    for name, feature in FEATURES.items():
        for part in feature["parts"]:
            assert set(part["grounds"] or ()) <= set(feature["grounds"] or ()), name


def test_a_kind_without_a_rule_is_unknown() -> None:
    assert find_grounds("no-such-place", "venue") == UNKNOWN


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("etdz,flying,甲,a,,", "is no ground"),
        ("etdz,making,,a,,", "who says so"),
        ("etdz,making,甲,a,https://example.org/x,", "not on a host"),
        ("etdz,making,甲,a,,\netdz,making,甲,a,,", "stands twice"),
    ],
)
def test_a_bad_rule_stops_the_build(tmp_path, monkeypatch: pytest.MonkeyPatch, row: str, said: str) -> None:
    from data.build import grounds  # noqa: PLC0415

    (tmp_path / RULES).write_text(f"kind,grounds,source_zh,source_en,url,checked\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(grounds, "INPUTS", tmp_path)
    monkeypatch.setattr(grounds, "read_hosts", lambda: frozenset({"www.cq.gov.cn"}))
    with pytest.raises(BuildError, match=said):
        grounds._read(RULES, "kind", None)
