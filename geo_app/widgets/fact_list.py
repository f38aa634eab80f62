"""What has become of a feature since the plan: dated facts with their sources."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

import streamlit as st

from geo_app.widgets.markdown_escape import plain
from layers.catalogue.models import Lang
from layers.dataset.facts import Fact
from layers.i18n.messages import say


def show(facts: Sequence[Fact], lang: Lang) -> None:
    """List what happened since the plan, latest first, each with who said so and how sure it is."""
    if not facts:
        return
    st.markdown(f"**{say('card.facts', lang)}**")
    for fact in reversed(facts):
        source = plain(" ".join(filter(None, (fact.publisher, fact.page_date))) or say("card.unknown", lang))
        if fact.link:
            source = f"[{source}]({quote(fact.link, safe=':/?&=%#+,;~')})"
        date, statement = plain(fact.when or say("card.undated", lang)), plain(fact.statement(lang))
        confidence = say(f"confidence.{fact.confidence}", lang)
        st.markdown("- " + say("card.fact", lang, date=date, statement=statement, source=source, confidence=confidence))
