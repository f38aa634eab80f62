"""Who wrote a briefing: the operator ships it, a link carries it, or a visitor made it here.

Title, organisation, logo and approval number on a page are the operator's. Of a briefing that the operator does not
ship every page says so, and the approval number does not stand on it: the authority has not seen what a stranger wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from layers.catalogue.models import LANGUAGES, Lang
from layers.config.branding import Branding
from layers.i18n.messages import say

Origin = Literal["shipped", "link", "visitor"]
NOTICES: Mapping[Origin, str] = {"link": "briefing.from_link", "visitor": "briefing.from_visitor"}


def notice(origin: Origin, lang: Lang) -> str:
    """Return the sentence that says whose the briefing is; "" for one that the operator ships."""
    return "" if origin == "shipped" else say(NOTICES[origin], lang)


def notices(origin: Origin) -> dict[str, str]:
    """Return language → the sentence; empty for a briefing that the operator ships."""
    return {} if origin == "shipped" else {lang: notice(origin, lang) for lang in LANGUAGES}


def signed(branding: Branding, origin: Origin) -> Branding:
    """Return the imprint that may stand on a briefing: without the approval number on one that is not shipped."""
    return branding if origin == "shipped" else branding.without_approval()
