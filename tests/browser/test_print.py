"""Ctrl+P: every page as PDF holds what is read, whole; no sidebar, no control; the whole map on one sheet."""

import io
import re
import unicodedata
from collections.abc import Callable

import pypdf
import pytest
from playwright.sync_api import Page

from layers.i18n.messages import say
from tests.browser.expected import FEATURES
from tests.browser.server import AppServer
from tests.browser.visitor import map_frame, settle

PAGES = ("", "invest", "planning", "delivery", "indicators", "briefing", "sources")
WITH_A_MAP = {"", "planning", "briefing"}


def printed(page: Page) -> list[str]:
    """Return the text of each sheet, without white space (in Chinese Chromium writes radicals for some letters)."""
    content = page.pdf(prefer_css_page_size=True)
    return [re.sub(r"\s", "", sheet.extract_text()) for sheet in pypdf.PdfReader(io.BytesIO(content)).pages]


def open_page(server: AppServer, page: Page, path: str) -> None:
    page.goto(f"{server.url}/{path}")
    settle(page)
    if path.partition("?")[0] in WITH_A_MAP or "pick=" in path:
        map_frame(page)
        settle(page)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_prints_without_sidebar_and_controls(
    server: AppServer, new_page: Callable[..., Page], path: str, lang: str
) -> None:
    page = new_page(viewport={"width": 1920, "height": 1080})
    open_page(server, page, f"{path}?lang={lang}" if path else f"?lang={lang}")
    buttons = filter(str.strip, page.locator("[data-testid=stMain] [data-testid=stDownloadButton]").all_inner_texts())
    menu = page.locator("[data-testid=stSidebar] .st-key-menu").inner_text().split("\n")
    sheets = printed(page)
    text = "".join(sheets)
    assert len(text) > 60
    assert all(sheets), "no empty sheet"
    assert "".join(menu).replace(" ", "") not in text
    assert not [label for label in buttons if re.sub(r"\s", "", label) in sheets[0]]
    if path in WITH_A_MAP:
        frame = page.locator('iframe[title*="streamlit_folium"]').first
        wide = page.evaluate("() => innerWidth")
        page.emulate_media(media="print")
        box = frame.bounding_box()
        page.emulate_media(media="screen")
        assert box is not None
        assert box["width"] <= min(wide, 1070)
        assert box["height"] <= 720  # one sheet


@pytest.mark.parametrize(("path", "lang"), [("?panel=open", "en"), ("delivery", "en"), ("sources", "en")])
def test_tables_print_whole(server: AppServer, page: Page, path: str, lang: str) -> None:
    open_page(server, page, f"{path}{'&' if '?' in path else '?'}lang={lang}")
    shown = page.locator(".printed tbody tr th").all_text_contents()
    assert len(shown) > 40
    text = unicodedata.normalize("NFKC", "".join(printed(page)))  # it has ligatures
    words = {word for name in shown for word in re.findall(r"[A-Za-z]{4,}", name)}
    assert [word for word in words if word not in text] == []


def test_the_comparison_prints_with_its_map(server: AppServer, page: Page) -> None:
    picks = ["bonded-xiyong", "area-shuitu"]
    open_page(server, page, "invest?lang=en&" + "&".join(f"pick={pick}" for pick in picks))
    text = "".join(printed(page))
    for wanted in (*(FEATURES.loc[pick, "name_en"] for pick in picks), say("invest.distances", "en")):
        assert re.sub(r"\s", "", wanted) in text
    assert say("pick.remove", "en") not in text
    assert say("invest.gpkg", "en") not in text
