"""A talk with the cable pulled: the file from a folder with a clicker's keys, and the same in the app's own tab."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from layers.briefing.file import read_briefing, ready
from layers.briefing.presenter_page import SceneCredit, offline
from layers.briefing.scenes import Scene
from tests.browser import expected
from tests.browser.expected import EDITION
from tests.browser.visitor import PATIENCE, Watch, drawn_ids, map_frame, settle

CREDIT = SceneCredit({"zh": "来源一栏", "en": "Line of sources"}, {"zh": "未经地图审核", "en": "Not reviewed"})
READY = {code: read_briefing(path.read_bytes(), EDITION)[0] for code, path in ready().items()}
FIELDS = {**EDITION.catalogue.filters}
SMALLEST = """(least) => {
  const style = getComputedStyle, box = (e) => e.getBoundingClientRect();
  const seen = (e) => box(e).width && box(e).height && style(e).visibility !== 'hidden';
  const own = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  const scale = parseFloat(style(document.getElementById('stage')).getPropertyValue('--scale'));
  const by = (e) => {
    if (e.closest('#map')) return scale;
    const svg = e.ownerSVGElement;
    return svg ? box(svg).width / svg.viewBox.baseVal.width : 1;
  };
  return [...document.querySelectorAll('#slide *')]
    .filter((e) => own(e) && seen(e) && !e.closest('.leaflet-control-container'))
    .map((e) => [parseFloat(style(e).fontSize) * by(e), e.textContent.slice(0, 20)]).filter(([size]) => size < least);
}"""
SPILLS = """() => { const p = document.getElementById('panel');
  return p.scrollHeight > p.clientHeight + 1 || p.scrollWidth > p.clientWidth + 1; }"""


COVERED = """() => {
  const box = (id) => document.getElementById(id).getBoundingClientRect();
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;
  const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1
    && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
  const faults = ['words', 'stamp', 'dots'].filter((id) => meet(box(id), box('frame')));
  const spilt = (id) => box(id).height && !inside(box(id), box('words'));
  return faults.concat(['title', 'narration', 'legend'].filter(spilt));
}"""


class Talk:
    """A talk that runs: press keys, wait for what should be painted."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def at(self, slide: int, lang: str = "zh") -> None:
        """Wait until this slide stands, its map painted."""
        self.page.wait_for_selector(f'html[lang^="{lang}"] body[data-painted="{slide}"]', timeout=PATIENCE)

    def press(self, key: str, slide: int | None = None, lang: str = "zh") -> None:
        self.page.keyboard.press(key)
        if slide is not None:
            self.at(slide, lang)


@pytest.fixture
def give(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Talk]]:
    """Open the offline file of a ready briefing with the network off; nothing may be asked, nothing may go wrong."""
    faults: list[str] = []
    pages: list[Page] = []

    def open_file(code: str, *, hash_: str = "", **options: object) -> Talk:
        file = tmp_path / f"{code}.html"
        file.write_bytes(offline(READY[code], code, EDITION, CREDIT, "zh"))
        context = browser.new_context(
            **{"viewport": {"width": 1920, "height": 1080}, "reduced_motion": "reduce", "offline": True, **options}
        )
        page = context.new_page()
        pages.append(page)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("request", lambda asked: None if asked.url.split("#")[0] == file.as_uri() else faults.append(asked.url))
        page.goto(file.as_uri() + hash_)
        return Talk(page)

    yield open_file
    for page in pages:
        page.context.close()
    assert not [fault for fault in faults if not fault.startswith("data:")]


def ids_of(scene: Scene) -> list[str]:
    """Return what a scene should draw, worked out from the frames."""
    today = "district-2025" if scene.district_vintage == "37" else "district"
    chosen = {FIELDS[today if key == "district" else key]: codes for key, codes in scene.filters.items()}
    return sorted({*expected.kept(**chosen), *scene.also})


@pytest.mark.parametrize("code", READY)
def test_the_talk_is_given_from_a_file_with_a_clicker_alone(give: Callable[..., Talk], code: str) -> None:
    talk, scenes = give(code), READY[code].scenes
    talk.at(0)
    expect(talk.page.locator("#cover h1")).to_have_text(READY[code].title.zh)
    for number, scene in enumerate(scenes, start=1):
        talk.press("PageDown", number)
        assert drawn_ids(talk.page.main_frame) == ids_of(scene)
    talk.press("PageDown", len(scenes) + 1)
    expect(talk.page.locator("#cover")).to_contain_text("来源一栏")
    talk.press("PageDown")
    expect(talk.page.locator("body")).to_have_attribute("data-slide", "end")


