"""Remove invisible control characters from untrusted text: they reverse its direction or hide in it.

U+202E and similar characters make a title read otherwise than it is written. Text typed in Chinese or English needs
none of them. The joiners U+200C and U+200D stay, because scripts and emoji use them. Data stay unchanged; the pages
remove the characters from what they show.
"""

from __future__ import annotations

import re

# Unicode: marks, embeddings, overrides and isolates of direction; zero-width space, word joiner, invisible operators;
# line and paragraph separators; BOM, interlinear and tag characters; C1 controls; soft hyphen
CONTROLS = (
    "\u0080-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f"
)
_CONTROL = re.compile(f"[{CONTROLS}]")


def count_controls(text: str) -> int:
    """Count the invisible control characters of a text."""
    return len(_CONTROL.findall(text))


def strip_controls(text: str) -> str:
    """Return a text without its invisible control characters, so that it reads as it is written."""
    return _CONTROL.sub("", text)
