"""A need typed into the box: what it ranks, its chips, and the form that says the same."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from layers.i18n.messages import say
from layers.suitability.presets import load_presets
from tests.geo_app.invest.pages import HAN, chips, ranked, text_of, unfold
from tests.open_page import Run

TERMS = load_presets()
NEEDS = {
    "zh": "做汽车零部件，走中欧班列，离地铁站近，哇啦",
    "en": "car parts, rail to Europe, near a metro station, blorf",
}


def typed(page: AppTest, text: str) -> AppTest:
    page.text_input(key="need-text").set_value(text).run()
    assert not page.exception
    return page


@pytest.mark.parametrize(("lang", "strange", "known"), [("zh", "没有读懂：哇啦", "离地铁站"), ("en", "blorf", "metro")])
def test_a_typed_need_ranks_as_its_keys_do(open_page: Run, lang: str, strange: str, known: str) -> None:
    page = typed(open_page(lang=lang), NEEDS[lang])
    assert len(ranked(page)) == 5
    assert page.query_params["need"] in (NEEDS[lang], [NEEDS[lang]])  # one value comes as text
    assert strange in text_of(page)
    no_data = say("invest.no_data", lang, words="")
    assert any(line.startswith(no_data) and known in line for line in text_of(page).splitlines())
    keys = {key: page.query_params[key] for key in ("ind", "ground", "mode", "product", "open")}
    assert ranked(open_page(lang=lang, **keys)) == ranked(page)
    if lang == "en":
        assert not HAN.search("".join(ranked(page)) + "".join(chips(page)) + text_of(page))


def test_a_chip_is_taken_away_and_brought_back(open_page: Run) -> None:
    page = typed(open_page(), NEEDS["zh"])
    before, first = chips(page), ranked(page)
    assert any("（隐含）" in label for label in before)
    page.button(key="chip-0").click().run()
    assert before[0] not in chips(page)
    assert "ind" not in page.query_params
    page.button(key="need-undo").click().run()
    assert (chips(page), ranked(page)) == (before, first)
    page.button(key="need-reset").click().run()
    assert (chips(page), ranked(page), page.text_input(key="need-text").value) == ([], [], "")


def test_the_form_and_the_chips_say_the_same(open_page: Run) -> None:
    page = unfold(typed(open_page(), NEEDS["zh"]), "form")
    page.multiselect(key="need-near").set_value(["river-port"]).run()
    page.number_input(key="within-river-port").set_value(40).run()
    assert "货运港口 ≤ 40 公里" in chips(page)
    number = chips(page).index("货运港口 ≤ 40 公里")
    page.button(key=f"chip-{number}").click().run()
    assert page.number_input(key="within-river-port").value is None
    page.multiselect(key="need-near").set_value([]).run()
    assert not any("货运港口" in label for label in chips(page))


def test_a_ready_need_fills_the_box_in_either_language(open_page: Run) -> None:
    page = open_page()
    page.button(key="preset-bulk-river").click().run()
    title = TERMS.presets["bulk-river"].title
    assert page.text_input(key="need-text").value == title.zh
    again = open_page(
        lang="en", **{key: page.query_params[key] for key in ("need", "fn", "ground", "mode", "w", "open")}
    )
    assert again.text_input(key="need-text").value == title.en


def test_a_very_long_need_is_read_to_its_limit(open_page: Run) -> None:
    page = typed(open_page(), "做汽车零部件，走中欧班列。" + "哇" * 10_000)
    assert ranked(page)
    assert "只读前 1,000 个字" in text_of(page)
    assert "need" not in page.query_params


def test_who_is_out_is_grouped_by_why(open_page: Run) -> None:
    page = unfold(typed(open_page(), "做汽车零部件，走中欧班列"), "failed")
    text = "".join(str(element.proto.body) for element in page.get("html"))
    assert re.search(r"<summary>此处不能做生产制造：\d\d</summary>", text)
