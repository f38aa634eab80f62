"""Search by name, short form, pinyin, initials, English, and with small mistakes."""

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
    assert SEARCHER.find(typed)[0].id == wanted


@pytest.mark.parametrize("name", NAMES)
def test_every_feature_is_found_by_its_names(name: str) -> None:
    row = EDITION.features.loc[name]
    for typed in (row["name_zh"], row["name_en"].upper(), " ".join(lazy_pinyin(normalise_text(row["name_zh"])))):
        assert name in [hit.id for hit in SEARCHER.find(typed[:60])] or len(SEARCHER.find(typed)) == 20


@pytest.mark.parametrize("typed", ["", "   ", "·—", "{{ 7*191 }}", "不存在的地方啊", "qqqqqqqq"])
def test_a_miss_finds_nothing(typed: str) -> None:
    assert SEARCHER.find(typed) == []


@pytest.mark.parametrize("typed", ["chang an", "liang lu bao shui wu", "gouyuna"])
def test_a_miss_suggests(typed: str) -> None:
    assert SEARCHER.find(typed) or SEARCHER.suggest(typed)


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
