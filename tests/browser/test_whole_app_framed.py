"""The whole app in a page of another site: two processes behind the printed nginx file, without any cookie.

Uploads, slides and the talk went to any process: half of them failed, all uploads did (docs/decisions/0021).
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from deploy.nginx import configuration
from tests.browser.conftest import ARGS, BROWSERS
from tests.browser.server import free_port, start_app
from tests.browser.test_portal import Portal, inside
from tests.browser.visitor import PATIENCE
from tests.deploy.proxy import nginx
from tests.deploy.test_files import needs_nginx

pytestmark = needs_nginx
TIMES = 2  # of each visit to a process by lot; each asks several times
CONNECTED = '[data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'


@dataclass
class FramedSite:
    """The map and the portal that frames it, two sites by their names; how nginx is made to drop what is connected."""

    address: str
    portal: str
    drop: Callable[[], None]


def certificate(folder: Path) -> str:
    """Make a certificate nobody knows and return what nginx must be told of it."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=map.test"]
    subprocess.run(
        [*command, "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True
    )
    return f"ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;"


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[int]]:
    """Two processes that any portal of the tests may frame."""
    env = {"OPEN_MAP_FRAME_ANCESTORS": '["http://portal.test:*", "https://portal.test:*"]'}
    with ThreadPoolExecutor() as together:
        servers = list(together.map(lambda name: start_app(tmp_path_factory.mktemp(name), env=env), ("one", "two")))
    yield [int(server.url.rsplit(":", 1)[1]) for server in servers]
    for server in servers:
        server.stop()
        assert server.outgoing() == []


@pytest.fixture(params=["http", "https"])
def site(request: pytest.FixtureRequest, ports: list[int], tmp_path: Path) -> Iterator[FramedSite]:
    scheme, port, portal_port = request.param, free_port(), free_port()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    Thread(target=server.serve_forever, daemon=True).start()
    flag = " ssl" if scheme == "https" else ""
    text = configuration(ports, listen=f"127.0.0.1:{port}{flag}", name="map.test", access_log=str(tmp_path / "log"))
    portal = f"""server {{ listen 127.0.0.1:{portal_port}{flag}; server_name portal.test;
        location / {{ proxy_pass http://127.0.0.1:{server.server_port}; }} }}"""
    with nginx(tmp_path, text, portal, port=port, more=certificate(tmp_path)):

        def drop() -> None:
            """Take nginx's workers away, and with them every connection: a new one takes their place."""
            master = (tmp_path / "nginx.pid").read_text().strip()
            found = subprocess.run(["pgrep", "-P", master], capture_output=True, text=True, check=True)
            for worker in found.stdout.split():
                os.kill(int(worker), 15)

        yield FramedSite(f"{scheme}://map.test:{port}", f"{scheme}://portal.test:{portal_port}", drop)
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def two_names(browser: Browser) -> Iterator[Browser]:
    """A Chromium that knows the two names, and that sends no cookie of another site's."""
    executable = os.environ.get("CHROMIUM") or next((path for path in BROWSERS if Path(path).exists()), None)
    names = "MAP map.test 127.0.0.1, MAP portal.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    args = [arg for arg in ARGS if "host-resolver" not in arg]
    args += [f"--host-resolver-rules={names}", "--test-third-party-cookie-phaseout", "--ignore-certificate-errors"]
    chromium = browser.browser_type.launch(executable_path=executable, args=args)
    yield chromium
    chromium.close()


@pytest.fixture
def context(two_names: Browser) -> Iterator[BrowserContext]:
    opened = two_names.new_context(ignore_https_errors=True, viewport={"width": 1440, "height": 900})
    yield opened
    opened.close()


def framed(context: BrowserContext, site: FramedSite, path: str) -> tuple[Page, Frame, list[str]]:
    """Open the portal; return it, the app in its frame, and what will be answered by 400 or more."""
    page, faults = context.new_page(), list[str]()
    page.on("response", lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.goto(f"{site.portal}/?{site.address}/{path}")
    app = inside(page)
    app.wait_for_selector(CONNECTED, timeout=PATIENCE)
    return page, app, faults


def bring(app: Frame) -> None:
    """Upload a small layer and wait for what is found in it."""
    box = app.locator(".st-key-drop-own-layer input[type=file]")
    box.set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": b"lon,lat\n106.5,29.5\n"})
    expect(app.locator(".st-key-own-report")).to_be_visible(timeout=PATIENCE)


def test_uploads_are_taken_and_outlive_a_cut(site: FramedSite, context: BrowserContext) -> None:
    for _ in range(TIMES):
        page, app, faults = framed(context, site, "planning?see=own&lang=en")
        bring(app)
        assert faults == []
        session = app.locator("i.om").get_attribute("data-s")
        site.drop()
        app.wait_for_selector('[data-test-connection-state]:not([data-test-connection-state="CONNECTED"])')
        app.wait_for_selector(CONNECTED, timeout=PATIENCE)
        expect(app.locator(".st-key-own-report")).to_be_visible(timeout=PATIENCE)
        assert app.locator("i.om").get_attribute("data-s") == session
        app.locator(".st-key-own-layer-remove button").click()
        expect(app.locator(".st-key-own-report")).to_have_count(0, timeout=PATIENCE)
        bring(app)
        page.close()
    assert context.cookies() == []


def test_slides_and_the_talk_come(site: FramedSite, context: BrowserContext, tmp_path: Path) -> None:
    for _ in range(TIMES):
        page, app, faults = framed(context, site, "briefing?lang=en")
        with page.expect_download(timeout=PATIENCE) as saved:
            app.locator(".st-key-talk-save button").first.click()
        assert b"[" in Path(saved.value.path()).read_bytes()
        app.locator(".st-key-exports-fold summary").click()
        app.locator(".st-key-make-briefing-slides button").click()
        with page.expect_download(timeout=PATIENCE) as slides:
            app.locator(".st-key-save-briefing-slides button").click(timeout=3 * PATIENCE)
        assert Path(slides.value.path()).read_bytes().startswith(b"PK")
        with context.expect_page() as opened:
            app.locator(".st-key-talk-tools").get_by_role("link").first.click()
        opened.value.wait_for_selector("body[data-painted]", timeout=PATIENCE)
        opened.value.close()
        assert faults == []
        page.close()
    assert context.cookies() == []
