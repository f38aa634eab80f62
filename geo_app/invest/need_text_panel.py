"""The need in the investor's words: one box, what was understood of it as chips, what was not, and ready needs."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo_app.state import cache, view_state
from geo_app.state.url import Query, ViewState
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.suitability.need_chips import Understood
from layers.suitability.need_text import LONGEST_NEED, understand
from layers.suitability.presets import Preset, load_presets
from layers.suitability.requirement_chips import RequirementChip, requirement_chips, unanswered
from layers.suitability.requirements import Requirements, from_query, of_preset

MOST_TOLD = 8  # passages that were not understood
LONGEST_TOLD = 40  # characters of each


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the box; with a need its chips and what was not understood, without one the ready needs."""
    lang, query = visitor.lang, visitor.suitability_query
    preset = _preset(query.text)
    st.text_input(
        say("invest.need", lang),
        placeholder=say("invest.need_hint", lang),
        **view_state.widget_binding(
            "need-text",
            preset.title.say(lang) if preset else query.text,
            then=partial(_take, lang=lang, dataset=dataset),
        ),
    )
    understood = Understood(lang) if preset else _understood(query.text, lang, dataset)
    with st.container(key="need-said"):  # always one element, so that the map below stands where it stood
        if query.requirements == Requirements():
            st.caption(say("invest.presets", lang))
            _presets(query.requirements, dataset, lang)
        _unread(query.text, understood)
    with st.container(horizontal=True, vertical_alignment="center", key="need-chips"):
        for number, chip in enumerate(_chips(query.requirements, understood, dataset, lang)):
            _chip(number, chip, lang)
        _changes(query.requirements, query.text, dataset, lang)


def _take(text: str, *, lang: Lang, dataset: Dataset) -> None:
    """Read the typed need; it takes the place of the whole need before, which can be brought back."""
    preset = _preset(text)
    if preset:
        asked = of_preset(preset)
    else:
        asked, _ = from_query(_understood(text, lang, dataset).offered, dataset)
    view_state.ask(text=text if text.strip() else "", requirements=asked)


def _preset(text: str) -> Preset | None:
    """Return the ready need whose title the box holds, in whichever language."""
    ready = load_presets().presets.values()
    return next((preset for preset in ready if text.strip() in {preset.title.zh, preset.title.en}), None)


def _understood(text: str, lang: Lang, dataset: Dataset) -> Understood:
    def read() -> Understood:
        return understand(text, lang, dataset.catalogue, dataset.vocabulary("districts"))

    return cache.cached(("understood", text, lang), read, own=len(text) > LONGEST_NEED)


def _chips(requirements: Requirements, understood: Understood, dataset: Dataset, lang: Lang) -> list[RequirementChip]:
    return cache.cached(
        ("chips", requirements, understood.chips, lang),
        lambda: requirement_chips(requirements, understood, dataset, lang),
    )


def _chip(number: int, chip: RequirementChip, lang: Lang) -> None:
    """Draw a chip, which takes itself away; it is named by its place, so that the focus goes to the next one."""
    with st.container(width="content", key=f"chip-{'implied' if chip.implied else 'said'}-{number}"):
        st.button(
            plain(chip.label),
            key=f"chip-{number}",
            icon=":material/close:",
            icon_position="right",
            help=say("invest.take_away", lang),
            on_click=view_state.ask,
            kwargs={"requirements": chip.rest},
        )


def _changes(requirements: Requirements, text: str, dataset: Dataset, lang: Lang) -> None:
    """Draw what changes the need as a whole: another ready need, undo, clear."""
    if requirements != Requirements():
        with st.popover(say("invest.ready", lang), type="tertiary", key="need-ready"):
            _presets(requirements, dataset, lang)
    if view_state.can_undo_need():
        st.button(say("invest.undo", lang), key="need-undo", type="tertiary", on_click=view_state.undo_need)
    if text or requirements != Requirements():
        st.button(
            say("invest.reset", lang),
            key="need-reset",
            type="tertiary",
            on_click=view_state.ask,
            kwargs={"requirements": Requirements(), "text": ""},
        )


def _unread(text: str, understood: Understood) -> None:
    """Say what nobody understood, of what there are no data, and that a long text was not read to its end."""
    lang, unknown = understood.lang, list(understood.unknown)
    if rest := text[LONGEST_NEED:].strip():
        unknown = unknown[:-1]
        st.warning(say("invest.too_long", lang, limit=f"{LONGEST_NEED:,}", count=f"{len(rest):,}"))
    strange, wished = unanswered(unknown)
    for key, passages in (("not_understood", strange), ("no_data", (*understood.no_data, *wished))):
        if passages:
            told = [p if len(p) <= LONGEST_TOLD else f"{p[:LONGEST_TOLD]}…" for p in passages[:MOST_TOLD]]
            more = say("invest.and_more", lang, count=len(passages) - MOST_TOLD) if len(passages) > MOST_TOLD else ""
            st.caption(plain(say(f"invest.{key}", lang, words=list_separator(lang).join(told)) + more))


def _presets(requirements: Requirements, dataset: Dataset, lang: Lang) -> None:
    asked = requirements.to_query(dataset)
    with st.container(horizontal=True, key="presets"):
        for code, (begins, query) in cache.cached(("presets",), lambda: _begun(dataset)).items():
            title = load_presets().presets[code].title.say(lang)
            st.button(
                title,
                key=f"preset-{code}",
                type="primary" if query == asked else "secondary",
                on_click=view_state.ask,
                kwargs={"requirements": begins, "text": title},
            )


def _begun(dataset: Dataset) -> dict[str, tuple[Requirements, Query]]:
    """Return the need that each preset begins with, and how the address says it."""
    needs = {code: of_preset(preset) for code, preset in load_presets().presets.items()}
    return {code: (requirements, requirements.to_query(dataset)) for code, requirements in needs.items()}
