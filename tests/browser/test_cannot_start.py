"""A page that cannot start says which of its hindrances it is and what to do, and no more once it has started."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from tests.browser.gate import Gate, Mode
from tests.browser.server import AppServer
from tests.browser.visitor import PATIENCE, Watch, map_frame

BUNDLE = "**/static/js/index.*.js"
CONNECTED = '[data-test-connection-state="CONNECTED"]'
WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50"
EARLY, LATE = 14, 16_000  # s on the page's clock, which begins before the page does; ms by which it then goes on


@pytest.fixture
def gate(server: AppServer, watch: Watch) -> Iterator[Callable[[Mode], Gate]]:
    gates: list[Gate] = []

    def put_up(mode: Mode) -> Gate:
        gates.append(Gate(server.netloc, mode))
        return gates[-1]

    watch._own_netlocs = lambda: {server.netloc, *(each.netloc for each in gates)}
    yield put_up
    for each in gates:
        each.close()


def start(page: Page, address: str, until: str = "") -> None:
    """Open a page whose clock stands 14 s after its beginning: nothing is said so far."""
    page.clock.install(time=0)
    page.goto(address, wait_until="commit" if until else "load")
    if until:
        page.wait_for_selector(until, state="attached")
    page.clock.pause_at(EARLY)
    expect(page.locator("#blank-page")).to_have_count(0)


def says(page: Page, key: str, lang: Lang = "zh") -> None:
    expect(page.locator("#blank-page p").first).to_have_text(say(f"start.{key}", lang, seconds=15), timeout=PATIENCE)


def starts(page: Page) -> None:
    """Expect the map, and no word of hindrances."""
    page.clock.resume()
    for _ in range(6):  # to Streamlit's next attempt, however long that was put off
        page.clock.fast_forward(5_000)
    map_frame(page)
    expect(page.locator("#blank-page")).to_have_count(0)
    expect(page.locator(".connection-bar")).to_be_hidden()


@pytest.mark.parametrize(("query", "lang"), [("", "zh"), ("?lang=en", "en")])
def test_a_bundle_that_the_browser_cannot_parse(
    server: AppServer, page: Page, watch: Watch, query: str, lang: Lang
) -> None:
    watch.allow("Unexpected")
    page.route(BUNDLE, lambda route: route.fulfill(content_type="text/javascript", body="let = ;"))
    start(page, f"{server.url}/{query}")
    page.clock.fast_forward(LATE)
    says(page, "browser", lang)
    expect(page.locator("#blank-page")).to_contain_text("Chrome 111")


def test_a_bundle_that_does_not_arrive(server: AppServer, page: Page, watch: Watch) -> None:
    watch.allow("ERR_FAILED")
    page.route(BUNDLE, lambda route: route.abort())
    start(page, server.url)
    page.clock.fast_forward(LATE)
    says(page, "files")


def test_a_bundle_that_is_long_in_coming(server: AppServer, page: Page) -> None:
    waiting: list[Route] = []
    page.route(BUNDLE, lambda route: waiting.append(route))  # noqa: PLW0108 (it marks its handlers)
    start(page, server.url, until="#root")
    page.clock.fast_forward(LATE)
    says(page, "slow")
    for route in waiting:
        route.continue_()
    starts(page)


def test_a_socket_that_is_refused(gate: Callable[[Mode], Gate], page: Page, watch: Watch) -> None:
    watch.allow("WebSocket|status 403")
    wall = gate("refuse")
    start(page, f"http://{wall.netloc}/?lang=en", until='[data-testid="stApp"]')
    page.clock.fast_forward(LATE)
    says(page, "refused", "en")
    page.route("**/_stcore/health*", lambda route: route.fulfill(status=503))  # now the server is gone altogether
    watch.allow("status 503|status of 503")
    page.clock.fast_forward(LATE)
    page.clock.run_for(1000)
    says(page, "unreachable", "en")
    page.unroute("**/_stcore/health*")
    wall.mode = "open"
    starts(page)


def test_a_socket_that_stays_mute(gate: Callable[[Mode], Gate], new_page: Callable[..., Page]) -> None:
    page = new_page(user_agent=WECHAT)
    wall = gate("mute")
    start(page, f"http://{wall.netloc}/", until=CONNECTED)
    page.clock.fast_forward(LATE)
    says(page, "mute")
    expect(page.locator("#blank-page")).to_contain_text(say("start.in_app", "zh"))
    wall.released.set()
    starts(page)


def test_a_page_that_comes_late_but_in_time_hears_no_alarm(gate: Callable[[Mode], Gate], page: Page) -> None:
    wall = gate("mute")
    start(page, f"http://{wall.netloc}/", until=CONNECTED)
    page.evaluate("""() => { window.seen = 0;
        new MutationObserver(() => { window.seen += document.querySelectorAll("#blank-page").length; })
            .observe(document.body, { childList: true }); }""")
    wall.released.set()
    page.wait_for_selector("i.om", state="attached")
    page.clock.fast_forward(LATE)
    starts(page)
    assert page.evaluate("window.seen") == 0


@pytest.mark.parametrize("lacking", ["Object.hasOwn", "String.prototype.replaceAll", "Array.prototype.toSorted"])
def test_a_browser_that_lacks_what_the_page_needs(server: AppServer, page: Page, watch: Watch, lacking: str) -> None:
    watch.allow(f"{lacking.rsplit('.', maxsplit=1)[-1]} is not a function")
    page.add_init_script(f"delete {lacking}")
    page.goto(server.url)
    says(page, "browser")  # at once
    expect(page.locator(".connection-bar")).to_be_attached()
    expect(page.locator('.connection-bar[data-says="lost"]')).to_have_count(0)


def test_an_error_that_takes_the_page_away_is_no_lost_connection(server: AppServer, page: Page) -> None:
    page.goto(f"{server.url}/sources?lang=en")
    page.wait_for_selector("i.om", state="attached")
    page.evaluate("document.querySelector('[data-testid=\"stApp\"]').remove()")
    expect(page.locator(".connection-bar span")).to_have_text(say("server.stopped", "en"))
