"""The features that the plan and the issue ask for, one by one."""

import pytest

from tests.data.shipped import Feature, list_features, read_features

EXPECTED = {
    "strategic-platforms": "strategic-china-singapore strategic-ftz strategic-liangjiang strategic-science-city",
    "development-zones": "etdz-changshou etdz-chongqing etdz-wanzhou",
    "high-tech-zones": "htz-bishan htz-chongqing htz-dazu htz-fuling htz-hechuan htz-nanchuan htz-qijiang-wansheng "
    "htz-rongchang htz-tongliang htz-tongnan htz-yongchuan",
    "bonded-zones": "bonded-b-additional "
    "bonded-b-nanpeng bonded-b-tuanjiecun bonded-changshou bonded-fuling bonded-jiangjin "
    "bonded-lianglu-cuntan bonded-railway-port bonded-wanzhou bonded-xiyong bonded-yongchuan",
    "ports": "gateway-chongqing-river gateway-jiangbei-airport gateway-railway gateway-wanzhou-airport "
    "gateway-wanzhou-port port-cuntan port-guoyuan port-longtou port-luohuang port-xintian",
    "airports": "airport-jiangbei airport-new airport-qianjiang airport-wanzhou airport-wulong airport-wushan",
    "hubs": "hub-airport-type hub-guoyuan hub-international-logistics hub-nanpeng hub-production-service "
    "hub-trade-service",
}
FEATURES = {feature["id"]: feature for _, feature in list_features(list(EXPECTED))}


def having(**wanted: object) -> set[str]:
    """Return the ids of the features whose properties are as wanted."""

    def fits(feature: Feature) -> bool:
        return all(feature["properties"][key] == value for key, value in wanted.items())

    return {name for name, feature in FEATURES.items() if fits(feature)}


@pytest.mark.parametrize("layer", EXPECTED)
def test_exactly_these_features(layer: str) -> None:
    assert [feature["id"] for feature in read_features(layer)] == EXPECTED[layer].split()


def test_only_what_had_no_site_has_no_geometry() -> None:
    unlocated = {name for name, feature in FEATURES.items() if feature["geometry"] is None}
    types = {"hub-production-service", "hub-trade-service"}
    assert unlocated == {"strategic-china-singapore", "airport-new", "bonded-b-additional"} | types
    assert not any(FEATURES[name]["properties"]["regions"] for name in unlocated)


def test_what_the_plan_does_not_name() -> None:
    airports, ports = (
        {"airport-qianjiang", "airport-wushan", "airport-wulong"},
        {"port-xintian", "port-longtou", "port-luohuang", "port-cuntan"},
    )
    assert having(named_in_plan=False) == airports | ports | {"hub-nanpeng"}


def test_what_the_plan_seeks_to_add_or_to_open() -> None:
    places = ("tongliang", "tongnan", "fuling", "dazu", "hechuan", "nanchuan", "qijiang-wansheng")
    zones = {f"htz-{place}" for place in places}
    added = {"bonded-changshou", "bonded-railway-port", "bonded-b-additional", "hub-airport-type"}
    assert having(status="applying") == zones | added
    assert having(status="temporary") == {"gateway-railway", "gateway-wanzhou-airport"}
    assert having(status="preparatory") == {"gateway-wanzhou-port"}
    assert having(status="planned") == {"airport-new", "hub-production-service", "hub-trade-service"}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("bonded-lianglu-cuntan", 2),
        ("bonded-xiyong", 2),
        ("strategic-ftz", 3),
        ("etdz-wanzhou", 5),
        ("htz-yongchuan", 2),
        ("htz-qijiang-wansheng", 2),
    ],
)
def test_features_of_several_places(name: str, parts: int) -> None:
    assert len(FEATURES[name]["properties"]["parts"]) == parts


@pytest.mark.parametrize(
    ("name", "districts"),
    [
        ("strategic-liangjiang", ["500105", "500109", "500112"]),
        ("strategic-science-city", ["500106", "500107", "500109", "500116", "500120"]),
        ("htz-qijiang-wansheng", ["500110"]),
        ("bonded-lianglu-cuntan", ["500105", "500112"]),
    ],
)
def test_areas_that_a_point_only_stands_for(name: str, districts: list[str]) -> None:
    assert FEATURES[name]["properties"]["districts"] == districts


@pytest.mark.parametrize(
    ("name", "status", "date"),
    [
        ("bonded-yongchuan", "operating", "2023-06-16"),
        ("bonded-railway-port", "operating", "2025-12"),
        ("bonded-changshou", "pending", "2025-09-23"),
        ("gateway-wanzhou-airport", "approved", "2022-07"),
        ("gateway-wanzhou-port", "approved", "2024-07-19"),
        ("bonded-jiangjin", "operating", "2023-11-10"),
        ("strategic-liangjiang", "operating", "2026-01-25"),
        ("htz-tongliang", "pending", "2025-11-07"),
    ],
)
def test_what_has_become_of_them(name: str, status: str, date: str | None) -> None:
    properties = FEATURES[name]["properties"]
    assert (properties["status_now"], properties["status_now_date"]) == (status, date)


@pytest.mark.parametrize("name", ["bonded-fuling", "bonded-b-nanpeng"])
def test_an_area_that_nobody_published_stays_open(name: str) -> None:
    assert FEATURES[name]["properties"]["area_km2"] is None


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("bonded-xiyong", "西永综保"),
        ("bonded-lianglu-cuntan", "两寸综保"),
        ("htz-chongqing", "重庆高新区"),
        ("bonded-xiyong", "xi yong zong bao"),
        ("bonded-railway-port", "重庆国际铁路港综合保税区"),
        ("htz-chongqing", "chong qing gao xin qu"),
        ("etdz-changshou", "chang shou jing kai qu"),
    ],
)
def test_features_are_found_by_their_other_names(name: str, alias: str) -> None:
    assert alias in FEATURES[name]["properties"]["aliases"]
