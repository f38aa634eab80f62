"""Firms, products and authorities of places: each row belongs to a feature, bears a date and leads to its publisher."""

import re
from urllib.parse import urlparse

import pytest

from data.build.paths import DATA
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.dataset.facts import first_day, last_day
from tests.data.plan import read_rows
from tests.data.test_facts import FEATURES, REMARKS, check_day, read_hosts

HAN = re.compile(r"[\u4e00-\u9fff]")
EVIDENCE, AUTHORITIES = read_rows(DATA / "industry_evidence.csv"), read_rows(DATA / "authorities.csv")
DATASET = load_dataset(load_catalogue())
BY_ROW = pytest.mark.parametrize("row", EVIDENCE, ids=lambda row: f"{row['feature_id']}-{row['date']}")
BY_AUTHORITY = pytest.mark.parametrize("row", AUTHORITIES, ids=lambda row: f"{row['feature_id']}-{row['date']}")
SIGNED_ONLY = re.compile(r"^(签约|以签约|计划数|在建|当时在建|投建中|新上|开工，)")


@BY_ROW
def test_a_statement_is_whole_dated_and_in_both_languages(row: dict[str, str]) -> None:
    assert row["feature_id"] in FEATURES
    for day in filter(None, (row["date"], row["page_date"])):
        check_day(day)
    assert row["date"] or row["confidence"] in {"low", "medium"}
    if row["date"] and row["page_date"]:
        assert first_day(row["date"]) <= last_day(row["page_date"])
    for name in ("what", "figure", "caveat"):
        assert bool(row[f"{name}_zh"]) == bool(row[f"{name}_en"])
        assert not HAN.search(row[f"{name}_en"])
        assert not REMARKS.search(row[f"{name}_zh"] + row[f"{name}_en"])
    assert HAN.search(row["what_zh"])
    assert not HAN.search(row["publisher_en"])


@BY_ROW
def test_what_is_only_signed_or_planned_proves_no_industry(row: dict[str, str]) -> None:
    if SIGNED_ONLY.search(row["caveat_zh"]):
        assert not row["industry"]


@pytest.mark.parametrize("row", [*EVIDENCE, *AUTHORITIES], ids=lambda row: row["feature_id"])
def test_only_publishers_own_addresses_are_linked(row: dict[str, str]) -> None:
    for url in filter(None, (row["source_url"], row.get("site"))):
        assert urlparse(url).hostname in read_hosts()
    assert not re.search(r"https?:|www\.", " ".join(v for k, v in row.items() if k not in {"source_url", "site"}))


@BY_AUTHORITY
def test_an_authority_is_named_in_both_languages(row: dict[str, str]) -> None:
    assert row["feature_id"] in FEATURES
    assert HAN.search(row["name_zh"])
    assert not HAN.search(row["name_en"] + row["publisher_en"])
    assert not row["phone"] or re.fullmatch(r"[\d-]{8,14}", row["phone"])
    if row["date"]:
        check_day(row["date"])


def test_rows_are_sorted_and_said_once() -> None:
    keys = [(row["feature_id"], row["date"], row["what_zh"], row["industry"]) for row in EVIDENCE]
    assert keys == sorted(set(keys))
    named = [(row["feature_id"], row["date"], row["name_zh"]) for row in AUTHORITIES]
    assert named == sorted(set(named))


@pytest.mark.parametrize(
    ("name", "industry", "source", "word"),
    [
        ("bonded-xiyong", "electronics", "firm", "富士康"),
        ("bonded-xiyong", "electronics", "firm", "广达"),
        ("bonded-lianglu-cuntan", "electronics", "firm", "纬创"),
        ("bonded-jiangjin", "medical-devices", "firm", "明峰"),
        ("bonded-jiangjin", "food", "product", "水果"),
        ("bonded-yongchuan", "automobiles", "product", "长城炮"),
        ("htz-yongchuan", "automobiles", "firm", "长城汽车"),
        ("etdz-changshou", "chemicals", "firm", "巴斯夫"),
        ("etdz-wanzhou", "metals", "firm", "九龙万博"),
        ("municipal-jiangjin", "food", "firm", "益海嘉里"),
        ("htz-tongliang", "electrical-equipment", "firm", "海辰"),
        ("htz-tongnan", "food", "firm", "柠檬"),
        ("area-longsheng", "smart-electric-vehicles", "firm", "赛力斯"),
        ("area-shuitu", "new-display", "firm", "康宁"),
        ("area-digital-park", "software", "firm", "腾讯"),
        ("hub-guoyuan", "automobiles", "product", "汽车出海"),
        ("municipal-xipeng", "metals", "firm", "西南铝"),
    ],
)
def test_real_strengths_stand_with_their_source(name: str, industry: str, source: str, word: str) -> None:
    assert source in DATASET.industry_sources(name)[industry]
    assert any(word in row.what_zh for row in DATASET.evidence[name] if row.industry == industry)


def test_figures_of_a_district_prove_nothing_of_a_zone() -> None:
    """涪陵 counts its districts' materials at 120 billion yuan; no page says which of its parks makes them."""
    assert all(not row.counts for row in DATASET.evidence["htz-fuling"])
    assert "firm" not in {kind for kinds in DATASET.industry_sources("htz-fuling").values() for kind in kinds}


def test_a_zone_under_two_names_has_the_words_of_both() -> None:
    found = DATASET.industry_sources("htz-dazu")
    assert found["high-tech"] == ("plan",)
    assert "catalogue-2018" in found["environmental-protection"]
    assert "firm" in found["motorcycles"]


def test_who_runs_a_place() -> None:
    assert DATASET.authorities["htz-chongqing"][0].public_site == "https://gxq.cq.gov.cn/"
    assert DATASET.authorities["municipal-kaizhou"][0].phone == "023-52556000"


def test_the_classification_is_whole() -> None:
    codes = load_catalogue().divisions
    assert [code for code in codes if len(code) == 1] == list("ABCDEFGHIJKLMNOPQRST")
    assert [int(code[1:]) for code in codes if len(code) == 3] == list(range(1, 98))
    assert codes["C39"].title.zh.startswith("计算机")
