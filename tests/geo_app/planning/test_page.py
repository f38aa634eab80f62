"""The planner's page without a browser: each section alone, then a draft from the first change to its file."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers.i18n.messages import say
from layers.planning.matrix import gap_matrix
from layers.planning.query import MODELS, SECTIONS
from layers.planning.scenario import Change, to_geojson
from layers.query.existence import unplaced
from tests.geo_app.tables import tables_of, words_of
from tests.layers.planning.contexts import EDITION, GROUND
from tests.open_page import Run, opened

HAN = re.compile(r"[\u4e00-\u9fff]")
HOSTILE = ["{{ 7*191 }}", "<img src=x onerror=alert(1)>", "=1+1", "%00", "a" * 5_000]


@pytest.fixture
def open_page(root: Path) -> Run:
    def run(**query: str | list[str]) -> AppTest:
        page = opened(root, "planning", patience=90, **query)
        assert [text.value for text in page.markdown if text.value.startswith("# ")]
        return page

    return run


def text_of(page: AppTest) -> str:
    elements = [*page.markdown, *page.caption, *page.info, *page.warning, *page.success, *page.error]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_stands_alone(open_page: Run, section: str, lang: str) -> None:
    page = open_page(see=section, lang=lang, time="now")
    assert not page.error
    assert not re.search(r"\bnan\b|\bNone\b", words_of(page))
    if lang == "en":
        shown = "\n".join(re.sub(r"\[.*?\]", "", text) for text in (text_of(page), words_of(page)))
        assert not HAN.search(shown.replace("中文", "")), HAN.findall(shown)


def test_closed_sections_compute_nothing(open_page: Run) -> None:
    page = open_page(see="none")
    assert not tables_of(page)
    assert not page.dataframe
    assert [expander.label for expander in page.expander] == [say(f"planning.{name}", "zh") for name in SECTIONS]


def test_the_matrix_is_the_functions(open_page: Run) -> None:
    page = open_page(by="region", grain="kind", time="now")
    shown = page.dataframe[0].value
    matrix = gap_matrix(GROUND, "region", "kind", time="now", district_vintage="38")
    assert shown.shape == (len(matrix.columns), len(matrix.places) + 1)
    counts = shown.map(lambda text: int(text.split(" ")[0])).to_numpy()
    assert (counts[:, :-1] == matrix.standing.T).all()
    assert (counts[:, -1] == matrix.total).all()


@pytest.mark.parametrize("vintage", ["38", "37"])
@pytest.mark.parametrize("grain", ["type", "kind"])
def test_the_matrix_by_district(open_page: Run, vintage: str, grain: str) -> None:
    page = open_page(by="district", grain=grain, edition=vintage, of=["bonded-zone", "port"])
    assert len(page.dataframe[0].value) == int(vintage) + 3
    assert page.dataframe[0].value.shape[1] == (2 if grain == "kind" else len(EDITION.catalogue.types))


def test_an_empty_cell_says_what_is_promised_and_what_is_nearest(open_page: Run) -> None:
    page = open_page(time="now")
    page.selectbox(key="cell-place").set_value("southeast").run()
    page.selectbox(key="cell-column").set_value("functional").run()
    assert page.query_params["cell"] in ("southeast:functional", ["southeast:functional"])
    assert "渝东南 × 功能平台：已有 0 项" in text_of(page)
    assert "最近的一处" in text_of(page)
    assert "直线距离" in text_of(page)
    page.button(key="cell-close").click().run()
    assert "cell" not in page.query_params


def test_a_cell_with_a_promise_names_it(open_page: Run) -> None:
    page = open_page(cell="northeast:bonded-zone", time="plan")
    assert "万州综合保税区" in text_of(page)


@pytest.mark.parametrize("time", ["plan", "target", "now"])
def test_what_counts_is_said(open_page: Run, time: str) -> None:
    assert say(f"counts.{time}", "zh") in text_of(open_page(time=time, see="none"))


def test_radii_are_chosen_and_linked(open_page: Run) -> None:
    page = open_page(see="coverage")
    page.multiselect(key="radii").set_value([30, 120]).run()
    assert list(page.query_params["r"]) == ["30", "120"]
    assert "120 公里" in tables_of(page)[0].heads
    page.multiselect(key="radii").set_value([]).run()
    assert list(page.query_params["r"]) == ["30", "120"]  # at least one stays


@pytest.mark.parametrize("model", MODELS)
def test_where_next_answers(open_page: Run, model: str) -> None:
    page = open_page(see="placing", of="bonded-b", model=model, time="now", r="100")
    assert say("layout_of.optimum", "zh") in words_of(page)
    assert "假设：" in text_of(page)
    page.button(key="placing-draft").click().run()
    assert page.query_params["see"] in ("whatif", ["whatif"])
    assert "草案的改动" in text_of(page)


def test_where_next_asks_the_visitors_own_layer(open_page: Run) -> None:
    page = open_page(see=["placing", "own"], of="bonded-b", model="p-median", **{"from": "layer", "for": "layer"})
    assert "还没有自有图层" in text_of(page)
    layer = "名称,lon,lat,人口\n甲_{{7*191}},109.01,28.45,9\n乙,108.4,30.8,1\n".encode()
    page.file_uploader[0].upload("需求.csv", layer, "text/csv").run()
    page.toggle(key="placing-keep").set_value(False).run()
    page.selectbox(key="placing-own-weight").set_value("人口").run()
    assert not page.exception
    assert "最优新点：甲_{{7*191}}" in text_of(page)
    assert "自有图层的 2 个要素" in text_of(page)
    assert "人口" not in str(page.query_params)  # the layer is of the session, a link cannot speak of it
    page.button(key="own-layer-remove").click().run()
    assert "还没有自有图层" in text_of(page)


def test_where_next_by_figures_that_are_not_there_asks_for_them(open_page: Run) -> None:
    page = open_page(see=["placing", "matrix"], **{"for": "own"})
    assert say("placing.no_figures", "zh") in text_of(page)
    assert say("layout_of.optimum", "zh") not in words_of(page)


@pytest.mark.parametrize("time", ["plan", "target"])
def test_where_next_names_the_time_of_what_stands(open_page: Run, time: str) -> None:
    page = open_page(see="placing", time=time)
    assert f"现有布点（{say(f'time.{time}', 'zh')}）" in words_of(page)


def test_what_has_no_place_is_unknown_and_not_zero(open_page: Run) -> None:
    page = open_page(see=["coverage", "placing"], of="info-node")
    there = unplaced(EDITION, ["info-node"], "plan")
    assert there > 0
    assert f"已有 {there} 处（{there} 处没有公开地点" in text_of(page)
    assert say("coverage.no_places", "zh", count=there) in text_of(page)
    assert say("planning.unmeasured", "zh", count=there) in text_of(page)


def test_a_cell_says_what_does_not_count(open_page: Run) -> None:
    page = open_page(cell="southeast:hub", time="plan")
    assert "已有 0 项" in text_of(page)
    assert re.search("不计入：[^（]*机场", text_of(page))


def test_where_next_without_a_solution_says_who_is_out_of_reach(open_page: Run) -> None:
    page = open_page(see="placing", of="bonded-b", model="lscp", r="20", **{"from": "parks"})
    assert "无解" in text_of(page)
    assert "城口县" in text_of(page)


def test_a_draft_grows_and_shrinks(open_page: Run) -> None:
    page = open_page(see="whatif", of="bonded-zone", time="now")
    assert say("whatif.empty", "zh") in text_of(page)
    page.text_input(key="draft-at").set_value("108.77，29.53")
    next(b for b in page.button if b.key and "draft-go" in b.key).click().run()
    assert not page.exception
    assert page.query_params["do"] in ("add:bonded-zone:108.7700,29.5300", ["add:bonded-zone:108.7700,29.5300"])
    assert "渝东南 × 综合保税区：0 → 1" in text_of(page)
    page.button(key="undo-0").click().run()
    assert "do" not in page.query_params


def test_a_site_is_moved_and_one_is_closed(open_page: Run) -> None:
    page = open_page(see="whatif", of="bonded-zone", time="now", id="bonded-xiyong")
    tool = next(each for each in page.segmented_control if each.key == "draft-tool")
    tool.set_value("move").run()
    assert page.selectbox(key="draft-site").value == "bonded-xiyong"  # the one clicked on the map
    page.text_input(key="draft-at").set_value("108.37 30.81")
    next(b for b in page.button if b.key and "draft-go" in b.key).click().run()
    assert page.query_params["do"] in ("move:bonded-xiyong:108.3700,30.8100", ["move:bonded-xiyong:108.3700,30.8100"])
    assert "移到了万州区" in text_of(page)
    next(each for each in page.segmented_control if each.key == "draft-tool").set_value("close").run()
    page.selectbox(key="draft-site").set_value("bonded-fuling").run()
    page.button(key="draft-close").click().run()
    assert list(page.query_params["do"]) == ["move:bonded-xiyong:108.3700,30.8100", "close:bonded-fuling"]
    page.button(key="draft-clear").click().run()
    assert "do" not in page.query_params


def test_coordinates_that_are_none_are_refused(open_page: Run) -> None:
    page = open_page(see="whatif")
    page.text_input(key="draft-at").set_value("somewhere")
    next(b for b in page.button if b.key and "draft-go" in b.key).click().run()
    assert [error.value for error in page.error] == [say("whatif.bad_point", "zh")]
    assert "do" not in page.query_params


def test_a_draft_is_loaded_from_its_file(open_page: Run) -> None:
    changes = (Change("add", "port", 108.4, 30.8), Change("close", "bonded-xiyong"))
    page = open_page(see="whatif")
    page.file_uploader[0].upload("draft.geojson", to_geojson(changes, EDITION, "x"), "application/geo+json").run()
    assert list(page.query_params["do"]) == [change.code for change in changes]
    page.file_uploader[0].upload("bad.geojson", b"{{ 7*191 }}", "application/geo+json").run()
    assert "{{ 7*191 }}" not in text_of(page)
    assert [error.value for error in page.error]
    assert list(page.query_params["do"]) == [change.code for change in changes]


def test_own_figures_join_in(open_page: Run) -> None:
    page = open_page(by="district")
    page.toggle(key="figures-open").set_value(True).run()
    table = "区县,人口\n万州区,156\n涪陵,111\n".encode()
    page.file_uploader[0].upload("own.csv", table, "text/csv").run()
    assert not page.exception
    assert "人口" in page.dataframe[0].value.columns
    page.selectbox(key="balance-base-zh").set_value("人口").run()
    assert "占人口的份额" in words_of(page)
    page.file_uploader[0].upload("bad.csv", b"district,x\nnowhere,1\n", "text/csv").run()
    assert "认不出来" in text_of(page)
    assert "人口" in page.dataframe[0].value.columns
    page.button(key="figures-remove").click().run()
    assert "人口" not in page.dataframe[0].value.columns


def test_without_a_kind_the_page_asks_for_one(open_page: Run) -> None:
    page = open_page(of="none", see=list(SECTIONS))
    assert say("planning.no_kind", "zh") in text_of(page)
    assert not page.exception


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("key", ["see", "by", "cell", "of", "r", "model", "do"])
def test_hostile_links_do_nothing(open_page: Run, key: str, value: str) -> None:
    page = open_page(**{key: value, "lang": "en"})
    assert "1337" not in text_of(page)
