"""What if: a draft made by clicks or coordinates, kept in the address and in a file; before and after side by side."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import streamlit as st

from geo_app.planning import effect_panel
from geo_app.state import cache, planning_cache, session, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import file_upload
from geo_app.widgets.markdown_escape import plain
from layers.config.settings import load_settings
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import WIDE_COMMA, WIDE_SEMICOLON
from layers.planning import scenario
from layers.planning.scenario import Act, Change, ScenarioError

TOPIC = "scenario"
TOOLS = ("add", "move", "close")
LONGEST = 40  # characters of a typed point
_TYPED = re.compile(rf"\s*(-?\d{{1,3}}(?:\.\d+)?)\s*[,;{WIDE_COMMA}{WIDE_SEMICOLON}\s]\s*(-?\d{{1,2}}(?:\.\d+)?)\s*")


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the section."""
    lang, planning_query = visitor.lang, visitor.planning_query
    st.markdown(say("whatif.lead", lang))
    if not planning_query.kinds:
        st.info(say("planning.no_kind", lang))
        return
    _tools(visitor, dataset)
    _draft(visitor, dataset)
    _files(visitor, dataset)
    if planning_query.changes:
        effect_panel.show(visitor, dataset)


def on_point(visitor: ViewState) -> Callable[[float, float], None] | None:
    """Return what a click on the map does: with the tool that closes, nothing."""
    if not visitor.planning_query.kinds or session.get("draft-tool") == "close":
        return None
    return _place


def _place(lon: float, lat: float) -> None:
    """Add or move at a point."""
    planning_query = view_state.current().planning_query
    tool: Act = session.get("draft-tool") or "add"
    what = session.get("draft-site") if tool == "move" else session.get("draft-kind") or planning_query.kinds[0]
    if what:
        changed = planning_query.with_change(Change(tool, what, round(lon, 4), round(lat, 4)))
        view_state.plan(changes=changed.changes)


def _tools(visitor: ViewState, dataset: Dataset) -> None:
    lang, planning_query = visitor.lang, visitor.planning_query
    tool = st.segmented_control(
        say("whatif.tool", lang),
        TOOLS,
        format_func=lambda code: say(f"whatif.{code}", lang),
        required=True,
        **view_state.widget_binding(
            "draft-tool", session.get("draft-tool") or "add", then=partial(session.accept, "draft-tool")
        ),
    )
    if tool == "add":
        kept = session.get("draft-kind")
        titles = {code: dataset.catalogue.kinds[code].title.say(lang) for code in planning_query.kinds}
        _what("kind", titles, kept if kept in titles else planning_query.kinds[0], visitor)
    else:
        sites = planning_cache.today(visitor.time).of_kinds(planning_query.kinds)
        titles = {code: name.say(lang) for code, name in zip(sites.ids.tolist(), sites.names, strict=True)}
        if not titles:
            st.caption(say("coverage.no_sites", lang))
            return
        kept = _clicked(visitor) or session.get("draft-site")
        _what("site", titles, kept if kept in titles else next(iter(titles)), visitor)
    if tool == "close":
        st.button(say("whatif.go", lang), key="draft-close", type="primary", on_click=_close)
    else:
        _typed(visitor)
    if len(planning_query.changes) >= scenario.MOST:
        st.warning(say("whatif.full", lang, most=scenario.MOST))


def _clicked(visitor: ViewState) -> str | None:
    """Return the site that was just clicked on the map; one that was taken already is not taken again."""
    fresh = visitor.selected != session.get("draft-clicked")
    session.set_default("draft-clicked", visitor.selected)
    return visitor.selected if fresh else None


def _what(part: str, titles: dict[str, str], chosen: str, visitor: ViewState) -> None:
    """Draw the choice of what is added, or of which site is moved or closed; it lives in the session only."""
    topic = f"draft-{part}"
    if session.get(topic) != chosen:
        session.set_default(topic, chosen)
    st.selectbox(
        say(f"whatif.{part}", visitor.lang),
        list(titles),
        format_func=lambda code: titles[code],
        **view_state.widget_binding(topic, chosen, then=partial(session.accept, topic)),
    )


