"""The investor's page without a browser: first with nothing asked, then from a need to a shortlist."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.i18n.messages import say
from layers.query.nearest import ProximityIndex
from layers.suitability.candidates import Candidates
from layers.suitability.presets import load_presets
from layers.suitability.ranking import rank
from layers.suitability.requirements import of_preset
from tests.geo_app.invest.pages import HAN, chips, ranked, text_of, unfold
from tests.geo_app.tables import tables_of, words_of
from tests.open_page import Run

EDITION = load_dataset(load_catalogue())
TERMS = load_presets()
CANDIDATES = Candidates(EDITION, TERMS, ProximityIndex(EDITION))
HOSTILE = ["{{ 7*191 }}", "<img src=x onerror=alert(1)>", "=1+1", "%00", "a" * 5_000]


def picks(page: AppTest) -> list[str]:
    found = page.query_params["pick"]  # one value comes as text
    return [found] if isinstance(found, str) else list(found)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_asked_says_how_to_begin(open_page: Run, lang: str) -> None:
    page = open_page(lang=lang)
    assert len(page.info) == 2  # no need yet, no shortlist yet
    assert ranked(page) == []
    if lang == "en":
        assert not [button.label for button in page.button if HAN.search(button.label)]


@pytest.mark.parametrize("code", TERMS.presets)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_preset_ranks_as_the_formula_does(open_page: Run, code: str, lang: str) -> None:
    page = open_page(lang=lang)
    page.button(key=f"preset-{code}").click().run()
    assert not page.exception
    expected = [place.id for place in rank(of_preset(TERMS.presets[code]), CANDIDATES).places]
    names = EDITION.features[f"name_{lang}"]
    assert ranked(page) == [names[name] for name in expected[: len(ranked(page))]]
    assert len(ranked(page)) >= 3


def test_a_need_is_a_link(open_page: Run) -> None:
    page = open_page()
    page.button(key="preset-bulk-river").click().run()
    again = open_page(**{key: page.query_params[key] for key in ("fn", "ground", "mode", "w", "open")})
    assert ranked(again) == ranked(page)


def test_must_haves_that_contradict_offer_ways_out(open_page: Run) -> None:
    page = open_page(must="bonded", **{"in": "southeast"}, within="airport:30", w="airport:3")
    assert "没有候选地同时满足全部条件" in text_of(page)
    page.button(key="relax-inside").click().run()
    assert ranked(page)


def test_the_shortlist_fills_from_the_list_and_empties_in_the_comparison(open_page: Run) -> None:
    page = open_page(w="airport:3")
    first = rank_first(page)
    page.button(key=f"ranked-pick-{first}").click().run()
    assert picks(page) == [first]
    assert len(tables_of(page)) == 2
    page.button(key=f"compare-pick-{first}").click().run()
    assert "pick" not in page.query_params
    assert not page.exception


def rank_first(page: AppTest) -> str:
    name = ranked(page)[0]
    return str(EDITION.features.index[EDITION.features["name_zh"] == name][0])


def test_six_picks_are_five(open_page: Run) -> None:
    names = CANDIDATES.ids[:6]
    page = open_page(pick=names)
    assert picks(page) == names[:5]
    assert names[5] in text_of(page)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "name", ["corridor-yangtze", "node-duisburg", "event-attended-canton-fair", "airport-jiangbei"]
)
def test_what_is_no_place_to_settle_in_is_dropped_with_a_sentence(open_page: Run, name: str, lang: str) -> None:
    page = open_page(pick=[name, "bonded-xiyong"], id=name, lang=lang)
    assert picks(page) == ["bonded-xiyong"]
    wanted = say("notices.unfit_picks", lang, codes=EDITION.name(name, lang))
    assert wanted in [info.value.replace("\\", "") for info in page.info]
    assert not [button.key for button in page.button if str(button.key) == "chosen-pick"]


# tests/layers/suitability/test_query.py compares them all; here one of each sort
@pytest.mark.parametrize("name", ["services-base-tcm", "area-shuitu", "bonded-xiyong"])
def test_any_candidate_can_be_compared(open_page: Run, name: str) -> None:
    for lang in ("zh", "en"):
        page = open_page(pick=[name, "strategic-liangjiang"], lang=lang)
        assert not re.search(r"\bNone\b|\bnan\b", words_of(page))


def test_what_lies_inside_another_is_said(open_page: Run) -> None:
    page = open_page(pick=["strategic-liangjiang", "area-shuitu"])
    assert any("属于" in warning.value for warning in page.warning)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("106.55, 29.56", "东经 106.55"),
        ("29.56 106.55", "看来先写了纬度"),
        ("116.4, 39.9", "重庆市界之外"),
        ("400, 29", "经度应在"),
        ("西永综保", "西永综合保税区"),
        ("没有的地方", "没有找到"),
    ],
)
def test_any_point_is_measured(open_page: Run, typed: str, said: str) -> None:
    page = open_page()
    page.text_input(key="around").set_value(typed).run()
    assert not page.exception
    assert said in text_of(page)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    "key",
    [
        *("fn", "ind", "ground", "mode", "must", "within", "in", "out", "avoid", "area_min", "open", "is", "level"),
        *("sector", "w", "pick", "at", "q", "need"),
    ],
)
def test_hostile_links_do_nothing(open_page: Run, key: str, value: str) -> None:
    page = open_page(**{key: value, "lang": "en"} if key != "w" else {key: ["airport:3", value]})
    assert "1337" not in text_of(page)


def test_contacts_come_from_the_operators_file_only(
    open_page: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "规划不含联系人" in text_of(open_page(pick="bonded-xiyong"))
    path = tmp_path / "contacts.csv"
    path.write_text(
        "feature_id,topic,text,date,source\n"
        "bonded-xiyong,rent,<b>每月 20 元</b>,2026-01-05,管委会\n"
        "nobody,plot,x,2026-01-05,y\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("OPEN_MAP_CONTACTS", str(path))
    page = open_page(pick="bonded-xiyong")
    assert "<b>每月 20 元</b>（管委会，2026-01-05）" in text_of(page)
    assert "第 3 行" in text_of(page)


def test_a_search_adds_to_the_shortlist(open_page: Run) -> None:
    page = open_page(q="xyzb")
    page.button(key="result-pick-bonded-xiyong").click().run()
    assert picks(page) == ["bonded-xiyong"]


def test_what_a_search_chose_can_be_picked_and_dropped(open_page: Run) -> None:
    page = open_page(q="xyzb")
    page.button(key="result-bonded-xiyong").click().run()
    assert "选中 **西永综合保税区**" in text_of(page)
    page.button(key="chosen-pick").click().run()
    assert picks(page) == ["bonded-xiyong"]
    page.button(key="unchoose").click().run()
    assert "id" not in page.query_params
    assert not page.exception


def test_a_limit_that_is_not_set_is_empty(open_page: Run) -> None:
    page = unfold(open_page(within="airport:30", w="river-port:3"), "form")
    assert [page.number_input(key=f"within-{code}").value for code in ("airport", "river-port")] == [30, None]
    page.number_input(key="within-airport").set_value(None).run()
    assert "within" not in page.query_params


def test_a_mode_weighs_from_its_slider(open_page: Run) -> None:
    page = unfold(open_page(), "weights")
    page.slider(key="weight-yangtze-river").set_value(4).run()
    assert page.query_params["w"] in ("yangtze-river:4", ["yangtze-river:4"])
    assert any("沿江通道·长江黄金水道" in label for label in chips(page))


@pytest.mark.parametrize(
    ("lang", "by_road", "to", "by_rail_only"),
    [
        ("zh", "西部陆海新通道·公路：南彭", "河内", "钦州港"),
        ("en", "Land-Sea Corridor by road: Nanpeng", "Hanoi", "Qinzhou"),
    ],
)
def test_corridors_lead_where_their_mode_goes(
    open_page: Run, lang: str, by_road: str, to: str, by_rail_only: str
) -> None:
    entries = text_of(open_page(at="106.55, 29.56", lang=lang)).split("\n- ")
    road = next(text for text in entries if by_road in text)
    assert to in road
    assert by_rail_only not in road
    assert any(by_rail_only in text for text in entries)


def test_must_haves_that_do_not_help_alone_are_named(open_page: Run) -> None:
    page = open_page(must="bonded", **{"in": "southeast"}, within="airport:30", level="national", w="airport:3")
    alone = "只放宽这些仍然没有：须为综合保税区或保税物流中心、机场 ≤ 30 公里、级别：国家级"
    assert alone in text_of(page)


def test_a_district_typed_leads_to_its_map(open_page: Run) -> None:
    page = open_page(q="yubei")
    assert "渝北区" in [link.proto.label for link in page.get("page_link")]


def test_a_miss_suggests(open_page: Run) -> None:
    page = open_page(q="长瘦经开去啊")
    assert [b for b in page.button if str(b.key).startswith(("suggestion-", "result-"))]


def test_plots_come_from_the_operators_file_and_change_with_it(
    open_page: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "可以问" in text_of(open_page(pick="bonded-xiyong"))
    path = tmp_path / "plots.csv"
    head = "feature_id,name,area_m2,price,price_unit,state,contact,date,source\n"
    row = "bonded-xiyong,<b>A-01</b>,12000,20,元,free,,2026-01-05,管委会\n"
    path.write_text(f"{head}{row}nobody,B,1,,,free,,2026-01-05,x\n", encoding="utf-8")
    monkeypatch.setenv("OPEN_MAP_PLOTS", str(path))
    page = open_page(pick="bonded-xiyong")
    assert "<b>A-01</b>" in words_of(page)
    assert "第 3 行" in text_of(page)
    page.number_input(key="plots-area").set_value(20_000.0).run()
    assert "符合的 0 处" in text_of(page)
    path.write_text(f"{head}{row.replace('12000', '30000')}", encoding="utf-8")
    page.run()
    assert "符合的 1 处" in text_of(page)
