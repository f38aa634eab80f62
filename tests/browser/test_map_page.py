"""What a visitor does with the map, in a real Chromium without a network."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Frame, Page, expect

from layers.query.filters import Selection
from layers.query.search import search_index
from tests.browser.expected import EDITION, FILTERS, FOLDS, PLACED, address, box, kept
from tests.browser.server import AppServer
from tests.browser.traffic import Traffic
from tests.browser.visitor import answered, drawn_ids, expect_drawn, map_frame, repainted

Open = Callable[..., Frame]
MOST_TRIED = 5  # of one filter's boxes; a click and its answer take a second here
FETCHED = """() => performance.getEntriesByType('resource')
    .filter(e => e.name.includes('published_files.atlas/') && !e.name.endsWith('.css'))
    .map(e => [e.name, e.transferSize])"""


def test_first_paint_draws_every_placed_feature_once(visit: Open) -> None:
    expect_drawn(visit(), PLACED.index)


@pytest.mark.parametrize("field", FILTERS)
def test_a_choice_narrows_the_map_to_exactly_its_features(visit: Open, page: Page, field: str) -> None:
    frame = visit({"status_now": "time=now", "districts_2025": "edition=37"}.get(field, ""))
    if field not in {"platform_type", "regions"}:
        page.locator(f".st-key-fold-{FOLDS.get(field, field)} summary").click()
    codes = [code for code, count in Selection().counts(EDITION.index)[field].items() if count]
    for code in codes[
        :: len(codes) // MOST_TRIED + 1
    ]:  # every one, without a browser: tests/layers/query/test_filters.py
        with repainted(frame):
            box(page, field, code).click()
        answered(frame)
        expect_drawn(frame, kept(**{field: (code,)}))
        with repainted(frame):
            box(page, field, code).click()
        answered(frame)
    expect_drawn(frame, PLACED.index)


def test_filters_combine_and_clear(visit: Open, page: Page) -> None:
    frame = visit()
    box(page, "platform_type", "park").click()
    box(page, "platform_type", "functional").click()
    box(page, "regions", "northeast").click()
    expected = kept(platform_type=("park", "functional"), regions=("northeast",))
    expect_drawn(frame, expected)
    assert set(expected) < set(PLACED.index)
    page.wait_for_url(re.compile("type=park&type=functional&region=northeast"))
    page.locator(".st-key-reset button").click()
    expect_drawn(frame, PLACED.index)


def test_search_leaves_the_map_whole_until_asked_and_a_result_opens_its_card(visit: Open, page: Page) -> None:
    frame = visit()
    page.get_by_placeholder("名称、类别、地点、企业、产业或拼音").fill("xiyong")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-result-bonded-xiyong")).to_be_visible()
    expect_drawn(frame, PLACED.index)
    page.locator(".st-key-search-only button").click()
    expect_drawn(frame, {hit.id for hit in search_index(EDITION).find("xiyong")} & set(PLACED.index))
    page.locator(".st-key-result-bonded-xiyong button").click()
    expect(page.locator(".st-key-card h2")).to_have_text("西永综合保税区")


def test_a_click_opens_the_card_and_escape_closes_it(visit: Open, page: Page) -> None:
    frame = visit("district=500241")
    frame.locator('[data-feature-id="airport-wushan"]').wait_for(state="detached")
    frame = visit("kind=airport")
    frame.locator('[data-feature-id="airport-qianjiang"]').click()
    expect(page.locator(".st-key-card h2")).to_have_text("黔江武陵山机场")
    page.wait_for_url(re.compile("id=airport-qianjiang"))
    frame.locator("body").press("Escape")
    expect(page.locator(".st-key-card")).to_have_count(0)


def test_a_click_on_a_route_opens_its_card(visit: Open, page: Page) -> None:
    frame = visit("kind=yangtze")
    frame.evaluate(
        """() => { const line = document.querySelector('[data-feature-id="corridor-yangtze"]');
        const at = line.getPointAtLength(line.getTotalLength() / 3), m = line.getScreenCTM();
        const where = {clientX: at.x * m.a + m.e, clientY: at.y * m.d + m.f, bubbles: true, cancelable: true};
        for (const type of ['mousedown', 'mouseup', 'click']) line.dispatchEvent(new MouseEvent(type, where)); }"""
    )
    expect(page.locator(".st-key-card h2")).to_contain_text("长江黄金水道")


def test_marks_are_reached_and_opened_by_keyboard(visit: Open, page: Page) -> None:
    frame = visit("kind=airport")
    frame.locator('[data-feature-id="airport-jiangbei"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-card h2")).to_have_text("重庆江北国际机场")


def test_a_link_restores_filters_selection_language_and_view(
    visit: Open, page: Page, new_page: Callable[..., Page]
) -> None:
    frame = visit("type=park&region=core&id=htz-bishan&lang=en&view=9.5/29.6/106.3")
    ids = kept(platform_type=("park",), regions=("core",))
    expect_drawn(frame, ids)
    expect(page.locator(".st-key-card h2")).to_have_text("Bishan High-tech Industrial Development Zone")
    other = new_page()
    copied = visit(urlsplit(page.url).query, other)
    expect_drawn(copied, ids)
    for there in (frame, copied):
        zoom, lat, lon = there.evaluate("() => [map.getZoom(), map.getCenter().lat, map.getCenter().lng]")
        assert (zoom, lat, lon) == pytest.approx((9.5, 29.6, 106.3), abs=0.01)


def test_the_map_writes_its_view_into_the_address_and_keeps_it(visit: Open, page: Page) -> None:
    frame = visit()
    assert "view" not in address(page)
    frame.locator(".leaflet-control-zoom-in").click()
    page.wait_for_url(re.compile(r"view=\d"))
    view = address(page)["view"]
    box(page, "platform_type", "park").click()
    expect_drawn(frame, kept(platform_type=("park",)))
    page.wait_for_url(re.compile(r"type=park.*view="))
    assert address(page)["view"] == view
    page.reload()
    again = map_frame(page)
    expect_drawn(again, kept(platform_type=("park",)))
    assert f"{again.evaluate('() => map.getZoom()'):.2f}" == f"{float(view[0].split('/')[0]):.2f}"


def test_a_filter_keeps_the_view_and_corridors_alone_show_the_route(visit: Open, page: Page) -> None:
    frame = visit()
    home = frame.evaluate("() => map.getZoom()")
    with repainted(frame):
        box(page, "regions", "northeast").click()
    assert frame.evaluate("() => map.getZoom()") == home
    with repainted(frame):
        box(page, "regions", "northeast").click()
    with repainted(frame):
        box(page, "platform_type", "corridor").click()
    frame.wait_for_function("home => map.getZoom() < home - 1", arg=home)


def test_an_empty_result_is_a_sentence_with_a_way_back(visit: Open, page: Page) -> None:
    frame = visit("type=strategic&q=zzz&only=names")
    assert drawn_ids(frame) == []
    expect(page.get_by_text("没有符合全部条件的要素")).to_be_visible()
    told, legend = page.locator(".st-key-notices").bounding_box(), frame.locator(".atlas-legend").bounding_box()
    assert told is not None
    assert legend is not None
    assert told["x"] >= legend["x"] + legend["width"]  # it covers nothing of the legend
    page.locator(".st-key-drop-search button").click()
    expect_drawn(frame, kept(platform_type=("strategic",)))


def test_language_switch_changes_words_and_nothing_else(visit: Open, page: Page) -> None:
    frame = visit("type=park")
    ids, zoom = drawn_ids(frame), frame.evaluate("() => map.getZoom()")
    with repainted(frame):
        page.get_by_text("English", exact=True).click()
    expect(page.locator("h1")).to_have_text("Chongqing Open-Platform Map")
    assert drawn_ids(frame) == ids
    assert frame.evaluate("() => map.getZoom()") == zoom
    assert "图例" not in frame.locator("body").inner_text()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_two_fast_clicks_both_count(visit: Open, page: Page) -> None:
    frame = visit()
    page.evaluate(
        "() => ['park', 'hub'].forEach(c => document.querySelector(`.st-key-platform_type-${c} input`).click())"
    )
    expect_drawn(frame, kept(platform_type=("park", "hub")))


def test_works_under_a_base_path(app_server: Callable[..., AppServer], visit: Open, page: Page) -> None:
    there = app_server(base_path="map")
    expect_drawn(visit(base=there.url, to=page), PLACED.index)


def test_data_is_fetched_once_and_kept(visit: Open, page: Page) -> None:
    traffic = Traffic()
    traffic.follow(page)

    def fetched() -> list[str]:  # over the network: announced with the page, then taken from the cache by the frame
        data = re.compile(r"published_files\.atlas/(?!page\.).*(?<!\.css)$")  # neither styles nor the page's own script
        return [url for url, size in traffic.answers() if size and data.search(url)]

    frame = visit()
    first = fetched()
    assert len(first) == len(set(first)) > 0
    with repainted(frame):
        box(page, "platform_type", "park").click()
    assert fetched() == first
    assert {name for name, _ in frame.evaluate(FETCHED)} == set(first)
    page.reload()
    again = map_frame(page).evaluate(FETCHED)
    assert len(again) == len(first)
    assert {size for _, size in again} == {0}  # all from the browser's own cache


def test_on_a_first_visit_the_map_is_painted_before_the_sidebar_comes(visit: Open, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.add_init_script("""if (window === window.parent) new MutationObserver(() => {
        if (window.firstBox !== undefined || !document.querySelector('[class*="st-key-platform_type-"]')) return;
        const map = document.querySelector('iframe[title*="streamlit_folium"]');
        window.firstBox = (map && map.contentDocument.documentElement.dataset.atlasState) || "not painted";
    }).observe(document, {childList: true, subtree: true})""")
    frame = visit()
    box(page, "platform_type", "park").click()
    answered(frame)
    assert page.evaluate("window.firstBox") != "not painted"
    assert sum(path.startswith("/painted/") for path in asked) == 1
