"""A visitor's own actual values: template, upload, what was taken and why a file was not."""

from __future__ import annotations

import html

import streamlit as st

from geo_app import state
from geo_app.plain import plain
from geo_app.state import State
from layers.catalogue import Lang
from layers.indicators import Monitoring
from layers.own_actuals import OwnActualsError, OwnFault, read_own_actuals, template
from layers.words import say

FAULTS_SHOWN = 10


def show(visitor: State, monitoring: Monitoring) -> None:
    """Draw the panel; it stands open once there is something to say in it."""
    lang, own, refused = visitor.lang, state.own_actuals(), state.refused()
    with st.expander(say("indicators.own", lang), expanded=bool(own or refused), key="own-panel"):
        st.markdown(plain(say("indicators.own_help", lang)))
        with st.container(horizontal=True, vertical_alignment="center", key="own-tools"):
            st.download_button(
                say("indicators.own_template", lang),
                template(monitoring, lang),
                "own-actuals-template.csv",
                "text/csv",
                key="own-template",
                on_click="ignore",
            )
            if own:
                st.button(
                    say("indicators.own_remove", lang), key="own-remove", on_click=state.keep_own_actuals, args=(None,)
                )
        _uploader(lang)
        if refused:
            _say_why(*refused, lang)
        if own:
            count, encoding = len(own.figures), own.encoding
            text = say("indicators.own_loaded", lang, name=own.name, count=count, encoding=encoding)
            st.success(plain(text), icon=":material/check:")


def _uploader(lang: Lang) -> None:
    """Draw the uploader with words of ours: Streamlit has no setting for those inside its box (1.67)."""
    with st.container(key="own-drop"):
        st.html(_uploader_words(lang))
        st.file_uploader(
            say("indicators.own_upload", lang), key=state.upload_key(), on_change=_take, label_visibility="collapsed"
        )


def _uploader_words(lang: Lang) -> str:
    """Return a style sheet with the words as generated content; its own ones are hidden in style.css."""
    upload, drop = (_css_text(say(f"indicators.{key}", lang)) for key in ("own_upload", "own_drop"))
    return f"<style>.st-key-own-drop {{ --upload: {upload}; --drop: {drop}; }}</style>"


def _css_text(text: str) -> str:
    return '"' + html.escape(text, quote=True).replace("\\", "") + '"'


def _take() -> None:
    """Read the file that was just chosen; a refused one leaves everything as it was."""
    found = state.uploaded()
    if found is None:
        return
    name, content = found
    try:
        state.keep_own_actuals(read_own_actuals(name, content))
    except OwnActualsError as error:
        state.refuse(name, error.faults)


def _say_why(name: str, faults: tuple[OwnFault, ...], lang: Lang) -> None:
    lines = [f"- {plain(say(fault.key, lang, **fault.values))}" for fault in faults[:FAULTS_SHOWN]]
    if len(faults) > FAULTS_SHOWN:
        lines.append(f"- {say('indicators.own_more', lang, count=len(faults) - FAULTS_SHOWN)}")
    head = plain(say("indicators.own_refused", lang, name=name))
    st.error("\n".join([head, "", *lines]), icon=":material/block:")
