"""Values of the visitor's session that are no part of a view: uploaded files, and the reason why one was refused.

A restart of the server clears them; everything that a link must contain is in view_state.py.
"""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo_app.server import metrics
from geo_app.server.upload_memory import Claim
from geo_app.state import view_state
from layers.text.control_characters import strip_controls

_own: set[str] = set()


def private_topic(topic: str) -> str:
    """Return the name of a topic under which lies what the visitor brought or made, and no address brings back."""
    _own.add(topic)
    return topic


def holds_own() -> bool:
    """Whether anything would be lost with the session."""
    return any(get(topic) for topic in _own)


def get(topic: str) -> Any:
    """Return what was kept under `topic`, on whichever page; None where nothing was."""
    return st.session_state.get(f"kept-{topic}")


def accept(topic: str, value: object) -> None:
    """Keep a value that was accepted, or None from now on; what was refused before is forgotten."""
    st.session_state.pop(f"kept-{topic}", None)  # else Streamlit holds what was there until the next run
    st.session_state[f"kept-{topic}"] = value
    st.session_state.pop(f"refused-{topic}", None)
    _empty_uploader(topic)


def set_default(topic: str, value: object) -> None:
    """Keep a value that no visitor has set: what a box begins with."""
    st.session_state[f"kept-{topic}"] = value


def forget_upload(topic: str) -> None:
    """Let the topic's uploader be empty again, from a callback."""
    _empty_uploader(topic)


def refused(topic: str) -> Any:
    """Return what `reject` remembered last, or None."""
    return st.session_state.get(f"refused-{topic}")


def reject(topic: str, why: object) -> None:
    """Remember why something was refused; what is kept stays."""
    st.session_state[f"refused-{topic}"] = why
    metrics.count_refused(topic, why)
    _empty_uploader(topic)


def upload_key(topic: str) -> str:
    """Return the key of the topic's uploader: a new one after each file, so that the box is empty again."""
    return f"upload-{topic}-{st.session_state.get(f'uploads-{topic}', 0)}"


def take_upload(topic: str) -> tuple[str, bytes] | None:
    """Return name and content of the file that lies in the topic's uploader; Streamlit holds it no longer.

    Who keeps the content itself makes a `claim`.
    """
    file = st.session_state.get(upload_key(topic))
    if not file:
        return None
    taken = strip_controls(file.name), file.getvalue()
    if context := get_script_run_ctx():
        store = context.uploaded_file_mgr
        if isinstance(store, MemoryUploadedFileManager):  # it would keep the file until the session ends
            store.remove_file(context.session_id, file.file_id)
    return taken


def claim(content: bytes) -> Claim:
    """Count `content` among what this session holds, for as long as the claim is kept with it."""
    context = get_script_run_ctx()
    return Claim(context.session_id if context else "", len(content))


def _empty_uploader(topic: str) -> None:
    st.session_state[f"uploads-{topic}"] = st.session_state.get(f"uploads-{topic}", 0) + 1
    view_state.mark_touched()
