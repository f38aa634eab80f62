"""One uploader for every page, with words of ours: Streamlit has no setting for those inside its box (1.67)."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

import streamlit as st

from geo_app.state import session
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.i18n.findings import Finding
from layers.i18n.messages import say

FAULTS_SHOWN = 10


def show(topic: str, upload: str, drop: str, take: Callable[[str, bytes], None]) -> None:
    """Draw the box of `topic`; a file put in is handed to `take` as name and content, and the box is empty again.

    Parameters
    ----------
    upload, drop
        What the button says, and what stands beside it.
    take
        Called before the next run; it ends with `session.keep` or `session.refuse`.
    """
    with st.container(key=f"drop-{topic}"):
        # generated content; Streamlit's own words are hidden in style.css
        words = f"--upload: {_css_text(upload)}; --drop: {_css_text(drop)};"
        st.html(f"<style>.st-key-drop-{topic} {{ {words} }}</style>")
        key = session.upload_key(topic)
        st.file_uploader(upload, key=key, on_change=_hand_over, args=(topic, take), label_visibility="collapsed")


def show_faults(head: str, faults: Sequence[Finding], lang: Lang) -> None:
    """Say why a file that was filled in was not taken: `head`, then its first faults."""
    lines = [f"- {plain(fault.sentence(lang))}" for fault in faults[:FAULTS_SHOWN]]
    if len(faults) > FAULTS_SHOWN:
        lines.append(f"- {say('own_table.more', lang, count=len(faults) - FAULTS_SHOWN)}")
    st.error("\n".join([plain(head), "", *lines]), icon=":material/block:")


def _hand_over(topic: str, take: Callable[[str, bytes], None]) -> None:
    found = session.take_upload(topic)
    if found is not None:
        take(*found)


def _css_text(text: str) -> str:
    return '"' + html.escape(text, quote=True).replace("\\", "") + '"'
