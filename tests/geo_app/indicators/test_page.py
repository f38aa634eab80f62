"""The indicators page without a browser."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.monitoring import verdict
from layers.monitoring.indicators import NUMBERS, load_monitoring
from tests.geo_app.tables import answers_of, html_of, tables_of, tally_of
from tests.open_page import Run, opened

MONITORING = load_monitoring()
HAN = re.compile(r"[\u4e00-\u9fff]")
GOOD = "indicator_no,year,value,note\n3,2021,2700,自查\n3,2022,2800,\n"


@pytest.fixture
def open_page(root: Path) -> Run:
    def run(**query: str) -> AppTest:
        page = opened(root, "indicators", **query)
        assert not page.error
        title = "# Indicators: plan and actual" if query.get("lang") == "en" else "# 主要指标监测"
        assert title in [text.value for text in page.markdown]
        return page

    return run


def text_of(page: AppTest) -> str:
    shown = [*page.main.markdown, *page.main.caption, *page.main.info, *page.main.error, *page.main.success]
    return "\n".join(str(element.value) for element in shown).replace("\\", "")


def upload(page: AppTest, content: bytes, name: str = "own.csv") -> AppTest:
    page.file_uploader[0].upload(name, content, "text/csv").run()
    assert not page.exception
    return page


@pytest.mark.parametrize("no", NUMBERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_indicator_has_its_detail(open_page: Run, no: int, lang: str) -> None:
    page = open_page(indicator=str(no), lang=lang)
    indicator = MONITORING.indicator(no)
    assert page.selectbox(key="indicator").value == no
    assert indicator.definition.say(lang) in text_of(page)
    overview, values = tables_of(page)
    assert len(overview.rows) == 15
    assert len(values.rows) >= 7  # base, target and five years, known or open
    if lang == "en":
        assert not HAN.search(text_of(page))
        assert not HAN.search(str(overview))
    else:
        assert not re.search(r"\b(No|Target|Path|Value|None|nan)\b", str(overview))


def test_the_head_says_how_much_is_known(open_page: Run) -> None:
    text = text_of(open_page())
    assert "共75个" in text
    assert "有40个" in text
    assert "15个是规划口径的全年值" in text
    assert list(tally_of(open_page()).values()) == ["0", "2", "13"], "the numbers of the sentence above, in its order"
    assert "– 无可比数值 6 项" in text


def test_the_choice_goes_into_the_address(open_page: Run) -> None:
    page = open_page()
    page.selectbox(key="indicator").set_value(13).run()
    assert page.query_params["indicator"] == "13"
    assert "33.134114" in text_of(page)


@pytest.mark.parametrize("value", ["0", "16", "x", "", "{{ 7*191 }}", "<b>", "٣"])
def test_an_unknown_indicator_is_dropped_with_a_notice(open_page: Run, value: str) -> None:
    page = open_page(indicator=value)
    assert page.selectbox(key="indicator").value == 1
    assert len(page.info) == 1
    assert "1337" not in text_of(page)


def test_own_values_are_shown_as_a_series_of_their_own(open_page: Run) -> None:
    page = upload(open_page(indicator="3"), GOOD.encode("gb18030"))
    assert "已载入“own.csv”：2个数值，编码 GB18030" in text_of(page)
    overview, values = tables_of(page)
    assert overview.rows[2][-1].startswith("2,800（2022）")
    assert values.column(2).count("自有数据") == 2
    page.button(key="own-remove").click().run()
    assert "自有数据（own.csv）" not in str(tables_of(page)[1])
    assert "已载入" not in text_of(page)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "文件是空的"), (b"a,b\n", "列名应为"), (b"indicator_no,year,value,note\n3,2026,1,\n", "第2行：year")],
)
def test_a_refused_file_changes_nothing(open_page: Run, content: bytes, words: str) -> None:
    page = upload(open_page(indicator="3"), GOOD.encode())
    before = tables_of(page)
    upload(page, content, "bad {{ 7*191 }}.csv")
    assert words in page.error[0].value.replace("\\", "")
    assert "1337" not in page.error[0].value
    assert tables_of(page) == before


def test_many_faults_are_cut_short(open_page: Run) -> None:
    rows = "".join("99,2021,1,\n" for _ in range(30))
    page = upload(open_page(), f"indicator_no,year,value,note\n{rows}".encode())
    assert "另有20处同类问题" in page.error[0].value


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_verdicts_come_first_each_with_its_page(open_page: Run, lang: Lang) -> None:
    page = open_page(lang=lang)
    monitoring = load_monitoring()
    assert page.main.markdown[1].value == f"**{say('verdict.lead', lang, **verdict.counts(monitoring))}**"
    items = answers_of(page)
    assert len(items) == len(monitoring.indicators)
    for item, indicator in zip(items, monitoring.indicators, strict=True):
        found = verdict.verdict(monitoring, indicator.no)
        assert verdict.sentence(monitoring, indicator.no, lang) in item.text
        assert item.links == [figure.url for figure in found.figures[:1] if figure.url]
    assert [bool(item.links) for item in items].count(True) >= 3


@pytest.mark.parametrize("no", range(1, 16))
def test_sources_show_no_remark_of_the_editors(open_page: Run, no: int) -> None:
    shown = re.sub(r' title="[^"]*"', "", html_of(open_page(indicator=str(no))))
    assert not re.search("转载|镜像", shown)
