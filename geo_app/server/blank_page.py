"""Why a page stays empty: a script in the HTML itself, with its sentences in the visitor's language.

Streamlit's page draws nothing before its bundle has run and its socket has brought a message. What goes wrong before
that only a script can say that needs neither.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from geo_app.server import paths
from layers.catalogue.entries import Lang
from layers.i18n.messages import say

SCRIPT = Path(__file__).with_name("blank_page.js")
WAIT = 15  # seconds in which an ordinary page has long been drawn
# Applications of China whose own browsers hinder pages and downloads, by their user agents
IN_APP = r"MicroMessenger|wxwork|DingTalk|Lark/|Feishu|\bQQ/|Weibo"
# Why a page stays empty, and what stands below each sentence
WORDS = ("browser", "files", "slow", "refused", "unreachable", "mute", "in_app", "reload", "close")


@cache
def element(lang: Lang) -> str:
    """Return the script element for a page in `lang`."""
    words = {name: say(f"start.{name}", lang, seconds=WAIT) for name in WORDS}
    health = f"{paths.base_path()}/_stcore/health"
    given = {"wait": WAIT * 1000, "health": health, "inApp": IN_APP, "words": words}
    data = json.dumps(given).replace("<", "\\u003c")  # no text may end the element
    return f"<script>{SCRIPT.read_text(encoding='utf-8').rstrip()}({data});</script>"
