"""The presenter's page without a browser."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from geo_app.briefing import briefing_panel
from layers.briefing.file import read_briefing, ready, write_briefing
from layers.briefing.link import from_code
from layers.briefing.placeholders import fill
from layers.briefing.scenes import Briefing
from layers.catalogue.entries import Lang
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.i18n.messages import say
from tests.geo_app.briefings import FAULTY, HOSTILE, go_to, press, scene_titles, shared, text_of
from tests.open_page import Run

EDITION = load_dataset(load_catalogue())
HAN = re.compile(r"[\u4e00-\u9fff]")


def plain_text(text: str) -> str:
    """Return Markdown text without the marks that keep its signs from being read."""
    return text.replace("\\", "")


@pytest.mark.parametrize("code", ready())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_ready_briefing_is_shown(open_app: Run, code: str, lang: str) -> None:
    found, _ = read_briefing(ready()[code].read_bytes(), EDITION)
    page = open_app(scene=f"{code}.2", lang=lang)
    assert len(scene_titles(page)) == len(found.scenes)
    heading = next(text.value for text in page.markdown if text.value.startswith("## "))
    assert heading.startswith("## 2. ")
    if lang == "en":
        assert not HAN.search(text_of(page))
        assert not any(HAN.search(title) for title in scene_titles(page))


def test_an_address_that_nobody_knows_is_said_to_be_so(open_app: Run) -> None:
    assert "nobody.3" in text_of(open_app(scene="nobody.3"))


def test_an_own_briefing_begins_empty_and_says_how_to_go_on(open_app: Run) -> None:
    text = text_of(open_app(scene="own"))
    assert "还没有场景" in text


def test_views_become_scenes_from_three_pages(open_app: Run) -> None:
    page = press(open_app("map", type="park", time="now"), "add-scene")
    assert [toast.value.replace("\\", "") for toast in page.toast] == ["已加入“我的演示”，第 1 幕。"]
    page = press(go_to(page, "indicators"), "add-scene")
    page = press(go_to(page, "delivery"), "add-scene")
    page = go_to(page, "briefing")
    assert [title.split(". ", 1)[0] for title in scene_titles(page)] == ["1", "2", "3"]
    assert "园区平台" in scene_titles(page)[0]
    assert "正式开放口岸数量" in scene_titles(page)[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_indicator_becomes_a_scene_of_today_that_says_how_it_stands(open_app: Run, lang: Lang) -> None:
    page = press(open_app("indicators", indicator="6", lang=lang, time="plan"), "add-scene")
    (scene,) = page.session_state["kept-briefing"].scenes
    assert scene.time == "now", "the latest value stands beside the map"
    said = fill(scene.narration.say(lang), EDITION, lang)
    assert "{" not in said
    assert fill("{target 6}", EDITION, lang) in said
    assert fill("{state 6}", EDITION, lang) in said


def test_a_shortlist_becomes_a_scene_without_filters_that_the_page_does_not_heed(open_app: Run) -> None:
    page = press(open_app("invest", type="corridor", pick="htz-dazu"), "add-scene")
    (scene,) = page.session_state["kept-briefing"].scenes
    assert scene.filters == {}
    assert scene.highlight == ("htz-dazu",)
    name = EDITION.name("htz-dazu", "zh")
    assert name in fill(scene.narration.zh, EDITION, "zh")


def test_the_offline_page_says_that_it_holds_notes_and_can_do_without(
    open_app: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = press(open_app(scene="regions"), "talk-offline")
    assert say("briefing.offline_notes_help", "zh") in [plain_text(caption.value) for caption in page.caption]
    handed: list[Briefing] = []
    real = briefing_panel.st.download_button

    def look(label: str, make: Callable[[], bytes], *args: object, **kwargs: object) -> bool:
        if kwargs["key"] == "talk-offline-save":
            make()
        return bool(real(label, make, *args, **kwargs))

    monkeypatch.setattr(briefing_panel, "offline", lambda briefing, *_: handed.append(briefing) or b"")
    monkeypatch.setattr(briefing_panel.st, "download_button", look)
    press(page, "talk-offline")
    assert handed[-1].has_notes
    page.toggle(key="talk-offline-notes").set_value(False)
    press(page, "talk-offline")  # in a browser the dialog stays open and runs alone
    assert not handed[-1].has_notes
    assert handed[-1].without_notes() == handed[-1]
    assert [scene.narration for scene in handed[-1].scenes] == [scene.narration for scene in handed[0].scenes]


@pytest.mark.parametrize(("url", "is_warned"), [("http://127.0.0.1:8501", True), ("https://map.example.org", False)])
def test_a_link_that_others_cannot_open_says_so(
    draft: AppTest, url: str, is_warned: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPEN_MAP_PUBLIC_URL", url)
    assert shared(draft).startswith(url)
    assert ("public_url" in text_of(draft)) == is_warned


def test_scenes_move_double_and_go_and_come_back(draft: AppTest) -> None:
    before = [title.split(". ", 1)[1] for title in scene_titles(draft)]

    def now() -> list[str]:
        return [title.split(". ", 1)[1] for title in scene_titles(draft)]

    press(draft, "scene-down-1")
    assert now() == [before[1], before[0], *before[2:]]
    press(draft, "scene-twice-2")
    assert now() == [before[1], before[0], before[0], *before[2:]]
    press(draft, "scene-drop-1")
    assert now() == [before[0], before[0], *before[2:]]
    for _ in range(3):
        press(draft, "talk-undo")
    assert now() == before
    assert draft.button(key="scene-up-1").disabled
    assert draft.button(key=f"scene-down-{len(before)}").disabled


def test_words_are_kept_as_they_are_written(draft: AppTest) -> None:
    draft.text_input(key="scene-1-title-zh").set_value(HOSTILE).run()
    draft.text_area(key="scene-1-narration-zh").set_value("第一行\n{count type=park} 项").run()
    draft.text_area(key="scene-1-notes-zh").set_value("只给自己看").run()
    assert not draft.exception
    text = text_of(draft)
    assert f"1. {HOSTILE}" in text
    assert f"{len(EDITION.features[EDITION.features['platform_type'] == 'park'])} 项" in text
    for code in ("zh", "en"):
        draft.text_input(key=f"scene-1-title-{code}").set_value("").run()
        assert not draft.exception
    assert scene_titles(draft)[0] != "1. ", "a scene keeps a title in one language at least"


def test_time_and_figure_are_kept(draft: AppTest) -> None:
    draft.segmented_control(key="scene-1-time").set_value("now").run()
    draft.selectbox(key="scene-1-figure").set_value("6").run()
    assert not draft.exception
    assert "货物进出口总额（亿元）" in text_of(draft)
    draft.selectbox(key="scene-1-figure").set_value("").run()
    assert "货物进出口总额（亿元）" not in text_of(draft)


def upload(page: AppTest, content: bytes, name: str = "own.toml") -> AppTest:
    page.file_uploader[0].upload(name, content, "application/toml").run()
    assert not page.exception
    return page


def test_a_saved_file_comes_back(open_app: Run) -> None:
    found, _ = read_briefing(ready()["corridors"].read_bytes(), EDITION)
    page = upload(open_app(scene="own"), write_briefing(found))
    assert len(scene_titles(page)) == len(found.scenes)


def test_a_faulty_scene_is_named_and_the_rest_is_used(open_app: Run) -> None:
    page = upload(open_app(scene="own"), FAULTY.encode())
    assert scene_titles(page) == ["1. 好的"]
    assert "第 2 幕“坏的”，filters" in text_of(page)
    assert "nope" in text_of(page)


def test_what_is_no_briefing_leaves_all_as_it_was(draft: AppTest) -> None:
    before = scene_titles(draft)
    page = upload(draft, b"title = ", f"{HOSTILE}.toml")
    assert scene_titles(page) == before
    assert "没有载入" in text_of(page)
    assert HOSTILE in text_of(page)


def test_the_language_changes_and_the_briefing_stays(draft: AppTest) -> None:
    draft.segmented_control(key="lang").set_value("en").run()
    assert not draft.exception
    assert "How much lies in each" in scene_titles(draft)[0]


def test_the_filters_of_a_scene_are_changed_in_place(open_app: Run) -> None:
    page = go_to(press(open_app("map", type="park", id="htz-dazu"), "add-scene"), "briefing")
    assert "htz-dazu" not in text_of(page)
    page.session_state["scene-filters-1"] = True
    page.run()
    assert page.multiselect(key="scene-1-type").value == ["park"]
    assert page.multiselect(key="scene-1-highlight").value == ["htz-dazu"]
    page.multiselect(key="scene-1-region").set_value(["northeast"]).run()
    assert not page.exception
    assert page.multiselect(key="scene-1-highlight").value == [], "what the filters drop is no longer lit up"
    page.multiselect(key="scene-1-type").set_value([]).run()
    page.text_input(key="scene-1-q").set_value("机场").run()
    page.toggle(key="scene-1-route").set_value(True).run()
    assert not page.exception
    saved = own_of(page)
    assert dict(saved.scenes[0].filters) == {"region": ("northeast",), "q": ("机场",)}
    assert saved.scenes[0].route
    for _ in range(4):
        press(page, "talk-undo")
    assert own_of(page).scenes[0].highlight == ("htz-dazu",)
    assert dict(own_of(page).scenes[0].filters) == {"type": ("park",)}


def own_of(page: AppTest) -> Briefing:
    """Return the visitor's own briefing, as the link to it carries it."""
    code = parse_qs(urlsplit(shared(page)).query)["talk"][0]
    return from_code(code, EDITION)[0]


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ({}, {"kind": ("bonded-zone",)}),
        ({"cell": "northeast:hub"}, {"type": ("hub",), "region": ("northeast",)}),
        ({"cell": "500101:port", "grain": "kind", "by": "district"}, {"kind": ("port",), "district": ("500101",)}),
        ({"cell": "500101:port", "grain": "kind", "edition": "37"}, {"kind": ("port",), "district": ("500101",)}),
    ],
)  # fmt: skip
def test_the_planner_s_map_becomes_a_scene(
    open_app: Run, query: dict[str, str], filters: dict[str, tuple[str, ...]]
) -> None:
    page = press(open_app("planning", **query), "add-scene")
    page = go_to(page, "briefing")
    (scene,) = page.session_state["kept-briefing"].scenes
    assert dict(scene.filters) == filters
    assert scene.district_vintage == query.get("edition", "38")
    assert scene.figure is not None
    assert scene.figure.columns == "region"


def test_without_a_kind_or_a_cell_the_planner_has_nothing_to_add(open_app: Run) -> None:
    page = open_app("planning", of="none")
    assert not [button for button in page.button if button.key == "add-scene"]


def test_one_s_own_briefing_is_looked_at_first_once_it_is_begun(open_app: Run) -> None:
    page = go_to(press(open_app("map", type="park"), "add-scene"), "briefing")
    assert page.segmented_control(key="briefing-choice").value == "own"
    assert len(scene_titles(page)) == 1
