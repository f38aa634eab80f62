"""A map of many marks: each is one element, painted by a picture that it shares with its like."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.synthetic import enlarge
from tests.browser.conftest import Servers
from tests.browser.visitor import answered, map_frame, repainted

MARKS = """() => { const frame = Atlas.session.map.getContainer().getBoundingClientRect();
    return Atlas.shownMarks().map(mark => {
        const box = mark.element.getBoundingClientRect(), at = Atlas.session.map.latLngToContainerPoint(mark.latlng);
        const x = box.left + box.width / 2 - frame.left, y = box.top + box.height / 2 - frame.top;
        return {nodes: mark.element.childNodes.length, picture: getComputedStyle(mark.element).backgroundImage,
            off: Math.hypot(x - at.x - mark.dx, y - at.y - mark.dy)};
    }); }"""
OPENED = """address => { const image = new Image(); image.src = address.slice(5, -2);
    return image.decode().then(() => image.naturalWidth); }"""


@pytest.fixture(scope="module")
def crowd(app_server: Servers, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("crowd")
    enlarge(folder, 7)  # some thousand marks
    return app_server(data_dir=folder).url


def test_marks_of_a_crowd_are_single_elements_at_their_place_with_their_own_picture(
    crowd: str, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto(f"{crowd}/?view=9.5/29.60/106.55")
    frame = map_frame(page)
    marks = frame.evaluate(MARKS)
    assert len(marks) > 800
    assert {mark["nodes"] for mark in marks} == {0}
    assert max(mark["off"] for mark in marks) < 2, "a mark stands where its place is, moved only by what sets it apart"
    pictures = {mark["picture"] for mark in marks}
    assert len(pictures) > 10
    assert all(picture.startswith('url("data:image/svg+xml') for picture in pictures)
    assert {frame.evaluate(OPENED, picture) for picture in pictures} == {30}, "the browser can open each of them"
    mark = frame.locator(".atlas-mark:not(.is-minor)").first
    with repainted(frame):
        mark.focus()
        page.keyboard.press("Enter")
    answered(frame)
    expect(frame.locator(".atlas-mark.is-flat.is-selected")).not_to_have_count(0)
