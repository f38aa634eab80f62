"""The draft of a briefing survives what takes a session away: kill -9, a reload, a closed lid, a full store."""

import os
import re
import signal
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

from tests.browser.server import AppServer
from tests.browser.test_reconnect import PATIENCE, mortal
from tests.browser.visitor import Socket, Watch, settle

__all__ = ["mortal"]
STORED = (
    "() => Object.keys(localStorage).filter(key => key.includes(':draft:')).map(key => JSON.parse(localStorage[key]))"
)
BLOCKED = """Object.defineProperty(window, 'localStorage', {
    get() { throw new DOMException('blocked', 'SecurityError'); } });"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"""


def rows(page: Page) -> Locator:
    return page.locator('[class*="st-key-scene-go-"]')


def offers(page: Page) -> FrameLocator:
    return page.frame_locator('iframe[title*="draft"]')


def press(page: Page, key: str) -> None:
    settle(page)
    page.locator(f".st-key-{key} button:visible").first.click()


def five_scenes(page: Page, base: str, query: str = "") -> None:
    """Take a ready briefing as a draft and bring it to five scenes of its own."""
    page.goto(f"{base}/briefing?scene=regions{query}")
    settle(page)
    press(page, "talk-copy")
    expect(page).to_have_url(re.compile("scene=own"), timeout=PATIENCE)
    while (count := rows(page).count()) != 5:
        press(page, "scene-twice-1" if count < 5 else f"scene-drop-{count}")
        expect(rows(page)).to_have_count(count + (1 if count < 5 else -1), timeout=PATIENCE)
    settle(page)
    page.wait_for_function(f"({STORED})().some(draft => draft.scenes === 5)")


def test_five_scenes_outlive_a_killed_server_and_a_reload(
    mortal: Callable[..., AppServer],
    page: Page,
) -> None:
    server = mortal()
    five_scenes(page, server.url)
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait(30)
    bar = page.locator(".connection-bar")
    expect(bar).to_contain_text("演示草稿保存在本浏览器里", timeout=PATIENCE)
    mortal()
    expect(bar).to_contain_text("视图已按网址恢复", timeout=PATIENCE)
    expect(rows(page)).to_have_count(5, timeout=PATIENCE)  # the same page: nothing to ask
    page.reload()
    settle(page)
    expect(offers(page).get_by_role("button", name="继续上次的演示（5 幕）")).to_be_visible(timeout=PATIENCE)
    expect(rows(page)).to_have_count(0)
    expect(offers(page).locator("section")).to_have_count(1)
    expect(offers(page).locator("section")).to_contain_text("最后改动")
    offers(page).get_by_role("button", name="继续上次的演示（5 幕）").click()
    expect(rows(page)).to_have_count(5, timeout=PATIENCE)
    expect(offers(page).locator("section")).to_have_count(0)


def test_a_closed_lid_loses_no_scene(mortal: Callable[..., AppServer], page: Page) -> None:
    server = mortal(STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="0")  # what takes two minutes as a rule
    socket = Socket(page)
    five_scenes(page, server.url, "&lang=en")
    before = page.locator("i.om").get_attribute("data-s")
    socket.cut()
    expect(page.locator(".connection-bar")).to_contain_text("Your briefing is stored in this browser", timeout=PATIENCE)
    socket.mend()
    expect(page.locator(f'i.om:not([data-s="{before}"])')).to_have_count(1, timeout=PATIENCE)
    expect(rows(page)).to_have_count(5, timeout=PATIENCE)


def test_undo_and_redo_by_keys_but_not_in_a_text(server: AppServer, page: Page) -> None:
    five_scenes(page, server.url, "&lang=en")
    press(page, "scene-drop-5")
    expect(rows(page)).to_have_count(4, timeout=PATIENCE)
    page.locator("body").press("Control+z")
    expect(rows(page)).to_have_count(5, timeout=PATIENCE)
    page.locator("body").press("Control+Shift+Z")
    expect(rows(page)).to_have_count(4, timeout=PATIENCE)
    press(page, "talk-undo")
    expect(rows(page)).to_have_count(5, timeout=PATIENCE)
    page.locator("body").press("Control+y")
    expect(rows(page)).to_have_count(4, timeout=PATIENCE)
    settle(page)
    box = page.locator('.st-key-scene-edit [class*="-title-en"] input')
    box.press("End")
    box.press_sequentially("!")
    box.press("Control+z")
    expect(box).not_to_have_value(re.compile("!$"))
    settle(page)
    expect(rows(page)).to_have_count(4)


