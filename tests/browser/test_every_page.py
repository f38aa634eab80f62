"""What holds on every page: nothing serious for assistive technology, nothing too wide, every control by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from geo_app.widgets.menu import PAGES
from tests.browser.server import AppServer
from tests.browser.visitor import EXTREMES, barriers, settle, sideways

OTHERS = [page for page in PAGES if page != next(iter(PAGES))]  # the first is the map: test_drawer.py
PLAIN = ["delivery", "briefing", "sources"]  # the others are tried for barriers with all that can be opened on them
# Buttons, boxes, links and summaries that show, by the key of what holds them; tables and charts have keys of their own
CONTROLS = """() => [...document.querySelectorAll(
    '[data-testid="stMain"] :is(button, a[href], summary, input:not([type=file]), textarea)')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0
        && !e.closest('[data-testid="stElementToolbar"], [role=radiogroup], [data-testid="stHeading"]'))
    .map((e, i) => (e.dataset.order = String(i)))"""
FOCUSED = "() => document.activeElement && document.activeElement.dataset && document.activeElement.dataset.order"
MOST = 400  # presses of Tab


@pytest.mark.parametrize(("lang", "size"), EXTREMES)
@pytest.mark.parametrize("path", PLAIN)
def test_no_barriers_and_nothing_sideways(
    server: AppServer, new_page: Callable[..., Page], path: str, lang: str, size: tuple[int, int]
) -> None:
    page = new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{server.url}/{path}?lang={lang}")
    settle(page)
    page.locator("h1").last.wait_for()
    assert sideways(page) == []
    assert barriers(page) == {}


@pytest.mark.parametrize("path", OTHERS)
def test_every_control_is_reached_by_tab(server: AppServer, page: Page, path: str) -> None:
    page.goto(f"{server.url}/{path}")
    settle(page)
    page.wait_for_function(f"() => ({CONTROLS})().length")
    settle(page)
    wanted = set(page.evaluate(CONTROLS))
    for _ in range(MOST):
        page.keyboard.press("Tab")
        wanted.discard(page.evaluate(FOCUSED))
        if not wanted:
            break
    left = [page.locator(f'[data-order="{order}"]').evaluate("e => e.outerHTML.slice(0, 160)") for order in wanted]
    assert left == []
