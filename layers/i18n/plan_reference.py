"""Translate references into the plan: 第七章第一节·专栏3 becomes Ch. 7 §1, Box 3."""

from __future__ import annotations

import re
from functools import lru_cache, partial

from layers.catalogue.entries import Lang
from layers.i18n.messages import load_words


@lru_cache(maxsize=512)
def plan_reference(text: str, lang: Lang) -> str:
    """Translate a reference from the data to language `lang`; other text stays unchanged."""
    if lang == "zh":
        return text
    words = load_words()["plan_ref"]
    numeral = f"[{words['digits'].zh}{words['ten'].zh}]+"
    for part in (words["chapter"], words["section"]):
        pattern = re.escape(part.zh).replace(re.escape("{n}"), f"({numeral})")
        text = re.sub(pattern, partial(_in_english, part.en), text)
    for sign in (words["box"], words["also"]):
        text = text.replace(sign.zh, sign.en)
    return text


def _in_english(part: str, found: re.Match[str]) -> str:
    return part.format(n=_number(found.group(1)))


def _number(numeral: str) -> int:
    """Parse a Chinese numeral below a hundred."""
    digits, ten = load_words()["plan_ref"]["digits"].zh, load_words()["plan_ref"]["ten"].zh
    tens, mark, ones = numeral.rpartition(ten)
    value = digits.index(ones) + 1 if ones else 0
    return value if not mark else 10 * (digits.index(tens) + 1 if tens else 1) + value
