"""Text from data is shown literally and does nothing, wherever it is shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from layers.catalogue.entries import Lang
from tests.browser.expected import EDITION, PLACED
from tests.browser.server import AppServer
from tests.browser.visitor import expect_drawn
from tests.hostile import write_hostile

Open = Callable[..., Frame]
# all that is read or said; not the whole source, where a hash may hold any four digits
SAID = """() => document.title + document.body.innerText
    + [...document.querySelectorAll('[aria-label], [title], [alt]')]
    .map(e => [e.ariaLabel, e.title, e.alt]).join(' ')"""
HOSTILE = ["{{ 7*191 }}", "${1+1}", "<img src=x onerror=\"document.title='ran'\">", "`${document.title='ran'}`",
           "</script><b>x</b>", "{% raw %}", "'\"><i>", "[a](javascript:1) **b** $x$ :red[c]"]  # fmt: skip


@pytest.fixture(scope="module")
def hostile_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped data with hostile text in every text of every thematic feature."""
    return write_hostile(tmp_path_factory.mktemp("hostile"), HOSTILE)


def test_hostile_text_is_shown_literally_and_does_nothing(
    app_server: Callable[..., AppServer], hostile_data: Path, visit: Open, page: Page
) -> None:
    base = app_server(data_dir=hostile_data).url
    for number, name in enumerate(EDITION.frames["ports"].index[: len(HOSTILE)]):
        lang: Lang = "en" if number % 2 else "zh"  # every other way out, without a browser: test_hostile_paths.py
        frame = visit(f"id={name}&lang={lang}", to=page, base=base)
        expect_drawn(frame, PLACED.index)
        expect(page.locator(".st-key-card h2")).to_have_text(HOSTILE[number])
        assert "1337" not in page.evaluate(SAID) + frame.evaluate(SAID)
        assert page.title() == EDITION.catalogue.title.say(lang)
        assert page.locator(".st-key-card img, .st-key-card b, .st-key-card a[href^=javascript]").count() == 0
        assert frame.locator("img, b, i").count() == 0
        assert "ran" not in (frame.title(), page.title())
