"""Measures of balance: shares of regions against area or figures brought in, quotients, districts without anything."""

from __future__ import annotations

import math
from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from geo_app.planning import figures_panel
from geo_app.state import cache, planning_cache
from geo_app.state.url import ViewState
from geo_app.widgets import html_table
from geo_app.widgets.markdown_escape import plain
from layers.arrays import Floats
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.planning import tables
from layers.planning.balance import Balance, base_by_region, by_region, quotients
from layers.planning.matrix import empty_districts


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the part below the matrix."""
    lang = visitor.lang
    st.markdown(f"## {say('balance.title', lang)}")
    own = figures_panel.columns(visitor)
    chosen = say("balance.area", lang)
    if own:
        chosen = st.selectbox(say("balance.base", lang), [chosen, *own], key=f"balance-base-{lang}")
    base = own.get(chosen)
    st.caption(plain(say("balance.lead", lang, base=chosen)))
    _shares(visitor, dataset, base, chosen)
    _by_type(visitor, dataset, base)
    _empty(visitor, dataset)


def _shares(visitor: ViewState, dataset: Dataset, base: Floats | None, title: str) -> None:
    """Draw the balance of all platforms and of the query's kinds, one row a region."""
    lang = visitor.lang
    names = list_separator(lang).join(
        dataset.catalogue.kinds[code].title.say(lang) for code in visitor.planning_query.kinds
    )
    parts: dict[str, tuple[str, ...]] = {say("balance.all", lang): ()} | (
        {names: visitor.planning_query.kinds} if names else {}
    )

    def make() -> Markup:
        return _shares_written(visitor, dataset, base, title, parts)

    with st.container(key="balance-shares"):
        key = ("shares", visitor.planning_query.kinds, visitor.time, visitor.district_vintage, lang)
        st.html(cache.cached(key, make, own=base is not None))


def _shares_written(
    visitor: ViewState, dataset: Dataset, base: Floats | None, title: str, parts: Mapping[str, tuple[str, ...]]
) -> Markup:
    lang, context = visitor.lang, planning_cache.context()
    regions = [region.short.say(lang) for region in dataset.catalogue.regions.values()]
    lines: dict[str, list[str]] = {}
    for heading, kinds in parts.items():
        found = by_region(context, kinds, time=visitor.time, district_vintage=visitor.district_vintage, base=base)
        lines[say("balance.base_share", lang, base=title)] = [_percent(share) for share in found.base_share.tolist()]
        for word, values in _measures(found, lang).items():
            lines[say("balance.of", lang, kinds=heading, measure=word)] = values
    rows = [[name, *values] for name, values in lines.items()]
    return html_table.table([say("whatif.measure", lang), *regions], rows, say("balance.title", lang))


def _measures(found: Balance, lang: Lang) -> dict[str, list[str]]:
    return {
        say("balance.count", lang): [f"{count:.0f}" for count in found.counts.tolist()],
        say("balance.share", lang): [_percent(share) for share in found.share.tolist()],
        say("balance.quotient", lang): [_number(value) for value in found.quotient.tolist()],
    }


def _by_type(visitor: ViewState, dataset: Dataset, base: Floats | None) -> None:
    st.markdown(f"**{say('balance.by_type', visitor.lang)}**")
    key = ("quotients", visitor.time, visitor.district_vintage, visitor.lang)
    with st.container(key="balance-types"):
        st.html(cache.cached(key, lambda: _quotients_written(visitor, dataset, base), own=base is not None))


def _quotients_written(visitor: ViewState, dataset: Dataset, base: Floats | None) -> Markup:
    lang, context = visitor.lang, planning_cache.context()
    regions = tuple(dataset.catalogue.regions)
    matrix = planning_cache.matrix("region", "type", visitor.time, visitor.district_vintage)
    table = quotients(matrix, base_by_region(context.areas(visitor.district_vintage), regions, base))
    rows = [
        [tables.column_title(dataset, code, lang), *map(_number, column)]
        for code, column in zip(matrix.columns, table.T.tolist(), strict=True)
    ]
    heads = [say("matrix.type", lang), *(dataset.catalogue.regions[code].short.say(lang) for code in regions)]
    return html_table.table(heads, rows, say("balance.by_type", lang))


def _empty(visitor: ViewState, dataset: Dataset) -> None:
    lang, district_vintage = visitor.lang, visitor.district_vintage
    none, hopeless = cache.cached(
        ("empty", visitor.time, district_vintage),
        lambda: empty_districts(planning_cache.context(), time=visitor.time, district_vintage=district_vintage),
    )
    due = [code for code in none if code not in hopeless]
    size = len(planning_cache.context().areas(district_vintage).codes)
    st.markdown(f"**{say('balance.none', lang, count=len(none), all=size)}**")
    for key, codes in (("balance.none_promised", hopeless), ("balance.none_due", due)):
        if codes:
            names = list_separator(lang).join(
                tables.place_title(dataset, code, lang, district_vintage) for code in codes
            )
            st.markdown(plain(say(key, lang, count=len(codes), names=names)))


def _percent(share: float) -> str:
    return "–" if math.isnan(share) else f"{share * 100:.1f}"


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}"
