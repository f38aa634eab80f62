"""The drawer with words, table and downloads; and the whole page for those who use no mouse."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.expected import FEATURES, box, kept
from tests.browser.visitor import VIEWS, barriers

Open = Callable[..., Frame]
FONT_SIZES = """() => [...document.querySelectorAll('body *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .filter(e => e.getBoundingClientRect().width)
    .map(e => parseFloat(getComputedStyle(e).fontSize))"""
WHOLE = "e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight + 1"


@pytest.mark.parametrize(("lang", "size"), VIEWS)
def test_nothing_scrolls_sideways_or_is_too_small(
    visit: Open, new_page: Callable[..., Page], size: tuple[int, int], lang: str
) -> None:
    page = new_page(viewport={"width": size[0], "height": size[1]})
    frame = visit(f"lang={lang}&id=airport-jiangbei", page)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth + 1")
    assert min(frame.evaluate(FONT_SIZES)) >= 12
    assert page.locator(".st-key-drawer-head p").first.evaluate(WHOLE)
    box_of = page.locator('iframe[title*="streamlit_folium"]').bounding_box()
    assert box_of is not None
    assert box_of["height"] == pytest.approx(size[1] - 40, abs=2)  # the drawer's handle


def test_the_drawer_says_in_words_what_the_map_shows(visit: Open, page: Page) -> None:
    visit("type=strategic")
    page.locator(".st-key-drawer-handle button").click()
    expect(page.locator(".st-key-drawer-body code")).to_contain_text("地图显示 3 项")
    page.wait_for_url(re.compile("panel=open"))
    box(page, "platform_type", "hub").click()
    shown = len(kept(platform_type=("strategic", "hub")))
    expect(page.locator(".st-key-drawer-body code")).to_contain_text(f"地图显示 {shown} 项")


def test_table_and_map_select_each_other(visit: Open, page: Page) -> None:
    frame = visit("kind=airport&panel=open")
    names = FEATURES.index[FEATURES["kind"] == "airport"].tolist()
    canvas = page.locator(".st-key-table .dvn-scroller")
    expect(canvas).to_be_visible()
    canvas.click(position={"x": 15, "y": 35 + 35 * 2 + 17})  # heading and rows are 35 px high: the third row's box
    page.wait_for_url(re.compile(f"id={names[2]}"))
    expect(page.locator(".st-key-card h2")).to_have_text(FEATURES.loc[names[2], "name_zh"])
    frame.locator('[data-feature-id="airport-wulong"]').click()
    expect(page.locator(".st-key-card h2")).to_have_text("武隆仙女山机场")
    row = names.index("airport-wulong") + 2  # counted from 1, heading first
    chosen = page.locator(f'.st-key-table [role="row"][aria-rowindex="{row}"]')
    expect(chosen).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("kind", ["csv", "geojson"])
def test_downloads_hold_what_is_shown(visit: Open, page: Page, kind: str, tmp_path: Path) -> None:
    visit("type=strategic&region=core&panel=open")
    with page.expect_download() as download:
        page.locator(f".st-key-download-{kind} button").click()
    download.value.save_as(tmp_path / "file")
    text = (tmp_path / "file").read_text(encoding="utf-8-sig")
    shown = set(kept(platform_type=("strategic",), regions=("core",)))
    if kind == "geojson":
        assert {feature["properties"]["id"] for feature in json.loads(text)["features"]} == shown
    else:
        assert {row["编号"] for row in csv.DictReader(text.splitlines())} == shown


def test_the_whole_page_by_keyboard(visit: Open, page: Page) -> None:
    """Tab reaches every control in order: language, search, filters, folds, the map and its marks, the drawer."""
    visit("kind=airport")
    seen: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => { let e = document.activeElement; if (e.tagName === 'IFRAME') {
                const inner = e.contentDocument.activeElement;
                return 'map:' + (inner.dataset.featureId || inner.className || inner.tagName); }
                return e.closest('[class*=st-key-]')?.className.match(/st-key-([\\w-]+)/)[1] || e.tagName; }"""
            )
        )
        if seen[-1] == "drawer-handle":
            break
    reached = set(seen)
    assert {"lang", "search", "platform_type-park", "regions-core", "fold-kind", "drawer-handle"} <= reached
    assert {f"map:{name}" for name in kept(kind=("airport",))} <= reached


@pytest.mark.parametrize("query", ["lang=en", "id=bonded-xiyong&panel=open", "type=event&q=zzz&only=names&lang=en"])
def test_axe_finds_nothing_serious(visit: Open, page: Page, query: str) -> None:
    visit(query)
    assert barriers(page) == {}
