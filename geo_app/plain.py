"""Text from data and links, as Streamlit's Markdown shows it literally."""

from __future__ import annotations

_MARKS = frozenset("\\`*_{}[]()<>#+-.!|~:$&^=@/")


def plain(text: str) -> str:
    """Return `text` with every mark escaped that Markdown, directives, maths or autolinks would take for their own."""
    return "".join(f"\\{char}" if char in _MARKS else char for char in text)
