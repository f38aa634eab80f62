"""The operator's tiles: used and named where they come, the built-in base where not; the key stays on the map page."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.browser.server import AppServer
from tests.browser.visitor import Watch, map_frame, settle

KEY = "secret-0123-key"
TILES = {"OPEN_MAP_TILES__PROVIDER": "tianditu", "OPEN_MAP_TILES__KEY": KEY}
# 1 × 1, transparent
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")
BADGE = ".atlas-tiles-badge"


@pytest.fixture
def tiled(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server(env=TILES)


def answer(page: Page, watch: Watch, *, well: bool) -> list[str]:
    """Stand in for the tile server; return the addresses asked."""
    asked: list[str] = []

    def serve(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="image/png", body=PIXEL) if well else route.abort()

    watch.allow(r"https://t\d\.tianditu\.gov\.cn")
    page.context.route("https://*.tianditu.gov.cn/**", serve)
    return asked


def traces(key: str) -> list[str]:
    """Return the key and its base64 at each of the three alignments."""
    return [key, *(base64.b64encode(b" " * n + key.encode()).decode()[4 if n else 0 : -4] for n in range(3))]


def test_tiles_are_used_and_named_and_the_key_stays_there(tiled: AppServer, page: Page, watch: Watch) -> None:
    asked = answer(page, watch, well=True)
    heard: list[bytes] = []
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framereceived", lambda data: heard.append(data if isinstance(data, bytes) else data.encode())
        ),
    )
    page.goto(f"{tiled.url}/sources")
    settle(page)
    page.wait_for_selector("h1")
    sent = b"".join(heard)
    assert sent
    assert not any(trace.encode() in sent for trace in traces(KEY))
    assert asked == []
    page.goto(f"{tiled.url}/")
    frame = map_frame(page)
    frame.wait_for_selector(f"{BADGE}[data-state=used]")
    assert "天地图" in frame.inner_text(BADGE)
    assert all(f"tk={KEY}" in address for address in asked)
    assert {"LAYER=vec", "LAYER=cva"} == {address.split("&")[3] for address in asked}
    assert any(trace.encode() in b"".join(heard) for trace in traces(KEY))
    assert KEY not in tiled.log()


BLOCKED = """(address) => new Promise((resolve) => {
  document.addEventListener('securitypolicyviolation', (e) => resolve(e.effectiveDirective), { once: true });
  const picture = new Image();
  picture.onload = () => resolve('loaded');
  picture.src = address;
})"""


def test_the_policy_lets_the_tile_server_through_and_no_other(tiled: AppServer, page: Page, watch: Watch) -> None:
    answer(page, watch, well=True)
    watch.allow(r"violates the following Content Security Policy|https://(elsewhere.example|evil.tianditu.gov.cn)/")
    page.goto(f"{tiled.url}/")
    frame = map_frame(page)
    assert frame.evaluate(BLOCKED, "https://t0.tianditu.gov.cn/x.png") == "loaded"
    for elsewhere in ("https://elsewhere.example/x.png", "https://evil.tianditu.gov.cn/x.png"):
        assert frame.evaluate(BLOCKED, elsewhere) == "img-src"


def test_tiles_that_fail_leave_the_built_in_base(tiled: AppServer, page: Page, watch: Watch) -> None:
    watch.allow(r"ERR_FAILED")
    answer(page, watch, well=False)
    page.goto(f"{tiled.url}/?lang=en")
    frame = map_frame(page)
    frame.wait_for_selector(f"{BADGE}[data-state=failed]")
    assert "built-in" in frame.inner_text(BADGE)
    assert frame.locator("[data-feature-id]").count() > 100


def test_without_tiles_there_is_no_badge(visit: Callable[..., object], page: Page) -> None:
    visit()
    assert map_frame(page).locator(BADGE).count() == 0


def test_the_map_as_it_stands_is_downloaded(visit: Callable[..., object], page: Page, tmp_path: Path) -> None:
    visit("panel=open&type=park&view=11/29.6/106.3")
    page.locator(".st-key-exports-open button").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("出图检查").wait_for()
    for kind, begins in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("slide", b"PK")):
        with page.expect_download(timeout=60_000) as download:
            dialog.locator(f".st-key-export-{kind} button").click()
        content = Path(download.value.path()).read_bytes()
        assert content.startswith(begins)
        if kind == "svg":
            text = content.decode()
            assert "未经地图审核" in text
            assert "璧山高新区" in text
            assert "district-500230" not in text  # 丰都 lies outside the view
