"""How far a feature is from gateways and corridors: both ends named, straight lines with their errors."""

from __future__ import annotations

from collections import defaultdict

import streamlit as st

from geo_app.state import cache
from geo_app.widgets import fact_box
from layers.catalogue.entries import Lang, Words
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator, list_separator
from layers.query.nearest import NearestResult, distance


def show(name: str, dataset: Dataset, lang: Lang) -> None:
    """List the nearest gateways and where each corridor is boarded; nothing for what lies outside or has no place."""
    if not dataset.record(name)["districts"]:
        return
    proximity = cache.proximity()
    members = dict.fromkeys(other for names in proximity.gateways_here(name).values() for other in names)
    here = list_separator(lang).join(dataset.name(other, lang) for other in members)
    gateways = [_gateway(reaches, dataset, lang) for reaches in _by_place(proximity.gateways_near(name))]
    boardings = [_boarding(reaches, dataset, lang) for reaches in _by_place(proximity.corridors_near(name))]
    body = [fact_box.line(say("near.on_site", lang, names=here))] if here else []
    body += [fact_box.bullets(gateways, lang)] if gateways else []
    body += [fact_box.line(say("near.corridors", lang)), fact_box.bullets(boardings, lang)] if boardings else []
    if gateways or boardings:
        body.append(fact_box.note(say("near.from", lang, name=dataset.name(name, lang))))
    if body:
        st.html(fact_box.box(say("near.title", lang), body))


def _km(reach: NearestResult) -> float:
    return reach.km


def _by_place(found: list[NearestResult]) -> list[list[NearestResult]]:
    """Return what was found, nearest first; one place that is the nearest of several kinds stands once."""
    places: dict[str, list[NearestResult]] = defaultdict(list)
    for reach in sorted(found, key=_km):
        places[reach.at.zh if reach.at else reach.feature].append(reach)  # of a corridor, where it is boarded
    return list(places.values())


def _gateway(reaches: list[NearestResult], dataset: Dataset, lang: Lang) -> str:
    titles = [dataset.catalogue.gateways[reach.code].title.say(lang) for reach in reaches]
    told = [title for title in titles if not any(_is_wider(title, other) for other in titles)]
    name, first = dataset.name(reaches[0].feature, lang), reaches[0]
    text = say("near.row", lang, group=list_separator(lang).join(told), name=name, distance=distance(first, lang))
    return _from_part(text, first.part, lang)


def _is_wider(title: str, other: str) -> bool:
    """Whether another title says the same and more, as "cargo airport" does of "airport"."""
    return title != other and title.casefold() in other.casefold()


def _from_part(text: str, part: Words | None, lang: Lang) -> str:
    return say("near.from_part", lang, text=text, part=part.say(lang)) if part else text


def _boarding(reaches: list[NearestResult], dataset: Dataset, lang: Lang) -> str:
    catalogue, first = dataset.catalogue, reaches[0]
    modes: dict[str, dict[str, None]] = defaultdict(dict)
    for reach in reaches:
        modes[reach.mode or ""][catalogue.kinds[reach.code].title.say(lang)] = None
    corridors = [
        say(
            "near.by_mode",
            lang,
            mode=catalogue.modes[mode].title.say(lang),
            corridors=list_separator(lang).join(titles),
        )
        for mode, titles in modes.items()
    ]
    text = say(
        "near.boarding",
        lang,
        at=first.at.say(lang) if first.at else "",
        distance=distance(first, lang),
        corridors=clause_separator(lang).join(corridors),
    )
    return _from_part(text, first.part, lang)
