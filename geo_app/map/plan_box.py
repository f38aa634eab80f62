"""What the plan of 2021 says of a feature, and where the card's notes on place, area and length come from."""

from __future__ import annotations

import streamlit as st

from geo_app.widgets import fact_box
from geo_app.widgets.place_profile import USES
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.plan_reference import plan_reference
from layers.i18n.source_text import readable_source, source_note
from layers.query.titles import field_titles

SOURCES = {"position_source": "card.source", "area_source": "card.area_source", "length_source": "card.length_source"}


def show_plan(name: str, dataset: Dataset, lang: Lang) -> None:
    """Draw the state, functions and industries that the plan gives a feature and the chapter, or that it names none."""
    row = dataset.record(name)
    if not row["named_in_plan"]:
        body = [fact_box.line(source_note(row, "status_source", lang) or say("card.not_in_plan", lang))]
    else:
        titles = dataset.catalogue.fields
        lines = {
            say("card.status", lang): field_titles(row, "status", dataset, lang) or say("card.unknown", lang),
            **{titles[key].title.say(lang): field_titles(row, key, dataset, lang) for key in USES},
            say("card.plan_ref", lang): plan_reference(row["plan_ref"] or "", lang),
        }
        body = [fact_box.line(text, title) for title, text in lines.items() if text]
    st.html(fact_box.box(say("card.plan", lang), body))


def show_sources(name: str, dataset: Dataset, lang: Lang) -> None:
    """Draw where place, area and length come from; an English reader finds the Chinese behind them."""
    row = dataset.record(name)
    known = {key: title for key, title in SOURCES.items() if row.get(key)}
    body = [fact_box.line(source_note(row, key, lang), say(title, lang)) for key, title in known.items()]
    originals = [row[key] for key in known] + ([row["status_source"]] if row["status_source"] else [])
    body += [fact_box.original(list(map(readable_source, originals)), lang)]
    if known:
        st.html(fact_box.box(say("card.sources", lang), body))
