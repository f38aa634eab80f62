"""A file that is too large never leaves the browser, and the visitor reads why in the page's language."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from layers.i18n.messages import say
from tests.browser.server import AppServer
from tests.browser.visitor import Watch, settle

TOLD = "e => getComputedStyle(e, '::after').content"


def test_a_file_that_is_too_large_is_told_so(app_server: Callable[..., AppServer], page: Page, watch: Watch) -> None:
    server = app_server(env={"STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "1"})
    page.goto(f"{server.url}/indicators?lang=en")
    settle(page)
    page.locator(".st-key-own-panel summary").click()
    big = {"name": "big.csv", "mimeType": "text/csv", "buffer": b"a,b\n" * 300_000}
    page.locator('.st-key-own-panel input[type="file"]').set_input_files(big)
    box = page.locator('.st-key-own-panel [data-testid="stFileUploader"]')
    expect(box.locator('[data-testid="stFileChip"][aria-invalid="true"]')).to_be_visible()
    assert box.evaluate(TOLD) == f'"{say("uploads.too_large", "en", limit=1)}"'
    expect(box.get_by_text("must be")).to_be_hidden()
