"""What a visitor must be told: a link with unknown codes, a broken layer, an empty result."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from geo_app.state import cache, view_state
from geo_app.state.url import ViewState
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.dataset.reload import Faults
from layers.i18n.messages import say
from layers.query.filters import FilterResult, Selection

TABLES = {  # what is no layer but can be broken, too
    "facts": "notices.table_facts",
    "industry_evidence": "notices.table_evidence",
    "authorities": "notices.table_authorities",
}


def show(visitor: ViewState, dataset: Dataset, cut: FilterResult) -> None:
    """Draw the notices over the top of the map; nothing, not even a frame, where there is nothing to say."""
    lang = visitor.lang
    is_empty = not cut.mask.any()
    is_hidden = visitor.selected is not None and _is_hidden(visitor.selected, dataset, cut)
    refused = cache.refused()
    if not (visitor.notices or dataset.faults or refused or is_empty or is_hidden):
        return
    with st.container(key="notices"):
        show_link(visitor)
        if refused:
            st.warning(say("notices.older_edition", lang), icon=":material/history:")  # what is wrong: the log
        if dataset.faults:
            st.warning("  \n".join(_broken(dataset.faults, dataset, lang)), icon=":material/layers_clear:")
        if is_empty:
            _empty(visitor, dataset)
        elif is_hidden:
            _hidden(visitor, dataset)


def show_link(visitor: ViewState) -> None:
    """Draw what the address asked for and nobody knows."""
    for key, what in visitor.notices:
        st.info(plain(say(key, visitor.lang, codes=what, code=what)), icon=":material/link_off:")


def _broken(broken: Faults, dataset: Dataset, lang: Lang) -> Iterator[str]:
    """Yield a line for each layer that could not be used: its title, its first fault, how many more."""
    for layer_id, faults in broken.items():
        layer = dataset.catalogue.layers.get(layer_id)
        title = layer.title.say(lang) if layer else say(TABLES[layer_id], lang)
        sentence = faults[0].sentence(lang)
        more = say("notices.broken_more", lang, count=len(faults) - 1) if len(faults) > 1 else ""
        yield plain(say("notices.broken_layer", lang, layer=title, fault=sentence) + more)


def _is_hidden(name: str, dataset: Dataset, cut: FilterResult) -> bool:
    """Whether the filters keep a feature from the map that could be drawn."""
    at = dataset.features.index.get_loc(name)
    return bool(dataset.index.located[at] and not cut.mask[at])


def _hidden(visitor: ViewState, dataset: Dataset) -> None:
    lang = visitor.lang
    name = dataset.features.at[visitor.selected, f"name_{lang}"]
    with st.container(key="notice-hidden", border=True):
        st.markdown(plain(say("notices.hidden_selection", lang, name=name)))
        st.button(
            say("notices.show_it", lang), key="show-it", on_click=view_state.change, kwargs={"selection": Selection()}
        )


def _empty(visitor: ViewState, dataset: Dataset) -> None:
    """Say that nothing matches, and what dropping each filter would bring back."""
    lang, selection = visitor.lang, visitor.selection
    with st.container(key="notice-empty", border=True):
        st.markdown(f"**{say('filters.none_match', lang)}**")
        if selection.is_neutral:
            return
        st.caption(say("filters.none_match_cure", lang))
        for field in [name for name, codes in selection.choices.items() if codes]:
            _relax(
                selection.choosing(field, ()),
                dataset.catalogue.fields[field].title.say(lang),
                f"drop-{field}",
                dataset,
                lang,
            )
        if selection.search:
            _relax(Selection(selection.choices), selection.search, "drop-search", dataset, lang)
        st.button(
            say("app.reset", lang),
            key="reset-empty",
            type="primary",
            on_click=view_state.change,
            kwargs={"selection": Selection()},
        )


def _relax(relaxed: Selection, title: str, key: str, dataset: Dataset, lang: Lang) -> None:
    count = int(relaxed.cut(dataset.index).mask.sum())
    if not count:
        return
    label = plain(say("filters.drop", lang, title=title, count=count))
    st.button(label, key=key, on_click=view_state.change, kwargs={"selection": relaxed})
