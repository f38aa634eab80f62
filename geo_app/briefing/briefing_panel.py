"""The presenter's page: which briefing, its tools, its scenes, the one that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from geo_app.briefing import origins, scene_editor, share_panel, talk_store
from geo_app.briefing.scene_preview import show as show_preview
from geo_app.state import cache, draft_briefing, session, view_state
from geo_app.state.cache import Snapshot
from geo_app.state.url import OWN, ViewState
from geo_app.widgets import draft_offer, export_panel, file_upload, fragments, menu
from geo_app.widgets.markdown_escape import plain
from layers.briefing.file import fault_sentence, ready, write_briefing
from layers.briefing.link import MOST_CHARACTERS
from layers.briefing.placeholders import fill
from layers.briefing.presenter_page import offline
from layers.briefing.scenes import Briefing, Scene
from layers.catalogue.entries import Lang
from layers.config.settings import load_settings
from layers.dataset.dataset import Dataset
from layers.i18n.findings import Finding
from layers.i18n.messages import say

FAULTS_SHOWN = 12
WORDS = {
    "up": "briefing.up",
    "down": "briefing.down",
    "twice": "briefing.twice",
    "drop": "briefing.drop_scene",
}
ICONS = {"up": "arrow_upward", "down": "arrow_downward", "twice": "content_copy", "drop": "delete"}


def show(visitor: ViewState, dataset: Dataset) -> Briefing:
    """Draw the page and return the briefing that is looked at."""
    lang = visitor.lang
    code, briefing, faults = _shown(visitor)
    _choose(code, lang)
    origins.show(code, lang)
    draft_offer.offer(lang)
    _say_faults(briefing.title.say(lang), faults, lang)
    _tools(briefing, code, visitor, dataset)
    if code == OWN:
        _own_files(lang)
    if briefing.scenes:
        _scenes()
    else:
        _begin(visitor, dataset)
    return briefing


def _shown(visitor: ViewState) -> tuple[str, Briefing, tuple[Finding, ...]]:
    """Return the briefing that is shown: its code, itself, and what was wrong with its file."""
    code = draft_briefing.shown_code(visitor)
    return (code, draft_briefing.current(), ()) if code == OWN else (code, *cache.briefing(code))


def _but_scene(view: ViewState) -> tuple[ViewState, Briefing]:
    code, briefing, _ = _shown(view)
    return replace(view, scene=1, briefing=code), briefing


def _choose(code: str, lang: Lang) -> None:
    titles = {name: cache.briefing(name)[0].title.say(lang) for name in ready()}
    count = len(draft_briefing.current().scenes)
    titles[OWN] = say("briefing.own_count", lang, count=count) if count else say("briefing.own", lang)
    st.segmented_control(
        say("briefing.which", lang),
        list(titles),
        format_func=lambda name: plain(titles[name]),
        required=True,
        label_visibility="collapsed",
        **view_state.widget_binding(
            "briefing-choice", code, then=lambda name: view_state.change(briefing=name or code, scene=1)
        ),
    )


def _tools(briefing: Briefing, code: str, visitor: ViewState, dataset: Dataset) -> None:
    lang, own = visitor.lang, code == OWN
    with st.container(horizontal=True, vertical_alignment="center", key="talk-tools"):
        if briefing.scenes:
            found = talk_store.find(briefing, code, lang)
            url = f"{found.url}#scene=0&lang={lang}"
            st.link_button(say("briefing.present", lang), url, icon=":material/slideshow:", type="primary")
            title = say("briefing.offline", lang)
            if st.button(title, key="talk-offline", icon=":material/download:"):
                st.dialog(title, width="large")(_offline)(briefing, code, lang, dataset)
            st.download_button(
                say("briefing.save", lang),
                partial(write_briefing, briefing),
                f"{code}-briefing.toml",
                "application/toml",
                key="talk-save",
                icon=":material/save:",
                help=say("briefing.save_help", lang) if briefing.has_notes else None,
                on_click="ignore",
            )
            share_panel.show(briefing, code, visitor, dataset)
        if not own:
            label = say("briefing.copy", lang)
            st.button(
                label, key="talk-copy", on_click=draft_briefing.copy, args=(briefing,), icon=":material/edit_note:"
            )
        if own and (draft_briefing.can_undo() or draft_briefing.can_redo()):
            _history(lang)
    if briefing.scenes:
        st.caption(say("briefing.keys_hint", lang))
        if found.size:
            said = say("briefing.held_only", lang, size=found.size, most=MOST_CHARACTERS)
            st.warning(plain(said), icon=":material/memory:")


def _history(lang: Lang) -> None:
    """Draw undo and redo; drafts.js binds their keys, which a text box keeps for its own text."""
    acts = {
        "undo": (draft_briefing.undo, draft_briefing.can_undo(), "briefing.undo", "briefing.undo_keys"),
        "redo": (draft_briefing.redo, draft_briefing.can_redo(), "briefing.redo", "briefing.redo_keys"),
    }
    for name, (act, can, label, keys) in acts.items():
        st.button(
            say(label, lang),
            key=f"talk-{name}",
            on_click=act,
            disabled=not can,
            icon=f":material/{name}:",
            help=say(keys, lang),
        )


def _offline(briefing: Briefing, code: str, lang: Lang, dataset: Dataset) -> None:
    """Draw the check of the talk and the button that hands it out."""
    origin = origins.origin_of(code)
    export_panel.show_briefing_check(briefing, dataset, lang, origin)
    if briefing.has_notes:
        label, why = say("briefing.offline_notes", lang), say("briefing.offline_notes_help", lang)
        with_notes = st.toggle(label, value=True, key="talk-offline-notes")
        st.caption(plain(why))
        briefing = briefing if with_notes else briefing.without_notes()
    st.download_button(
        say("briefing.offline_save", lang),
        lambda: offline(briefing, code, dataset, cache.credit(origin), lang, origin),
        f"chongqing-{code}-{dataset.catalogue.data_date}.html",
        "text/html",
        key="talk-offline-save",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )


def _own_files(lang: Lang) -> None:
    """Draw the place to bring a saved file, and what was wrong with the last."""
    if load_settings().upload:
        _load(lang)
    _say_refused(lang)
    if left_out := draft_briefing.faults():
        _say_faults(*left_out, lang)


def _load(lang: Lang) -> None:
    with st.expander(say("briefing.load", lang), key="talk-load"):
        st.markdown(plain(say("briefing.load_help", lang)))
        file_upload.show(
            draft_briefing.TOPIC, say("briefing.upload", lang), say("briefing.drop", lang), draft_briefing.take
        )


def _say_refused(lang: Lang) -> None:
    """Say why the last file, link or stored draft was not taken."""
    if refused := session.refused(draft_briefing.TOPIC):
        name, faults = refused
        lines = [plain(fault_sentence(fault, lang)) for fault in faults[:FAULTS_SHOWN]]
        st.error("\n\n".join([plain(say("briefing.refused", lang, name=name)), *lines]), icon=":material/block:")


def _say_faults(name: str, faults: Sequence[Finding], lang: Lang) -> None:
    if not faults:
        return
    lines = [f"- {plain(fault_sentence(fault, lang))}" for fault in faults[:FAULTS_SHOWN]]
    if len(faults) > FAULTS_SHOWN:
        lines.append(f"- {say('briefing.more_faults', lang, count=len(faults) - FAULTS_SHOWN)}")
    st.warning("\n".join([plain(say("briefing.left_out", lang, name=name)), "", *lines]), icon=":material/report:")


def _begin(visitor: ViewState, dataset: Dataset) -> None:
    """Say how a briefing of one's own begins."""
    lang = visitor.lang
    with st.container(key="talk-empty"):
        words = "briefing.empty" if load_settings().upload else "briefing.empty_alone"  # no file, no word of one
        st.markdown(plain(say(words, lang)))
        with st.container(horizontal=True, key="talk-begin"):
            query = visitor.to_query(dataset)
            page = menu.pages(lang)["map"]
            st.page_link(page, label=say("briefing.to_map", lang), icon=":material/map:", query_params=query)


