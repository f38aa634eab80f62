"""The exports panel without a browser: the check is listed, files are made when asked for, a missing font is said."""

import io
from collections.abc import Callable

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from layers.config.branding import load_branding
from layers.formats import fonts
from layers.i18n.messages import say

Run = Callable[..., AppTest]


def page() -> None:
    """Draw the panel for a briefing of two scenes: what AppTest runs, so it imports for itself."""
    import streamlit as st  # noqa: PLC0415

    from geo_app.state import cache, view_state  # noqa: PLC0415
    from geo_app.widgets import export_panel  # noqa: PLC0415
    from layers.briefing.scenes import Briefing, Scene  # noqa: PLC0415

    dataset = cache.current_snapshot().dataset
    visitor = view_state.start(dataset)
    scenes = [
        Scene(title={"zh": name}, filters={"kind": ("airport",)}, notes={"zh": st.session_state.get("notes", "")})
        for name in st.session_state.get("scenes", ("甲", "乙"))
    ]
    export_panel.show(visitor, dataset, Briefing(title={"zh": "试讲", "en": "A trial"}, scenes=tuple(scenes)))


@pytest.fixture
def opened() -> Run:
    def run(lang: str = "zh", **session: object) -> AppTest:
        test = AppTest.from_function(page, default_timeout=60)
        test.query_params["lang"] = lang
        for key, value in session.items():
            test.session_state[key] = value
        test.run()
        assert not test.exception
        return test

    return run


def said(test: AppTest) -> str:
    return "\n".join(str(element.value) for element in [*test.markdown, *test.caption, *test.error]).replace("\\", "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_check_comes_first_with_cures(opened: Run, lang: str) -> None:
    test = opened(lang)
    text = said(test)
    assert say("preflight.title", lang) in text
    assert say("cure.approval-look", lang) in text
    names = "第 1 幕标题、第 2 幕标题" if lang == "zh" else "scene 1: Title, scene 2: Title"
    assert say("finding.language-look", lang, count=2, names=names) in text
    assert load_branding().review(lang) in text
    assert [button.key for button in test.button] == ["make-briefing-slides", "make-briefing-handout"]


def test_slides_are_made_when_asked_for_and_old_ones_say_so(opened: Run) -> None:
    test = opened()
    assert not test.get("download_button")
    test.button(key="make-briefing-slides").click().run()
    assert not test.exception
    made = test.session_state["kept-export-briefing-slides"]
    assert len(Presentation(io.BytesIO(made[1])).slides) == 4
    assert len(test.get("download_button")) == 1
    test.toggle(key="exports-grey-briefing").set_value(True).run()
    assert not test.get("download_button")
    assert say("exports.outdated", "zh") in said(test)


def test_slides_say_that_they_hold_notes_and_can_do_without(opened: Run) -> None:
    assert not any("notes" in str(toggle.key) for toggle in opened().toggle)
    test = opened(notes="只给自己看")
    assert say("exports.notes_help", "zh") in said(test)

    def notes() -> str:
        test.button(key="make-briefing-slides").click().run()
        assert not test.exception
        slides = Presentation(io.BytesIO(test.session_state["kept-export-briefing-slides"][1])).slides
        return "".join(slide.notes_slide.notes_text_frame.text for slide in slides)

    assert "只给自己看" in notes()
    test.toggle(key="exports-notes-briefing").set_value(False).run()
    assert say("exports.outdated", "zh") in said(test)
    assert "只给自己看" not in notes()


def test_without_the_font_slides_still_work(opened: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FILE", "no-such-font.ttf")
    test = opened("en")
    assert say("cure.font-stop", "en") in said(test)
    assert test.button(key="make-briefing-handout").disabled
    assert not test.button(key="make-briefing-slides").disabled


def test_a_briefing_without_scenes_says_so(opened: Run) -> None:
    test = opened(scenes=())
    assert [info.value for info in test.info] == [say("exports.empty", "zh")]
    assert not test.button
