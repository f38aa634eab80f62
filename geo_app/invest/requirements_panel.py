"""The need item by item, folded: what the box says in words can be set here, and what is set here shows as chips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from geo_app.state import cache, view_state
from geo_app.state.url import ViewState
from layers.catalogue.entries import CatalogueEntry, Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.suitability.place_facts import ground_titles
from layers.suitability.presets import GROUNDS, HEAVIEST, WORDS, criteria, load_presets
from layers.suitability.requirements import FARTHEST, MUSTS, OPENNESS, Requirements

COLUMNS = 3
NEAR_WEIGHT = 3  # of a gateway that shall be near, until the visitor says otherwise
LARGEST_KM2 = 9_999.0
LEVELS: Mapping[str, tuple[str, ...]] = {"any": (), "national": ("national",), "above": ("national", "municipal")}
AS_LINKED = "linked"  # a choice of levels that only a link can make


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the folded form; what is folded is not made."""
    lang, requirements = visitor.lang, visitor.suitability_query.requirements
    fold = st.expander(say("invest.form", lang), key="fold-form", on_change="rerun")
    if fold.open:
        with fold:
            left, right = st.columns(2)
            with left:
                _words("functions", requirements.functions, dataset, lang)
            with right:
                _words("industries", requirements.industries, dataset, lang)
            _pills("modes", requirements.modes, {c: m.title.say(lang) for c, m in load_presets().modes.items()}, lang)
            titles = ground_titles(dataset, lang)
            _pills("grounds", requirements.grounds, {code: titles[code] for code in GROUNDS if code in titles}, lang)
            _boxes(requirements, lang)
            _near(requirements, dataset, lang)
            _where(requirements, dataset, lang)
            _standing(requirements, dataset, lang)
    weights = st.expander(say("invest.weights", lang), key="fold-weights", on_change="rerun")
    if weights.open:
        with weights:
            _weights(requirements, dataset, lang)


def _words(field: str, chosen: Sequence[str], dataset: Dataset, lang: Lang) -> None:
    """Draw the choice of words; each says how many candidates have it by any source, and all can be asked for."""
    having = cache.candidates().codes_of[field]
    counts = cache.cached(("having", field), lambda: Counter(code for codes in having for code in set(codes)))
    titles = {code: entry.title.say(lang) for code, entry in dataset.vocabulary(field).items()}
    st.multiselect(
        say(f"need.{field}", lang),
        sorted(titles, key=lambda code: counts[code] == 0),
        format_func=lambda code: say("filters.count", lang, title=titles[code], count=counts[code]),
        placeholder=say("invest.choose", lang),
        **view_state.widget_binding(f"need-{field}", list(chosen), then=partial(_set_codes, field)),
    )


def _pills(field: str, chosen: Sequence[str], titles: Mapping[str, str], lang: Lang) -> None:
    st.pills(
        say(f"need.{field}", lang),
        list(titles),
        selection_mode="multi",
        format_func=lambda code: titles[code],
        **view_state.widget_binding(f"need-{field}", list(chosen), then=partial(_set_codes, field)),
    )


def _boxes(requirements: Requirements, lang: Lang) -> None:
    with st.container(horizontal=True, key="must-boxes"):
        for field in (*MUSTS.values(), "wide"):
            st.checkbox(
                say(f"need.{field}", lang),
                **view_state.widget_binding(f"need-{field}", getattr(requirements, field), then=partial(_set, field)),
            )


def _near(requirements: Requirements, dataset: Dataset, lang: Lang) -> None:
    """Draw the gateways that shall be near; only those that are chosen have a field for the kilometres."""
    titles = {code: group.title.say(lang) for code, group in dataset.catalogue.gateways.items()}
    chosen = [code for code in titles if code in requirements.within or requirements.weights.get(code)]
    st.multiselect(
        say("invest.near", lang),
        list(titles),
        format_func=lambda code: titles[code],
        placeholder=say("invest.choose", lang),
        **view_state.widget_binding("need-near", chosen, then=partial(_set_near, requirements, tuple(titles))),
    )
    for start in range(0, len(chosen), COLUMNS):
        for column, code in zip(st.columns(COLUMNS), chosen[start : start + COLUMNS], strict=False):
            column.number_input(
                say("invest.within", lang, group=titles[code]),
                min_value=0,
                max_value=FARTHEST,
                step=10,
                value=None,
                placeholder=say("invest.no_limit", lang),
                **view_state.widget_binding(
                    f"within-{code}", requirements.within.get(code), then=partial(_limit, requirements, code)
                ),
            )


