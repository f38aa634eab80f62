"""What the need ranks: on what it rests, the first five with their map, and below how it came about and who is out."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from geo_app.invest import result_panel
from geo_app.state import cache, view_state
from geo_app.state.cache import Snapshot
from geo_app.state.url import ViewState
from geo_app.widgets import shortlist
from geo_app.widgets.markdown_escape import plain
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.documents.bars_html import bars
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator, list_separator, word_space
from layers.suitability.candidates import Candidates
from layers.suitability.constraints import empty_alone, must_title, relaxations, useless
from layers.suitability.explanations import explain, shares, span, unplaced
from layers.suitability.failed_groups import FailedGroup, failed_groups
from layers.suitability.presets import criteria, load_presets
from layers.suitability.ranking import DRAWS, Ranked, Ranking, rank
from layers.suitability.requirements import Requirements

BARS = Markup('<h4>{} {}</h4><p class="why">{}</p>')
GROUP = Markup("<details><summary>{}</summary><ul>{}</ul></details>")
OUT = Markup("<li><b>{}</b> {}</li>")
_JOIN = Markup("").join


def show(visitor: ViewState, snapshot: Snapshot) -> None:
    """Draw the ranking; without a need, say how to begin; without a place, what stands in the way."""
    lang, requirements = visitor.lang, visitor.suitability_query.requirements
    candidates = cache.candidates()
    if requirements == Requirements():
        st.info(say("invest.begin", lang, count=len(candidates.ids)), icon=":material/info:")
        return
    ranking = cache.cached(("ranking", requirements), lambda: rank(requirements, candidates))
    if len(ranking.failed) == len(candidates.ids):
        _contradiction(requirements, candidates, lang)
    elif not ranking.places:
        _unordered(ranking, candidates, lang)
    else:
        with st.container(key="basis"):
            for sentence in _basis(requirements, ranking, snapshot.dataset, lang):
                st.caption(plain(sentence))
        result_panel.show(visitor, snapshot, ranking, candidates)
        _below(visitor, snapshot.dataset, ranking, candidates)
    if ranking.failed:
        _failed(ranking, requirements, candidates, lang)
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


def _basis(requirements: Requirements, ranking: Ranking, dataset: Dataset, lang: Lang) -> list[str]:
    """Return on what the order rests, and what was asked for and changed nothing."""
    comma = list_separator(lang)
    counts = say("invest.ranked", lang, count=len(ranking.places), failed=len(ranking.failed))
    if ranking.is_by_distance_alone:
        rests = say("invest.basis_distance_alone", lang)
    elif not requirements.words:
        rests = say("invest.basis_no_words", lang)
    else:
        rests = say("invest.basis", lang, basis=comma.join(say(f"basis.{code}", lang) for code in ranking.basis))
    found = [word_space(lang).join((counts, rests))]
    titles = [dataset.vocabulary(f)[c].title.say(lang) for f, codes in ranking.unknown_words.items() for c in codes]
    if titles:
        found.append(say("invest.unknown_words", lang, words=comma.join(titles)))
    if ranking.unmeasured:
        known = criteria(dataset.catalogue)
        missing = comma.join(known[code].say(lang) if code in known else code for code in ranking.unmeasured)
        found.append(say("invest.unmeasured", lang, criteria=missing))
    return found


def _unordered(ranking: Ranking, candidates: Candidates, lang: Lang) -> None:
    """Say which places qualify where nothing that was said puts them in order."""
    names = [candidates.dataset.name(name, lang) for name in candidates.ids if name not in ranking.failed]
    st.info(say("invest.no_order", lang, count=len(names)))
    st.markdown(plain(list_separator(lang).join(names)))


def _below(visitor: ViewState, dataset: Dataset, ranking: Ranking, candidates: Candidates) -> None:
    """Draw what is below the first screen: what has no place, the bars of the five, and the other places."""
    lang, requirements = visitor.lang, visitor.suitability_query.requirements
    st.caption(say("invest.not_counted", lang, draws=DRAWS))
    if missing := unplaced(requirements, ranking, candidates, lang):
        st.caption(plain(say("rank.unplaced", lang, places=list_separator(lang).join(missing))))
    first, rest = ranking.places[: result_panel.SHOWN], ranking.places[result_panel.SHOWN :]
    fold = st.expander(say("invest.bars", lang), key="fold-bars", on_change="rerun")
    if fold.open:
        told = lambda: _JOIN(_bars(place, requirements, dataset, lang) for place in first)  # noqa: E731
        with fold:
            st.html(cache.cached(("bars", requirements, lang), told))
    if rest:
        fold = st.expander(say("invest.rest", lang, count=len(rest)), key="fold-rest", on_change="rerun")
        if fold.open:  # some seventy places: not with each run of the page
            with fold:
                for place in rest:
                    _short(place, visitor, dataset)


def _bars(place: Ranked, requirements: Requirements, dataset: Dataset, lang: Lang) -> Markup:
    """Return the whole explanation of a place and its bars, as one piece of HTML; every text is escaped."""
    head = BARS.format(place.rank, dataset.name(place.id, lang), explain(place, requirements, dataset, lang))
    return head + bars(shares(place, dataset, lang), (say("invest.total", lang), place.value))


def _short(place: Ranked, visitor: ViewState, dataset: Dataset) -> None:
    lang = visitor.lang
    with st.container(horizontal=True, vertical_alignment="center", key=f"ranked-row-{place.id}"):
        name = plain(dataset.name(place.id, lang))
        st.markdown(f"{place.rank} · {name} · {place.value:.2f} — {plain(span(place, lang))}")
        shortlist.button(visitor, place.id, f"rest-pick-{place.id}", small=True)


def _failed(ranking: Ranking, requirements: Requirements, candidates: Candidates, lang: Lang) -> None:
    """Draw who is out, grouped by why; those that might qualify are counted apart."""
    label = say("invest.failed", lang, count=len(ranking.failed), unknown=len(ranking.undetermined))
    fold = st.expander(label, key="fold-failed", on_change="rerun")
    if fold.open:  # dozens of lines
        with fold, st.container(key="failed"):
            st.html(
                cache.cached(("failed", requirements, lang), lambda: _groups(ranking, requirements, candidates, lang))
            )


def _groups(ranking: Ranking, requirements: Requirements, candidates: Candidates, lang: Lang) -> Markup:
    groups = failed_groups(requirements, ranking, candidates, lang)
    return _JOIN(_group(group, requirements, candidates, lang) for group in groups)


def _group(group: FailedGroup, requirements: Requirements, candidates: Candidates, lang: Lang) -> Markup:
    gap, lines = clause_separator(lang), []
    for name, missed in group.places.items():
        reasons = gap.join(failure.sentence(requirements, candidates, name, lang) for failure in missed)
        lines.append(OUT.format(candidates.dataset.name(name, lang), reasons))
    title = say("failed.count", lang, title=group.title, count=len(lines))
    return GROUP.format(title, _JOIN(lines))


def _contradiction(requirements: Requirements, candidates: Candidates, lang: Lang) -> None:
    """Say which must-have empties the list, and offer to give it up."""
    with st.container(border=True, key="contradiction"):
        st.markdown(f"**{say('invest.none', lang)}**")
        alone, found, vain = cache.cached(
            ("contradiction", requirements),
            lambda: (
                empty_alone(requirements, candidates),
                relaxations(requirements, candidates),
                useless(requirements, candidates),
            ),
        )
        if alone:
            titles = list_separator(lang).join(must_title(must, requirements, candidates, lang) for must in alone)
            st.markdown(plain(say("invest.none_alone", lang, musts=titles)))
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
        if vain:
            titles = list_separator(lang).join(must_title(must, requirements, candidates, lang) for must in vain)
            st.caption(plain(say("invest.relax_useless", lang, musts=titles)))
