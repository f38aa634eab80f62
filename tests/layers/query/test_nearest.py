import numpy as np
import pytest
import shapely
from pyproj import Geod

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.query.nearest import NearestResult, ProximityIndex, distance, kilometres

EDITION = load_dataset(load_catalogue())
NEARNESS = ProximityIndex(EDITION)
POINTS = [
    name
    for name, place in EDITION.features.geometry.items()
    if place is not None and place.geom_type in {"Point", "MultiPoint"}
]


def test_every_gateway_of_the_catalogue_exists() -> None:
    for gateway in EDITION.catalogue.gateways.values():
        assert set(gateway.features) <= set(EDITION.features.index)
    assert set(NEARNESS.gateways.codes) == set(EDITION.catalogue.gateways)


@pytest.mark.parametrize(
    ("km", "error", "said"), [(4.8, 1.7, "4.8"), (4.8, 2.2, "4.8"), (14.8, 1.0, "15"), (4.8, None, "5")]
)
def test_the_same_distance_is_said_the_same_whatever_its_error(km: float, error: float | None, said: str) -> None:
    reach = NearestResult("airport", "airport-jiangbei", km, error)
    assert kilometres(reach) == said
    assert f"约 {said} 公里" in distance(reach, "zh")
    assert f"about {said} km" in distance(reach, "en")


def test_what_is_not_built_is_no_gateway() -> None:
    assert "bonded-changshou" not in NEARNESS.gateways.features
    assert "airport-new" not in NEARNESS.gateways.features


@pytest.mark.parametrize("name", ["bonded-yongchuan", "htz-qijiang-wansheng", "airport-wushan", "bonded-xiyong"])
def test_distances_are_the_shortest_geodesics_and_errors_add_up(name: str) -> None:
    geod = Geod(ellps="WGS84")
    here = shapely.get_coordinates(EDITION.features.geometry[name])
    for reach in NEARNESS.gateways_near(name):
        group = EDITION.catalogue.gateways[reach.code]
        km = {}
        for other, row in EDITION.features.iterrows():
            wanted = row["kind"] in group.kinds or other in group.features
            if group.clears and not set(group.clears) & set(row["clears"] or ()):
                continue
            if other in NEARNESS.site(name) or not wanted or row.geometry is None or row["status_now"] != "operating":
                continue
            pairs = [(a, b) for a in here for b in shapely.get_coordinates(row.geometry)]
            km[other] = min(geod.inv(*a, *b)[2] / 1000 for a, b in pairs)
        assert reach.feature == min(km, key=lambda other: (km[other], other))
        assert reach.km == pytest.approx(min(km.values()))
        assert reach.error_km is None or reach.error_km > 0


@pytest.mark.parametrize("name", POINTS)
def test_every_placed_point_reaches_each_group_and_corridor_once(name: str) -> None:
    gateways, boardings = NEARNESS.gateways_near(name), NEARNESS.corridors_near(name)
    targets = NEARNESS.gateways
    site = NEARNESS.site(name)
    others = {code for code, feature in zip(targets.codes, targets.features, strict=True) if feature not in site}
    assert [r.code for r in gateways] == [code for code in EDITION.catalogue.gateways if code in others]
    assert len({(r.code, r.mode) for r in boardings}) == len(boardings)
    assert {r.code for r in boardings} == set(NEARNESS.boardings.codes)
    assert all(r.feature not in site for r in gateways), "nothing is its own gateway, under no name"


def test_routes_and_placeless_features_are_near_to_nothing() -> None:
    for name in ("corridor-yangtze", "airport-new"):
        assert NEARNESS.gateways_near(name) == NEARNESS.corridors_near(name) == []


def test_corridors_are_boarded_where_trains_start() -> None:
    near = NEARNESS.corridors_near("hub-international-logistics")
    here = {(r.code, r.at.zh) for r in near if (r.is_here or r.is_within_error) and r.at}
    assert {(kind, "团结村中心站") for kind in ("china-europe", "manzhouli", "land-sea")} <= here
    wanzhou = [r for r in NEARNESS.corridors_near("bonded-wanzhou") if r.code == "yangtze"]
    assert {r.mode: r.at.zh for r in wanzhou if r.at} == {"river": "新田港", "rail": "团结村中心站"}


def test_an_unknown_error_stays_unknown() -> None:
    targets = NEARNESS.gateways
    reach = targets.nearest(np.array([106.5]), np.array([29.5]), np.array([np.nan]))
    assert {r.error_km for r in reach} == {None}


def test_the_order_of_features_does_not_matter() -> None:
    targets = NEARNESS.gateways
    turn = np.random.default_rng(7).permutation(len(targets.lon))
    turned = type(targets)(
        targets.codes[turn], targets.features[turn], targets.lon[turn], targets.lat[turn], targets.error_km[turn],
        tuple(targets.names[i] for i in turn), tuple(targets.modes[i] for i in turn),
    )  # fmt: skip
    there = (np.array([107.0]), np.array([29.8]), np.array([1.0]))
    assert {(r.code, r.feature, r.km) for r in targets.nearest(*there)} == {
        (r.code, r.feature, r.km) for r in turned.nearest(*there)
    }
