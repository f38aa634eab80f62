"""The socket breaks, the server is killed: the visitor reads a plain sentence, and neither view nor click is lost."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.expected import box
from tests.browser.server import AppServer, start_app
from tests.browser.visitor import Socket, Watch, map_frame, settle

PATIENCE = 60_000  # ms: Streamlit tries again after 1, 2, 4 … seconds
# what the page writes while no server answers; on a slow machine it also gives up before the new server is there
OUTAGE = (
    r"ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_FAILED|not responding|reaching server|WebSocket|status 503"
    r"|DoInitPings timed out|Connection timed out"
)
KEPT, VIEW = "pick=bonded-xiyong", "10/29.60000/106.40000"
SAYS = {
    "lost": ("与服务器的连接中断，正在重新连接。", "The connection to the server was lost; reconnecting."),
    "restarted": (
        "服务器已重新启动，或连接中断过久；视图已按网址恢复。",
        "The server was restarted or the connection was gone too long; your view was restored",
    ),
}


def bar_says(page: Page, key: str, lang: str) -> None:
    expect(page.locator(".connection-bar")).to_contain_text(SAYS[key][lang == "en"], timeout=PATIENCE)


@pytest.fixture
def mortal(tmp_path: Path, watch: Watch) -> Iterator[Callable[..., AppServer]]:
    """Start a server of this test's own; called again, start it on the same port."""
    running: list[AppServer] = []

    def start(**settings: str) -> AppServer:
        folder = tmp_path / f"life-{len(running)}"
        folder.mkdir()
        port = int(running[-1].netloc.split(":")[1]) if running else None
        running.append(start_app(folder, env=settings, port=port))
        return running[-1]

    watch._own_netlocs = lambda: {server.netloc for server in running}
    watch.allow(OUTAGE)
    yield start
    for server in running:
        server.stop()


def test_a_killed_server_loses_neither_view_nor_click(mortal: Callable[..., AppServer], page: Page) -> None:
    server = mortal()
    page.goto(f"{server.url}/?type=park")
    map_frame(page)
    settle(page)
    os.kill(server.process.pid, signal.SIGSTOP)  # what is clicked now never reaches the script
    box(page, "platform_type", "hub").click()
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait(30)
    bar_says(page, "lost", "zh")
    expect(page.locator('[data-testid="stDialog"]')).to_have_count(0)  # Streamlit's own, in English
    mortal()
    bar_says(page, "restarted", "zh")
    expect(page).to_have_url(re.compile(r"type=park&type=hub"), timeout=PATIENCE)
    for code in ("park", "hub"):
        expect(page.locator(f".st-key-platform_type-{code} input")).to_be_checked()
    box(page, "platform_type", "park").click()  # and the next click works as ever
    expect(page).to_have_url(re.compile(r"\?(?!.*type=park).*type=hub"))
    page.locator(".connection-bar button").click()
    expect(page.locator(".connection-bar")).to_be_hidden()


def test_a_socket_that_is_lost_comes_back_without_loss(server: AppServer, page: Page, watch: Watch) -> None:
    watch.allow(OUTAGE)
    socket = Socket(page)
    page.goto(f"{server.url}/?type=park&lang=en")
    map_frame(page)
    settle(page)
    page.route("**/_stcore/health", lambda route: route.abort())
    socket.cut()
    bar_says(page, "lost", "en")
    expect(page.locator(".st-key-platform_type-park input")).to_be_checked()  # what was there can still be read
    socket.mend()
    page.unroute("**/_stcore/health")
    expect(page.locator(".connection-bar")).to_be_hidden(timeout=PATIENCE)
    settle(page)
    box(page, "platform_type", "hub").click()
    expect(page).to_have_url(re.compile(r"type=park&type=hub"))
    expect(page.locator(".connection-bar")).to_be_hidden()


