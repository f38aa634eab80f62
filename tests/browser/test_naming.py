"""Who hears the page instead of seeing it: the page's language, and no control that is named in another one."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import AppServer
from tests.browser.visitor import settle

LATIN_NAMES = """() => [...document.querySelectorAll('[data-testid="stApp"] [aria-label]')]
    .map(e => e.getAttribute('aria-label')).filter(name => /^[\\x20-\\x7e]*[A-Za-z]{3}[\\x20-\\x7e]*$/.test(name))"""
SPOKEN = "tag => document.documentElement.lang === tag"
# its words are English and it stays hidden (style.css); pointers into a chart are read with the chart's own fields
HIDDEN = {"Show data", "Copy Vega-Lite spec"}


@pytest.mark.parametrize("path", ["/", "/invest?fn=bonded-processing&pick=bonded-xiyong", "/delivery", "/sources"])
def test_a_chinese_page_says_so_and_names_its_controls_in_chinese(
    server: AppServer, new_page: Callable[..., Page], path: str
) -> None:
    page = new_page()
    page.goto(f"{server.url}{path}{'&' if '?' in path else '?'}lang=zh")
    settle(page)
    page.wait_for_function(SPOKEN, arg="zh-CN")
    page.wait_for_function(f"hidden => ({LATIN_NAMES})().every(name => hidden.includes(name))", arg=sorted(HIDDEN))
    assert page.get_by_text("Skip to main content").count() == 0


def test_the_names_follow_the_language(server: AppServer, new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto(f"{server.url}/delivery?lang=zh")
    settle(page)
    page.wait_for_selector('[aria-label="侧栏"]', state="attached")
    page.locator(".st-key-lang").get_by_text("English").click()
    page.wait_for_function(SPOKEN, arg="en")
    page.wait_for_selector('[aria-label="Sidebar"]', state="attached")
    assert page.locator('[aria-label="侧栏"]').count() == 0
    # its colon is escaped for Markdown, and is not read out so
    expect(page.get_by_role("checkbox", name=re.compile("^Northeast: Three Gorges"))).to_have_count(1)
