"""Editing one's own briefing: each field is kept as soon as it is left, and every change can be undone."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st
from pydantic import ValidationError

from geo_app.briefing import scene_filters
from geo_app.state import draft_briefing, view_state
from geo_app.state.url import ViewState
from geo_app.widgets.markdown_escape import plain
from layers.briefing.file import OUTCOME
from layers.briefing.scenes import FIELD_WORDS, Briefing, Scene, SceneChart
from layers.catalogue.entries import Lang
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.monitoring.indicators import NUMBERS, load_monitoring
from layers.query.existence import TIMES

LANGS: tuple[Lang, ...] = ("zh", "en")
LONGEST = {"title": 200, "narration": 4000, "notes": 4000, "lead": 4000, "closing": 4000}
COUNTS = ("region", "type", "kind", "status", "now", f"region.{OUTCOME}", f"type.{OUTCOME}")


def show(scene: Scene, number: int, visitor: ViewState, dataset: Dataset) -> None:
    """Draw the fields of scene `number`."""
    lang = visitor.lang
    with st.container(key="scene-edit"):
        st.markdown(f"**{say('briefing.edit', lang)}**")
        for field in ("title", "narration", "notes"):
            _texts(getattr(scene, field), field, f"scene-{number}", partial(_write, number, field), lang)
        st.caption(plain(say("briefing.braces", lang)))
        _looks(scene, number, lang)
        scene_filters.show(scene, number, visitor, dataset)
        with st.container(horizontal=True, vertical_alignment="center", key="scene-view"):
            act = partial(_take_view, number)
            st.button(say("briefing.take_view", lang), key="take-view", icon=":material/crop_free:", on_click=act)
            if scene.view or scene.bounds:
                st.button(
                    say("briefing.fit_view", lang), key="fit-view", icon=":material/fit_screen:", on_click=_fit_view,
                    args=(number,),
                )  # fmt: skip


def show_frame(briefing: Briefing, visitor: ViewState) -> None:
    """Draw the fields of the whole: title, start, end, pace."""
    lang = visitor.lang
    with st.expander(say("briefing.frame", lang), key="talk-frame"):
        for field in ("title", "lead", "closing"):
            _texts(getattr(briefing, field), field, "talk", partial(_write_frame, field), lang)
        st.number_input(
            say("briefing.delay", lang),
            min_value=3,
            max_value=600,
            step=1,
            **view_state.widget_binding("talk-delay", briefing.delay, then=_set_delay),
        )


def _texts(said: Any, field: str, key: str, then: Any, lang: Lang) -> None:
    """Draw one text in both languages, that of the visitor first."""
    for code in sorted(LANGS, key=lambda code: code != lang):
        label = say(
            "briefing.text_in", lang, field=say(FIELD_WORDS[field], lang), language=say("app.this_language", code)
        )
        bound = view_state.widget_binding(f"{key}-{field}-{code}", getattr(said, code), then=partial(then, code))
        if field == "title":
            st.text_input(label, max_chars=LONGEST[field], **bound)
        else:
            st.text_area(label, max_chars=LONGEST[field], height=90, **bound)


def _looks(scene: Scene, number: int, lang: Lang) -> None:
    left, right = st.columns(2)
    with left:
        st.segmented_control(
            say("time.title", lang),
            TIMES,
            format_func=lambda time: say(f"time.{time}", lang),
            required=True,
            **view_state.widget_binding(f"scene-{number}-time", scene.time, then=partial(_set_time, number)),
        )
    with right:
        options = ["", *COUNTS, *(str(no) for no in NUMBERS)]
        now = _figure_code(scene.figure)
        st.selectbox(
            say("briefing.figure", lang),
            options if now in options else [*options, now],
            format_func=lambda code: _figure_title(code, lang),
            **view_state.widget_binding(
                f"scene-{number}-figure", now, then=lambda code: draft_briefing.edit(number, figure=_figure(code))
            ),
        )


def _figure_code(figure: SceneChart | None) -> str:
    if figure is None:
        return ""
    return str(figure.indicator) if figure.indicator else ".".join(filter(None, (figure.rows, figure.columns)))


def _figure(code: str) -> SceneChart | None:
    if not code:
        return None
    rows, _, columns = code.partition(".")
    return SceneChart(indicator=int(code)) if code.isdigit() else SceneChart(rows=rows, columns=columns or None)


def _figure_title(code: str, lang: Lang) -> str:
    if not code:
        return say("briefing.no_figure", lang)
    if code.isdigit():
        return say("briefing.indicator_no", lang, no=code, title=load_monitoring().indicator(int(code)).title.say(lang))
    catalogue = load_catalogue()
    names = [
        say("delivery.outcome", lang) if key == OUTCOME else catalogue.fields[catalogue.filters[key]].title.say(lang)
        for key in code.split(".")
    ]
    return say(
        "briefing.chart_by_two" if len(names) > 1 else "briefing.chart_by", lang, rows=names[0], columns=names[-1]
    )


def _set_time(number: int, time: str | None) -> None:
    if time:
        draft_briefing.edit(number, time=time)


def _write(number: int, field: str, code: str, text: str) -> None:
    said = getattr(draft_briefing.current().scenes[number - 1], field)
    draft_briefing.edit(number, **{field: {**said.model_dump(), code: text}})


def _write_frame(field: str, code: str, text: str) -> None:
    briefing = draft_briefing.current()
    said = {**getattr(briefing, field).model_dump(), code: text}
    try:
        draft_briefing.change(Briefing.model_validate({**briefing.model_dump(), field: said}))
    except ValidationError:
        view_state.mark_touched()


def _set_delay(seconds: int) -> None:
    draft_briefing.change(draft_briefing.current().model_copy(update={"delay": int(seconds)}))


def _take_view(number: int) -> None:
    """Take the frame that the small map shows now; the map itself writes it into the address."""
    if view := view_state.shown_view():
        draft_briefing.edit(number, view=view, bounds=None)


def _fit_view(number: int) -> None:
    draft_briefing.edit(number, view=None, bounds=None)
