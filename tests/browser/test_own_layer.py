"""A planner's own layer in a real Chromium: upload → findings → correction → report read back; nobody else sees it."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Frame, Page, Position, expect

from layers.i18n.messages import say
from tests.browser.server import AppServer
from tests.browser.visitor import MAP_FRAME, PATIENCE, barriers, map_frame, settle
from tests.layers.dirty_layers import COUNT, messy_zip

DRAWN = "() => { const c = document.querySelector('canvas.atlas-own'); return c ? Number(c.dataset.own) : 0; }"
# what is painted at a place: red, green, blue, opacity
INK = """([lon, lat]) => {
    const c = document.querySelector('canvas.atlas-own'), at = Atlas.session.map.latLngToContainerPoint([lat, lon]);
    const box = c.getBoundingClientRect(), frame = Atlas.session.map.getContainer().getBoundingClientRect();
    const ratio = c.width / box.width, left = frame.left + at.x - box.left, top = frame.top + at.y - box.top;
    return Array.from(c.getContext('2d').getImageData(Math.round(left * ratio), Math.round(top * ratio), 1, 1).data);
}"""
BOX = ".st-key-drop-own-layer input[type=file]"
NewPage = Callable[..., Page]


def open_page(server: AppServer, page: Page, query: str = "see=own") -> None:
    page.goto(f"{server.url}/planning?{query}")
    page.wait_for_selector(BOX, state="attached", timeout=PATIENCE)
    settle(page)


def bring(page: Page, content: bytes, name: str = "草案.zip") -> None:
    page.set_input_files(BOX, {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    expect(page.locator(".st-key-own-report")).to_be_visible(timeout=PATIENCE)
    settle(page)


def wait_drawn(page: Page, count: int) -> Frame:
    frame = map_frame(page)
    frame.wait_for_function(f"count => ({DRAWN})() === count", arg=count, timeout=PATIENCE)
    return frame


def at_pixel(frame: Frame, lon: float, lat: float) -> Position:
    """Return where a place lies in the frame."""
    found: Position = frame.evaluate(
        "([lon, lat]) => { const p = Atlas.session.map.latLngToContainerPoint([lat, lon]); return {x: p.x, y: p.y}; }",
        [lon, lat],
    )
    return found


def click_map(page: Page, lon: float, lat: float) -> None:
    """Click a place on the map once the page has stopped moving under it: a section that folds moves it."""
    frame = map_frame(page)
    page.locator(MAP_FRAME).hover(trial=True)
    frame.locator(".leaflet-container").click(position=at_pixel(frame, lon, lat), force=True)


def download(page: Page, button: str, to: Path) -> bytes:
    with page.expect_download(timeout=PATIENCE) as found:
        page.locator(f".st-key-{button} button").click()
    found.value.save_as(to)
    return to.read_bytes()


def test_from_upload_to_a_report_read_back(server: AppServer, page: Page, tmp_path: Path) -> None:
    open_page(server, page)
    bring(page, messy_zip())
    wait_drawn(page, COUNT)
    expect(page.get_by_text("坐标疑似 GCJ-02")).to_be_visible()
    page.locator(".st-key-own-preview-on label").click()
    wait_drawn(page, 2 * COUNT)  # where it is, and where a conversion would put it
    page.locator(".st-key-own-fix-gcj02 button").click()
    expect(page.get_by_text("已改正：按 GCJ-02 换算为 WGS 84")).to_be_visible(timeout=PATIENCE)
    wait_drawn(page, COUNT)
    settle(page)
    html = download(page, "own-report-html", tmp_path / "report.html").decode()
    assert "按 GCJ-02 换算为 WGS 84，误差约 5 米" in html
    assert "自称在城口县" in html
    download(page, "own-report-xlsx", tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    assert book.sheetnames == ["输入", "做过的检查", "发现", "依据"]
    told = json.loads(download(page, "own-report-geojson", tmp_path / "report.geojson"))
    assert len(told["features"]) == COUNT
    fixed = json.loads(download(page, "own-export-geojson", tmp_path / "fixed.geojson"))
    page.locator(".st-key-own-layer-remove button").click()
    expect(page.locator(".st-key-own-report")).to_have_count(0)
    wait_drawn(page, 0)
    bring(page, json.dumps(fixed).encode(), "fixed.geojson")  # what was exported is right now
    expect(page.get_by_text("坐标疑似")).to_have_count(0)


def test_the_report_prints_and_has_no_axe_findings(server: AppServer, page: Page, tmp_path: Path) -> None:
    open_page(server, page, "see=own&lang=en")
    bring(page, messy_zip())
    content = download(page, "own-report-html", tmp_path / "report.html").decode()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("about:blank")
    assert asked == ["beforeunload"]  # the layer is nowhere else
    page.set_content(content)
    expect(page.locator("svg")).to_be_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    assert barriers(page) == {}


def test_a_layer_belongs_to_its_visitor_alone(server: AppServer, page: Page, new_page: NewPage) -> None:
    """The address of a layer cannot be guessed, is gone with the layer, and another visitor's map does not have it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/media/" in request.url else None)
    open_page(server, page)
    bring(page, messy_zip())
    wait_drawn(page, COUNT)
    other = new_page()
    open_page(server, other)
    assert map_frame(other).evaluate(DRAWN) == 0
    assert "草案.zip" not in other.locator("body").inner_text()
    (address,) = {url for url in asked if url.endswith(".bin")}
    name = address.rsplit("/", 1)[1].removesuffix(".bin")
    assert len(name) >= 32  # 128 bits of a hash with a secret in it
    assert int(name, 16) > 0
    answer = page.request.get(address, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers  # packing numbers takes longer than sending them
    page.locator(".st-key-own-layer-remove button").click()
    expect(page.locator(".st-key-own-report")).to_have_count(0)
    settle(page)
    assert page.request.get(address).status == 404


def test_hostile_names_are_shown_as_they_are(server: AppServer, page: Page) -> None:
    name = "<img src=x onerror=alert(1)>{{ 7*191 }}"
    place = {"type": "Point", "coordinates": [106.55, 29.56]}
    feature = {"type": "Feature", "properties": {"名称": name, "区县": "城口县"}, "geometry": place}
    open_page(server, page)
    bring(page, json.dumps({"type": "FeatureCollection", "features": [feature]}).encode(), "{{ 7*191 }}.geojson")
    frame = wait_drawn(page, 1)
    frame.locator(".leaflet-container").hover(position=at_pixel(frame, 106.55, 29.56), force=True)
    expect(frame.locator(".atlas-tip", has_text="{{ 7*191 }}").first).to_have_text(name)
    assert page.locator("img[src=x]").count() == 0
    assert "1337" not in page.locator("body").inner_text()


def test_a_click_on_an_own_feature_opens_its_row(server: AppServer, page: Page) -> None:
    """Points, an area and a line; also of the layer that is not looked at, and from a section that was closed."""
    square = [[[107.0, 30.5], [107.6, 30.5], [107.6, 31.0], [107.0, 31.0], [107.0, 30.5]]]
    shapes = [
        *({"type": "Point", "coordinates": [108.0 + number / 4, 30.0]} for number in range(5)),
        {"type": "Polygon", "coordinates": square},
        {"type": "LineString", "coordinates": [[106.0, 29.0], [107.0, 29.0]]},
    ]
    features = [
        {"type": "Feature", "properties": {"名称": f"甲{number}"}, "geometry": shape}
        for number, shape in enumerate(shapes)
    ]
    open_page(server, page)
    bring(page, json.dumps({"type": "FeatureCollection", "features": features}).encode(), "甲.geojson")
    wait_drawn(page, len(shapes))
    bring(page, "名称,lon,lat\n乙0,109.0,31.2\n乙1,109.4,31.2\n".encode(), "乙.csv")
    wait_drawn(page, len(shapes) + 2)
    expect(page.locator(".st-key-own-table")).to_contain_text("乙0")
    for lon, lat, first in ((108.75, 30.0, "甲3"), (107.3, 30.75, "甲5"), (106.5, 29.0, "甲6"), (109.4, 31.2, "乙1")):
        click_map(page, lon, lat)
        row = page.locator(".st-key-own-table [role=row][aria-selected=true] [role=gridcell]").filter(has_text=first)
        expect(row).to_have_count(1, timeout=PATIENCE)
        expect(page.locator(".st-key-own-table [role=gridcell]").first).to_have_text(first)
        expect(page.locator(".st-key-own-table")).to_be_in_viewport()
    page.locator(".st-key-see-own summary").click()
    expect(page.locator(".st-key-own-table")).to_have_count(0)
    settle(page)
    click_map(page, 108.25, 30.0)
    expect(page.locator(".st-key-own-table [role=gridcell]").first).to_have_text("甲1", timeout=PATIENCE)
    expect(page.locator(".st-key-own-table")).to_be_in_viewport()
    many = "".join(f"丙{number},{109.5 + number % 50 / 100},{29.0 + number // 50 / 100}\n" for number in range(2500))
    bring(page, f"名称,lon,lat\n{many}".encode(), "丙.csv")
    frame = wait_drawn(page, len(shapes) + 2 + 2500)  # so many are painted in another way: among them and beside them
    assert frame.evaluate(INK, [109.6, 29.2]) == [217, 95, 2, 255]
    assert frame.evaluate(INK, [109.4, 29.2]) == [0, 0, 0, 0]
    assert frame.evaluate(INK, [107.5, 30.75])[3] > 0  # the area of another layer is still there


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_serious(server: AppServer, page: Page, lang: str) -> None:
    open_page(server, page, f"see=own&lang={lang}")
    bring(page, messy_zip())
    # the uploader's button is named by generated content, which browsers count as a name and axe does not
    expect(page.get_by_role("button", name=say("own.upload", lang))).to_be_visible()  # type: ignore[arg-type]
    assert barriers(page, besides="button-name") == {}


def test_nothing_scrolls_sideways_on_a_phone(server: AppServer, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    open_page(server, page)
    bring(page, messy_zip())
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth + 1")