@fragments.view_fragment("briefing/scenes", rest=_but_scene, write=draft_briefing.write)
def _scenes(visitor: ViewState, snapshot: Snapshot) -> None:
    """Draw a scene and the list of all: another scene changes nothing above them, what is edited does."""
    lang, dataset = visitor.lang, snapshot.dataset
    code, briefing, _ = _shown(visitor)
    own, number = code == OWN, min(visitor.scene, len(briefing.scenes))
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(key="scene-now"):
        show_preview(briefing.scenes[number - 1], number, visitor, snapshot, foreign=own)
        if own:
            scene_editor.show(briefing.scenes[number - 1], number, visitor, dataset)
    with right, st.container(key="scene-list"):
        if own:
            scene_editor.show_frame(briefing, visitor)
        for at, scene in enumerate(briefing.scenes, start=1):
            title = plain(fill(scene.title.say(lang), dataset, lang))
            if not own:
                _row(at, title, scene, is_here=at == number)
                continue
            with st.container(horizontal=True, vertical_alignment="center", key=f"scene-row-{at}"):
                _row(at, title, scene, is_here=at == number)
                _handles(at, len(briefing.scenes), lang)


def _row(at: int, title: str, scene: Scene, *, is_here: bool) -> None:
    """Draw the button that leads to scene `at`: its picture and its title, framed where it is shown already."""
    st.button(
        f"![]({cache.scene_picture(scene)}) {at}. {title}",
        key=f"scene-go-{at}",
        type="secondary" if is_here else "tertiary",
        width="stretch",
        on_click=_go,
        args=(at,),
    )


def _go(number: int) -> None:
    view_state.change(scene=number, briefing=draft_briefing.shown_code(view_state.current()))


def _handles(at: int, count: int, lang: Lang) -> None:
    acts: dict[str, tuple[Callable[..., None], tuple[int, ...], bool]] = {
        "up": (draft_briefing.move, (at, -1), at == 1),
        "down": (draft_briefing.move, (at, 1), at == count),
        "twice": (draft_briefing.duplicate, (at,), draft_briefing.is_full()),
        "drop": (draft_briefing.delete, (at,), False),
    }
    for name, (act, args, off) in acts.items():
        label = say(WORDS[name], lang)
        icon = f":material/{ICONS[name]}:"
        st.button(
            label,
            key=f"scene-{name}-{at}",
            icon=icon,
            type="tertiary",
            help=label,
            disabled=off,
            on_click=act,
            args=args,
        )
