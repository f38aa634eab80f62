"""The planner's journey in a real Chromium without a network: a gap, its ring map, a draft by a click, its file."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from layers.i18n.messages import say
from layers.planning.query import SECTIONS
from tests.browser.expected import address
from tests.browser.server import AppServer
from tests.browser.visitor import EXTREMES, PATIENCE, barriers, drawn_ids, map_frame, settle, sideways

NewPage = Callable[..., Page]
EVERYTHING = "&".join(f"see={name}" for name in SECTIONS) + "&of=bonded-b&time=now&do=add:bonded-b:108.77,29.53"
RINGS = "() => document.querySelectorAll('path.atlas-ring-of-question').length"


def open_page(server: AppServer, page: Page, query: str = "") -> None:
    page.goto(f"{server.url}/planning?{query}")
    expect(page.locator("h1")).to_be_visible(timeout=PATIENCE)
    settle(page)
    map_frame(page)  # it answers once it stands, and the page runs again
    settle(page)
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def unfold(page: Page, name: str) -> None:
    page.locator(f".st-key-see-{name} summary").click()
    page.wait_for_url(re.compile(f"see={name}"))
    settle(page)


# labels of points in sight that reach beyond the map
CUT_LABELS = """() => Array.from(document.querySelectorAll('.atlas-draft-tip')).filter((tip) => {
    const box = tip.getBoundingClientRect(), middle = (box.left + box.right) / 2;
    return middle > 0 && middle < innerWidth && (box.left < 0 || box.right > innerWidth);
}).map((tip) => tip.textContent)"""


def test_from_a_gap_to_a_draft_and_back(server: AppServer, page: Page, tmp_path: Path) -> None:
    open_page(server, page, "time=now")
    grid = page.locator(".st-key-gap-matrix canvas, [data-testid=stDataFrame] canvas").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + 35 * 3.5)  # a cell of the third row: functional
    page.wait_for_url(re.compile("cell="))
    assert address(page)["cell"][0].endswith(":functional")
    expect(page.locator(".st-key-cell")).to_contain_text("×")
    settle(page)
    unfold(page, "coverage")
    frame = map_frame(page)
    frame.wait_for_function(f"() => ({RINGS})() > 0", timeout=PATIENCE)
    expect(page.locator(".st-key-coverage-shares table")).to_contain_text("35.8%")
    unfold(page, "whatif")
    map_frame(page).locator(".leaflet-container").click(position={"x": 700, "y": 40})
    page.wait_for_url(re.compile("do=add"))
    expect(page.locator(".st-key-effect table")).to_be_visible(timeout=PATIENCE)
    expect(map_frame(page).locator(".atlas-draft-tip")).to_have_text("综合保税区（草案 1）")
    with page.expect_download(timeout=PATIENCE) as download:
        page.locator(".st-key-draft-file button").click()
    download.value.save_as(tmp_path / "draft.geojson")
    assert len(json.loads((tmp_path / "draft.geojson").read_text(encoding="utf-8"))["features"]) == 1
    code = address(page)["do"]
    page.locator(".st-key-draft-clear button").click()
    expect(page.locator(".st-key-effect")).to_have_count(0)
    page.locator(".st-key-drop-scenario input[type=file]").set_input_files(tmp_path / "draft.geojson")
    page.wait_for_url(re.compile("do=add"))
    assert address(page)["do"] == code


def test_the_optimum_stands_on_the_map(server: AppServer, page: Page) -> None:
    open_page(server, page, "see=placing&of=bonded-b&time=now&r=100")
    expect(page.locator(".st-key-placing-scores table")).to_be_visible(timeout=2 * PATIENCE)
    expect(map_frame(page).locator(".atlas-draft-tip").first).to_contain_text("最优")
    assert set(drawn_ids(map_frame(page))) == {"bonded-b-nanpeng", "bonded-b-tuanjiecun"}


@pytest.mark.parametrize(("lang", "size"), EXTREMES)
def test_nothing_scrolls_sideways_and_axe_finds_nothing_serious(
    server: AppServer, new_page: NewPage, size: tuple[int, int], lang: str
) -> None:
    page = new_page(viewport={"width": size[0], "height": size[1]})
    open_page(server, page, f"{EVERYTHING}&cell=southeast:bonded-b&lang={lang}")
    expect(page.locator(".st-key-placing-scores table")).to_be_visible(timeout=2 * PATIENCE)
    settle(page)
    assert sideways(page) == []
    assert barriers(page) == {}
    assert map_frame(page).evaluate(CUT_LABELS) == []
    assert say("planning.title", lang) in page.locator("h1").inner_text()  # type: ignore[arg-type]


def test_a_link_that_asks_for_much_at_once_has_its_style(server: AppServer, new_page: NewPage) -> None:
    for _ in range(3):  # every second one was bare
        page = new_page()
        page.goto(f"{server.url}/planning?{EVERYTHING}")
        page.wait_for_function("() => window.openMap && document.querySelector('link[href*=\"/page.\"]')")
        page.close()
