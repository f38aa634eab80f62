"""What has become of a feature since the plan: dated facts with their sources, and what was looked for in vain."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from geo_app.widgets import fact_box
from geo_app.widgets.html_table import Link
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.dataset.facts import Fact
from layers.i18n.messages import say
from layers.monitoring.delivery import DELIVERED_BY
from layers.monitoring.evidence import bearing
from layers.monitoring.searches import load_searches
from layers.text.control_characters import strip_controls

_FACT, _TAG = Markup("<time>{}</time> {}{} <small>{} · {}</small>"), Markup(' <em class="tag">{}</em>')
_JOIN = Markup("").join


def show(dataset: Dataset, name: str, lang: Lang) -> None:
    """List what is known of a feature, latest first, each with who said so and how sure it is; and the last search."""
    facts, search = dataset.facts.get(name, ()), load_searches().get(name)
    if not facts and not search:
        return
    record = dataset.record(name)
    promised = bool(record["named_in_plan"]) and record["status"] in DELIVERED_BY
    shared = {fact.conflict for fact in facts if fact.conflict and _count(facts, fact.conflict) > 1}
    items = [
        _FACT.format(
            _text(fact.when or say("card.undated", lang)),
            _text(fact.statement(lang)),
            _JOIN(
                _TAG.format(tag)
                for tag in _tags(fact, dataset, lang, promised=promised, conflict=fact.conflict in shared)
            ),
            source_link(fact, lang),
            say(f"confidence.{fact.confidence}", lang),
        )
        for fact in reversed(facts)
    ]
    body = [fact_box.bullets(items, lang)] if items else []
    body += [fact_box.fold(search.last_search(lang), search.words(lang), chinese=True)] if search else []
    st.html(fact_box.box(say("card.facts", lang), body))


def source_link(fact: Fact, lang: Lang) -> Link:
    """Return who said it and when as a link, or why there is none; how the page was seen is its tooltip."""
    note = fact.source_note if lang == "zh" or fact.source_note.isascii() else ""
    return Link(fact.linked_source(lang), fact.link, note)


def _tags(fact: Fact, dataset: Dataset, lang: Lang, *, promised: bool, conflict: bool) -> list[str]:
    code = bearing(fact, dataset.catalogue.data_date, promised=promised)
    return [*([say(f"evidence.{code}", lang)] if code else []), *([say("evidence.conflict", lang)] if conflict else [])]


def _count(facts: Sequence[Fact], conflict: str) -> int:
    return sum(fact.conflict == conflict for fact in facts)


def _text(text: str) -> str:
    return strip_controls(text)
