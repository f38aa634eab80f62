"""The investor's journey in a real Chromium without a network: need, ranking, comparison, files opened again."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import openpyxl
import pypdf
import pytest
from playwright.sync_api import Page, expect

from layers.i18n.messages import say
from tests.browser.expected import FEATURES, address
from tests.browser.server import AppServer
from tests.browser.visitor import PATIENCE, VIEWS, barriers, drawn_ids, map_frame, settle, sideways

NewPage = Callable[..., Page]
PICKS = "pick=bonded-xiyong&pick=strategic-liangjiang&pick=area-shuitu&pick=services-base-tcm"
NEED = "fn=bonded-processing&open=existing&w=airport:3&w=bonded:2"


def open_page(server: AppServer, page: Page, query: str = "") -> None:
    page.goto(f"{server.url}/invest?{query}")
    expect(page.locator("h1")).to_be_visible(timeout=PATIENCE)
    settle(page)
    if "pick=" in query:
        map_frame(page)  # it answers once it stands, and the page runs again
        settle(page)
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def test_from_a_need_to_a_sheet(server: AppServer, page: Page, tmp_path: Path) -> None:
    open_page(server, page)
    page.locator(".st-key-preset-auto-parts-europe button").click()
    first = page.locator("[class*=st-key-ranked-head-] h3").first
    expect(first).to_contain_text("1", timeout=PATIENCE)  # the first ranking of a process measures everything
    for count in (1, 2):
        page.locator("[class*=st-key-ranked-pick-] button", has_text="加入候选").first.click()
        expect(page.locator("[class*=st-key-picked-]")).to_have_count(count)
    page.wait_for_url(re.compile("pick=.*pick="))
    picks = address(page)["pick"]
    assert len(picks) == 2
    names = [FEATURES.loc[pick, "name_zh"] for pick in picks]
    for name in names:
        expect(page.locator(".st-key-compare-fields th", has_text=name)).to_be_visible()
    assert set(drawn_ids(map_frame(page, ".st-key-compare-map"))) == {
        p for p in picks if FEATURES.geometry[p] is not None
    }
    files = {}
    for kind in ("html", "pdf", "xlsx", "csv", "geojson", "gpkg"):
        with page.expect_download(timeout=PATIENCE) as download:
            page.locator(f".st-key-take-{kind} button").click()
        download.value.save_as(tmp_path / f"sheet.{kind}")
        files[kind] = (tmp_path / f"sheet.{kind}").read_bytes()
    for text in (files["html"].decode(), files["csv"].decode("utf-8-sig")):
        assert all(name in text for name in names)
        assert say("map.approval", "zh") in text
    printed = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(files["pdf"])).pages).replace("\n", "")
    assert f"{server.url}/invest?" in printed
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert [cell.value for cell in book.worksheets[0][1]][1:] == names
    assert {feature["id"] for feature in json.loads(files["geojson"])["features"]} == set(picks)
    located = gpd.read_file(tmp_path / "sheet.gpkg", layer="places")
    assert located["id"].tolist() == picks
    assert "名次与理由" in set(gpd.read_file(tmp_path / "sheet.gpkg", layer="comparison")["item"])
    back = json.loads(files["geojson"])["link"]
    page.goto(back)
    expect(page.locator("[class*=st-key-ranked-head-] h3").first).to_have_text(first.inner_text(), timeout=PATIENCE)
    assert address(page)["pick"] == picks


PINS = "() => [...document.querySelectorAll('.atlas-number')].map(e => e.textContent)"
TYPED = {
    "zh": ("做笔记本电脑，空运和中欧班列，要保税加工", "笔记本电脑 → "),
    "en": ("car parts factory, rail to Europe, not in the centre", "car parts → "),
}


def ranked_heads(page: Page) -> list[str]:
    return page.locator("[class*=st-key-ranked-head-] h3").all_inner_texts()


@pytest.mark.parametrize("lang", TYPED)
def test_a_typed_need_gives_five_places_and_their_numbers_on_the_map(server: AppServer, page: Page, lang: str) -> None:
    text, chip = TYPED[lang]
    open_page(server, page, f"lang={lang}")
    box = page.locator(".st-key-need-text input")
    box.fill(text)
    box.press("Enter")
    expect(page.locator("[class*=st-key-ranked-head-]")).to_have_count(5, timeout=PATIENCE)
    expect(page.locator(".st-key-need-chips")).to_contain_text(chip)
    frame = map_frame(page)
    frame.wait_for_function(f"() => ({PINS})().length >= 5", timeout=PATIENCE)
    assert sorted(set(frame.evaluate(PINS))) == ["1", "2", "3", "4", "5"]
    assert [head[0] for head in ranked_heads(page)] == ["1", "2", "3", "4", "5"]
    assert address(page)["need"] == [text]
    assert barriers(page) == {}


def test_a_chip_is_taken_away_by_keyboard(server: AppServer, page: Page) -> None:
    open_page(server, page)
    box = page.locator(".st-key-need-text input")
    box.fill(TYPED["zh"][0])
    box.press("Enter")
    chips = page.locator(".st-key-need-chips [class*=st-key-chip-] button:visible", has_text="→")
    expect(chips.first).to_contain_text("笔记本电脑", timeout=PATIENCE)
    settle(page)
    box.press("Tab")
    expect(chips.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-need-chips")).not_to_contain_text("笔记本电脑 →", timeout=PATIENCE)
    page.wait_for_url(lambda url: "ind=" not in url)


def test_on_a_phone_the_places_come_before_the_map(server: AppServer, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    open_page(server, page, f"{NEED}&lang=zh")
    expect(page.locator("[class*=st-key-ranked-head-]")).to_have_count(5, timeout=PATIENCE)
    tops = [page.locator(css).bounding_box() for css in (".st-key-ranked-head-5", ".st-key-result-map-frame")]
    assert tops[0]
    assert tops[1]
    assert tops[0]["y"] < tops[1]["y"]
    assert sideways(page) == []


def test_the_sheet_prints_alone(server: AppServer, page: Page, tmp_path: Path) -> None:
    open_page(server, page, PICKS)
    with page.expect_download(timeout=PATIENCE) as download:
        page.locator(".st-key-take-html button").click()
    download.value.save_as(tmp_path / "sheet.html")
    page.goto("about:blank")
    page.set_content((tmp_path / "sheet.html").read_text(encoding="utf-8"))
    expect(page.locator("h1")).to_be_visible()
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert round(float(reader.pages[0].mediabox.width) / 72 * 25.4) == 297
    assert barriers(page) == {}


def test_the_shortlist_grows_from_the_map_card_and_the_search(server: AppServer, page: Page) -> None:
    page.goto(f"{server.url}/?id=bonded-xiyong")
    map_frame(page)
    settle(page)
    page.locator(".st-key-card-pick button").click()
    page.wait_for_url("**pick=bonded-xiyong**")
    page.get_by_placeholder("名称、类别、地点、企业、产业或拼音").fill("liangjiang xin qu")
    page.keyboard.press("Enter")
    page.locator(".st-key-result-pick-strategic-liangjiang button").first.click()
    page.wait_for_url("**pick=strategic-liangjiang**")
    page.locator(".st-key-shortlist a").click()
    expect(page.locator(".st-key-compare-fields th", has_text="西永综合保税区")).to_be_visible(timeout=PATIENCE)
    assert address(page)["pick"] == ["bonded-xiyong", "strategic-liangjiang"]


def test_the_shortlist_grows_from_the_table(server: AppServer, page: Page) -> None:
    page.goto(f"{server.url}/?id=bonded-xiyong&panel=open")
    map_frame(page)
    settle(page)
    button = page.locator(".st-key-table-pick button")
    button.press("Enter")
    page.wait_for_url("**pick=bonded-xiyong**")
    expect(button).to_contain_text("移出候选")
    button.press("Enter")
    expect(page.locator(".st-key-shortlist")).to_have_count(0)


def test_a_search_by_initials_is_picked_by_keyboard(server: AppServer, page: Page) -> None:
    open_page(server, page)
    box = page.get_by_placeholder("名称、类别、地点、企业、产业或拼音")
    box.fill("lcbsq")
    box.press("Enter")
    expect(page.locator(".st-key-result-bonded-lianglu-cuntan")).to_be_visible()
    box.press("Tab")
    expect(page.locator(".st-key-result-bonded-lianglu-cuntan button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-chosen")).to_contain_text("两路寸滩综合保税区")
    page.locator(".st-key-chosen-pick button").press("Enter")
    page.wait_for_url("**pick=bonded-lianglu-cuntan**")


def test_a_point_is_measured_by_keyboard(server: AppServer, page: Page) -> None:
    open_page(server, page)
    box = page.locator(".st-key-around input")
    box.fill("29.56, 106.55")
    box.press("Enter")
    expect(page.get_by_text("看来先写了纬度")).to_be_visible()
    page.wait_for_url("**at=29.56**")


@pytest.mark.parametrize(("lang", "size"), VIEWS)
def test_nothing_scrolls_sideways(server: AppServer, new_page: NewPage, size: tuple[int, int], lang: str) -> None:
    page = new_page(viewport={"width": size[0], "height": size[1]})
    open_page(server, page, f"{NEED}&{PICKS}&lang={lang}")
    assert sideways(page) == []


@pytest.mark.parametrize(
    "query", ["lang=en", f"{NEED}&{PICKS}&at=xiyong", "must=bonded&in=southeast&w=airport:3&q=zzzz&lang=en"]
)
def test_axe_finds_nothing_serious(server: AppServer, page: Page, query: str) -> None:
    open_page(server, page, query)
    assert barriers(page) == {}
