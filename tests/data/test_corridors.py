"""The corridor layers as they lie in data/geojson; nothing here needs a network or a build package."""

import json
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
import shapely
from pyproj import Geod
from shapely.geometry import shape

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.query.nearest import ProximityIndex
from layers.suitability.presets import by_mode, criteria

GEOJSON = Path(__file__).resolve().parents[2] / "data" / "geojson"
GEOD = Geod(ellps="WGS84")
LON_KM = 111.32  # a degree at the equator
COMMON_KEYS = [
    *("id", "name_zh", "name_en", "aliases", "platform_type", "kind", "level", "status", "status_source"),
    *("status_now", "status_now_date", "status_now_source"),
    *("regions", "districts", "extent_districts", "districts_2025", "named_in_plan", "plan_ref"),
    *("summary_zh", "summary_en", "functions", "industries"),
    *("grounds", "grounds_source_zh", "grounds_source_en", "grounds_url", "area_km2", "area_source"),
    *("area_approved_year", "position_quality", "position_error_km", "position_source", "position_checked", "parts"),
]
NOTE_KEYS = ["status_source_en", "area_source_en", "position_source_en"]
ROUTE_KEYS = [
    *(*COMMON_KEYS, "legs", "length_km", "length_source", "schematic_share", "boards_at", "boards_source"),
    *(*NOTE_KEYS, "length_source_en"),
]
LEG_KEYS = ["mode", "from_zh", "from_en", "to_zh", "to_en", "schematic"]
STATUSES = {"existing", "temporary", "building", "planned", "applying", "preparatory", "exploring"}

Feature = dict[str, Any]


def read(layer: str) -> list[Feature]:
    return list(json.loads((GEOJSON / f"{layer}.geojson").read_text(encoding="utf-8"))["features"])


CORRIDORS = read("corridors")
NODES = {f["id"]: f for f in read("corridor-nodes")}
DRAWN = [f for f in CORRIDORS if f["geometry"]]
by_id = pytest.mark.parametrize("corridor", DRAWN, ids=lambda f: str(f["id"]))


def measure(points: list[list[float]]) -> float:
    lon, lat = zip(*points, strict=True)
    return float(GEOD.line_length(lon, lat)) / 1000


def distance_to_line(node: Feature, corridor: Feature) -> float:
    """Kilometres from a node to a line, in a local equirectangular plane."""
    lon, lat = node["geometry"]["coordinates"]
    scale = float(GEOD.line_length([lon, lon + 0.1], [lat, lat])) / 100  # km per degree of longitude
    plane = shapely.transform(shape(corridor["geometry"]), lambda xy: (xy - (lon, lat)) * (scale, 111.1))
    return float(plane.distance(shapely.Point(0, 0)))


def find(route: str) -> Feature:
    return next(f for f in CORRIDORS if f["id"] == f"corridor-{route}")


def test_modes_of_boarding_are_those_of_the_catalogue() -> None:
    dataset = load_dataset(load_catalogue())
    targets = ProximityIndex(dataset).boardings
    for kind, entry in dataset.catalogue.layers["corridors"].kinds.items():
        modes = {mode for code, mode in zip(targets.codes, targets.modes, strict=True) if code == kind}
        assert set(entry.boarded) == (modes if len(modes) > 1 else set()), kind
        assert set(entry.boarded) <= dataset.catalogue.modes.keys()


def test_criteria_of_modes_are_no_kinds_or_gateways_themselves() -> None:
    catalogue = load_catalogue()
    single = [by_mode(kind, mode) for kind, entry in catalogue.kinds.items() for mode in entry.boarded]
    assert single
    assert not set(single) & {*catalogue.kinds, *catalogue.gateways}
    assert set(single) <= criteria(catalogue).keys()


