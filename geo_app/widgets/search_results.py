"""What a search finds, under the box of every page: grouped by platform type; a miss suggests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from geo_app.state import cache, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import fragments, menu, shortlist
from geo_app.widgets.markdown_escape import plain
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.query.filters import FilterResult, Selection
from layers.query.search import SearchHit

SHOWN = 10


def show(visitor: ViewState, dataset: Dataset, cut: FilterResult) -> None:
    """Draw the results of the search text; nothing where none is typed."""
    text, lang = visitor.selection.search, visitor.lang
    if not text.strip():
        return
    searcher = cache.searcher()
    if hits := searcher.find(text):
        # the list forgives a slip, the map does not: it is empty then, and the list offers what may have been meant
        exact = visitor.selection.searched(dataset.index)
        is_near = exact is not None and not exact.any()
        st.caption(say("search.nearest" if is_near else "search.found", lang, count=len(hits), text=plain(text)))
        for code, group in searcher.grouped(hits[:SHOWN]).items():
            st.markdown(f"**{dataset.catalogue.types[code].title.say(lang)}**")
            _list(group, "result", visitor, dataset, cut)
        _districts(searcher.districts(text), visitor, dataset)
        return
    if found := searcher.districts(text):
        _districts(found, visitor, dataset)
        return
    near = searcher.suggest(text)
    st.caption(say("search.nearest" if near else "search.nothing", lang, text=plain(text)))
    _list(near, "suggestion", visitor, dataset, cut)


def _districts(codes: Sequence[str], visitor: ViewState, dataset: Dataset) -> None:
    """Draw links to the map of one district each; nothing for none."""
    if not codes:
        return
    st.markdown(f"**{dataset.catalogue.fields['districts'].title.say(visitor.lang)}**")
    fragments.redraw_with(st.container(), partial(_to_districts, tuple(codes[:SHOWN])))


def _to_districts(codes: Sequence[str], visitor: ViewState, dataset: Dataset) -> None:
    lang, titles = visitor.lang, dataset.vocabulary("districts")
    for code in codes:
        there = replace(visitor, selection=Selection().choosing("districts", (code,)), selected=None)
        query = {key: values for key, values in there.to_query(dataset).items() if key != "edition"}
        st.page_link(
            menu.pages(lang)["map"],
            label=plain(titles[code].title.say(lang)),
            icon=":material/map:",
            query_params=query,
        )


def _list(hits: Iterable[SearchHit], prefix: str, visitor: ViewState, dataset: Dataset, cut: FilterResult) -> None:
    titles = dataset.features[f"name_{visitor.lang}"]
    for hit in hits:
        kept = bool(cut.mask[dataset.features.index.get_loc(hit.id)])
        with st.container(horizontal=True, vertical_alignment="center", key=f"{prefix}-row-{hit.id}"):
            st.button(
                plain(titles[hit.id]),
                key=f"{prefix}-{hit.id}",
                type="tertiary",
                on_click=_open,
                args=(hit.id, "" if kept else str(titles[hit.id])),
            )
            shortlist.button(visitor, hit.id, f"{prefix}-pick-{hit.id}", small=True)


def _open(name: str, instead: str) -> None:
    """Select a result; where the text typed would keep the map from showing it, its name takes the text's place."""
    if instead:
        selection = replace(view_state.current().selection, search=instead)
        view_state.change(selected=name, selection=selection)
    else:
        view_state.change(selected=name)
