"""One browser and one server for all browser tests; pages that fail their test when a visitor would trip."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, sync_playwright

from tests.browser.server import ROOT, AppServer, start_app
from tests.browser.visitor import Watch, map_frame, settle

ARTIFACTS = ROOT / ".artifacts"
BROWSERS = ("/usr/bin/chromium", "/usr/bin/google-chrome")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # the cable is pulled: no name resolves, no other address is reached
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium: env CHROMIUM, else the machine's, else Playwright's own."""
    executable = os.environ.get("CHROMIUM") or next((path for path in BROWSERS if Path(path).exists()), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGS)
        yield chromium
        chromium.close()


class Servers:
    """Start the app with other data, settings or base path; the same wish gets the same server."""

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        self._folders = folders
        self._running: dict[object, AppServer] = {}

    def __call__(
        self, *, data_dir: Path | None = None, env: dict[str, str] | None = None, base_path: str = ""
    ) -> AppServer:
        """Return a running app that shows `data_dir` (default: the data it ships with)."""
        settings = {**({"OPEN_MAP_DATA": str(data_dir)} if data_dir else {}), **(env or {})}
        wish = (tuple(sorted(settings.items())), base_path.strip("/"))
        if wish not in self._running:
            self._running[wish] = start_app(self._folders.mktemp("server"), env=settings, base_path=base_path)
        return self._running[wish]

    def netlocs(self) -> set[str]:
        """Return host:port of every app started so far: the only addresses a page may ask."""
        return {server.netloc for server in self._running.values()}

    def stop(self) -> dict[str, list[str]]:
        """End them all and return what any of them called outside this machine."""
        for server in self._running.values():
            server.stop()
        return {server.url: calls for server in self._running.values() if (calls := server.outgoing())}


@pytest.fixture(scope="session")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Start apps: `app_server(data_dir=…, env={…}, base_path="map")`. All end with the session."""
    servers = Servers(tmp_path_factory)
    yield servers
    called = servers.stop()
    assert not called, f"the server called out: {called}"


@pytest.fixture(scope="session")
def server(app_server: Servers) -> AppServer:
    """Return the app with the data and settings it ships with."""
    return app_server()


@pytest.fixture
def watch(app_server: Servers) -> Watch:
    """Return the watch over this test's pages, to allow what the test provokes on purpose."""
    return Watch(app_server.netlocs)


@pytest.fixture
def new_page(browser: Browser, watch: Watch, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Open pages, each in a context of its own (`viewport=…`, `locale=…`); none may trip its visitor by the end."""
    pages: list[Page] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(
            **{"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **options}
        )
        page = context.new_page()
        watch.follow(page)
        pages.append(page)
        return page

    yield open_page
    left = [page for page in pages if not page.is_closed()]
    shown = [text for page in left for text in page.locator('[data-testid="stException"]').all_inner_texts()]
    faults = watch.faults() + [f"exception on the page: {text[:300]}" for text in shown]
    if faults or request.node.stash.get(FAILED, False):
        ARTIFACTS.mkdir(exist_ok=True)
        name = re.sub(r"[^\w-]+", "-", request.node.name)
        for number, page in enumerate(left):
            page.screenshot(path=ARTIFACTS / f"{name}-{number}.png")
    for page in pages:
        page.context.close()
    assert not faults, "a visitor would trip over: " + "; ".join(faults)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """Return one page at 1440×900."""
    return new_page()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Let fixtures know at teardown whether their test failed, so that they keep a picture of it."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


Open = Callable[..., Frame]


@pytest.fixture
def visit(server: AppServer, page: Page) -> Open:
    """Open the map with a query and return its frame: `visit("type=park", to=page, base=url)`."""

    def go(query: str = "", to: Page = page, base: str = server.url) -> Frame:
        to.goto(f"{base}/?{query}")
        frame = map_frame(to)
        to.wait_for_selector(".st-key-drawer-head")  # the last that a run draws; its mark may not be shown yet
        settle(to)
        return frame

    return go