def test_layers_fit_the_contract() -> None:
    for feature in CORRIDORS:
        assert list(feature["properties"]) == ROUTE_KEYS
        assert [list(leg) for leg in feature["properties"]["legs"]] == [LEG_KEYS] * len(feature["properties"]["legs"])
    for feature in NODES.values():
        assert list(feature["properties"]) == [*COMMON_KEYS, "corridors", *NOTE_KEYS]
    for feature in [*CORRIDORS, *NODES.values()]:
        properties = feature["properties"]
        assert feature["id"] == properties["id"]
        assert properties["platform_type"] == "corridor"
        assert properties["named_in_plan"] == bool(properties["plan_ref"])
        assert properties["status"] in STATUSES if properties["named_in_plan"] else properties["status"] is None
        assert (properties["status_source"] is None) == properties["named_in_plan"]
        assert properties["summary_zh"]
        assert properties["summary_en"]
    assert [f["id"] for f in CORRIDORS] == sorted(f["id"] for f in CORRIDORS)


def test_every_corridor_kind_is_there() -> None:
    kinds = {"land-sea", "china-europe", "yangtze", "manzhouli", "air-transit"}
    assert {f["properties"]["kind"] for f in CORRIDORS} == kinds
    assert {f["properties"]["kind"] for f in NODES.values()} == {"crossing", "seaport", "city"}


@by_id
def test_legs_are_the_parts(corridor: Feature) -> None:
    assert len(corridor["properties"]["legs"]) == len(corridor["geometry"]["coordinates"]) > 0


@by_id
def test_no_long_straight_run_goes_unflagged(corridor: Feature) -> None:
    for leg, part in zip(corridor["properties"]["legs"], corridor["geometry"]["coordinates"], strict=True):
        longest = max(measure([a, b]) for a, b in pairwise(part))
        assert leg["schematic"] or longest <= 50.05, (leg, longest)  # 50 km, and 11 m of rounding at each end


@by_id
def test_legs_connect(corridor: Feature) -> None:
    legs = corridor["properties"]["legs"]
    for (leg, part), (following, after) in pairwise(zip(legs, corridor["geometry"]["coordinates"], strict=True)):
        if leg["mode"] == "air" and leg["to_zh"] != following["to_zh"]:
            continue  # both wings of an air corridor start at Chongqing
        gap = measure([part[-1], after[0]])
        assert gap <= (20 if "sea" in {leg["mode"], following["mode"]} else 5), (leg, following, gap)
        same = [leg[key] == following[key] for key in ("from_zh", "to_zh")]
        assert all(same) or leg["to_zh"] == following["from_zh"]


@by_id
def test_schematic_share_is_that_of_the_parts(corridor: Feature) -> None:
    lengths = [measure(part) for part in corridor["geometry"]["coordinates"]]
    flagged = [leg["schematic"] for leg in corridor["properties"]["legs"]]
    share = sum(length for length, flag in zip(lengths, flagged, strict=True) if flag) / sum(lengths)
    assert corridor["properties"]["schematic_share"] == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize(
    ("route", "places"),
    [
        ("china-europe-alashankou", "alashankou dostyk brest malaszewicze xian lanzhou astana moscow duisburg"),
        ("china-europe-khorgos", "khorgos"),
        ("manzhouli", "manzhouli zabaikalsk irkutsk"),
        ("land-sea-guiyang", "zunyi guiyang nanning qinzhou-port singapore"),
        ("land-sea-huaihua", "huaihua liuzhou qinzhou-port singapore"),
        ("land-sea-vientiane", "kunming mohan"),
        ("road-hanoi", "guiyang nanning youyiguan hanoi"),
        ("road-bangkok", "kunming mohan vientiane bangkok"),
        ("yangtze", "yichang wuhan nanjing"),
        ("ningbo-rail-sea", "ningbo"),
    ],
)
def test_places_lie_on_their_lines(route: str, places: str) -> None:
    for key in places.split():
        node = NODES[f"node-{key}"]
        limit = 10 if node["properties"]["kind"] == "city" else 5  # a city's point is its centre, not its station
        assert distance_to_line(node, find(route)) <= limit, key


