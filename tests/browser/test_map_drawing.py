"""What the map draws besides the features' own marks: paper, names, legend, attribution, the line while loading."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Frame, Page, expect
from shapely.geometry import MultiPoint

from layers.dataset.dataset import Dataset
from tests.browser.expected import EDITION, PLACED
from tests.browser.server import AppServer
from tests.browser.visitor import PATIENCE, map_frame

Open = Callable[..., Frame]
FARTHEST = 40.5  # px that a mark of low rank may stand from its place, and half a pixel of rounding
FETCHED = """() => performance.getEntriesByType('resource').map(e => e.name.split('/').pop())
    .filter(name => name.startsWith('districts'))"""
OFFSETS = """() => Atlas.shownMarks().filter(mark => mark.small).map(mark => Math.hypot(mark.dx, mark.dy))"""
# Names of areas, with the place of both ends and the middle of each on the ground
NAMES = """() => [...document.querySelectorAll('.atlas-label.is-district, .atlas-label.is-region')].map(label => {
    const box = label.getBoundingClientRect(), frame = Atlas.session.map.getContainer().getBoundingClientRect();
    const ground = share => Atlas.session.map.containerPointToLatLng(
        [box.left + 3 + (box.width - 6) * share - frame.left, box.top + box.height / 2 - frame.top]);
    return {text: label.textContent, ends: [0, 0.5, 1].map(ground).map(at => [at.lng, at.lat])};
})"""


def test_each_edition_of_the_districts_is_fetched_once_and_drawn(visit: Open) -> None:
    frame = visit()
    assert frame.evaluate(FETCHED) == []  # the plan's own came with the manifest
    for vintage in ("37", "38", "37"):
        frame.evaluate("vintage => { Atlas.update({...Atlas.session.state, district_vintage: vintage}); }", vintage)
        frame.wait_for_function("vintage => Atlas.session.before === vintage", arg=vintage, timeout=PATIENCE)
    new = "Atlas.baseFeatures('areas').filter(each => each.properties.name_zh === '两江新区').length"
    assert frame.evaluate(f"[Atlas.baseFeatures('areas').length, {new}]") == [37, 1]
    frame.evaluate("() => { Atlas.session.map.setView([29.75, 106.62], 11, {animate: false}); }")
    expect(frame.locator(".atlas-label.is-district", has_text="两江新区")).to_have_count(1)
    fetched = frame.evaluate(FETCHED)
    assert len(fetched) == 1


def test_marks_of_low_rank_stay_near_their_place(visit: Open) -> None:
    offsets = visit().evaluate(OFFSETS)
    assert len(offsets) > 20
    assert max(offsets) <= FARTHEST


@pytest.mark.parametrize("view", ["", "view=8.5/30.20/108.20", "view=8.25/29.20/108.60", "view=10/29.50/106.50"])
def test_names_of_areas_stand_within_them(visit: Open, view: str) -> None:
    names = visit(view).evaluate(NAMES)
    assert names
    areas = _areas(EDITION)
    outside = [n["text"] for n in names if not any(area.covers(MultiPoint(n["ends"])) for area in areas)]
    assert not outside


def _areas(dataset: Dataset) -> list[object]:
    return [shape for layer in ("districts", "regions") for shape in dataset.frames[layer].geometry]


def test_the_legend_explains_how_well_places_are_known(visit: Open) -> None:
    legend = visit().locator(".atlas-legend-body")
    marks = PLACED[PLACED["layer"] != "corridors"]
    for code in set(marks["position_quality"]) - {"none"}:
        expect(legend).to_contain_text(EDITION.catalogue.qualities[code].title.zh)


@pytest.mark.parametrize(("lang", "name"), [("zh", "两江新区 示意"), ("en", "Liangjiang, schematic")])
def test_schematic_extents_are_dashed_and_named(visit: Open, lang: str, name: str) -> None:
    frame = visit(f"lang={lang}&view=10/29.75/106.60")
    expect(frame.locator(".atlas-label.is-note", has_text=name)).to_have_count(1)
    dashes = frame.evaluate("Atlas.baseFeatures('outlines').length")
    assert dashes == len(EDITION.frames["zone-outlines"])
    rows = frame.locator(".atlas-legend li", has_text="示意范围" if lang == "zh" else "Rough extent")
    expect(rows).to_have_count(1)
    expect(rows.locator("path")).to_have_attribute("stroke-dasharray", "7 5")


@pytest.mark.parametrize(("lang", "said"), [("zh", "2018 年核准面积"), ("en", "area approved in 2018")])
def test_a_circle_of_an_approved_area_says_so(visit: Open, lang: str, said: str) -> None:
    frame = visit(f"lang={lang}&id=htz-hechuan&view=12/29.94/106.27")
    expect(frame.locator(".atlas-label.is-note", has_text=said)).to_have_count(1)


@pytest.mark.parametrize("path", ["/", "/planning", "/?embed=true"])
def test_a_phone_s_credit_is_folded(server: AppServer, new_page: Callable[..., Page], path: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{server.url}{path}")
    frame = map_frame(page)
    line, button = frame.locator(".leaflet-control-attribution"), frame.locator(".atlas-credit-button")
    expect(line).to_contain_text("未经地图审核", use_inner_text=True)
    expect(line).to_contain_text("© OpenStreetMap", use_inner_text=True)
    expect(line).not_to_contain_text("GeoNames", use_inner_text=True)
    box = line.bounding_box()
    assert box is not None
    assert box["height"] < 50
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    for name in ("GeoNames", "© OpenStreetMap 贡献者（ODbL）", "未经地图审核"):
        expect(line).to_contain_text(name, use_inner_text=True)
    page.keyboard.press("Escape")
    expect(line).not_to_contain_text("GeoNames", use_inner_text=True)


def test_a_wide_frame_s_credit_is_whole(server: AppServer, page: Page) -> None:
    page.goto(server.url)
    frame = map_frame(page)
    expect(frame.locator(".leaflet-control-attribution")).to_contain_text("GeoNames", use_inner_text=True)
    expect(frame.locator(".atlas-credit-button")).to_be_hidden()


def test_a_phone_s_legend_lies_over_nothing_else(server: AppServer, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(server.url)
    frame = map_frame(page)
    frame.locator(".atlas-legend-button").click()
    expect(frame.locator(".atlas-legend-body")).to_be_visible()
    boxes = [
        frame.locator(name).bounding_box() for name in (".atlas-legend", ".leaflet-control-attribution", ".atlas-reset")
    ]
    legend, credit, reset = [box for box in boxes if box]
    assert legend["y"] + legend["height"] <= credit["y"] + 1
    assert legend["y"] >= reset["y"] + reset["height"]


def test_a_line_says_that_the_map_is_loading_until_it_is_painted(server: AppServer, page: Page) -> None:
    held = []
    page.route("**/manifest.*.json", lambda route: held.append(route))  # noqa: PLW0108 (it is marked)
    page.goto(server.url)
    frame = page.wait_for_selector(
        'iframe[title*="streamlit_folium"]', state="attached", timeout=PATIENCE
    ).content_frame()
    assert frame is not None
    expect(frame.locator(".atlas-loading")).to_have_text("地图加载中…", timeout=PATIENCE)
    expect(frame.locator(".leaflet-control-attribution")).to_have_count(0)  # not Leaflet's own, with its flag
    for route in held:
        route.continue_()
    expect(map_frame(page).locator(".atlas-loading")).to_have_count(0)
    expect(frame.locator(".leaflet-attribution-flag")).to_have_count(0)
    expect(frame.locator(".leaflet-control-attribution")).to_have_count(1)


def test_a_linked_view_stands_exactly_and_an_unreadable_one_goes(
    server: AppServer, new_page: Callable[..., Page]
) -> None:
    for query, left in {
        "?view=9.50/29.5512/106.5398": "?view=9.50/29.5512/106.5398",
        "?view=999/999/999": "",
        "?view=abc": "",
    }.items():
        page = new_page()
        page.goto(server.url + "/" + query)
        frame = map_frame(page)
        page.wait_for_function("left => location.search === left", arg=left, timeout=PATIENCE)
        if left:
            assert frame.evaluate("Object.values(Atlas.session.map.getCenter())") == [29.5512, 106.5398]
            assert frame.evaluate("Atlas.session.map.getZoom()") == 9.5


def test_a_choice_in_a_phone_s_sidebar_uncovers_the_map(server: AppServer, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(server.url)
    map_frame(page)
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "false")
    page.get_by_placeholder("名称、类别、地点、企业、产业或拼音").fill("xiyong")
    page.keyboard.press("Enter")
    page.locator(".st-key-result-bonded-xiyong button").click()
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true", timeout=PATIENCE)
