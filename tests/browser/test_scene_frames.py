"""Every scene of the ready briefings lies whole inside the map it is drawn on: offline page, presenter and map page."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Frame, Page

from layers.briefing.extent import extent
from layers.briefing.file import read_briefing, ready
from layers.briefing.presenter_page import SceneCredit, offline
from tests.browser.expected import EDITION
from tests.browser.server import AppServer
from tests.browser.visitor import PATIENCE, Watch, map_frame, settle

CREDIT = SceneCredit({"zh": "来源一栏", "en": "Line of sources"}, {"zh": "未经地图审核", "en": "Not reviewed"})
READY = {code: read_briefing(path.read_bytes(), EDITION)[0] for code, path in ready().items()}
SIZES = {"16:9": {"width": 1280, "height": 720}, "4:3": {"width": 1024, "height": 768}}
ROUTES = [(code, number) for code, talk in READY.items() for number, s in enumerate(talk.scenes) if s.route]
# Corners of the bounds in px of the frame, by how far they lie outside it: all 0 where everything is seen
OUTSIDE = """([west, south, east, north]) => {
  const { map } = Atlas.session, size = map.getSize();
  return [[south, west], [south, east], [north, west], [north, east]].map(([lat, lon]) => {
    const at = map.latLngToContainerPoint([lat, lon]);
    return Math.max(-at.x, -at.y, at.x - size.x, at.y - size.y, 0);
  });
}"""
GROUND = """(places) => {
  const { map } = Atlas.session, canvas = document.querySelector('.leaflet-atlas-base-pane canvas');
  const shown = canvas.getBoundingClientRect(), frame = map.getContainer().getBoundingClientRect();
  const size = map.getSize(), [x, y] = [canvas.width / shown.width, canvas.height / shown.height];
  const scale = frame.width / size.x;
  return places.map(([lat, lon]) => {
    const at = map.latLngToContainerPoint([lat, lon]);
    const px = [(frame.left + at.x * scale - shown.left) * x, (frame.top + at.y * scale - shown.top) * y];
    return [...canvas.getContext('2d').getImageData(Math.round(px[0]), Math.round(px[1]), 1, 1).data].join();
  });
}"""
AIR = next(number for number, scene in enumerate(READY["corridors"].scenes) if "air-transit" in scene.filters["kind"])


def inside(page: Page | Frame, bounds: tuple[float, ...]) -> bool:
    return max(page.evaluate(OUTSIDE, list(bounds))) <= 1


def step_through(page: Page, code: str) -> None:
    """Go through a talk slide by slide; each scene must lie whole inside its map."""
    for number, scene in enumerate(READY[code].scenes, start=1):
        page.keyboard.press("PageDown")
        page.wait_for_selector(f'body[data-painted="{number}"]', timeout=PATIENCE)
        assert inside(page, extent(scene, EDITION)), f"{code}, scene {number}"


@pytest.fixture
def unplugged(browser: Browser, tmp_path: Path) -> Iterator[Callable[[str, str], Page]]:
    """Open the offline page of a ready talk in a window of a size."""
    pages: list[Page] = []

    def open_page(code: str, size: str) -> Page:
        file = tmp_path / f"{code}.html"
        file.write_bytes(offline(READY[code], code, EDITION, CREDIT, "zh"))
        page = browser.new_context(viewport=SIZES[size], reduced_motion="reduce", offline=True).new_page()  # type: ignore[arg-type]
        pages.append(page)
        page.goto(file.as_uri())
        page.wait_for_selector('body[data-painted="0"]', timeout=PATIENCE)
        return page

    yield open_page
    for page in pages:
        page.context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", READY)
def test_an_offline_page_shows_each_scene_whole(unplugged: Callable[[str, str], Page], code: str, size: str) -> None:
    step_through(unplugged(code, size), code)


@pytest.mark.parametrize("size", SIZES)
def test_europe_and_america_are_land_in_the_scene_of_flights(unplugged: Callable[[str, str], Page], size: str) -> None:
    page = unplugged("corridors", size)
    for number in range(1, AIR + 2):
        page.keyboard.press("PageDown")
        page.wait_for_selector(f'body[data-painted="{number}"]', timeout=PATIENCE)
    europe, asia, america, chukotka, pacific = page.evaluate(
        GROUND, [[50, 15], [60, 100], [42, 255], [67, 183], [40, 205]]
    )
    assert europe == asia == america == chukotka == "246,244,238,255"
    assert pacific.endswith(",0"), "nothing is painted on the sea"


@pytest.mark.parametrize("size", SIZES)
def test_preview_and_presenter_show_each_scene_whole(
    new_page: Callable[..., Page], server: AppServer, watch: Watch, size: str
) -> None:
    page = new_page(viewport=SIZES[size])
    page.goto(f"{server.url}/briefing?scene=corridors.{AIR + 1}")
    settle(page)
    assert inside(map_frame(page), extent(READY["corridors"].scenes[AIR], EDITION))
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="开始演示").click()
    talk = opened.value
    watch.follow(talk)
    talk.wait_for_selector("body[data-painted]", timeout=PATIENCE)
    talk.keyboard.press("Home")
    talk.wait_for_selector('body[data-painted="0"]', timeout=PATIENCE)
    step_through(talk, "corridors")


@pytest.mark.parametrize("size", SIZES)
def test_the_map_page_shows_whole_routes(new_page: Callable[..., Page], server: AppServer, size: str) -> None:
    page = new_page(viewport=SIZES[size])
    for code, number in ROUTES:
        scene = READY[code].scenes[number]
        page.goto(f"{server.url}/?{urlencode(scene.query(EDITION), doseq=True)}")
        settle(page)
        box = map_frame(page).evaluate("""() => {
          const b = Atlas.lineBounds();
          return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()];
        }""")
        assert inside(map_frame(page), tuple(box)), f"{code}, scene {number + 1}"