def test_ends_are_where_they_should_be() -> None:
    for route, key, limit in (
        ("land-sea-vientiane", "vientiane", 15),  # the station of the Laos–China line lies outside the city
        ("china-europe-khorgos", "almaty", 15),
        ("manzhouli", "moscow", 5),
        ("yangtze", "shanghai", 25),  # the river's mouth, not the city's centre
    ):
        end = find(route)["geometry"]["coordinates"][-1][-1]
        assert measure([end, NODES[f"node-{key}"]["geometry"]["coordinates"]]) <= limit, route
    for corridor in DRAWN:
        lon, lat = corridor["geometry"]["coordinates"][0][0]
        assert measure([[lon, lat], [106.55, 29.56]]) < 40, "a corridor runs outward from Chongqing"


@pytest.mark.parametrize(
    ("first", "second", "least_km"),
    [
        ("china-europe-alashankou", "china-europe-khorgos", 3000),
        ("china-europe-alashankou", "manzhouli", 1800),
        ("land-sea-guiyang", "land-sea-huaihua", 2400),
        ("land-sea-guiyang", "land-sea-vientiane", 300),
        ("yangtze", "shanghai-express", 2200),
    ],
)
def test_shared_track_is_one_line(first: str, second: str, least_km: float) -> None:
    shared = list_edges(find(first)) & list_edges(find(second))
    assert sum(measure([list(point) for point in edge]) for edge in shared) >= least_km


@pytest.mark.parametrize("pair", list(combinations(DRAWN, 2)), ids=lambda pair: f"{pair[0]['id']}+{pair[1]['id']}")
def test_lines_share_edges_or_part(pair: tuple[Feature, Feature]) -> None:
    """What two lines have in common is made of whole common edges: never one stretch with two sets of vertices."""
    lines = [shape(f["geometry"]) for f in pair]
    overlap = shapely.intersection(*lines)
    common = list_edges(pair[0]) & list_edges(pair[1])
    edges = shapely.MultiLineString([sorted(edge) for edge in common]) if common else shapely.MultiLineString()
    assert overlap.length == pytest.approx(shapely.unary_union(edges).length, abs=0.01)


def list_edges(corridor: Feature) -> set[frozenset[tuple[float, ...]]]:
    return {frozenset((tuple(a), tuple(b))) for part in corridor["geometry"]["coordinates"] for a, b in pairwise(part)}


def test_published_lengths_have_a_source_and_are_not_the_drawn_ones() -> None:
    for corridor in CORRIDORS:
        properties = corridor["properties"]
        assert (properties["length_km"] is None) == (properties["length_source"] is None)
        if properties["length_km"]:
            drawn = sum(measure(part) for part in corridor["geometry"]["coordinates"])
            assert 0.8 < drawn / properties["length_km"] < 1.0, corridor["id"]
            assert any(char.isdigit() for char in properties["length_source"])


@pytest.mark.parametrize(("layer", "field"), [("districts", "districts"), ("districts-2025", "districts_2025")])
def test_districts_are_those_the_line_touches(layer: str, field: str) -> None:
    shapes = {f["properties"]["adcode"]: shape(f["geometry"]) for f in read(layer)}
    for corridor in DRAWN:
        if corridor["properties"]["kind"] == "air-transit":
            continue  # the district of the airport, not those flown over
        line = shape(corridor["geometry"])
        touched = {code for code, outline in shapes.items() if outline.buffer(0.001).intersects(line)}
        inside = {code for code, outline in shapes.items() if outline.buffer(-0.001).intersects(line)}
        assert inside <= set(corridor["properties"][field]) <= touched


def test_nodes_lie_outside_chongqing_and_are_used() -> None:
    outlines = shapely.unary_union([shape(f["geometry"]) for f in read("districts")])
    kinds = {f["properties"]["kind"] for f in CORRIDORS}
    for node in NODES.values():
        assert not outlines.covers(shape(node["geometry"])), node["id"]
        assert set(node["properties"]["corridors"]) <= kinds
        assert node["properties"]["corridors"]
        assert node["properties"]["position_source"]
        assert node["properties"]["position_error_km"] > 0


def test_layer_stays_small() -> None:
    assert (GEOJSON / "corridors.geojson").stat().st_size <= 400_000
