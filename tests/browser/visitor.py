"""What a visitor meets: the faults a page shows, and the map inside its frame."""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Frame, Page, Request, WebSocketRoute
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

# our style sheet reaches the page as an element of it: until then captions have Streamlit's pale grey
CAPTIONS = ".st-key-page [data-testid=stCaptionContainer] p"
STYLED = "css => [...document.querySelectorAll(css)].every(e => getComputedStyle(e).color === 'rgb(77, 86, 96)')"
MAP_FRAME = 'iframe[title*="streamlit_folium"]'
PATIENCE = 30_000  # ms
# language and window in which a page is looked at
VIEWS = [("zh", (1440, 900)), ("en", (390, 844)), ("en", (1920, 1080)), ("zh", (390, 844))]
EXTREMES = VIEWS[:2]  # the two that differ most
# Said by Chromium and Streamlit of themselves on every page; none of it is ours.
NOISE = re.compile(
    r"Unrecognized feature|allow-scripts and allow-same-origin|ResizeObserver|Download the React DevTools"
)
SETTLED = """() => document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    && !document.querySelector('[data-testid="stSkeleton"]')"""
PAINTING = "() => document.documentElement.dataset.atlasState"
DRAWN = "() => [...document.querySelectorAll('[data-feature-id]')].map(e => e.dataset.featureId).sort()"


class Watch:
    """Collects what goes wrong on the pages of one test; `allow` names what the test provokes on purpose."""

    def __init__(self, own_netlocs: Callable[[], set[str]]) -> None:
        self._own_netlocs = own_netlocs
        self._seen: list[str] = []
        self._allowed: list[re.Pattern[str]] = []

    def follow(self, page: Page) -> None:
        """Listen to a page from its first request on."""
        page.on("console", self._judge_console)
        page.on("pageerror", lambda error: self._note("page error", str(error)))
        page.on("request", lambda request: self._judge_address(request.url))
        page.on("websocket", lambda socket: self._judge_address(socket.url))
        page.on("requestfailed", self._judge_failure)
        page.on("response", lambda r: self._note(f"status {r.status}", r.url) if r.status >= 400 else None)

    def allow(self, pattern: str) -> None:
        """Leave out faults that match, before or after they happen."""
        self._allowed.append(re.compile(pattern))

    def faults(self) -> list[str]:
        """Return what went wrong and was not allowed, each once."""
        return [fault for fault in dict.fromkeys(self._seen) if not any(p.search(fault) for p in self._allowed)]

    def _note(self, kind: str, text: str) -> None:
        if not NOISE.search(text):
            self._seen.append(f"{kind}: {text[:300]}")

    def _judge_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note("console", f"{message.text} ({message.location['url']})")

    def _judge_address(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc not in self._own_netlocs():
            self._note("outside request", url)

    def _judge_failure(self, request: Request) -> None:
        # ERR_ABORTED: the page was left or reloaded while the answer was on its way
        if request.failure != "net::ERR_ABORTED":
            self._note("failed request", f"{request.url} ({request.failure})")


def settle(page: Page) -> None:
    """Wait until Streamlit has run the script to its end and has fetched what draws its controls."""
    page.wait_for_function(SETTLED, timeout=PATIENCE)


def map_frame(page: Page, inside: str = "body") -> Frame:
    """Return the frame of the first map inside an element once it has painted; the page may mount it anew meanwhile."""
    deadline = time.monotonic() + PATIENCE / 1000
    while True:
        handle = page.wait_for_selector(f"{inside} {MAP_FRAME}", state="attached", timeout=PATIENCE)
        frame = handle.content_frame() if handle else None
        try:
            assert frame is not None, "the map has no frame"
            frame.wait_for_function(PAINTING, timeout=PATIENCE / 10)
        except PlaywrightError:
            if time.monotonic() > deadline:
                raise
        else:
            return frame


def drawn_ids(frame: Frame) -> list[str]:
    """Return the sorted ids of the features that the map draws now; a feature drawn twice stands twice."""
    return list(frame.evaluate(DRAWN))


@contextmanager
def repainted(frame: Frame) -> Iterator[None]:
    """Do something that changes the map, and leave once the map has painted anew."""
    before = frame.evaluate(PAINTING)
    yield
    frame.wait_for_function(f"before => ({PAINTING})() !== before", arg=before, timeout=PATIENCE)


def answered(frame: Frame) -> None:
    """Wait until the server has answered the last click that the map drew ahead of it."""
    frame.wait_for_function(f"() => !String(({PAINTING})()).startsWith('ahead')", timeout=PATIENCE)


def expect_drawn(frame: Frame, ids: Iterable[str]) -> None:
    """Wait until exactly these features are drawn, each once; say what is missing and what is too much."""
    expected = sorted(ids)
    alike = f"wanted => JSON.stringify(({DRAWN})()) === JSON.stringify(wanted)"
    try:
        frame.wait_for_function(alike, arg=expected, timeout=PATIENCE)
    except PlaywrightTimeout:
        drawn = drawn_ids(frame)
        missing, excess = sorted(set(expected) - set(drawn)), sorted(set(drawn) - set(expected))
        doubled = sorted({name for name in drawn if drawn.count(name) > 1})
        raise AssertionError(f"drawn {len(drawn)}, expected {len(expected)}: {missing=} {excess=} {doubled=}") from None


def barriers(page: Page, *, besides: str = "") -> dict[str, list[str]]:
    """Return what axe finds serious or critical, rule by rule, once the page has its style, `besides` one."""
    page.wait_for_function(STYLED, arg=CAPTIONS)
    rules = {"rules": {besides: {"enabled": False}}} if besides else {}
    found = Axe().run(page, options=rules).response["violations"]
    return {v["id"]: [n["html"][:160] for n in v["nodes"]] for v in found if v["impact"] in {"serious", "critical"}}


def sideways(page: Page) -> list[str]:
    """Return the parts of a page that are wider than what shows them."""
    return page.evaluate("""() => [...document.querySelectorAll('html, [data-testid="stMain"], .st-key-page')]
        .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.className)""")


class Socket:
    """A page's websocket that a test cuts and mends; what a deaf one is told never reaches the server."""

    def __init__(self, page: Page) -> None:
        self.is_deaf = self._is_cut = False
        self.refused = 0
        self._lines: list[WebSocketRoute] = []
        page.route_web_socket(re.compile("_stcore/stream"), self._through)

    def _through(self, route: WebSocketRoute) -> None:
        if self._is_cut:
            self.refused += 1
            route.close()
            return
        line = route.connect_to_server()
        route.on_message(lambda message: None if self.is_deaf else line.send(message))
        self._lines.append(route)

    def cut(self) -> None:
        """Break the connection; none is let through until `mend`."""
        self._is_cut = True
        self._lines[-1].close(code=4000)

    def mend(self) -> None:
        """Let the page connect again."""
        self.is_deaf = self._is_cut = False
