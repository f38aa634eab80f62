"""The sidebar: language, search and filters. Each choice says how many features it would show."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import streamlit as st

from geo_app.shell import branding
from geo_app.state import view_state
from geo_app.state.url import EDITIONS, ViewState
from geo_app.widgets import menu, search_results, shortlist
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import DISTRICT_FIELDS, Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.query.existence import TIMES
from layers.query.filters import SEARCH_LIMIT, FilterResult, Selection

OPEN_FIELDS = ("platform_type", "regions")
WITHIN = {"kind": ("grounds",)}  # filters in the fold of another one: a fold of its own would be sent with each click


def show(visitor: ViewState, dataset: Dataset, cut: FilterResult) -> None:
    """Draw the sidebar of the map page below its title."""
    _menu(visitor.lang)
    _search(visitor, dataset)
    _summary(visitor, dataset, cut)
    _view_controls(visitor)
    _filters(visitor, dataset)
    _unplaced(visitor, dataset, cut)


def show_filters(visitor: ViewState, dataset: Dataset, cut: FilterResult) -> None:
    """Draw the sidebar of a page that reads the filters but has no map."""
    head(visitor)
    _search(visitor, dataset)
    _summary(visitor, dataset, cut)
    _filters(visitor, dataset)


def show_search(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the sidebar of a page that asks questions of its own: search and shortlist, no filters."""
    head(visitor)
    _search(visitor, dataset)


def _filters(visitor: ViewState, dataset: Dataset) -> None:
    lang = visitor.lang
    counts = visitor.selection.counts(dataset.index)
    for field in OPEN_FIELDS:
        st.markdown(f"**{dataset.catalogue.fields[field].title.say(lang)}**")
        _choices(visitor.selection, field, dataset, counts[field], lang)
    status = "status_now" if visitor.time == "now" else "status"
    for field in ("kind", DISTRICT_FIELDS[visitor.district_vintage], status):
        fold = st.expander(dataset.catalogue.fields[field].title.say(lang), key=f"fold-{field}", on_change="rerun")
        fields = (field, *WITHIN.get(field, ()))
        if fold.open or any(visitor.selection.codes(each) for each in fields):
            with fold:
                for each in fields:
                    if each != field:
                        st.markdown(f"**{dataset.catalogue.fields[each].title.say(lang)}**")
                    _choices(visitor.selection, each, dataset, counts[each], lang)


def head(visitor: ViewState) -> None:
    """Draw what the sidebar of a page with a title of its own begins with: who runs the map, menu and language."""
    branding.show(visitor.lang)
    _menu(visitor.lang)


def title(visitor: ViewState) -> None:
    """Draw the map page's title. It comes before the map, whose frame then keeps its width."""
    branding.show(visitor.lang, is_heading=True)


def _menu(lang: Lang) -> None:
    menu.show()
    st.segmented_control(
        say("app.language", lang),
        ["zh", "en"],
        format_func=lambda code: say("app.this_language", code),
        label_visibility="collapsed",
        required=True,
        **view_state.widget_binding("lang", lang, then=lambda value: view_state.change(lang=value or lang)),
    )


def _search(visitor: ViewState, dataset: Dataset) -> None:
    lang = visitor.lang
    st.text_input(
        say("filters.search", lang),
        max_chars=SEARCH_LIMIT,
        placeholder=say("filters.search_hint", lang),
        **view_state.widget_binding("search", visitor.searched, then=view_state.search),
    )
    search_results.show(visitor, dataset)
    shortlist.show(visitor, dataset)


def _summary(visitor: ViewState, dataset: Dataset, cut: FilterResult) -> None:
    lang = visitor.lang
    located = dataset.index.located
    shown, unplaced = int((cut.mask & located).sum()), int((cut.mask & ~located).sum())
    text = say("filters.shown" if unplaced else "filters.shown_all", lang, shown=shown, unplaced=unplaced)
    with st.container(horizontal=True, vertical_alignment="center", key="summary"):
        st.caption(text)
        if not visitor.selection.is_neutral:
            st.button(
                say("app.reset", lang),
                key="reset",
                type="tertiary",
                on_click=view_state.change,
                kwargs={"selection": Selection()},
            )


def _view_controls(visitor: ViewState) -> None:
    lang = visitor.lang
    st.segmented_control(
        say("time.title", lang),
        TIMES,
        format_func=lambda time: say(f"time.{time}", lang),
        required=True,
        **view_state.widget_binding(
            "time", visitor.time, then=lambda time: view_state.change(time=time or visitor.time)
        ),
    )
    st.segmented_control(
        say("district_edition.title", lang),
        EDITIONS,
        format_func=lambda dataset: say(f"district_edition.{dataset}", lang),
        required=True,
        **view_state.widget_binding(
            "edition",
            visitor.district_vintage,
            then=lambda code: view_state.switch_districts(code or visitor.district_vintage),
        ),
    )
    st.toggle(
        say("filters.route", lang),
        **view_state.widget_binding("route", visitor.route, then=lambda on: view_state.change(route=on)),
    )


def _choices(selection: Selection, field: str, dataset: Dataset, counts: dict[str, int], lang: Lang) -> None:
    """Draw one checkbox for each code that occurs; what is chosen stays visible even at zero."""
    chosen = selection.codes(field)
    for code, entry in dataset.vocabulary(field).items():
        if not (counts[code] or code in chosen or _occurs(dataset, field, code)):
            continue
        st.checkbox(
            say("filters.count", lang, title=plain(entry.title.say(lang)), count=counts[code]),
            **view_state.widget_binding(f"{field}-{code}", code in chosen, then=partial(_toggle, field, code)),
        )


def _toggle(field: str, code: str, on: bool) -> None:  # noqa: FBT001 (called with the box's value)
    view_state.toggle(field, code, on=on)


def _occurs(dataset: Dataset, field: str, code: str) -> bool:
    return bool(dataset.index.tables[field][:, dataset.index.codes[field].index(code)].any())


def _unplaced(visitor: ViewState, dataset: Dataset, cut: FilterResult) -> None:
    """List what the map cannot draw: no place at all, and what a place filter cannot judge. Made only when opened."""
    lang = visitor.lang
    for key, mask in (("unplaced", cut.mask & ~dataset.index.located), ("citywide", cut.citywide)):
        names = dataset.features.index[mask]
        if not len(names):
            continue
        # a button, not an expander: that one would shut whenever the count in its title changes
        is_open = view_state.is_open(key)
        st.button(
            say(f"filters.{key}", lang, count=len(names)),
            key=f"fold-{key}",
            icon=":material/expand_more:" if is_open else ":material/chevron_right:",
            width="stretch",
            on_click=view_state.toggle_fold,
            args=(key,),
        )
        if is_open:
            st.caption(say("filters.unplaced_note", lang))
            _buttons(key, names, dataset, lang)


def _buttons(prefix: str, names: Iterable[str], dataset: Dataset, lang: Lang) -> None:
    titles = dataset.features[f"name_{lang}"]
    for name in names:
        st.button(
            plain(titles[name]),
            key=f"{prefix}-{name}",
            type="tertiary",
            on_click=view_state.change,
            kwargs={"selected": name},
        )
