"""Files to take along, as a row of buttons: each is made when it is asked for, and not with every run of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from layers.formats.vector import VECTOR_FORMATS

MIME = {
    "html": "text/html",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    **{each.code: each.mime for each in VECTOR_FORMATS},
}
Make = Callable[[], bytes]


def row(key: str, stem: str, files: Mapping[str, tuple[str, Make]]) -> None:
    """Draw a button for each ending of `MIME` in `files`, with its label and what makes the file `stem.ending`."""
    with st.container(horizontal=True, width="content", key=key):
        for ending, (label, make) in files.items():
            st.download_button(label, make, f"{stem}.{ending}", MIME[ending], key=f"{key}-{ending}", on_click="ignore")
