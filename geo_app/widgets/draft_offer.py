"""The draft in the browser's storage: marked on every page (drafts.js stores it), offered again on the briefing page.

Nothing of it is stored on the server. What comes back from a browser is a stranger's text: it is read as a link is.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components
from markupsafe import Markup

from geo_app.state import draft_briefing, session, view_state
from layers.briefing.file import SIZE_LIMIT, write_briefing
from layers.briefing.link import to_code
from layers.briefing.scenes import Briefing
from layers.catalogue.entries import Lang
from layers.i18n.messages import load_words

NAME = re.compile(r"^[0-9a-f]{16}$")  # as drafts.js has it
WORDS = ("go", "changed", "drop", "drop_sure", "unkept")
KEY, PACKED = "draft-offer", "briefing-packed"
MARK = Markup('<i class="om-draft" data-name="{}" data-mark="{}" data-code="{}" data-about="{}"></i>')
# served by Streamlit itself, so it works under any base path; declared in an imported module, see published_files.py
_frame = components.declare_component("draft", path=str(Path(__file__).with_name("draft_frame")))


def mark() -> Markup:
    """Return the element that hands the draft of this session to drafts.js; nothing where none was begun.

    A link that was opened and not changed is no draft: its address brings it back.
    """
    briefing: Briefing | None = session.get(draft_briefing.TOPIC)
    if briefing is None or draft_briefing.link_code():
        return Markup("")
    if not briefing.scenes:
        return MARK.format(draft_briefing.draft_name(), "", "", "")
    code, short = _packed(briefing)
    about = json.dumps({"title": briefing.title.model_dump(), "scenes": len(briefing.scenes)}).encode()
    return MARK.format(draft_briefing.draft_name(), short, code, base64.b64encode(about).decode("ascii"))


def offer(lang: Lang) -> None:
    """Draw the drafts that the visitor's browser keeps, each with its title, its date and a way to discard it."""
    words = {name: load_words()["draft"][name].say(lang) for name in WORDS}  # offer.js fills in their values
    _frame(words=words, lang=lang, key=KEY, default=None, on_change=_take_up)


def _take_up() -> None:
    value = st.session_state.get(KEY)
    name, code = (value.get("name"), value.get("code")) if isinstance(value, Mapping) else (None, None)
    if isinstance(name, str) and isinstance(code, str) and NAME.match(name):
        draft_briefing.take_up(name, code)
    view_state.mark_touched()


def _packed(briefing: Briefing) -> tuple[str, str]:
    """Return the briefing's code and a short mark of it; "" as code where it is larger than can be read again."""
    known: tuple[Briefing, tuple[str, str]] | None = session.get(PACKED)
    if known and known[0] is briefing:
        return known[1]
    code = to_code(briefing) if len(write_briefing(briefing)) <= SIZE_LIMIT else ""
    made = code, hashlib.sha256(briefing.model_dump_json().encode()).hexdigest()[:16]
    session.set_default(PACKED, (briefing, made))
    return made
