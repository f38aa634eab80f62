"""Text from data and links, as Streamlit's Markdown shows it literally."""

from __future__ import annotations

from layers.text.control_characters import strip_controls

_MARKS = frozenset("\\`*_{}[]()<>#+-.!|~:$&^=@/")


def plain(text: str) -> str:
    """Return `text` with every mark escaped that Markdown, directives, maths or autolinks would take for their own.

    Invisible control characters go: a name must not turn the direction of the sentence that repeats it.
    """
    return "".join(f"\\{char}" if char in _MARKS else char for char in strip_controls(text))
