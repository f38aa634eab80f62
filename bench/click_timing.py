"""A page that is opened cold, and clicks on it timed until their last change is painted (answered.js)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from bench.app_under_test import REST, WINDOW
from tests.browser.visitor import settle

STOPWATCH = Path(__file__).with_name("click_timing.js").read_text(encoding="utf-8")
STILL = 600  # ms without a run until a page that was opened counts as finished
Step = tuple[str, ...]  # what is clicked; before it the choice whose list is opened, which is not measured


@contextmanager
def opened(browser: Browser, url: str) -> Iterator[Page]:
    """Open a page with nothing cached and leave it at the end."""
    context = browser.new_context(viewport=WINDOW)
    context.add_init_script(STOPWATCH)
    page = context.new_page()
    page.goto(url)
    rest(page)
    yield page
    context.close()


def rest(page: Page) -> None:
    """Wait until no run follows the last one: a map answers once it stands, and a chart may."""
    page.wait_for_selector("h1, .st-key-stage, [data-testid=stCaptionContainer]", timeout=60_000)
    page.wait_for_timeout(REST)
    settle(page)
    page.wait_for_timeout(STILL)
    settle(page)


def click(page: Page, step: Step) -> float:
    """Make a step and return the ms until its last change was painted."""
    for way in step[:-1]:
        choice = page.locator(way)
        choice.click()
        choice.press("Escape")  # a press may have opened the list or only given it the focus
        choice.press("ArrowDown")
    wanted = page.locator(step[-1])
    wanted.scroll_into_view_if_needed()
    page.evaluate("() => { window.answer = window.answered(); }")
    wanted.click()
    try:
        took = float(page.evaluate("() => window.answer"))
    except PlaywrightError as error:
        raise RuntimeError(
            f"{page.url}: {step} was not answered; the page says: {page.inner_text('body')[-300:]}"
        ) from error
    page.wait_for_timeout(REST)
    settle(page)
    return took
