"""Explain a rank in words: matching words of the plan, the distances that counted, and missing words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator, list_separator, sentence_end
from layers.query.nearest import NearestResult, distance
from layers.suitability.candidates import Candidates
from layers.suitability.presets import by_mode, criteria
from layers.suitability.ranking import Ranked, Ranking
from layers.suitability.requirements import Requirements

MOST_UNPLACED = 5  # names of features without a location


def explain(place: Ranked, requirements: Requirements, dataset: Dataset, lang: Lang) -> str:
    """Explain the rank of a candidate in one sentence."""
    matched, missing = (_titles(codes, dataset, lang) for codes in (place.has, place.lacks))
    asked = sum(map(len, (*place.has.values(), *place.lacks.values())))
    listed = "catalogue_code" in dataset.record(place.id)
    who = say("rank.by_catalogue" if listed else "rank.by_plan", lang)
    said = []
    if matched:
        words = list_separator(lang).join(matched)
        said.append(say("rank.has", lang, who=who, words=words, count=len(matched), asked=asked))
    if requirements.words and not matched:
        said.append(say("rank.has_none", lang, who=who))
    near = sorted(place.reaches.values(), key=lambda reach: -place.parts[reach.code])
    said += [distance_text(reach, dataset, lang) for reach in near]
    if matched and missing:
        said.append(say("rank.lacks", lang, who=who, words=list_separator(lang).join(missing)))
    text = clause_separator(lang).join(said) + sentence_end(lang)
    return text[:1].upper() + text[1:]


def unplaced(requirements: Requirements, ranking: Ranking, candidates: Candidates, lang: Lang) -> list[str]:
    """Return the features that match requested words but have no location to rank by, each with those words.

    Features with rare words come first; at most MOST_UNPLACED are returned.
    """
    asked = {"functions": set(requirements.functions), "industries": set(requirements.industries)}
    common = Counter(code for field in asked for codes in candidates.codes_of[field] for code in codes & asked[field])
    found = []
    for number, name in enumerate(candidates.ids):
        if "placed" not in {failure.must for failure in ranking.failed.get(name, ())}:
            continue
        has = {field: tuple(sorted(words & candidates.codes_of[field][number])) for field, words in asked.items()}
        if titles := _titles(has, candidates.dataset, lang):
            rare = sum(1 / common[code] for codes in has.values() for code in codes)
            title = candidates.dataset.name(name, lang)
            found.append(
                (-rare, name, say("rank.unplaced_one", lang, name=title, words=list_separator(lang).join(titles)))
            )
    return [text for *_, text in sorted(found)[:MOST_UNPLACED]]


def distance_text(reach: NearestResult, dataset: Dataset, lang: Lang) -> str:
    """Return one distance as text: criterion, target, distance and error."""
    known = criteria(dataset.catalogue)
    single = by_mode(reach.code, reach.mode or "")
    group = known[single if single in known else reach.code].say(lang)
    if reach.km == 0 and reach.error_km == 0:
        return say("rank.itself", lang, group=group)
    at = reach.at.say(lang) if reach.at else dataset.name(reach.feature, lang)
    return say("rank.far", lang, group=group, name=at, distance=distance(reach, lang))


def span(place: Ranked, lang: Lang) -> str:
    """Return rank and rank interval in words: second, between first and fourth."""
    values = {"rank": ordinal(place.rank, lang), "low": ordinal(place.low, lang), "high": ordinal(place.high, lang)}
    return say("rank.sure" if place.low == place.high else "rank.span", lang, **values)


def ordinal(number: int, lang: Lang) -> str:
    """Return the ordinal of a rank: 第 2, 2nd."""
    if lang == "zh":
        return say("rank.ordinal", lang, number=number)
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def shares(place: Ranked, dataset: Dataset, lang: Lang) -> list[tuple[str, float]]:
    """Return (title, contribution) of each criterion with a weight; contributions add up to the candidate's value."""
    known = criteria(dataset.catalogue)
    return [(known[code].say(lang), part) for code, part in place.parts.items()]


def _titles(codes: Mapping[str, tuple[str, ...]], dataset: Dataset, lang: Lang) -> list[str]:
    return [dataset.vocabulary(field)[code].title.say(lang) for field in codes for code in codes[field]]