def test_a_minute_without_a_line_loses_nothing_though_the_server_forgot(
    mortal: Callable[..., AppServer], page: Page
) -> None:
    server = mortal(STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="0")  # what takes two minutes as a rule
    socket = Socket(page)
    page.clock.install()  # runs as ever, and can be put forward
    page.goto(f"{server.url}/?type=park&{KEPT}&view={VIEW}&lang=en")
    map_frame(page)
    settle(page)
    before = page.locator("i.om").get_attribute("data-s", timeout=PATIENCE)
    socket.is_deaf = True
    box(page, "platform_type", "hub").click()  # the server never hears it
    socket.cut()
    for _ in range(6):
        page.clock.fast_forward(10_000)
        bar_says(page, "lost", "en")
    assert socket.refused, "the page never tried to come back"
    expect(page.locator(".st-key-platform_type-functional input")).to_be_disabled()  # no choice is taken and then lost
    expect(page.locator(".st-key-platform_type-park input")).to_be_checked()  # what was there can still be read
    expect(page.locator(".st-key-picked-bonded-xiyong")).to_be_visible()
    socket.mend()
    page.clock.fast_forward(60_000)  # to the next attempt, however long that was put off
    expect(page).to_have_url(re.compile(r"type=park&type=hub"), timeout=PATIENCE)
    bar_says(page, "restarted", "en")  # for the visitor it comes to the same: the server knew nothing of the view
    settle(page)
    assert page.locator("i.om").get_attribute("data-s") != before, "the server had not forgotten"
    for code in ("park", "hub"):
        expect(page.locator(f".st-key-platform_type-{code} input")).to_be_checked()
    expect(page.locator(".st-key-picked-bonded-xiyong")).to_be_visible()
    map_frame(page)
    # the map puts its view back after each write of the page's address, a moment later
    page.wait_for_url(
        lambda url: {KEPT, f"view={VIEW}"} <= set(unquote(urlsplit(url).query).split("&")), timeout=PATIENCE
    )


def test_two_tabs_do_not_meet(server: AppServer, page: Page, watch: Watch) -> None:
    other = page.context.new_page()
    watch.follow(other)
    for tab, query in ((page, "type=park"), (other, "type=hub&lang=en")):
        tab.goto(f"{server.url}/?{query}")
        map_frame(tab)
        settle(tab)
    box(page, "platform_type", "functional").click()
    expect(page).to_have_url(re.compile("type=park&type=functional$"))
    box(other, "platform_type", "event").click()
    expect(other).to_have_url(re.compile(r"type=event&type=hub|type=hub&type=event"))
    assert "functional" not in other.url
    assert "lang=en" not in page.url


def test_back_and_forward_walk_through_the_views(server: AppServer, page: Page) -> None:
    page.goto(f"{server.url}/?type=park")
    map_frame(page)
    settle(page)
    box(page, "platform_type", "hub").click()
    expect(page).to_have_url(re.compile("type=park&type=hub"))
    settle(page)
    page.go_back()
    expect(page.locator(".st-key-platform_type-hub input")).not_to_be_checked()
    expect(page.locator(".st-key-platform_type-park input")).to_be_checked()
    settle(page)
    page.go_forward()
    expect(page.locator(".st-key-platform_type-hub input")).to_be_checked()


@pytest.mark.parametrize(("opened", "key"), [("planning?see=matrix", "matrix-rows"), ("delivery", "outcome")])
def test_back_and_forward_cross_a_part_that_ran_alone(server: AppServer, page: Page, opened: str, key: str) -> None:
    page.goto(f"{server.url}/{opened}")
    options = page.locator(f".st-key-{key} [role=radio]")
    expect(options.first).to_be_checked()
    settle(page)
    before = page.url
    options.nth(1).click()
    expect(page).not_to_have_url(before)
    expect(options.nth(1)).to_be_checked()
    settle(page)
    after = page.url
    page.go_back()
    expect(page).to_have_url(before)
    expect(options.first).to_be_checked()
    settle(page)
    page.go_forward()
    expect(page).to_have_url(after)
    expect(options.nth(1)).to_be_checked()
