"""What a visitor does with the map, in a real Chromium without a network."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page, expect

from layers.catalogue import load_catalogue
from layers.edition import load_edition
from layers.filters import Selection
from tests.browser.server import AppServer
from tests.browser.visitor import drawn_ids, expect_drawn, map_frame, repainted, settle

EDITION = load_edition(load_catalogue())
FEATURES = EDITION.features
PLACED = FEATURES[FEATURES.geometry.notna()]
FILTERS = {name: key for key, name in EDITION.catalogue.filters.items()}
Open = Callable[..., Frame]
FONT_SIZES = """() => [...document.querySelectorAll('body *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.getBoundingClientRect().width)
    .map(e => parseFloat(getComputedStyle(e).fontSize))"""
FETCHED = """() => performance.getEntriesByType('resource').filter(e => e.name.includes('assets.atlas'))
    .map(e => [e.name, e.transferSize])"""


@pytest.fixture
def visit(server: AppServer, page: Page) -> Open:
    def go(query: str = "", to: Page = page, base: str = server.url) -> Frame:
        to.goto(f"{base}/?{query}")
        frame = map_frame(to)
        settle(to)
        return frame

    return go


def kept(**choices: tuple[str, ...]) -> list[str]:
    """Ids that a selection draws, worked out from the frame itself and not by the filters under test."""
    mask = PLACED.geometry.notna()
    for field, codes in choices.items():
        values = PLACED[field].map(lambda value: set(value) if isinstance(value, list) else {value})
        mask &= values.map(lambda have, want=set(codes): bool(have & want))
    return PLACED.index[mask].tolist()


def box(page: Page, field: str, code: str) -> Any:
    return page.locator(f".st-key-{field}-{code} label")


def address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_first_paint_draws_every_placed_feature_once(visit: Open) -> None:
    expect_drawn(visit(), PLACED.index)


@pytest.mark.parametrize("field", FILTERS)
def test_each_choice_narrows_the_map_to_exactly_its_features(visit: Open, page: Page, field: str) -> None:
    frame = visit()
    if field not in {"platform_type", "regions"}:
        page.locator(f".st-key-fold-{field} summary").click()
    codes = [code for code, count in Selection().counts(EDITION.index)[field].items() if count]
    for code in codes:
        with repainted(frame):
            box(page, field, code).click()
        expect_drawn(frame, kept(**{field: (code,)}))
        with repainted(frame):
            box(page, field, code).click()
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


def test_search_narrows_the_map_and_a_result_opens_its_card(visit: Open, page: Page) -> None:
    frame = visit()
    page.get_by_placeholder("名称、简称或拼音").fill("xiyong")
    page.keyboard.press("Enter")
    named = PLACED["aliases"].map(lambda names: any("xi yong" in name for name in names))
    expect_drawn(frame, PLACED.index[named])
    page.locator(".st-key-result-bonded-xiyong button").click()
    expect(page.locator(".st-key-card h3")).to_have_text("西永综合保税区")


def test_a_click_opens_the_card_and_escape_closes_it(visit: Open, page: Page) -> None:
    frame = visit("district=500241")
    frame.locator('[data-feature-id="airport-wushan"]').wait_for(state="detached")
    frame = visit("kind=airport")
    frame.locator('[data-feature-id="airport-qianjiang"]').click()
    expect(page.locator(".st-key-card h3")).to_have_text("黔江武陵山机场")
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
    expect(page.locator(".st-key-card h3")).to_contain_text("长江黄金水道")


def test_marks_are_reached_and_opened_by_keyboard(visit: Open, page: Page) -> None:
    frame = visit("kind=airport")
    frame.locator('[data-feature-id="airport-jiangbei"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-card h3")).to_have_text("重庆江北国际机场")


def test_a_link_restores_filters_selection_language_and_view(
    visit: Open, page: Page, new_page: Callable[..., Page]
) -> None:
    frame = visit("type=park&region=core&id=htz-bishan&lang=en&view=9.5/29.6/106.3")
    ids = kept(platform_type=("park",), regions=("core",))
    expect_drawn(frame, ids)
    expect(page.locator(".st-key-card h3")).to_have_text("Bishan High-tech Industrial Development Zone")
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
    frame = visit("type=strategic&q=zzz")
    assert drawn_ids(frame) == []
    expect(page.get_by_text("没有符合全部条件的要素")).to_be_visible()
    page.locator(".st-key-drop-search button").click()
    expect_drawn(frame, kept(platform_type=("strategic",)))


def test_language_switch_changes_words_and_nothing_else(visit: Open, page: Page) -> None:
    frame = visit("type=park")
    ids, zoom = drawn_ids(frame), frame.evaluate("() => map.getZoom()")
    with repainted(frame):
        page.get_by_text("English", exact=True).click()
    expect(page.locator("h2")).to_have_text("Chongqing Open-Platform Map")
    assert drawn_ids(frame) == ids
    assert frame.evaluate("() => map.getZoom()") == zoom
    assert "图例" not in frame.locator("body").inner_text()
    assert page.evaluate("() => document.documentElement.lang") == "en"


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
    asked: list[str] = []
    page.on("response", lambda r: asked.append(r.url) if "assets.atlas" in r.url else None)
    frame = visit()
    first = list(asked)
    assert len(first) == len(set(first))
    with repainted(frame):
        box(page, "platform_type", "park").click()
    assert asked == first
    assert {name for name, _ in frame.evaluate(FETCHED)} == set(first)
    page.reload()
    again = map_frame(page).evaluate(FETCHED)
    assert len(again) == len(first)
    assert {size for _, size in again} == {0}  # all from the browser's own cache


HOSTILE = ["{{ 7*191 }}", "${1+1}", "<img src=x onerror=\"document.title='ran'\">", "`${document.title='ran'}`",
           "</script><b>x</b>", "{% raw %}", "'\"><i>", "[a](javascript:1) **b** $x$ :red[c]"]  # fmt: skip


@pytest.fixture(scope="module")
def hostile_data(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped data with hostile text in every text of every thematic feature."""
    folder = tmp_path_factory.mktemp("hostile")
    for path in (root / "data" / "geojson").glob("*.geojson"):
        data = json.loads(path.read_text(encoding="utf-8"))
        specs = EDITION.catalogue.fields_of(path.stem)
        for number, feature in enumerate(data["features"]):
            text = HOSTILE[number % len(HOSTILE)]
            for name, spec in specs.items():
                if (
                    spec.value == "text"
                    and name not in {"id", "adcode"}
                    and feature["properties"].get(name) is not None
                ):
                    feature["properties"][name] = text
                elif spec.value == "texts":
                    feature["properties"][name] = [text]
            for row in [*(feature["properties"].get("parts") or []), *(feature["properties"].get("legs") or [])]:
                row.update({key: text for key in row if key.endswith(("_zh", "_en", "_source")) and row[key]})
        (folder / path.name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_is_shown_literally_and_does_nothing(
    app_server: Callable[..., AppServer], hostile_data: Path, visit: Open, page: Page, lang: str
) -> None:
    base = app_server(data_dir=hostile_data).url
    for number, name in enumerate(EDITION.frames["ports"].index[: len(HOSTILE)]):
        frame = visit(f"id={name}&lang={lang}", to=page, base=base)
        expect_drawn(frame, PLACED.index)
        expect(page.locator(".st-key-card h3")).to_have_text(HOSTILE[number])
        assert "1337" not in page.content() + frame.content()
        assert page.title() == EDITION.catalogue.title.say(lang)
        assert page.locator(".st-key-card img, .st-key-card b, .st-key-card a[href^=javascript]").count() == 0
        assert frame.locator("img, b, i").count() == 0
        assert "ran" not in (frame.title(), page.title())


@pytest.mark.parametrize("size", [(1440, 900), (1920, 1080), (390, 844)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_scrolls_sideways_or_is_too_small(
    visit: Open, new_page: Callable[..., Page], size: tuple[int, int], lang: str
) -> None:
    page = new_page(viewport={"width": size[0], "height": size[1]})
    frame = visit(f"lang={lang}&id=airport-jiangbei", page)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth + 1")
    assert min(frame.evaluate(FONT_SIZES)) >= 12
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
    expect(page.locator(".st-key-card h3")).to_have_text(FEATURES.loc[names[2], "name_zh"])
    frame.locator('[data-feature-id="airport-wulong"]').click()
    expect(page.locator(".st-key-card h3")).to_have_text("武隆仙女山机场")
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
        assert {line.split(",")[0] for line in text.splitlines()[1:]} == shown


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


@pytest.mark.parametrize("query", ["", "id=bonded-xiyong&panel=open", "type=event&q=zzz"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_serious(visit: Open, page: Page, query: str, lang: str) -> None:
    visit(f"{query}&lang={lang}")
    found = Axe().run(page).response["violations"]
    serious = {v["id"]: [n["html"][:160] for n in v["nodes"]] for v in found if v["impact"] in {"serious", "critical"}}
    assert serious == {}
