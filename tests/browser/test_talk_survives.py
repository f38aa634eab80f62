"""A talk in a tab of its own: through kill -9, a restart and F5; on another process; no visitor's word on the disk."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from layers.briefing.link import to_code
from layers.briefing.scenes import Briefing, Paragraph, Scene, Title
from layers.i18n.messages import say
from tests.browser.server import DIRECT, AppServer, start_app
from tests.browser.test_presenter import Talk
from tests.browser.visitor import PATIENCE, Watch, map_frame, settle

MARKER, NUMBER = "ZAUBERWORT", "GS(2026)1234"
SCENES = tuple(
    Scene(title=Title(zh=f"第 {n} 个", en=f"Number {n}"), notes=Paragraph(zh=MARKER), filters={"kind": ("airport",)})
    for n in (1, 2, 3)
)
STRANGE = Briefing(title=Title(zh="重要\u202e声明", en="A statement"), scenes=SCENES)


def files_with(folder: Path, words: str) -> list[str]:
    """Return the files below a folder that hold these words."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [str(path) for path in files if words.encode() in path.read_bytes()]


def start(folder: Path, port: int | None = None) -> AppServer:
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    settings = {"OPEN_MAP_APPROVAL__NUMBER": NUMBER, "OPEN_MAP_APPROVAL__STATUS": "approved"}
    return start_app(folder, env={"TMPDIR": str(folder / "tmp"), **settings}, port=port)


def test_a_talk_goes_on_after_kill_9_and_leaves_no_word_behind(tmp_path: Path, browser: Browser) -> None:
    server = start(tmp_path / "one")
    other = None
    try:
        page = browser.new_page()
        page.goto(f"{server.url}/briefing?scene=own&talk={to_code(STRANGE)}")
        settle(page)
        expect(page.locator("[data-testid=stAlert]").first).to_contain_text(say("briefing.from_link", "zh"))
        expect(page.locator(".st-key-scene-list")).to_contain_text("第 1 个")
        line = map_frame(page).locator(".leaflet-control-attribution")
        assert "未经地图审核" in (line.text_content() or "")
        assert NUMBER not in (line.text_content() or "")
        with page.context.expect_page() as opened:
            page.get_by_role("link", name=say("briefing.present", "zh")).click()
        talk = Talk(opened.value)
        talk.at(0)
        expect(talk.page.locator("#cover h1")).to_have_text("重要声明")
        expect(talk.page.locator(".cover-notice")).to_have_text(say("briefing.from_link", "zh"))
        talk.press("PageDown", 1)
        talk.press("PageDown", 2)
        expect(talk.page.locator("#stamp")).to_contain_text(say("briefing.from_link", "zh"))

        shutil.rmtree(tmp_path / "one" / "tmp")  # a cleaner of old files
        later = browser.new_page()
        later.goto(server.url)
        settle(later)
        assert map_frame(later).locator("[data-feature-id]").count() > 20, "the next visitor has a map"
        assert NUMBER in (map_frame(later).locator(".leaflet-control-attribution").text_content() or "")
        with DIRECT.open(f"{server.url}/healthz", timeout=60) as health:
            assert health.status == 200
        later.close()

        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait(10)
        assert files_with(tmp_path, MARKER) == [], "notes of a talk lie on the disk"
        assert not [path for path in tmp_path.rglob("*") if path.name.startswith("open-map-")]
        server = start(tmp_path / "one", port=int(server.netloc.split(":")[1]))
        talk.page.reload()  # F5 of the clicker
        talk.at(2)
        expect(talk.page.locator("#title")).to_have_text("第 2 个")
        talk.press("PageDown", 3)

        other = start(tmp_path / "two")
        path = talk.page.url.partition("#")[0].removeprefix(server.url)
        answers = [DIRECT.open(f"{each.url}{path}", timeout=60).read() for each in (server, other)]
        assert answers[0] == answers[1]
        assert b'id="talk"' in answers[0]
    finally:
        for each in filter(None, (server, other)):
            each.stop()


def test_an_address_without_a_talk_is_a_page_of_words(
    server: AppServer, new_page: Callable[..., Page], watch: Watch
) -> None:
    watch.allow("status 4")
    watch.allow("the server responded with a status of 4")
    page = new_page(viewport={"width": 390, "height": 844})
    found = {"nope": "talk.unknown", "held?talk=0": "talk.gone", "own?talk=x": "briefing.cure_link_broken"}
    for name, key in found.items():
        page.goto(f"{server.url}/talk/{name}")
        for lang in ("zh", "en"):
            expect(page.locator("main")).to_contain_text(say(key, lang))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name=say("talk.to_briefings", "zh")).click()
    expect(page.locator("h1")).to_have_text("演示", timeout=PATIENCE)
    settle(page)
