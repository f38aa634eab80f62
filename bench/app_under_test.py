"""The browser side of a measurement: pages opened cold, clicks and loads timed inside the page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import nan
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.browser.conftest import ARGS, BROWSERS
from tests.browser.server import AppServer
from tests.browser.traffic import Traffic
from tests.browser.visitor import settle

STOPWATCH = Path(__file__).with_name("painted.js").read_text(encoding="utf-8")
WINDOW = {"width": 1440, "height": 900}
REST = 150  # ms between measurements: late messages of one click must not meet the next


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser of the tests: no network, no graphics card."""
    executable = os.environ.get("CHROMIUM") or next((path for path in BROWSERS if Path(path).exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """One page, opened in a context of its own and painted for the first time after `first` ms."""

    name: str
    page: Page
    errors: list[str]  # what went wrong in its scripts
    first: float = nan

    def click(self, key: str, wanted: int) -> float:
        """Click the box `key` and return the ms until painted; `wanted` markers tell that the usual way has."""
        self.page.evaluate("([name, wanted]) => window.bench.onClick(name, wanted)", [self.name, wanted])
        self.page.locator(f".st-key-{key} label").click()
        took = self.result(f"{key} clicked, {wanted} markers expected")
        self.rest()
        return took

    def result(self, asked: str) -> float:
        """Return what the stopwatch in the page shows, once it has stopped; RuntimeError where it does not."""
        try:
            return float(self.page.evaluate("() => window.bench.result"))
        except PlaywrightError as error:
            raise RuntimeError(f"{self.name} not painted ({asked}); its scripts said: {self.errors[:3]}") from error

    def drawing(self) -> float:
        """Return the ms that the atlas itself spent on its last update, the browser's layout and paint excluded."""
        return float(self.page.evaluate("() => window.bench.parts().update || NaN"))

    def rest(self) -> None:
        """Wait until the script and its echoes are over."""
        settle(self.page)
        self.page.wait_for_timeout(REST)

    def close(self) -> None:
        """Close the page and forget all it has cached."""
        self.page.context.close()


def visit(browser: Browser, name: str, server: AppServer, wanted: int, traffic: Traffic | None = None) -> Visit:
    """Open a page with nothing cached; return once it has painted. Counting traffic takes time: not while timing."""
    context = browser.new_context(viewport=WINDOW)
    context.add_init_script(f"{STOPWATCH}\nif (window.bench) window.bench.onLoad({name!r}, {wanted});")
    page = context.new_page()
    if traffic:
        traffic.follow(page)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server.url, wait_until="commit")
    opened = Visit(name, page, errors)
    opened.first = opened.result(f"opened, {wanted} markers expected")
    opened.rest()
    return opened
