"""The draft as the page hands it to the browser and takes it back: marks, limits, redo; what a stranger stored."""

import base64
import json
import re
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo_app.widgets import draft_offer as drafts
from layers.briefing.file import SIZE_LIMIT, write_briefing
from layers.briefing.link import MOST_CHARACTERS, MOST_STORED, from_code, to_code
from layers.briefing.scenes import Briefing, Paragraph, Scene, Title
from tests.browser.expected import EDITION
from tests.geo_app.briefings import go_to, press, scene_titles, shared, text_of
from tests.open_page import Run

MARK = re.compile(
    r'<i class="om-draft" data-name="(\w*)" data-mark="(\w*)" data-code="([\w-]*)" data-about="([\w+/=]*)"'
)


def mark_of(page: AppTest) -> SimpleNamespace | None:
    """Return what the page tells drafts.js, or None where it marks no draft."""
    found = [match for element in page.get("html") if (match := MARK.search(element.proto.body))]
    return (
        SimpleNamespace(**dict(zip(("name", "mark", "code", "about"), found[0].groups(), strict=True)))
        if found
        else None
    )


def test_a_session_without_a_draft_marks_none(open_app: Run) -> None:
    assert mark_of(open_app(scene="regions")) is None


def test_every_change_is_marked_and_can_be_read_back(draft: AppTest) -> None:
    draft.run()
    first = mark_of(draft)
    assert first is not None
    about = json.loads(base64.b64decode(first.about))
    assert about["scenes"] == len(scene_titles(draft))
    press(draft, "scene-drop-1").run()
    second = mark_of(draft)
    assert second is not None
    assert second.name == first.name
    assert second.mark != first.mark
    found, faults = from_code(second.code, EDITION, most=MOST_STORED)
    assert (len(found.scenes), faults) == (about["scenes"] - 1, ())


@pytest.mark.parametrize("view", ["map", "delivery", "indicators"])
def test_a_scene_added_on_any_page_is_marked_there(open_app: Run, view: str) -> None:
    page = press(open_app(view), "add-scene")
    assert mark_of(page) is not None


def test_an_opened_link_is_no_draft_until_it_is_changed(draft: AppTest, open_app: Run) -> None:
    code = re.search(r"talk=([\w-]+)", shared(draft))
    assert code
    page = open_app("briefing", talk=code[1], scene="own")
    assert scene_titles(page)
    assert mark_of(page) is None
    press(page, "scene-drop-1").run()
    assert mark_of(page) is not None


def test_a_draft_without_scenes_is_marked_as_gone(draft: AppTest) -> None:
    for _ in scene_titles(draft):
        press(draft, "scene-drop-1")
    found = mark_of(draft.run())
    assert found is not None
    assert (found.mark, found.code) == ("", "")


def test_another_briefing_gets_another_name(draft: AppTest) -> None:
    before = mark_of(draft.run())
    draft.segmented_control(key="briefing-choice").set_value("corridors").run()
    after = mark_of(press(draft, "talk-copy").run())
    assert before is not None
    assert after is not None
    assert before.name != after.name, "the browser would overwrite the former draft"


def test_undo_and_redo_stand_side_by_side(draft: AppTest) -> None:
    before = scene_titles(draft)
    press(draft, "scene-drop-1")
    assert draft.button(key="talk-redo").disabled
    press(draft, "talk-undo")
    assert scene_titles(draft) == before
    press(draft, "talk-redo")
    assert [title.split(". ", 1)[1] for title in scene_titles(draft)] == [t.split(". ", 1)[1] for t in before[1:]]
    press(draft, "talk-undo")
    press(draft, "scene-drop-2")
    assert draft.button(key="talk-redo").disabled, "a change made after an undo ends what could be redone"


