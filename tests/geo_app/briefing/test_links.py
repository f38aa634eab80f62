"""A briefing that a link carries."""

import base64
import zlib
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from layers.briefing.link import MOST_CHARACTERS, to_code
from layers.briefing.scenes import Briefing, Scene, Title
from layers.i18n.messages import say
from tests.geo_app.briefings import FAULTY, HOSTILE, press, scene_titles, shared, text_of
from tests.open_page import Run


def test_a_link_carries_the_whole_briefing_and_reload_keeps_it(draft: AppTest, open_app: Run) -> None:
    draft.text_area(key="scene-1-notes-zh").set_value(HOSTILE).run()
    query = parse_qs(urlsplit(shared(draft)).query)
    assert query["scene"] == ["own"]
    page = open_app(scene="own", talk=query["talk"][0])
    assert scene_titles(page) == scene_titles(draft)
    assert HOSTILE in text_of(page)
    assert page.query_params["talk"] in (query["talk"], query["talk"][0]), "while unchanged, a reload finds it there"
    press(page, "scene-drop-1")
    assert "talk" not in page.query_params
    press(page, "talk-undo")
    assert scene_titles(page) == scene_titles(draft)
    press(page, "talk-undo")
    assert scene_titles(page) == []


def test_an_opened_link_takes_the_place_of_a_draft_that_can_be_brought_back(draft: AppTest) -> None:
    before = scene_titles(draft)
    draft.query_params["talk"] = to_code(Briefing(title=Title(zh="别人的"), scenes=(Scene(title=Title(zh="一幕")),)))
    draft.run()
    assert scene_titles(draft) == ["1. 一幕"]
    press(draft, "talk-undo")
    assert scene_titles(draft) == before
    assert "talk" not in draft.query_params


@pytest.mark.parametrize("cut", [slice(0, 60), slice(5, None), slice(0, 0)])
def test_a_bad_link_is_told_and_changes_nothing(draft: AppTest, cut: slice) -> None:
    before = scene_titles(draft)
    whole = to_code(Briefing(title=Title(zh="别人的"), scenes=(Scene(title=Title(zh="一幕")),)))
    draft.query_params["talk"] = whole[cut] or "x" * (MOST_CHARACTERS + 1)
    draft.run()
    assert not draft.exception
    assert scene_titles(draft) == before
    assert "没有载入“链接里的演示”" in text_of(draft)
    assert "talk" not in draft.query_params


SCENE = f'[[scenes]]\ntitle = {{ zh = "a" }}\nnotes = {{ zh = "{"{count}" * 500}" }}\n'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a." * 14_000 + "a = 1", "点号"),
        ("delay = " + "9" * 900_000, "太长的数字"),
        ('title = { zh = "x" }\n' + SCENE * 3, "填数处太多"),
    ],
)
def test_a_link_that_was_a_bomb_is_told_so(draft: AppTest, text: str, reason: str) -> None:
    before = scene_titles(draft)
    draft.query_params["talk"] = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    draft.run()
    assert not draft.exception
    assert scene_titles(draft) == before
    assert reason in text_of(draft)


def test_an_address_without_end_begins_anew(draft: AppTest) -> None:
    draft.query_params["lang"] = "en"
    draft.query_params["q"] = "x" * 13_000
    draft.run()
    assert not draft.exception
    assert "The link is too long" in text_of(draft)
    assert "q" not in draft.query_params


def test_a_link_with_a_faulty_scene_names_it(open_app: Run) -> None:
    packed = base64.urlsafe_b64encode(zlib.compress(FAULTY.encode())).decode().rstrip("=")
    page = open_app(scene="own", talk=packed)
    assert scene_titles(page) == ["1. 好的"]
    assert "第 2 幕“坏的”，filters" in text_of(page)


def test_a_briefing_too_long_for_a_link_is_told_the_way_out(draft: AppTest) -> None:
    noise = "".join(chr(0x4E00 + number * number % 20_000) for number in range(3900))  # cannot be made short
    for number in (1, 2, 3):
        draft.text_area(key=f"scene-{number}-notes-zh").set_value(noise).run()
        draft.button(key=f"scene-go-{min(number + 1, 3)}").click().run()
    assert "“开始演示”的网址只在服务器这次运行期间" in text_of(draft)
    draft.session_state["talk-share"] = True
    draft.run()
    assert not draft.code
    assert "保存演示文件" in text_of(draft)


def test_a_stranger_s_briefing_is_named_as_one_and_one_s_own_is_not(draft: AppTest) -> None:
    said = say("briefing.from_link", "zh")
    assert said not in text_of(draft)
    scenes = tuple(Scene(title=Title(zh=name)) for name in ("一幕", "二幕"))
    draft.query_params["talk"] = to_code(Briefing(title=Title(zh="官方"), scenes=scenes))
    draft.run()
    assert said in text_of(draft)
    press(draft, "scene-drop-1")
    assert said in text_of(draft), "a change of the visitor's makes it no less a stranger's"
    press(draft, "talk-undo")
    press(draft, "talk-undo")
    assert said not in text_of(draft), "the visitor's own draft is back"


def test_controls_of_direction_are_removed_and_it_is_said(open_app: Run) -> None:
    file = 'title = { zh = "题" }\n[[scenes]]\ntitle = { zh = "甲\u202e乙" }\n'
    page = open_app(scene="own", talk=base64.urlsafe_b64encode(zlib.compress(file.encode())).decode().rstrip("="))
    assert scene_titles(page) == ["1. 甲乙"]
    assert "第 1 幕“甲乙”，title：含 1 个看不见的控制字符" in text_of(page)


def test_a_ready_briefing_is_shared_by_its_name(open_app: Run) -> None:
    query = parse_qs(urlsplit(shared(open_app(scene="corridors.3", lang="en", type="park"))).query)
    assert query == {"scene": ["corridors.3"], "lang": ["en"]}
