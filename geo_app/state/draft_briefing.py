"""The visitor's own briefing: in the session, in the browser's storage (draft_offer.py), in a saved file and in a link.

Every change can be undone and redone.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st
from pydantic import ValidationError

from geo_app.state import cache, session, view_state
from geo_app.state.url import OWN, ViewState
from layers.briefing.file import BriefingError, read_briefing, ready
from layers.briefing.link import MOST_STORED, from_code
from layers.briefing.scenes import MOST_SCENES, Briefing, Scene, Title
from layers.dataset.dataset import Dataset
from layers.i18n.findings import Finding
from layers.i18n.messages import say

TOPIC, FAULTS, OPENED = "briefing", "briefing-faults", "briefing-opened"
UNDO, REDO = "briefing-undo", "briefing-redo"
DRAFT = "briefing-draft"  # the name under which the browser stores it
MOST_UNDO = 50


def current() -> Briefing:
    """Return the briefing as it stands; one without scenes where none was begun."""
    found: Briefing | None = session.get(TOPIC)
    return found or Briefing(title=Title(zh=say("briefing.own", "zh"), en=say("briefing.own", "en")))


def shown_code(visitor: ViewState) -> str:
    """Return the code of the briefing that is shown: the one asked for, else one's own once begun, else the first."""
    return visitor.briefing or (OWN if current().scenes else next(iter(ready()), OWN))


def is_full() -> bool:
    """Whether it can take no more scenes."""
    return len(current().scenes) >= MOST_SCENES


def can_undo() -> bool:
    """Whether there is a change to take back."""
    return bool(session.get(UNDO))


def can_redo() -> bool:
    """Whether there is a change to make again."""
    return bool(session.get(REDO))


def change(briefing: Briefing) -> None:
    """Put another briefing in its place; the former can be brought back."""
    former: tuple[Briefing, ...] = session.get(UNDO) or ()
    session.accept(UNDO, (*former, current())[-MOST_UNDO:])
    session.accept(REDO, None)
    session.accept(FAULTS, None)
    session.accept(TOPIC, briefing)


def undo() -> None:
    """Restore the briefing as it was before the last change."""
    _step(UNDO, REDO)


def redo() -> None:
    """Make the change again that was undone last."""
    _step(REDO, UNDO)


def _step(source: str, target: str) -> None:
    """Take the last briefing from the history `source`; the present one goes into `target`."""
    history: tuple[Briefing, ...] = session.get(source) or ()
    if history:
        others: tuple[Briefing, ...] = session.get(target) or ()
        session.accept(target, (*others, current()))
        session.accept(source, history[:-1])
        session.accept(TOPIC, history[-1])
        view_state.change(scene=max(1, min(view_state.current().scene, len(history[-1].scenes))))


def draft_name() -> str:
    """Return the name under which the browser stores this briefing."""
    found: str | None = session.get(DRAFT)
    if not found:
        found = _new_draft()
    return found


def _new_draft() -> str:
    name = secrets.token_hex(8)
    session.set_default(DRAFT, name)
    return name


def add(scene: Scene) -> int:
    """Put a scene at the end and return its number."""
    _with([*current().scenes, scene])
    return len(current().scenes)


def copy(briefing: Briefing) -> None:
    """Take a ready briefing as a draft of one's own; the browser keeps the former draft beside it."""
    change(briefing)
    _new_draft()
    view_state.change(briefing=OWN, scene=1)


def replace(number: int, scene: Scene) -> None:
    """Put another scene in the place of scene `number`, counted from 1."""
    scenes = list(current().scenes)
    scenes[number - 1] = scene
    _with(scenes)


def edit(number: int, **values: Any) -> None:
    """Change parts of scene `number`; what cannot be (no title left, a control sign pasted in) leaves it as it was."""
    try:
        scene = Scene.model_validate({**current().scenes[number - 1].model_dump(), **values})
    except ValidationError:
        view_state.mark_touched()
        return
    replace(number, scene)


def move(number: int, by: int) -> None:
    """Move a scene up (-1) or down (1)."""
    scenes = list(current().scenes)
    scenes.insert(number - 1 + by, scenes.pop(number - 1))
    _with(scenes)
    view_state.change(scene=number + by)


def duplicate(number: int) -> None:
    """Put a copy of a scene behind it."""
    scenes = list(current().scenes)
    scenes.insert(number, scenes[number - 1])
    _with(scenes)
    view_state.change(scene=number + 1)


def delete(number: int) -> None:
    """Take a scene out."""
    scenes = list(current().scenes)
    del scenes[number - 1]
    _with(scenes)
    view_state.change(scene=max(1, min(number, len(scenes))))


def take(name: str, content: bytes) -> None:
    """Read a file that the visitor chose; one that is no briefing leaves everything as it was."""
    if _taken(name, partial(read_briefing, content)):
        view_state.change(briefing=OWN, scene=1)


def take_up(name: str, code: str) -> None:
    """Continue the draft that the browser stored; one that cannot be read leaves everything as it was.

    A draft whose scenes were partly left out gets a new name, so that the stored one stays whole.
    """
    read = partial(from_code, code, most=MOST_STORED)
    if _taken(say("briefing.draft", view_state.language()), read):
        if not faults():
            session.set_default(DRAFT, name)
        scene = min(view_state.current().scene, len(current().scenes))
        view_state.change(briefing=OWN, scene=max(1, scene))


def open_link(code: str) -> None:
    """Take the briefing that the address carries, once; a bad one leaves everything as it was but is told."""
    opened: tuple[str, Briefing | None] | None = session.get(OPENED)
    if not code or (opened and opened[0] == code):
        return
    taken = _taken(say("briefing.the_link", view_state.language()), partial(from_code, code))
    session.accept(OPENED, (code, current() if taken else None))
    view_state.change(briefing=OWN)
    st.rerun()  # what is shown so far was drawn before


def link_code() -> str:
    """Return the code of the link that was opened, as long as the briefing is still what it carried; else ""."""
    opened: tuple[str, Briefing | None] | None = session.get(OPENED)
    return opened[0] if opened and opened[1] == current() else ""


def write(visitor: ViewState, dataset: Dataset) -> None:
    """Put the view into the address, and while one's own briefing is looked at, the link that was opened with it."""
    view_state.write(visitor, dataset, talk=link_code() if shown_code(visitor) == OWN else "")


def faults() -> tuple[str, Sequence[Finding]] | None:
    """Return file name and faults of the scenes that were left out when the briefing was read, or None."""
    found: tuple[str, Sequence[Finding]] | None = session.get(FAULTS)
    return found


def _taken(name: str, read: Callable[[Dataset], tuple[Briefing, Sequence[Finding]]]) -> bool:
    """Whether `read` found a briefing, which is then the visitor's own; the former can be brought back."""
    try:
        briefing, faults = read(cache.current_snapshot().dataset)
    except BriefingError as error:
        session.reject(TOPIC, (name, error.findings))
        return False
    change(briefing)
    _new_draft()
    session.accept(FAULTS, (name, faults) if faults else None)
    return True


def _with(scenes: Sequence[Scene]) -> None:
    change(current().model_copy(update={"scenes": tuple(scenes)}))