def take_up(page: AppTest, value: object, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Let the frame on the page hand `value` to the session, as the browser would."""
    handed = [value]

    def frame(**kwargs: object) -> None:
        if handed:
            st.session_state["handed"] = handed.pop()
            st.button("hand over", key="hand-over", on_click=hand)

    def hand() -> None:

        monkeypatch.setattr(drafts, "KEY", "handed")
        drafts._take_up()

    monkeypatch.setattr(drafts, "_frame", frame)
    page.run()
    return press(page, "hand-over")


def test_a_stored_draft_comes_back_under_its_name(
    draft: AppTest, open_app: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = mark_of(draft.run())
    assert stored is not None
    page = take_up(open_app(scene="own"), {"name": stored.name, "code": stored.code}, monkeypatch)
    assert scene_titles(page) == scene_titles(draft)
    again = mark_of(page.run())
    assert again is not None
    assert again == stored


@pytest.mark.parametrize(
    "value",
    [
        None,
        "text",
        {"name": "../x", "code": "eJw"},
        {"name": "0123456789abcdef", "code": 7},
        {"name": "0123456789abcdef"},
        {"name": ["0123456789abcdef"], "code": "eJw"},
    ],
)
def test_what_has_another_shape_changes_nothing(open_app: Run, value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    page = take_up(open_app(scene="own"), value, monkeypatch)
    assert scene_titles(page) == []
    assert not page.error


@pytest.mark.parametrize("code", ["eJw", "%%%", "A" * (MOST_STORED + 1)])
def test_a_draft_that_cannot_be_read_says_so_and_changes_nothing(
    open_app: Run, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = take_up(open_app(scene="own"), {"name": "0123456789abcdef", "code": code}, monkeypatch)
    assert scene_titles(page) == []
    assert "没有载入“本浏览器里的演示草稿”" in text_of(page)


def test_where_no_files_are_taken_it_says_so_too(open_app: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_MAP_UPLOAD", "false")
    page = take_up(open_app(scene="own"), {"name": "0123456789abcdef", "code": "eJw"}, monkeypatch)
    assert "没有载入" in text_of(page)


def test_a_partly_readable_draft_leaves_the_stored_one_whole(open_app: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    scenes = (Scene(title=Title(zh="好")), Scene(title=Title(zh="坏"), also=("no-such-place",)))
    name = "0123456789abcdef"
    code = to_code(Briefing(title=Title(zh="旧"), scenes=scenes))
    page = take_up(open_app(scene="own"), {"name": name, "code": code}, monkeypatch)
    assert scene_titles(page) == ["1. 好"]
    assert "no-such-place" in text_of(page)
    found = mark_of(page.run())
    assert found is not None
    assert found.name != name


def test_the_longest_briefing_that_can_be_read_fits_into_the_store() -> None:
    noise = (base64.b85encode(bytes((i * 7919 + j * j * 31) % 256 for j in range(3100))).decode() for i in range(60))
    texts = [text.replace("\\", "/").replace('"', "'")[:3900] for text in noise]
    scenes = tuple(
        Scene(title=Title(zh="幕"), narration=Paragraph(zh=t, en=t[::-1]), notes=Paragraph(zh=t)) for t in texts
    )
    briefing = Briefing(title=Title(zh="长"), scenes=scenes)
    assert SIZE_LIMIT / 2 < len(write_briefing(briefing)) <= SIZE_LIMIT
    code = to_code(briefing)
    assert MOST_CHARACTERS < len(code) <= MOST_STORED
    assert from_code(code, EDITION, most=MOST_STORED) == (briefing, ())


def frames_of(page: AppTest) -> list[str]:
    return [element.proto.component_name for element in page.get("component_instance")]


def test_no_page_but_the_briefing_draws_the_frame(open_app: Run) -> None:
    page = open_app(scene="own")
    assert [element.proto.component_name for element in page.get("component_instance")] == [
        "geo_app.widgets.draft_offer.draft"
    ]
    assert "draft" not in str([e.proto.component_name for e in go_to(page, "indicators").get("component_instance")])
