"""The map in a page of another origin: shown where the operator allows it, refused where not (docs/embedding.md)."""

import json
import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Frame, Page, expect

from layers.catalogue.entries import Lang
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.i18n.messages import say
from layers.query.titles import field_titles
from tests.browser import expected
from tests.browser.server import AppServer
from tests.browser.visitor import MAP_FRAME, PAINTING, PATIENCE, Watch, drawn_ids, map_frame, settle

EDITION = load_dataset(load_catalogue())
FRAMED = "/?embed=true&type=park&lang=en&view=8.00/29.9000/106.9000"


class Portal(BaseHTTPRequestHandler):
    """Serves one page that frames the address in its query, as docs/embedding.md writes it."""

    def do_GET(self) -> None:
        """Answer with the page."""
        address = self.path.partition("?")[2].replace("&", "&amp;")
        frame = f'<iframe src="{address}" title="Map" width="800" height="560" allow="fullscreen" style="border:0">'
        body = f'<!doctype html><link rel="icon" href="data:,"><h1>Portal</h1>{frame}</iframe>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture
def portals(watch: Watch) -> Iterator[tuple[str, str]]:
    """Two sites of other origins than the app's: one that the operator names, one he does not."""
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Portal) for _ in range(2)]
    for server in servers:
        Thread(target=server.serve_forever, daemon=True).start()
    urls = [f"http://127.0.0.1:{server.server_port}" for server in servers]
    for url in urls:
        watch.allow(f"outside request: {url}/")
    yield urls[0], urls[1]
    for server in servers:
        server.shutdown()
        server.server_close()


def inside(page: Page) -> Frame:
    handle = page.wait_for_selector("iframe", state="attached", timeout=PATIENCE)
    frame = handle.content_frame() if handle else None
    assert frame is not None
    return frame


def test_a_site_that_the_operator_names_shows_the_map_alone(
    app_server: Callable[..., AppServer], portals: tuple[str, str], new_page: Callable[..., Page], watch: Watch
) -> None:
    named, stranger = portals
    server = app_server(env={"OPEN_MAP_FRAME_ANCESTORS": json.dumps([named])})
    page = new_page()
    answer = page.goto(f"{named}/?{server.url}{FRAMED}")
    assert answer is not None
    app = inside(page)
    handle = app.wait_for_selector(MAP_FRAME, state="attached", timeout=PATIENCE)
    atlas = handle.content_frame() if handle else None
    assert atlas is not None
    atlas.wait_for_function(PAINTING, timeout=PATIENCE)
    assert drawn_ids(atlas) == expected.kept(platform_type=("park",))
    for part in ("[data-testid=stSidebar]", ".st-key-menu", ".st-key-drawer-head"):
        assert app.locator(part).count() == 0
    link = app.locator(".st-key-embedded-open a")
    expect(link).to_have_attribute("target", "_blank")
    assert (link.get_attribute("href") or "").startswith(f"{server.url}/?type=park")

    watch.allow("frame-ancestors|chrome-error|ERR_BLOCKED_BY_RESPONSE")
    other = new_page()
    with other.expect_event("console", predicate=lambda said: "frame-ancestors" in said.text):
        other.goto(f"{stranger}/?{server.url}{FRAMED}")
    assert inside(other).locator(MAP_FRAME).count() == 0


def test_without_the_setting_no_other_site_may_frame_it(
    server: AppServer, portals: tuple[str, str], new_page: Callable[..., Page], watch: Watch
) -> None:
    watch.allow("frame-ancestors|X-Frame-Options|chrome-error|ERR_BLOCKED_BY_RESPONSE")
    page = new_page()
    with page.expect_event("console", predicate=lambda said: "frame" in said.text.lower()):
        page.goto(f"{portals[0]}/?{server.url}{FRAMED}")
    assert inside(page).locator(MAP_FRAME).count() == 0


def test_embedded_it_is_the_map_alone(server: object, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 800, "height": 560})
    page.goto(f"{server.url}/?embed=true&type=park&id=htz-dazu")
    frame = map_frame(page)
    settle(page)
    assert drawn_ids(frame) == expected.kept(platform_type=("park",))
    for part in ("[data-testid=stSidebar]", ".st-key-card", ".st-key-drawer-head", ".st-key-menu"):
        expect(page.locator(part)).to_have_count(0)
    box = page.locator("iframe").first.bounding_box()
    assert box
    assert (box["width"], box["height"]) == (800, 560)
    assert "embed=true" in page.url
    link = page.locator(".st-key-embedded-open a").get_attribute("href") or ""
    assert "type=park" in link
    assert "embed" not in link


@pytest.mark.parametrize("time", ["plan", "now"])
@pytest.mark.parametrize(("lang", "by"), [("zh", "click"), ("en", "Enter")])
def test_a_click_says_what_it_is_and_leads_to_the_whole_map(
    server: AppServer, new_page: Callable[..., Page], lang: Lang, by: str, time: str
) -> None:
    page = new_page(viewport={"width": 800, "height": 560})
    page.goto(f"{server.url}/?embed=true&type=park&lang={lang}&time={time}&view=9.00/29.7000/105.7500")
    frame = map_frame(page)
    settle(page)
    mark = frame.locator('[data-feature-id="htz-dazu"]')
    if by == "click":
        mark.click()
    else:
        mark.press(by)
    record = EDITION.record("htz-dazu")
    state = EDITION.catalogue.statuses_now if time == "now" else EDITION.catalogue.statuses
    code = record["status_now" if time == "now" else "status"]
    popup = frame.locator(".atlas-brief")
    district = EDITION.vocabulary("districts")[record["districts"][0]].title.say(lang)
    expect(popup.locator("h2")).to_have_text(record[f"name_{lang}"])
    what = f"{field_titles(record, 'kind', EDITION, lang)} · {state[code].title.say(lang)}"
    expect(popup.locator("p")).to_have_text(
        [what, re.compile(re.escape(district)), say("briefing.embedded_feature", lang)]
    )
    link = popup.locator("a")
    expect(link).to_be_focused()
    with page.context.expect_page() as opened:
        link.press("Enter")
    whole = opened.value
    expect(whole.locator(".st-key-card h2")).to_have_text(record[f"name_{lang}"], timeout=PATIENCE)
    assert "embed" not in whole.url
    whole.close()
    link.press("Escape")
    expect(popup).to_have_count(0)
    expect(page).not_to_have_url(re.compile(r"[?&]id="), timeout=PATIENCE)


@pytest.mark.parametrize("name", ["htz-dazu", "corridor-china-europe-alashankou", "node-duisburg"])
def test_a_link_to_a_feature_opens_its_popup_and_closing_it_lets_it_go(
    server: AppServer, new_page: Callable[..., Page], name: str
) -> None:
    page = new_page(viewport={"width": 390, "height": 560})
    page.goto(f"{server.url}/?embed=true&id={name}")
    popup = map_frame(page).locator(".atlas-brief")
    expect(popup.locator("h2")).to_have_text(EDITION.name(name, "zh"), timeout=PATIENCE)
    expect(popup.locator("p")).to_have_count(3)
    popup.get_by_role("button", name=say("card.close", "zh")).click()
    expect(popup).to_have_count(0)
    expect(page).not_to_have_url(re.compile(r"[?&]id="), timeout=PATIENCE)