@pytest.mark.parametrize("script", [BLOCKED, FULL])
def test_a_browser_that_stores_nothing_says_so_and_all_else_works(server: AppServer, page: Page, script: str) -> None:
    page.add_init_script(script)
    page.goto(f"{server.url}/briefing?scene=regions&lang=en")
    settle(page)
    expect(offers(page).locator("p")).to_contain_text("This browser stores no drafts", timeout=PATIENCE)
    press(page, "talk-copy")
    bar = page.locator(".connection-bar")
    expect(bar).to_contain_text("Your briefing could not be stored in this browser", timeout=PATIENCE)
    bar.locator("button").click()
    expect(bar).to_be_hidden()
    settle(page)
    before = rows(page).count()
    press(page, "scene-twice-1")
    expect(rows(page)).to_have_count(before + 1, timeout=PATIENCE)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    settle(page)
    assert asked == ["beforeunload"]  # the briefing is nowhere else


def test_two_tabs_keep_both_versions_and_say_so(server: AppServer, browser: Browser, page: Page, watch: Watch) -> None:
    five_scenes(page, server.url, "&lang=en")
    other = page.context.new_page()
    watch.follow(other)
    other.goto(f"{server.url}/briefing?scene=own&lang=en")
    settle(other)
    offers(other).get_by_role("button", name="Continue your last briefing (5 scenes)").click()
    expect(rows(other)).to_have_count(5, timeout=PATIENCE)
    settle(other)
    press(other, "scene-drop-1")
    expect(rows(other)).to_have_count(4, timeout=PATIENCE)
    other.wait_for_function(f"({STORED})().some(draft => draft.scenes === 4)")
    press(page, "scene-twice-1")
    expect(page.locator(".connection-bar")).to_contain_text("changed in another tab", timeout=PATIENCE)
    page.wait_for_function(f"({STORED})().some(draft => draft.scenes === 6)")
    assert sorted(draft["scenes"] for draft in page.evaluate(STORED)) == [4, 6]


def test_a_draft_is_discarded_only_when_confirmed(server: AppServer, page: Page) -> None:
    five_scenes(page, server.url, "&lang=en")
    page.reload()
    settle(page)
    offers(page).get_by_role("button", name="Discard").click()
    assert len(page.evaluate(STORED)) == 1
    offers(page).get_by_role("button", name="Discard for good").click()
    expect(offers(page).locator("section")).to_have_count(0)
    assert page.evaluate(STORED) == []


def test_what_a_stranger_put_into_the_store_is_text_and_breaks_nothing(server: AppServer, page: Page) -> None:
    page.goto(f"{server.url}/briefing?scene=own&lang=en")
    settle(page)
    page.evaluate(
        """() => {
          const name = "0123456789abcdef", key = `open-map:${window.openMap.base}:draft:${name}`;
          const title = { en: "<img src=x onerror=alert(1)> {{ 7*191 }}" };
          const draft = { version: 1, name, title, scenes: 5, code: "eJwDAAAAAAE", tab: "x", at: Date.now() };
          localStorage[key] = JSON.stringify(draft);
          localStorage[`open-map:${window.openMap.base}:draft:zzz`] = "{";
          window.dispatchEvent(new Event("storage"));
        }"""
    )
    expect(offers(page).locator("section b")).to_have_text("<img src=x onerror=alert(1)> {{ 7*191 }}")
    offers(page).get_by_role("button", name="Continue your last briefing").click()
    expect(page.get_by_text("was not loaded")).to_be_visible(timeout=PATIENCE)
    expect(offers(page).locator("section")).to_have_count(1)
