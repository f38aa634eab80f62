"""Any point can be clicked on the investor's map, and is then measured."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.server import AppServer
from tests.browser.visitor import map_frame, settle


def test_a_clicked_point_is_measured(server: AppServer, page: Page, watch: Callable[..., object]) -> None:
    watch.allow("_stcore")  # Streamlit asks there first when a page is opened by its address
    page.goto(f"{server.url}/invest")
    settle(page)
    page.locator(".st-key-around-on-map label").first.click()
    frame = map_frame(page)
    frame.locator(".leaflet-container").click(position={"x": 400, "y": 60})
    page.wait_for_url(re.compile("at="))
    lon, lat = (float(part) for part in parse_qs(urlsplit(page.url).query)["at"][0].split(","))
    assert 100 < lon < 115
    assert 25 < lat < 36
    expect(page.locator(".st-key-page")).to_contain_text("直线距离")
