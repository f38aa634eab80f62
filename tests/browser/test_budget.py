"""What a filter change may weigh: counted in bytes, never timed. That geometry is fetched once: test_map_page.py."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.server import AppServer
from tests.browser.traffic import Traffic
from tests.browser.visitor import answered, map_frame, repainted, settle

# Bytes, by websocket and HTTP together. Streamlit sends every element again: a page in the menu weighs 240
FILTER_CHANGE = 10 * 1024


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_filter_change_stays_light(server: AppServer, new_page: Callable[..., Page], lang: str) -> None:
    page, traffic = new_page(), Traffic()
    traffic.follow(page)
    page.goto(f"{server.url}/?lang={lang}")
    frame = map_frame(page)
    settle(page)
    weights = {}
    for step in ("park", "functional", "park", "functional"):  # one, two, one, none chosen
        traffic.clear()
        with repainted(frame):
            page.locator(f".st-key-platform_type-{step} label").click()
        answered(frame)
        settle(page)
        assert traffic.frames, "no message was seen: nothing was counted"
        weights[f"{len(weights) + 1}: {step}"] = traffic.received()
    assert max(weights.values()) <= FILTER_CHANGE, weights
