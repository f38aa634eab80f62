"""Comparison, nearest of any point, the operator's file, the shortlist."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.catalogue.models import load_catalogue
from layers.crs.metric import GEOD
from layers.dataset.dataset import load_dataset
from layers.query.nearest import ProximityIndex
from layers.query.search import SearchIndex
from layers.suitability import comparison, contacts, distance_table, query, surroundings
from layers.suitability.comparison import MOST
from layers.suitability.presets import load_presets
from layers.suitability.query import SuitabilityQuery

EDITION = load_dataset(load_catalogue())
NEARNESS, SEARCHER, TERMS = ProximityIndex(EDITION), SearchIndex(EDITION), load_presets()
NAMES = EDITION.features.index.tolist()
HEAD = "feature_id,topic,text,date,source\n"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_feature_can_be_compared(name: str, lang: str) -> None:
    lines = [
        *comparison.compare([name, "bonded-xiyong"], EDITION, lang).rows,
        *distance_table.distances([name], NEARNESS, lang),
    ]
    for line in lines:
        assert "–" not in line.cells
        assert all(line.cells), line.title
        assert not {"None", "nan"} & {cell.split()[0] for cell in line.cells}


def test_differences_are_marked() -> None:
    lines = comparison.compare(["bonded-xiyong", "bonded-lianglu-cuntan"], EDITION, "zh").rows
    assert {line.title: line.differs for line in lines}["公布面积"]
    assert not any(line.differs for line in comparison.compare(["bonded-xiyong", "bonded-xiyong"], EDITION, "zh").rows)


@pytest.mark.parametrize(
    ("outer", "inner", "how"),
    [
        ("strategic-liangjiang", "area-shuitu", "belongs"),
        ("strategic-liangjiang", "bonded-lianglu-cuntan", "may_belong"),
        ("strategic-liangjiang", "etdz-wanzhou", ""),
        ("strategic-liangjiang", "strategic-ftz", ""),
        ("area-shuitu", "strategic-liangjiang", ""),
    ],
)
def test_what_holds_what(outer: str, inner: str, how: str) -> None:
    assert comparison.holds(outer, inner, EDITION, TERMS) == how


@pytest.mark.parametrize(
    "typed",
    [
        "106.55, 29.56",
        "106.55 29.56",
        "E106.55°, N29.56°",
        "29.56，106.55",
        "106°33′E 29°33.6′N",
        "北纬29度33分36秒 东经106度33分",
    ],
)
def test_a_typed_point_is_measured_geodesically(typed: str) -> None:
    here = surroundings.find(typed, NEARNESS, SEARCHER)
    assert here is not None
    assert here.points[0][:2] == pytest.approx((106.55, 29.56), abs=1e-9)
    gateways, boardings = surroundings.near(here, NEARNESS)
    assert {reach.code for reach in gateways} == set(EDITION.catalogue.gateways)
    assert boardings
    for reach in gateways:
        lon, lat, error = NEARNESS.points_of(reach.feature)
        km = GEOD.inv(np.full(len(lon), 106.55), np.full(len(lon), 29.56), lon, lat)[2] / 1000
        assert reach.km == pytest.approx(km.min())
        assert reach.error_km == pytest.approx(error[km.argmin()])


@pytest.mark.parametrize("typed", ["果园港", "port-guoyuan", "Guoyuan Port", "guo yuan gang", "江北机场"])
def test_a_name_that_one_place_bears_is_measured(typed: str) -> None:
    here = surroundings.find(typed, NEARNESS, SEARCHER)
    assert here is not None
    assert here.feature in {"port-guoyuan", "airport-jiangbei"}
    assert here.points
    assert not here.choices


@pytest.mark.parametrize("typed", ["港口", "西永", "渝北", "生物医药"])
def test_several_places_are_a_choice_and_none_is_taken(typed: str) -> None:
    here = surroundings.find(typed, NEARNESS, SEARCHER)
    assert here is not None
    assert len(here.choices) > 1
    assert not here.points
    assert here.notices("en")


@pytest.mark.parametrize("typed", ["果园巷", "西永综合保水区", "xyzzy", "不存在的地方啊"])
def test_the_nearest_name_is_not_taken(typed: str) -> None:
    here = surroundings.find(typed, NEARNESS, SEARCHER)
    assert here is not None
    assert not here.points
    assert not here.feature
    assert "没有找到" in here.notices("zh")[0]


@pytest.mark.parametrize("typed", ["106°61′ 29°", "E106.5 E29.5", "29 34 106 33"])
def test_half_a_point_is_none(typed: str) -> None:
    here = surroundings.find(typed, NEARNESS, SEARCHER)
    assert here is not None
    assert not here.points


@given(st.text(max_size=80))
def test_any_text_is_a_place_or_a_sentence(typed: str) -> None:
    here = surroundings.find(typed, NEARNESS, SEARCHER)
    assert here is None or here.points or here.notices("zh")


def test_every_corridor_leads_somewhere() -> None:
    for kind in EDITION.catalogue.layers["corridors"].kinds:
        assert all(names for _, names in surroundings.leads(kind, EDITION, "en"))


def test_a_shortlist_takes_five_and_no_more() -> None:
    asked, names = SuitabilityQuery(), [name for name in NAMES if query.is_candidate(name, EDITION)]
    for name in names[: MOST + 1]:
        asked = asked.picking(name)
    assert asked.picks == tuple(names[:MOST])
    assert asked.picking(names[0]).picks == tuple(names[1:MOST])
    back, dropped = query.from_query(asked.to_query(EDITION), EDITION)
    assert (back, dropped) == (asked, [])


def test_a_link_picks_candidates_only() -> None:
    asked = {"pick": ["node-duisburg", "bonded-xiyong", "corridor-yangtze", "nobody"]}
    found, dropped = query.from_query(asked, EDITION)
    assert found.picks == ("bonded-xiyong",)
    assert dropped == ["nobody"]
    assert query.unfit_picks(asked, EDITION) == ["node-duisburg", "corridor-yangtze"]


def test_a_zone_is_picked_under_its_later_name() -> None:
    moved = [name for name in NAMES if EDITION.record(name).get("successor")]
    assert moved
    assert not any(query.is_candidate(name, EDITION) for name in moved)


def test_the_operators_file_is_read() -> None:
    content = HEAD + 'bonded-xiyong,contact,"王, 023-0",2026-01-05,管委会\n\nbonded-xiyong,rent,20,2026-02-01,x\n'
    found = contacts.read_contacts(content.encode("utf-8-sig"), set(NAMES))
    assert found.faults == ()
    assert [note.topic for note in found.notes["bonded-xiyong"]] == ["contact", "rent"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"", "表头"),
        (b"id,phone\n", "表头"),
        ((HEAD + "nobody,rent,x,2026-01-05,y\n").encode(), "feature_id"),
        ((HEAD + "bonded-xiyong,price,x,2026-01-05,y\n").encode(), "topic"),
        ((HEAD + "bonded-xiyong,rent,x,5 May,y\n").encode(), "date"),
        ((HEAD + "bonded-xiyong,rent,,2026-01-05,y\n").encode(), "text"),
        ((HEAD + "bonded-xiyong,rent,x,2026-01-05,\n").encode(), "source"),
        ((HEAD + "bonded-xiyong,rent\n").encode(), "text"),
        ((HEAD + '"bonded').encode(), "UTF-8"),
    ],
)
def test_faults_of_the_operators_file_are_sentences(content: bytes, said: str) -> None:
    found = contacts.read_contacts(content, set(NAMES))
    assert found.notes == {}
    assert said in found.fault_sentences("zh")[0]
    assert found.fault_sentences("en")


@given(st.binary(max_size=200))
def test_no_operators_file_breaks_anything(content: bytes) -> None:
    contacts.read_contacts(HEAD.encode() + content, set(NAMES)).fault_sentences("en")