def _where(requirements: Requirements, dataset: Dataset, lang: Lang) -> None:
    places = {**dataset.vocabulary("regions"), **dataset.vocabulary("districts")}
    avoided = {"": say("invest.avoid_nothing", lang)}
    avoided |= {code: choice.title.say(lang) for code, choice in load_presets().avoid.items()}
    columns = st.columns(COLUMNS)
    with columns[0]:
        _several("inside", places, requirements.inside, lang)
    with columns[1]:
        _several("outside", places, requirements.outside, lang)
    with columns[2]:
        st.selectbox(
            say("need.avoid", lang),
            list(avoided),
            format_func=lambda code: avoided[code],
            placeholder=say("invest.choose", lang),
            **view_state.widget_binding("need-avoid", requirements.avoid, then=partial(_set, "avoid")),
        )


def _standing(requirements: Requirements, dataset: Dataset, lang: Lang) -> None:
    """Draw what the place shall be: its level and area, its state, industries that it must have."""
    level = next((code for code, levels in LEVELS.items() if set(levels) == set(requirements.levels)), AS_LINKED)
    columns = st.columns(COLUMNS)
    with columns[0]:
        st.selectbox(
            say("need.levels", lang),
            [*LEVELS, *([AS_LINKED] if level == AS_LINKED else [])],
            format_func=lambda code: say(f"levels.{code}", lang),
            placeholder=say("invest.choose", lang),
            **view_state.widget_binding("need-levels", level, then=_set_level),
        )
        st.selectbox(
            say("need.openness", lang),
            OPENNESS,
            format_func=lambda code: say(f"openness.{code}", lang),
            placeholder=say("invest.choose", lang),
            **view_state.widget_binding("need-openness", requirements.openness, then=partial(_set, "openness")),
        )
    with columns[1]:
        st.number_input(
            say("invest.area_min", lang),
            min_value=0.0,
            max_value=LARGEST_KM2,
            step=0.1,
            value=None,
            placeholder=say("invest.no_limit", lang),
            **view_state.widget_binding("need-area", requirements.area_min or None, then=_set_area),
        )
        _several("now", dataset.catalogue.statuses_now, requirements.now, lang)
    with columns[2]:
        _several("sectors", dataset.catalogue.industries, requirements.sectors, lang)


def _several(field: str, known: Mapping[str, CatalogueEntry], chosen: Sequence[str], lang: Lang) -> None:
    titles = {code: entry.title.say(lang) for code, entry in known.items()}
    st.multiselect(
        say(f"need.{field}", lang),
        list(titles),
        format_func=lambda code: titles[code],
        placeholder=say("invest.choose", lang),
        **view_state.widget_binding(f"need-{field}", list(chosen), then=partial(_set_codes, field)),
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


def _set_codes(field: str, codes: Sequence[str] | None) -> None:
    view_state.requirements(**{field: tuple(codes or ())})


def _set_level(code: str) -> None:
    if code in LEVELS:
        view_state.requirements(levels=LEVELS[code])


def _set_area(km2: float | None) -> None:
    view_state.requirements(area_min=round(km2, 4) if km2 else 0)


def _set_near(requirements: Requirements, groups: Sequence[str], chosen: Sequence[str]) -> None:
    """Weigh what was added; of what was taken away, drop both weight and limit."""
    weights = {code: weight for code, weight in requirements.weights.items() if code not in groups or code in chosen}
    fresh = {code: NEAR_WEIGHT for code in chosen if code not in requirements.within and not weights.get(code)}
    within = {code: km for code, km in requirements.within.items() if code in chosen}
    view_state.requirements(weights={**weights, **fresh}, within=within)


def _limit(requirements: Requirements, code: str, km: float | None) -> None:
    others = {name: limit for name, limit in requirements.within.items() if name != code}
    view_state.requirements(within={**others, code: int(km)} if km else others)


def _weigh(requirements: Requirements, code: str, weight: int) -> None:
    """Set a weight; 0 is kept where it says something else than nothing: of the words, and against a mode."""
    others = {name: value for name, value in requirements.weights.items() if name != code}
    by_mode = {name for mode in requirements.modes for name in load_presets().modes[mode].weights}
    view_state.requirements(weights={**others, code: weight} if weight or code == WORDS or code in by_mode else others)
