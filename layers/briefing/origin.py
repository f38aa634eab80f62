"""The origin of a briefing: shipped by the operator, received by a link, or made here by a visitor.

Title, organisation, logo and approval number on a page are the operator's. Every page of a briefing that the operator
does not ship says so and bears no approval number, because the authority has not reviewed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from layers.catalogue.entries import LANGUAGES, Lang
from layers.config.branding import Branding
from layers.i18n.messages import say

Origin = Literal["shipped", "link", "visitor"]
NOTICES: Mapping[Origin, str] = {"link": "briefing.from_link", "visitor": "briefing.from_visitor"}


def notice(origin: Origin, lang: Lang) -> str:
    """Return the sentence that names the origin of the briefing; "" for a shipped one."""
    return "" if origin == "shipped" else say(NOTICES[origin], lang)


def notices(origin: Origin) -> dict[str, str]:
    """Return language → the sentence; empty for a shipped briefing."""
    return {} if origin == "shipped" else {lang: notice(origin, lang) for lang in LANGUAGES}


def signed(branding: Branding, origin: Origin) -> Branding:
    """Return the branding for a briefing: without approval number unless it is shipped."""
    return branding if origin == "shipped" else branding.without_approval()
