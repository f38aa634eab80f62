"""The ranked places, each with its why, its bars and how sure it is; and those that miss a must-have, with why."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from geo_app.state import cache, view_state
from geo_app.state.url import ViewState
from geo_app.widgets import shortlist
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.documents.bars_html import bars
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator, list_separator
from layers.suitability.candidates import Candidates
from layers.suitability.constraints import empty_alone, must_title, relaxations, useless
from layers.suitability.explanations import explain, shares, span, unplaced
from layers.suitability.presets import load_presets
from layers.suitability.ranking import DRAWS, Ranked, Ranking, rank
from layers.suitability.requirements import Requirements

SHOWN = 6
HEAD = Markup("<h3>{} · {}</h3>")
TOLD = Markup('<p class="sure">{}</p><p class="why">{}</p>')


def show(visitor: ViewState, dataset: Dataset) -> None:
    """Draw the ranking; without a need, say how to begin; without a place, what stands in the way."""
    lang, requirements = visitor.lang, visitor.suitability_query.requirements
    st.markdown(f"## {say('invest.ranking', lang)}")
    candidates = cache.candidates()
    ranking = cache.cached(("ranking", requirements), lambda: rank(requirements, candidates))
    if not requirements.asks:
        st.info(say("invest.begin", lang, count=len(candidates.ids)))
    elif not ranking.places:
        _contradiction(requirements, candidates, lang)
    else:
        st.caption(say("invest.ranked", lang, count=len(ranking.places), failed=len(ranking.failed), draws=DRAWS))
        if missing := unplaced(requirements, ranking, candidates, lang):
            st.caption(plain(say("rank.unplaced", lang, places=list_separator(lang).join(missing))))
        told = cache.cached(
            ("told", requirements, lang),
            lambda: [_told(p, requirements, dataset, lang) for p in ranking.places[:SHOWN]],
        )
        for place, text in zip(ranking.places, told, strict=False):
            _place(place, text, visitor, dataset)
        if rest := ranking.places[SHOWN:]:
            fold = st.expander(say("invest.rest", lang, count=len(rest)), key="fold-rest", on_change="rerun")
            if fold.open:  # some seventy places: not with each run of the page
                with fold:
                    for place in rest:
                        _short(place, visitor, dataset)
    if ranking.failed and (requirements.asks or requirements != Requirements()):
        _failed(ranking, visitor, candidates)
    with st.expander(say("invest.formula_title", lang), key="fold-formula"):
        st.markdown(
            say(
                "invest.formula",
                lang,
                half=f"{load_presets().half_km:g}",
                worst=f"{load_presets().unknown_error_km:g}",
                draws=DRAWS,
            )
        )


def _told(place: Ranked, requirements: Requirements, dataset: Dataset, lang: Lang) -> Markup:
    """Return how sure a place's rank is, why it has it, and its bars, as one piece of HTML; every text is escaped."""
    said = TOLD.format(span(place, lang), explain(place, requirements, dataset, lang))
    return said + bars(shares(place, dataset, lang), (say("invest.total", lang), place.value))


def _place(place: Ranked, told: Markup, visitor: ViewState, dataset: Dataset) -> None:
    """Draw a place's card; it is named by its rank, so that a page changes it where another place has that rank."""
    lang = visitor.lang
    with st.container(border=True, horizontal=True, key=f"ranked-head-{place.rank}"):
        st.html(HEAD.format(place.rank, dataset.name(place.id, lang)))
        shortlist.button(visitor, place.id, f"ranked-pick-{place.id}")
        st.html(told)


def _short(place: Ranked, visitor: ViewState, dataset: Dataset) -> None:
    lang = visitor.lang
    with st.container(horizontal=True, vertical_alignment="center", key=f"ranked-row-{place.id}"):
        name = plain(dataset.name(place.id, lang))
        st.markdown(f"{place.rank} · {name} · {place.value:.2f} — {plain(span(place, lang))}")
        shortlist.button(visitor, place.id, f"rest-pick-{place.id}", small=True)


def _failed(ranking: Ranking, visitor: ViewState, candidates: Candidates) -> None:
    lang, requirements = visitor.lang, visitor.suitability_query.requirements
    fold = st.expander(say("invest.failed", lang, count=len(ranking.failed)), key="fold-failed", on_change="rerun")
    if fold.open:  # dozens of lines, which the browser would read as Markdown with each run
        fold.markdown(
            cache.cached(("failed", requirements, lang), lambda: _missing(ranking, requirements, candidates, lang))
        )


def _missing(ranking: Ranking, requirements: Requirements, candidates: Candidates, lang: Lang) -> str:
    """Return a line for each place that is not ranked, with what it misses."""
    gap, lines = clause_separator(lang), []
    for name, missed in ranking.failed.items():
        title = plain(candidates.dataset.name(name, lang))
        reasons = gap.join(failure.sentence(requirements, candidates, name, lang) for failure in missed)
        lines.append(f"- **{title}** — {plain(reasons)}")
    return "\n".join(lines)


def _contradiction(requirements: Requirements, candidates: Candidates, lang: Lang) -> None:
    """Say which must-have empties the list, and offer to give it up."""
    with st.container(border=True, key="contradiction"):
        st.markdown(f"**{say('invest.none', lang)}**")
        if alone := empty_alone(requirements, candidates):
            titles = list_separator(lang).join(must_title(must, requirements, candidates, lang) for must in alone)
            st.markdown(plain(say("invest.none_alone", lang, musts=titles)))
        found = relaxations(requirements, candidates)
        if found and len(found[0].musts) > 1:
            st.markdown(say("invest.none_together", lang))
        for relaxed in found:
            titles = list_separator(lang).join(
                must_title(must, requirements, candidates, lang) for must in relaxed.musts
            )
            st.button(
                plain(say("invest.relax", lang, musts=titles, count=relaxed.count)),
                key="relax-" + "-".join(must.replace(":", "-") for must in relaxed.musts),
                on_click=view_state.ask,
                kwargs={"requirements": relaxed.requirements},
            )
        if vain := useless(requirements, candidates):
            titles = list_separator(lang).join(must_title(must, requirements, candidates, lang) for must in vain)
            st.caption(plain(say("invest.relax_useless", lang, musts=titles)))
