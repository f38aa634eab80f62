"""The need, in the investor's words: presets, what they make and ship, must-haves, weights. All can be changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from geo_app.state import cache, view_state
from geo_app.state.url import Query, ViewState
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import CatalogueEntry, Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator, list_separator
from layers.suitability.presets import HEAVIEST, WORDS, criteria, load_presets
from layers.suitability.requirements import FARTHEST, OPENNESS, Requirements, of_preset

COLUMNS = 3
GROUPS_A_ROW = 5  # fields for distances


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the form and, under it, the need as a sentence."""
    lang, requirements = visitor.lang, visitor.suitability_query.requirements
    st.markdown(f"## {say('invest.need', lang)}")
    _presets(requirements, dataset, lang)
    left, right = st.columns(2)
    with left:
        _words("functions", requirements.functions, dataset, lang)
    with right:
        _words("industries", requirements.industries, dataset, lang)
    for name, draw in (("musts", _musts), ("weights", _weights)):
        fold = st.expander(say(f"invest.{name}", lang), key=f"fold-{name}", on_change="rerun")
        if fold.open:  # a dozen controls each: only for those who look at them
            with fold:
                draw(requirements, dataset, lang)
    said = [
        say("need.said", lang, title=title, values=list_separator(lang).join(v))
        for title, v in requirements.describe(dataset, lang)
    ]
    if not said:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="need-said"):
        st.caption(plain(clause_separator(lang).join(said)))
        st.button(
            say("invest.reset", lang),
            key="need-reset",
            type="tertiary",
            on_click=view_state.ask,
            kwargs={"requirements": Requirements()},
        )


def _presets(requirements: Requirements, dataset: Dataset, lang: Lang) -> None:
    st.caption(say("invest.presets", lang))
    asked = requirements.to_query(dataset)
    with st.container(horizontal=True, key="presets"):
        for code, (begins, query) in cache.cached(("presets",), lambda: _begun(dataset)).items():
            st.button(
                load_presets().presets[code].title.say(lang),
                key=f"preset-{code}",
                type="primary" if query == asked else "secondary",
                on_click=view_state.ask,
                kwargs={"requirements": begins},
            )


def _begun(dataset: Dataset) -> dict[str, tuple[Requirements, Query]]:
    """Return the need that each preset begins with, and how the address says it."""
    needs = {code: of_preset(preset) for code, preset in load_presets().presets.items()}
    return {code: (requirements, requirements.to_query(dataset)) for code, requirements in needs.items()}


def _words(field: str, chosen: Sequence[str], dataset: Dataset, lang: Lang) -> None:
    """Draw the choice of words; each says how many candidates the plan gives it to, and all can be asked for."""
    having = cache.candidates().codes_of[field]
    counts = cache.cached(("having", field), lambda: Counter(code for codes in having for code in set(codes)))
    titles = {code: entry.title.say(lang) for code, entry in dataset.vocabulary(field).items()}
    st.multiselect(
        say(f"need.{field}", lang),
        sorted(titles, key=lambda code: counts[code] == 0),
        format_func=lambda code: say("filters.count", lang, title=titles[code], count=counts[code]),
        placeholder=say("invest.choose", lang),
        **view_state.widget_binding(
            f"need-{field}", list(chosen), then=lambda codes: view_state.requirements(**{field: tuple(codes)})
        ),
    )


def _musts(requirements: Requirements, dataset: Dataset, lang: Lang) -> None:
    places = {**dataset.vocabulary("regions"), **dataset.vocabulary("districts")}
    with st.container(horizontal=True, key="must-boxes"):
        for field in ("bonded", "wide"):
            st.checkbox(
                say(f"need.{field}", lang),
                **view_state.widget_binding(f"need-{field}", getattr(requirements, field), then=partial(_set, field)),
            )
    columns = st.columns(COLUMNS)
    with columns[0]:
        st.selectbox(
            say("need.openness", lang),
            OPENNESS,
            format_func=lambda code: say(f"openness.{code}", lang),
            placeholder=say("invest.choose", lang),
            **view_state.widget_binding("need-openness", requirements.openness, then=partial(_set, "openness")),
        )
        _several("now", dataset.catalogue.statuses_now, requirements.now, lang)
    with columns[1]:
        _several("inside", places, requirements.inside, lang)
        _several("levels", dataset.catalogue.levels, requirements.levels, lang)
    with columns[2]:
        _several("outside", places, requirements.outside, lang)
        _several("sectors", dataset.catalogue.industries, requirements.sectors, lang)
    st.caption(say("invest.within", lang))
    columns = st.columns(GROUPS_A_ROW)
    for number, (code, group) in enumerate(dataset.catalogue.gateways.items()):
        columns[number % GROUPS_A_ROW].number_input(
            group.title.say(lang),
            min_value=0,
            max_value=FARTHEST,
            step=10,
            value=None,
            placeholder=say("invest.no_limit", lang),
            **view_state.widget_binding(
                f"within-{code}", requirements.within.get(code), then=partial(_limit, requirements, code)
            ),
        )


def _several(field: str, known: Mapping[str, CatalogueEntry], chosen: Sequence[str], lang: Lang) -> None:
    titles = {code: entry.title.say(lang) for code, entry in known.items()}
    st.multiselect(
        say(f"need.{field}", lang),
        list(titles),
        format_func=lambda code: titles[code],
        placeholder=say("invest.choose", lang),
        **view_state.widget_binding(
            f"need-{field}", list(chosen), then=lambda codes: view_state.requirements(**{field: tuple(codes)})
        ),
    )


def _weights(requirements: Requirements, dataset: Dataset, lang: Lang) -> None:
    st.caption(say("invest.weights_note", lang, most=HEAVIEST))
    known = criteria(dataset.catalogue)
    codes = list(known)
    for start in range(0, len(codes), COLUMNS):  # row by row, so that one column on a phone keeps the order
        for column, code in zip(st.columns(COLUMNS), codes[start : start + COLUMNS], strict=False):
            column.slider(
                known[code].say(lang),
                0,
                HEAVIEST,
                disabled=code == WORDS and not requirements.words,
                **view_state.widget_binding(
                    f"weight-{code}", requirements.weight(code), then=partial(_weigh, requirements, code)
                ),
            )


def _set(field: str, value: object) -> None:
    view_state.requirements(**{field: value})


def _limit(requirements: Requirements, code: str, km: float | None) -> None:
    others = {name: limit for name, limit in requirements.within.items() if name != code}
    view_state.requirements(within={**others, code: int(km)} if km else others)


def _weigh(requirements: Requirements, code: str, weight: int) -> None:
    others = {name: value for name, value in requirements.weights.items() if name != code}
    view_state.requirements(weights={**others, code: weight} if weight or code == WORDS else others)
