"""What a search finds, under the box of every page: hits with their reasons, near spellings apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from geo_app.state import cache, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import fragments, menu, shortlist
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator
from layers.query.filters import Selection
from layers.query.search import SearchHit

SHOWN = 10


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the results of the search text; nothing where none is typed."""
    text, lang = visitor.searched, visitor.lang
    if not text.strip():
        return
    searcher = cache.searcher()
    answer, districts = cache.search(text), searcher.districts(text)
    if answer.found:
        _head(visitor, dataset, len(answer.found))
        for code, group in searcher.grouped(answer.found[:SHOWN]).items():
            st.markdown(f"**{dataset.catalogue.types[code].title.say(lang)}**")
            _list(group, "result", visitor, dataset)
        if len(answer.found) > SHOWN:
            st.caption(say("search.more", lang, count=len(answer.found) - SHOWN))
    elif not districts:
        st.markdown(f"**{plain(say('search.nothing', lang, text=text))}**")
        st.caption(say("search.looked_in", lang))
    for title, prefix, hits in (
        ("search.near", "result", answer.near),
        ("search.suggested", "suggestion", answer.suggestions if not districts else ()),
    ):
        if hits:
            st.markdown(f"**{say(title, lang)}**")
            _list(hits, prefix, visitor, dataset)
    _districts(districts, visitor, dataset)


def _head(visitor: ViewState, dataset: Dataset, count: int) -> None:
    """Draw how many were found, and the switch between looking and filtering."""
    lang, filters = visitor.lang, bool(visitor.selection.search)
    st.caption(say("search.kept" if filters else "search.found", lang, count=count))
    st.button(
        say("search.all" if filters else "search.only", lang),
        key="search-all" if filters else "search-only",
        type="tertiary",
        icon=":material/filter_alt_off:" if filters else ":material/filter_alt:",
        on_click=partial(view_state.filter_by_search, dataset, on=not filters),
    )


def _districts(codes: Sequence[str], visitor: ViewState, dataset: Dataset) -> None:
    """Draw links to the map of one district each; nothing for none."""
    if not codes:
        return
    st.markdown(f"**{dataset.catalogue.fields['districts'].title.say(visitor.lang)}**")
    fragments.redraw_with(st.container(), partial(_to_districts, tuple(codes[:SHOWN])))


def _to_districts(codes: Sequence[str], visitor: ViewState, dataset: Dataset) -> None:
    lang, titles = visitor.lang, dataset.vocabulary("districts")
    for code in codes:
        there = replace(visitor, selection=Selection().choosing("districts", (code,)), lookup="", selected=None)
        query = {key: values for key, values in there.to_query(dataset).items() if key != "edition"}
        st.page_link(
            menu.pages(lang)["map"],
            label=plain(titles[code].title.say(lang)),
            icon=":material/map:",
            query_params=query,
        )


def _list(hits: Iterable[SearchHit], prefix: str, visitor: ViewState, dataset: Dataset) -> None:
    titles = dataset.features[f"name_{visitor.lang}"]
    for hit in hits:
        with st.container(horizontal=True, vertical_alignment="center", key=f"{prefix}-row-{hit.id}"):
            st.button(
                plain(titles[hit.id]),
                key=f"{prefix}-{hit.id}",
                type="tertiary",
                on_click=view_state.change,
                kwargs={"selected": hit.id},
            )
            shortlist.button(visitor, hit.id, f"{prefix}-pick-{hit.id}", small=True)
        with st.container(key=f"{prefix}-why-{hit.id}"):
            st.caption(plain(because(hit, visitor.searched, str(titles[hit.id]), visitor.lang)))


def because(hit: SearchHit, text: str, title: str, lang: Lang) -> str:
    """Return why a feature was found: the fields and, where that is not the name above, what stands in them."""
    reasons = [
        say("search.reason", lang, field=say(f"search_field.{field}", lang), what="" if what == title else what).strip()
        for field, what in hit.reasons(text, lang)
    ]
    return say("search.because", lang, reasons=clause_separator(lang).join(reasons))
