"""The planner's own layer without a browser: upload → findings → correction → report."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.layers.dirty_layers import messy_zip
from tests.open_page import Run, opened


@pytest.fixture
def open_page(root: Path) -> Run:
    def run(**query: str) -> AppTest:
        page = opened(root, "planning", patience=60, **{"see": "own", **query})
        title = "# Planning" if query.get("lang") == "en" else "# 布局研判"
        assert title in [text.value for text in page.markdown]
        return page

    return run


def text_of(page: AppTest) -> str:
    main = page.main
    shown = [*main.markdown, *main.caption, *main.info, *main.error, *main.success, *main.warning]
    return "\n".join(str(element.value) for element in shown).replace("\\", "")


def upload(page: AppTest, content: bytes, name: str = "草案.zip") -> AppTest:
    page.file_uploader[0].upload(name, content, "application/zip").run()
    assert not page.exception
    return page


def test_nothing_is_shown_before_a_layer_is_brought(open_page: Run) -> None:
    page = open_page()
    assert "不在磁盘上留存" in text_of(page)
    assert "服务器重启时即清除" in text_of(page)
    assert "检查结果" not in text_of(page)


def test_from_upload_over_findings_to_a_corrected_layer(open_page: Run) -> None:
    page = upload(open_page(), messy_zip())
    assert "“草案.zip”：240 个要素，240 个有位置；编码 GB18030，坐标系 EPSG:4326" in text_of(page)
    assert "坐标疑似 GCJ-02" in text_of(page)
    findings = next(table.value for table in page.dataframe if "问题" in table.value)
    assert findings["问题"].str.contains("自称在城口县").any()
    page.button(key="own-fix-gcj02").click().run()
    assert "已改正：按 GCJ-02 换算为 WGS 84，误差约 5 米" in text_of(page)
    assert "坐标疑似" not in text_of(page)
    page.button(key="own-undo").click().run()
    assert "坐标疑似 GCJ-02" in text_of(page)
    page.button(key="own-layer-remove").click().run()
    assert "草案.zip" not in text_of(page)
    assert not page.exception


def test_an_empty_layer_offers_nothing(open_page: Run) -> None:
    page = upload(open_page(), b'{"type": "FeatureCollection", "features": []}', "a.geojson")
    assert "可以读取，但没有要素" in text_of(page)
    assert "检查结果" not in text_of(page)
    assert not page.main.get("download_button")
    page.button(key="own-layer-remove").click().run()
    assert "可以读取，但没有要素" not in text_of(page)


def test_the_map_goes_to_the_layer_as_often_as_it_is_asked(open_page: Run) -> None:
    page = upload(open_page(), b"name,lon,lat\na,106.5,29.5\nb,106.6,29.6\n", "a.csv")
    page.button(key="own-layer-see").click().run()
    first = page.session_state["kept-own-focus"]
    assert first["to"] == [106.5, 29.5, 106.6, 29.6]
    page.button(key="own-layer-see").click().run()
    assert page.session_state["kept-own-focus"] == {**first, "again": first["again"] + 1}


def test_what_would_be_lost_with_the_session_is_marked(open_page: Run) -> None:
    def is_marked(page: AppTest) -> bool:
        return any("data-own" in element.proto.body for element in page.get("html"))

    page = open_page()
    assert not is_marked(page)
    upload(page, b"name,lon,lat\na,106.5,29.5\n", "a.csv")
    assert is_marked(page)
    page.button(key="own-layer-remove").click().run()
    assert not is_marked(page)


def test_what_is_ringed_on_the_map_is_said(open_page: Run) -> None:
    rows = "".join(f"a{number},{100 + number / 1000},29.5\n" for number in range(250))
    page = upload(open_page(), f"name,lon,lat\n{rows}".encode(), "a.csv")
    assert "图上红圈标出 200 处，错误和警告共 250 处" in text_of(page)


def test_the_layer_is_cut_and_measured(open_page: Run) -> None:
    page = upload(open_page(lang="en"), messy_zip())
    page.text_input(key="own-text").set_value("平台01").run()
    assert "10 of 240 features" in text_of(page)
    page.selectbox(key="own-only").set_value("found").run()
    assert "1 of 240 features" in text_of(page)
    page.toggle(key="own-measure").set_value(True).run()
    measured = next(table.value for table in page.dataframe if "Airport (km)" in table.value)
    assert len(measured) == 1
    assert not page.exception


def test_a_fourth_layer_waits_until_one_is_removed(open_page: Run) -> None:
    page = open_page()
    for number in range(3):
        page = upload(page, f"name,lon,lat,n\n{number},106.5,29.5,\n{number},106.6,29.6,1\n".encode(), f"{number}.csv")
    assert "最多同时放 3 个图层" in text_of(page)
    assert not page.file_uploader
    which = next(each for each in page.segmented_control if each.key == "own-which")
    assert which.options == ["0.csv", "1.csv", "2.csv"]
    which.set_value(0).run()
    page.button(key="own-layer-remove").click().run()
    assert page.file_uploader
    assert "“2.csv”：2 个要素" in text_of(page)
    table = next(table.value for table in page.dataframe if "lon" in table.value)
    assert table["n"].tolist() == ["", "1"]  # an empty cell is empty


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.zip", b"PK nothing", "zip"),
        ("a.geojson", b"{", "JSON"),
        ("{{ 7*191 }}.csv", b"name,where\na,b\n", "坐标列"),
        ("a.csv", b"name,lon,lat\na,600000,3300000\nb,610000,3310000\n", "投影"),
    ],
)
def test_a_refusal_is_a_sentence_and_changes_nothing(open_page: Run, name: str, content: bytes, words: str) -> None:
    page = upload(upload(open_page(), messy_zip()), content, name)
    assert len(page.error) == 1
    assert words in page.error[0].value.replace("\\", "")
    assert "1337" not in page.error[0].value
    assert "“草案.zip”：240 个要素" in text_of(page)


def test_what_the_file_does_not_say_is_asked(open_page: Run) -> None:
    page = upload(open_page(), "名称,甲,乙\n一,106.55,29.56\n二,108.4,30.8\n".encode(), "点.csv")
    assert page.error
    page.selectbox(key="own-asked-lon").set_value("甲")
    page.selectbox(key="own-asked-lat").set_value("乙")
    next(button for button in page.button if button.label == "按此重新读取").click().run()
    assert not page.exception
    assert not page.error
    assert "“点.csv”：2 个要素，2 个有位置" in text_of(page)
