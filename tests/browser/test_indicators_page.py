"""The indicators page in a real Chromium without a network."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import AppServer
from tests.browser.visitor import EXTREMES, Watch, barriers, map_frame, settle, sideways

CHART = ".st-key-indicator-chart svg.marks"
GOOD = "indicator_no,year,value,note\n3,2021,2700,自查\n3,2022,2800,\n"
# what is shown, hidden words left out, generated ones not counted
OWN_WORDS = "button > *, [data-testid=stFileUploaderDropzoneInstructions] > *"  # Streamlit's, in its uploader
HIDDEN = f"e => [...e.querySelectorAll('{OWN_WORDS}')].every(word => word.getBoundingClientRect().width <= 1)"


@pytest.fixture
def visit(server: AppServer, page: Page, watch: Watch) -> Callable[..., Page]:
    # opened by its address, a page below the root is asked first for Streamlit's own routes, and says no

    def go(query: str = "", to: Page = page) -> Page:
        to.goto(f"{server.url}/indicators?{query}")
        expect(to.locator(".st-key-indicator-chart")).to_be_visible()
        settle(to)
        return to

    return go


def test_the_menu_leads_here_and_the_way_back_keeps_the_language(server: AppServer, page: Page) -> None:
    page.goto(f"{server.url}/?lang=en&kind=port")
    map_frame(page)
    page.locator(".st-key-menu").get_by_text("Indicators").click()
    expect(page.locator("h1")).to_have_text("Indicators: plan and actual")
    page.wait_for_url(re.compile("/indicators.*lang=en"))


def test_a_choice_draws_its_chart_and_leads_to_the_map(visit: Callable[..., Page]) -> None:
    page = visit("indicator=6")
    expect(page.locator(CHART)).to_be_visible()
    expect(page.locator(CHART)).to_contain_text("8,000.59 / 8,000.6")
    expect(page.locator(CHART)).to_contain_text("直线路径")
    choice = page.locator(".st-key-indicator [role=combobox]")
    choice.click()
    choice.press("Escape")  # a press may have opened it or only given it the focus
    choice.press("ArrowDown")
    page.get_by_role("option", name=re.compile("港口货物吞吐量")).click()
    page.wait_for_url(re.compile("indicator=2"))
    # the detail ran alone; the links to other pages carry the choice all the same
    expect(page.locator(".st-key-menu a").last).to_have_attribute("href", re.compile("indicator=2"))
    expect(page.locator(".st-key-indicator-facts")).to_contain_text("2020年1.65")
    expect(page.locator(CHART)).to_contain_text(">2")
    page.get_by_text("在图上看相关要素").click()
    page.wait_for_url(re.compile("kind=port"))
    frame = map_frame(page)
    frame.wait_for_selector('[data-feature-id="port-guoyuan"]')
    frame.locator('[data-feature-id="airport-jiangbei"]').wait_for(state="detached")


def test_own_values_are_drawn_refused_and_outlive_a_change_of_page(visit: Callable[..., Page], tmp_path: Path) -> None:
    good, bad = tmp_path / "own.csv", tmp_path / "bad.csv"
    good.write_bytes(GOOD.encode("gb18030"))
    bad.write_text("indicator_no,year,value,note\n3,2031,1,\n", encoding="utf-8")
    page = visit("indicator=3")
    page.locator(".st-key-own-panel summary").click()
    expect(page.locator(".st-key-drop-own-actuals")).to_be_visible()
    button = page.locator(".st-key-drop-own-actuals button")
    expect(button).to_be_visible()
    assert page.locator(".st-key-drop-own-actuals").evaluate(HIDDEN)  # Streamlit's English
    assert button.evaluate("e => getComputedStyle(e, '::after').content") == '"选择 CSV 文件"'
    for path, words in ((good, "已载入“own.csv”：2个数值，编码 GB18030"), (bad, "第2行：year 是“2031”")):
        page.locator(".st-key-drop-own-actuals input[type=file]").set_input_files(path)
        expect(page.locator(".st-key-own-panel")).to_contain_text(words)
        expect(page.locator(".st-key-indicator-values")).to_contain_text("自有数据（own.csv）")
        expect(page.locator(CHART)).to_contain_text("自有数据")
    page.locator(".st-key-menu").get_by_text("地图", exact=True).click()
    map_frame(page)
    page.locator(".st-key-menu").get_by_text("指标", exact=True).click()
    expect(page.locator(".st-key-indicator-overview")).to_contain_text("2,800（2022）")


def test_downloads_are_read_back(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit()
    for ending in ("xlsx", "csv"):
        with page.expect_download() as download:
            page.locator(f".st-key-indicators-{ending} button").click()
        download.value.save_as(tmp_path / f"table.{ending}")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "table.csv").read_text(encoding="utf-8-sig"))))
    assert {row["序号"] for row in rows} == {str(number) for number in range(1, 16)}
    assert [row["数值"] for row in rows if row["序号"] == "6" and row["年份"] == "2023"] == ["7,137.4"]
    with zipfile.ZipFile(tmp_path / "table.xlsx") as book:
        assert book.testzip() is None
        assert "监测表" in book.read("xl/workbook.xml").decode()


@pytest.mark.parametrize(("lang", "size"), EXTREMES)
def test_nothing_scrolls_sideways_and_axe_finds_nothing_serious(
    visit: Callable[..., Page], new_page: Callable[..., Page], size: tuple[int, int], lang: str
) -> None:
    page = visit(f"indicator=13&lang={lang}", new_page(viewport={"width": size[0], "height": size[1]}))
    expect(page.locator(CHART)).to_be_visible()
    assert sideways(page) == []
    assert barriers(page) == {}
