"""Gateways as someone from Chongqing knows them: what is nearest to what, and what is offered to nobody."""

import pytest

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.query.existence import standing
from layers.query.nearest import ProximityIndex

DATASET = load_dataset(load_catalogue())
INDEX = ProximityIndex(DATASET)
FEATURES = DATASET.features

# place, gateway group, the nearest one as it should be, and no farther than these km
NEAREST = [
    ("bonded-jiangjin", "rail-yard", "yard-xiaonanya", 5),
    ("bonded-jiangjin", "river-port", "port-luohuang", 8),
    ("bonded-jiangjin", "bonded", "bonded-xiyong", 40),
    ("bonded-xiyong", "rail-yard", "yard-tuanjiecun", 6),
    ("bonded-xiyong", "customs-meat", "customs-railway", 6),
    ("bonded-xiyong", "customs-vehicles", "customs-railway", 6),
    ("bonded-xiyong", "customs-fruit", "customs-jiangbei-airport", 32),
    ("bonded-fuling", "river-port", "port-longtou", 9),
    ("bonded-fuling", "rail-yard", "yard-longtou", 9),
    ("bonded-wanzhou", "river-port", "port-xintian", 10),
    ("bonded-wanzhou", "airport", "airport-wanzhou", 17),
    ("bonded-wanzhou", "airport-cargo", "airport-jiangbei", 200),
    ("bonded-lianglu-cuntan", "river-port", "port-guoyuan", 16),
    ("bonded-lianglu-cuntan", "airport-cargo", "airport-jiangbei", 6),
    ("area-jiangbeizui", "river-port", "port-guoyuan", 18),
    ("consumption-jiefangbei", "river-port", "port-guoyuan", 18),
    ("htz-yongchuan", "rail-yard", "yard-langantan", 5),
    ("etdz-changshou", "river-port", "quay-changshou", 8),
    ("etdz-changshou", "rail-yard", "yard-luoqi", 15),
    ("multimodal-china-singapore", "rail-yard", "yard-yuzui-north", 3),
    ("hub-nanpeng", "bonded", "bonded-jiangjin", 20),
    ("hub-guoyuan", "rail-yard", "yard-yuzui-north", 4),
    ("airport-jiangbei", "customs-grain", "customs-guoyuan", 17),
]
# place, corridor, mode, where it should be boarded, and no farther than these km
BOARDED = [
    ("bonded-jiangjin", "land-sea", "rail", "小南垭铁路物流中心", 5),
    ("bonded-jiangjin", "yangtze", "river", "珞璜港", 8),
    ("hub-nanpeng", "land-sea", "road", "南彭公路物流基地", 1),
    ("hub-nanpeng", "land-sea", "rail", "小南垭铁路物流中心", 20),
    ("hub-guoyuan", "land-sea", "rail", "果园港", 1),
    ("hub-guoyuan", "china-europe", "rail", "果园港", 1),
    ("etdz-changshou", "land-sea", "rail", "洛碛站（渝巴专用线）", 15),
    ("bonded-fuling", "land-sea", "rail", "龙头港站", 9),
    ("airport-qianjiang", "land-sea", "rail", "黔江站货场", 10),
    ("bonded-xiyong", "china-europe", "rail", "团结村中心站", 6),
    ("bonded-lianglu-cuntan", "air-transit", "air", "重庆江北国际机场", 6),
    ("area-jiangbeizui", "yangtze", "river", "果园港", 18),
    ("bonded-wanzhou", "yangtze", "river", "新田港", 10),
]


@pytest.mark.parametrize(("place", "group", "gateway", "km"), NEAREST)
def test_the_nearest_gateway(place: str, group: str, gateway: str, km: float) -> None:
    found = {reach.code: reach for reach in INDEX.gateways_near(place)}[group]
    assert found.feature == gateway
    assert found.km <= km


@pytest.mark.parametrize(("place", "corridor", "mode", "at", "km"), BOARDED)
def test_where_a_corridor_is_boarded(place: str, corridor: str, mode: str, at: str, km: float) -> None:
    found = {(reach.code, reach.mode): reach for reach in INDEX.corridors_near(place)}[corridor, mode]
    assert found.at
    assert found.at.zh == at
    assert found.km <= km


@pytest.mark.parametrize(
    "name", ["port-cuntan", "quay-chaotianmen", "customs-cuntan", "customs-tuokou", "yard-baitao", "quay-hongwanzi"]
)
def test_closed_merged_unfinished_and_unopened_are_offered_to_nobody(name: str) -> None:
    assert name in FEATURES.index
    assert name not in INDEX.gateways.features
    assert FEATURES["status_now"][name] != "operating"


def test_passenger_quays_are_drawn_and_no_freight_port() -> None:
    quays = FEATURES[FEATURES["kind"] == "passenger-quay"]
    assert len(quays) >= 5
    assert quays.geometry.notna().any()
    assert not set(quays.index) & set(INDEX.gateways.features)
    icons = {kind: DATASET.catalogue.kinds[kind].icon for kind in ("freight-quay", "passenger-quay")}
    assert len(set(icons.values())) == 2


def test_whatever_is_offered_operates_today() -> None:
    today = set(FEATURES["id"][standing(DATASET, "now")])
    assert set(INDEX.gateways.features) <= today


def test_names_of_one_site_know_each_other() -> None:
    railway = INDEX.site("bonded-railway-port")
    assert {"hub-international-logistics", "bonded-b-tuanjiecun", "dry-port-land-sea", "gateway-railway"} <= railway
    assert INDEX.site("hub-international-logistics") == railway
    assert {"hub-nanpeng", "bonded-b-nanpeng"} <= INDEX.site("bonded-b-nanpeng")
    assert {"hub-guoyuan", "port-guoyuan", "customs-guoyuan"} <= INDEX.site("port-guoyuan")
    assert INDEX.site("bonded-jiangjin") == {"bonded-jiangjin"}


def test_sites_and_other_names_are_features_and_do_not_chain() -> None:
    for field in ("site_of", "same_as"):
        linked = FEATURES[field].dropna()
        assert set(linked) <= set(FEATURES.index)
    names = FEATURES["same_as"].dropna()
    assert len(names) == 4
    assert not set(names) & set(names.index), "another name leads straight to the place"


def test_what_stands_on_the_site_is_said() -> None:
    here = INDEX.gateways_here("hub-international-logistics")
    assert here["rail-yard"] == ("yard-tuanjiecun",)
    assert here["bonded"] == ("bonded-railway-port",)
    assert here["customs-meat"] == ("customs-railway",)
    assert INDEX.gateways_here("bonded-yongchuan") == {}


def test_a_distance_of_a_place_in_parts_names_the_part() -> None:
    parts = {reach.code: reach.part for reach in INDEX.gateways_near("bonded-xiyong")}
    named = {code: part.zh for code, part in parts.items() if part}
    assert named.keys() == parts.keys()
    assert (named["rail-yard"], named["river-port"]) == ("A区", "B区")
    boarded = {reach.code: reach.part for reach in INDEX.corridors_near("bonded-xiyong")}
    assert all(boarded.values())
    assert all(reach.part is None for reach in INDEX.gateways_near("bonded-jiangjin"))
