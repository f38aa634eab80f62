"""Search by name, short form, pinyin, initials, English, and with small mistakes."""

import csv
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.dataset.feature_index import normalise_text
from layers.query.search import SearchIndex

EDITION = load_dataset(load_catalogue())
SEARCHER = SearchIndex(EDITION)
NAMES = EDITION.features.index.tolist()
# typed text, how it is answered, and the first answer: an id, or field:code where any such place may come first
TABLE = list(csv.DictReader((Path(__file__).parent / "typed_queries.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["typed"])
def test_a_typed_query_gets_its_answer(row: dict[str, str]) -> None:
    answer = SEARCHER.answer(row["typed"])
    kind = "found" if answer.found else "near" if answer.near else "nothing"
    assert kind == row["answer"]
    hits = answer.found or answer.near
    if ":" in row["first"]:
        field, code = row["first"].split(":")
        assert code in codes_of(hits[0].id, field), hits[0]
    elif hits:
        assert hits[0].id == row["first"]


def codes_of(name: str, field: str) -> list[str]:
    """Return the codes that a feature states, and the industries that firms and figures of the place itself prove."""
    value = EDITION.features.at[name, field]
    evidence = EDITION.evidence.get(name, ()) if field == "industries" else ()
    return [*(value if isinstance(value, list) else [value]), *(row.industry for row in evidence if row.counts)]


def test_the_table_is_long_and_holds_misses() -> None:
    assert len(TABLE) >= 120
    assert {row["answer"] for row in TABLE} == {"found", "near", "nothing"}


def ids(typed: str) -> set[str]:
    return {hit.id for hit in SEARCHER.find(typed)}


def test_a_kind_finds_all_of_the_kind() -> None:
    for typed, kind in (("港口", "port"), ("高新区", "htz"), ("bonded zone", "bonded-zone"), ("airport", "airport")):
        assert set(EDITION.features.index[EDITION.features["kind"] == kind]) <= ids(typed)
    assert SEARCHER.find("rail yard")[0].terms[0].field in {"kind", "gateway"}


def test_a_town_finds_what_lies_there() -> None:
    assert {"port-guoyuan", "multimodal-china-singapore"} <= ids("鱼嘴")
    assert {"area-longsheng", "area-collaborative-innovation"} <= ids("龙兴")


def test_a_short_name_finds_no_other_that_looks_alike() -> None:
    answer = SEARCHER.answer("西永")
    assert "node-ningbo" not in {hit.id for hit in (*answer.found, *answer.near, *answer.suggestions)}
    assert SEARCHER.near("万洲") != []  # the same sound
    assert SEARCHER.near("万江") == []  # two characters forgive nothing else


def test_a_name_that_an_industry_is_no_mention_of_it() -> None:
    assert all(hit.terms[0].field not in {"note", "summary", "fact"} for hit in SEARCHER.find("生物医药"))


@pytest.mark.parametrize(
    ("typed", "lang", "field", "what"),
    [
        ("德感", "zh", "part", "德感"),
        ("pharma", "en", "industry", "Biomedicine"),
        ("港口", "en", "kind", "River port"),
        ("渝北", "en", "place", "Yubei District"),
    ],
)
def test_a_hit_says_why(typed: str, lang: Any, field: str, what: str) -> None:
    assert SEARCHER.find(typed)[0].reasons(typed, lang) == [(field, what)]


@dataclass(frozen=True)
class Evident:
    """A dataset as it is, and rows of evidence that name firms."""

    data: Any
    evidence: dict[str, tuple[Any, ...]]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.data, name)


def test_a_firm_finds_the_zone_and_not_its_district() -> None:
    row = {"what_zh": "富士康、广达", "what_en": "Foxconn, Quanta", "industry": "electronics"}
    rows = {
        "bonded-xiyong": (SimpleNamespace(**row, scope="zone"),),
        "bonded-fuling": (SimpleNamespace(**row, scope="district"),),
    }
    searcher = SearchIndex(Evident(EDITION, rows))  # type: ignore[arg-type]
    for typed in ("富士康", "foxconn"):
        assert [(hit.id, hit.terms[0].field) for hit in searcher.find(typed)] == [("bonded-xiyong", "firm")]
    assert "bonded-xiyong" in {hit.id for hit in searcher.find("电子信息")}
    assert "bonded-fuling" not in {hit.id for hit in searcher.find("电子信息")}


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("西永综合保税区", "bonded-xiyong"),
        ("西永综保", "bonded-xiyong"),
        ("两寸", "bonded-lianglu-cuntan"),
        ("xiyongzongbao", "bonded-xiyong"),
        ("xi yong zong bao", "bonded-xiyong"),
        ("XYZB", "bonded-xiyong"),
        ("Xiyong bonded", "bonded-xiyong"),
        ("西永综合保水区", "bonded-xiyong"),
        ("Liangjang New Area", "strategic-liangjiang"),
        ("两江新曲", "strategic-liangjiang"),
        ("guo yuan gang", "port-guoyuan"),
        ("Jiangbei airprt", "airport-jiangbei"),
        ("jiangbei airport", "airport-jiangbei"),
        ("guoyaun", "port-guoyuan"),
        ("wanzou airport", "airport-wanzhou"),
        ("llcbsq", "bonded-lianglu-cuntan"),
        ("cunatn gang", "port-cuntan"),
        ("bonded-xiyong", "bonded-xiyong"),
    ],
)
def test_the_first_result_is_the_one_meant(typed: str, wanted: str) -> None:
    answer = SEARCHER.answer(typed)
    assert (*answer.found, *answer.near)[0].id == wanted


@pytest.mark.parametrize("name", NAMES)
def test_every_feature_is_found_by_its_names(name: str) -> None:
    row = EDITION.features.loc[name]
    for typed in (row["name_zh"], row["name_en"].upper(), " ".join(lazy_pinyin(normalise_text(row["name_zh"])))):
        assert name in [hit.id for hit in SEARCHER.find(typed[:60])], typed


@pytest.mark.parametrize("typed", ["", "   ", "·—", "{{ 7*191 }}", "不存在的地方啊", "qqqqqqqq"])
def test_a_miss_finds_nothing(typed: str) -> None:
    assert SEARCHER.find(typed) == []


@pytest.mark.parametrize("typed", ["chang ahn", "liang lu bao shui wu", "gouyuna"])
def test_a_miss_suggests(typed: str) -> None:
    answer = SEARCHER.answer(typed)
    assert not answer.found
    assert answer.near or answer.suggestions


@pytest.mark.parametrize("typed", ["渝北", "渝北区", "yubei", "yu bei", "Yubei"])
def test_a_district_is_found_beside_the_features(typed: str) -> None:
    assert SEARCHER.districts(typed) == ["500112"]


@pytest.mark.parametrize("typed", ["", "渝", "{{ 7*191 }}", "不存在的地方啊"])
def test_no_district_is_made_up(typed: str) -> None:
    assert SEARCHER.districts(typed) == []


def test_results_are_grouped_by_type_in_the_order_of_the_surest() -> None:
    hits = SEARCHER.find("两江新区")
    groups = SEARCHER.grouped(hits)
    assert next(iter(groups)) == hits[0].type
    assert sum(map(len, groups.values())) == len(hits)
    for code, group in groups.items():
        assert {EDITION.features.at[hit.id, "platform_type"] for hit in group} == {code}


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_anything_can_be_typed(typed: str) -> None:
    hits = SEARCHER.find(typed)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.id for hit in hits}) == len(hits)
