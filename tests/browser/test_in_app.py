"""In the browser of an app such as WeChat a download says how to go on; elsewhere nothing is said."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from layers.i18n.messages import say
from tests.browser.server import AppServer
from tests.browser.visitor import settle

CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("app", "is_told"),
    [("", False), (" MQQBrowser/14.9", False), (" MicroMessenger/8.0.50", True), (" AliApp(DingTalk/7.6)", True)],
)
def test_a_download_inside_an_app(server: AppServer, new_page: Callable[..., Page], app: str, is_told: bool) -> None:
    page = new_page(user_agent=CHROME + app)
    page.goto(f"{server.url}/delivery")
    settle(page)
    with page.expect_download():
        page.locator('[data-testid="stDownloadButton"] button').first.click()
    bar = page.locator(".connection-bar")
    if is_told:
        expect(bar).to_contain_text(say("server.in_app", "zh"))
        bar.locator("button").click()
    expect(bar).to_be_hidden()