@pytest.mark.parametrize(("wide", "high"), [(1920, 1080), (1440, 900)])
@pytest.mark.parametrize("code", READY)
def test_words_are_read_from_afar_and_never_cover_the_map(
    give: Callable[..., Talk], code: str, wide: int, high: int
) -> None:
    talk = give(code, viewport={"width": wide, "height": high})
    talk.at(0)
    least = 24 * wide / 1920 - 0.5  # what rounding takes
    for number in range(1, len(READY[code].scenes) + 1):
        talk.press("PageDown", number)
        for lang in ("zh", "en"):
            if lang == "en":
                talk.press("l", number, "en")
            said = f"scene {number} in {lang}"
            assert talk.page.evaluate(SMALLEST, least) == [], said
            assert talk.page.evaluate(COVERED) == [], said
            assert not talk.page.evaluate(SPILLS), f"{said}: words do not fit"
        talk.press("l", number)


def test_every_key_does_what_it_should(give: Callable[..., Talk]) -> None:
    talk = give("corridors")
    page, last = talk.page, len(READY["corridors"].scenes) + 1
    talk.at(0)
    for key, slide in (
        ("ArrowRight", 1), ("Space", 2), ("Enter", 3), ("ArrowDown", 4), ("ArrowLeft", 3), ("PageUp", 2),
        ("ArrowUp", 1), ("Shift+Space", 0), ("End", last), ("Home", 0), ("PageDown", 1),
    ):  # fmt: skip
        talk.press(key, slide)
        expect(page.locator("#dots [aria-current=step]")).to_have_count(1)
        assert page.url.endswith(f"#scene={slide}&lang=zh")
    for key in ("b", "."):
        talk.press(key)
        expect(page.locator("#black")).to_be_visible()
        talk.press("PageDown")  # the first press brings the picture back, no more
        expect(page.locator("#black")).to_be_hidden()
        talk.at(1)
    talk.press("n")
    expect(page.locator("#notes")).to_contain_text("规划出处")
    expect(page.locator("#notes")).to_contain_text(READY["corridors"].scenes[1].title.zh)
    assert page.evaluate("document.getElementById('notes').getBoundingClientRect().top") >= page.evaluate(
        "document.getElementById('slide').getBoundingClientRect().bottom"
    )
    talk.press("Escape")
    expect(page.locator("#notes")).to_be_hidden()
    talk.press("f")
    page.wait_for_selector("html:fullscreen", state="attached")
    talk.press("f")
    page.wait_for_selector("html:not(:fullscreen)", state="attached")
    talk.press("PageDown", 2)
    page.reload()  # F5 of the clicker
    talk.at(2)
    expect(page.locator("#title")).to_have_text(READY["corridors"].scenes[1].title.zh)


def test_it_plays_by_itself_and_stops_at_the_end(give: Callable[..., Talk]) -> None:
    last = len(READY["corridors"].scenes) + 1
    talk = give("corridors", hash_=f"#scene={last - 1}")
    talk.at(last - 1)
    talk.page.mouse.move(900, 500)
    talk.page.locator("#do-delay").fill("3")
    talk.page.locator("#do-play").click()
    expect(talk.page.locator("body")).to_have_class(re.compile("is-playing"))
    talk.at(last)
    expect(talk.page.locator("body")).not_to_have_class(re.compile("is-playing"))


def test_one_may_walk_on_the_map_and_come_back(give: Callable[..., Talk]) -> None:
    talk = give("overview", hash_="#scene=3")
    page = talk.page
    talk.at(3)
    where = "() => { const c = Atlas.session.map.getCenter(); return [c.lat, c.lng, Atlas.session.map.getZoom()]; }"
    before = page.evaluate(where)
    page.mouse.move(1300, 500)
    page.mouse.down()
    page.mouse.move(1100, 400, steps=4)
    page.mouse.up()
    expect(page.locator("#back")).to_be_visible()
    page.locator("#back").click()
    expect(page.locator("#back")).to_be_hidden()
    pixel = 360 / 256 / 2 ** before[2]  # degrees; Leaflet pans by whole ones
    assert page.evaluate(where) == pytest.approx(before, abs=pixel)
    page.locator('[data-feature-id="htz-dazu"]').click()
    expect(page.locator('[data-feature-id="htz-dazu"]')).to_have_class(re.compile("is-selected"))
    talk.press("Space", 4)  # the clicker goes on, whatever was clicked
    talk.press("PageUp", 3)
    page.mouse.move(1300, 500)
    page.mouse.wheel(0, -600)
    expect(page.locator("#back")).to_be_visible()
    talk.press("Escape")
    expect(page.locator("#back")).to_be_hidden()