def _typed(visitor: ViewState) -> None:
    lang = visitor.lang
    st.caption(say("whatif.click", lang))
    with st.form("draft-form", border=False):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        left.text_input(
            say("whatif.coordinates", lang),
            key="draft-at",
            max_chars=LONGEST,
            placeholder=say("whatif.coordinates_hint", lang),
        )
        right.form_submit_button(say("whatif.go", lang), key="draft-go", on_click=_take_typed)
    if session.refused("draft-at"):
        st.error(say("whatif.bad_point", lang))


def _take_typed() -> None:
    typed = st.session_state.get("draft-at", "")
    numbers = _TYPED.fullmatch(typed) if len(typed) <= LONGEST else None  # max_chars holds in a browser only
    lon, lat = (float(numbers[1]), float(numbers[2])) if numbers else (999.0, 999.0)
    if abs(lon) > 180 or abs(lat) > 90:
        session.reject("draft-at", "point")
        return
    session.accept("draft-at", None)
    st.session_state["draft-at"] = ""
    _place(lon, lat)


def _close() -> None:
    if what := session.get("draft-site"):
        view_state.plan(changes=view_state.current().planning_query.with_change(Change("close", what)).changes)


def _draft(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the list of changes, each with its way back."""
    lang, changes = visitor.lang, visitor.planning_query.changes
    st.markdown(f"## {say('whatif.changes', lang)}")
    if not changes:
        st.caption(say("whatif.empty", lang))
        return
    for number, change in enumerate(changes):
        with st.container(horizontal=True, vertical_alignment="center", key=f"change-{number}"):
            st.markdown(plain(f"{number + 1}. {_said(change, visitor, dataset)}"))
            st.button(
                say("whatif.undo", lang),
                key=f"undo-{number}",
                type="tertiary",
                icon=":material/undo:",
                on_click=view_state.plan,
                kwargs={"changes": changes[:number] + changes[number + 1 :]},
            )


def _said(change: Change, visitor: ViewState, dataset: Dataset) -> str:
    lang = visitor.lang
    if change.act == "add":
        name = dataset.catalogue.kinds[change.what].title.say(lang)
    else:
        name = dataset.name(change.what, lang)
    return say(f"change.{change.act}", lang, name=name, lon=f"{change.lon:.4f}", lat=f"{change.lat:.4f}")


def _files(visitor: ViewState, dataset: Dataset) -> None:
    lang, changes = visitor.lang, visitor.planning_query.changes
    if changes:
        with st.container(horizontal=True, key="draft-files"):
            content = scenario.to_geojson(changes, dataset, say("whatif.changes", lang))
            st.download_button(
                say("whatif.file", lang),
                content,
                "scenario.geojson",
                "application/geo+json",
                key="draft-file",
                on_click="ignore",
            )
            st.button(say("whatif.clear", lang), key="draft-clear", on_click=view_state.plan, kwargs={"changes": ()})
    if not load_settings().upload:
        st.caption(say("whatif.no_upload", lang))
        return
    file_upload.show(TOPIC, say("whatif.upload", lang), say("whatif.drop", lang), _load)
    if refused := session.refused(TOPIC):
        name, error = refused
        st.error(plain(say("whatif.refused", lang, name=name, why=say(error.key, lang, **error.values))))


def _load(name: str, content: bytes) -> None:
    """Take a draft from a file; a refused one leaves the draft as it was."""
    try:
        changes = scenario.from_geojson(content, cache.current_snapshot().dataset)
    except ScenarioError as error:
        session.reject(TOPIC, (name, error))
        return
    session.accept(TOPIC, None)
    view_state.plan(changes=changes)
