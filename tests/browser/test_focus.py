"""The keyboard focus stays where a visitor works: in a dialog, on its button, after a file was downloaded."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import AppServer
from tests.browser.visitor import PATIENCE, settle

HERE = "key => document.activeElement?.closest(`.st-key-${key}`) !== null"


@pytest.mark.parametrize(
    ("address", "opener", "saver"),
    [
        ("briefing?scene=regions&lang=en", "talk-offline", "talk-offline-save"),
        ("?panel=open&lang=en", "exports-open", "export-svg"),
    ],
)
def test_a_download_keeps_the_focus_in_its_dialog(
    server: AppServer, page: Page, address: str, opener: str, saver: str
) -> None:
    page.goto(f"{server.url}/{address}")
    settle(page)
    page.locator(f".st-key-{opener} button").press("Enter", timeout=PATIENCE)
    save = page.locator(f'[role="dialog"] .st-key-{saver} button')
    expect(save).to_be_enabled(timeout=PATIENCE)
    settle(page)
    for _ in range(2):
        with page.expect_download(timeout=PATIENCE):
            save.press("Enter")
        expect(save).to_be_enabled(timeout=PATIENCE)
        page.wait_for_function(HERE, arg=saver, timeout=5_000)
    page.keyboard.press("Escape")
    expect(page.locator('[role="dialog"]')).to_have_count(0)


def test_a_download_keeps_the_focus_on_its_button(server: AppServer, page: Page) -> None:
    page.goto(f"{server.url}/indicators?lang=en")
    settle(page)
    save = page.locator(".st-key-indicators-xlsx button")
    with page.expect_download(timeout=PATIENCE):
        save.press("Enter", timeout=PATIENCE)
    expect(save).to_be_enabled(timeout=PATIENCE)
    page.wait_for_function(HERE, arg="indicators-xlsx", timeout=5_000)