@pytest.mark.parametrize("slide", [0, 5])
def test_the_presenter_is_accessible(give: Callable[..., Talk], slide: int) -> None:
    talk = give("overview", hash_=f"#scene={slide}&lang=en", bypass_csp=True)
    talk.at(slide, "en")
    found = Axe().run(talk.page)
    assert found.violations_count == 0, found.generate_report()


def test_it_fits_a_phone(give: Callable[..., Talk]) -> None:
    talk = give("overview", hash_="#scene=4", viewport={"width": 390, "height": 844})
    talk.at(4)
    assert talk.page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(talk.page.locator("#title")).to_be_in_viewport()


def test_the_app_gives_the_same_talk_under_a_base_path(
    app_server: Callable[..., object], new_page: Callable[..., Page], watch: Watch
) -> None:
    server = app_server(base_path="map")
    page = new_page()
    page.goto(f"{server.url}/?type=park&region=northeast&time=now&view=9.00/30.8000/108.4000")
    map_frame(page)
    settle(page)
    page.locator(".st-key-add-scene button").click()
    expect(page.locator('[data-testid="stToast"]')).to_be_visible()
    page.locator(".st-key-menu").get_by_text("演示", exact=True).click()
    expect(page.locator("h1")).to_have_text("演示")
    settle(page)
    expect(page.locator(".st-key-scene-edit")).to_be_visible(timeout=PATIENCE)  # one's own comes first, once begun
    page.get_by_text("开放平台总览").click()
    page.locator(".st-key-talk-tools").get_by_text("以此为底稿").wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="开始演示").click()
    tab = opened.value
    watch.follow(tab)
    talk = Talk(tab)
    talk.at(0)
    for number, scene in enumerate(READY["overview"].scenes[:3], start=1):
        talk.press("PageDown", number)
        assert drawn_ids(tab.main_frame) == ids_of(scene)
    tab.reload()
    talk.at(3)
    tab.close()
    page.get_by_text("我的演示（1 幕）").click()
    expect(page.locator(".st-key-scene-edit")).to_be_visible(timeout=PATIENCE)
    settle(page)
    frame = map_frame(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="开始演示").click()
    own = Talk(opened.value)
    watch.follow(own.page)
    own.at(0)
    own.press("PageDown", 1)
    assert drawn_ids(own.page.main_frame) == expected.kept(platform_type=("park",), regions=("northeast",))
    assert drawn_ids(frame) == drawn_ids(own.page.main_frame)
    centre = own.page.evaluate("() => { const c = Atlas.session.map.getCenter(); return [c.lat, c.lng]; }")
    assert centre == pytest.approx([30.8, 108.4], abs=0.1)


def test_the_page_is_accessible_and_hands_out_the_file(
    server: object, new_page: Callable[..., Page], watch: Watch, browser: Browser, tmp_path: Path
) -> None:
    page = new_page()
    page.goto(f"{server.url}/briefing?scene=corridors.2&lang=en")
    expect(page.locator("h1")).to_have_text("Briefing")
    map_frame(page)
    settle(page)
    page.locator(".st-key-talk-offline button").click()
    page.get_by_role("dialog").get_by_text("Before you export").wait_for()
    with page.expect_download() as handed:
        page.locator(".st-key-talk-offline-save button").click()
    file = tmp_path / "talk.html"
    handed.value.save_as(file)
    context = browser.new_context(offline=True)
    alone = Talk(context.new_page())
    alone.page.goto(f"{file.as_uri()}#scene=2&lang=en")
    alone.at(2, "en")
    assert drawn_ids(alone.page.main_frame) == ids_of(READY["corridors"].scenes[1])
    context.close()
    found = Axe().run(page, options={"rules": {"aria-allowed-role": {"enabled": False}}})
    ours = [v for v in found.response["violations"] if any(".st-key-page" in str(n["target"]) for n in v["nodes"])]
    assert ours == []
