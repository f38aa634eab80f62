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
C0 = r"\x00-\x1f\x7f"  # none of them stands in one line of text
C0_BUT_SPACE = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f"  # tab and line ends may stand in a longer text
_CONTROL = re.compile(f"[{CONTROLS}]")
# XML 1.0 has no way to write these: C0 controls but tab and line ends, surrogates, two non-characters
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def count_controls(text: str) -> int:
    """Count the invisible control characters of a text."""
    return len(_CONTROL.findall(text))


def strip_controls(text: str) -> str:
    """Return a text without its invisible control characters, so that it reads as it is written."""
    return _CONTROL.sub("", text)


def replace_unwritable(text: str) -> str:
    """Return a text with a space for each character that XML, and so a drawing, slide or workbook, cannot hold."""
    return _UNWRITABLE.sub(" ", text)
