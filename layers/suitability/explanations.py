"""Explain a rank in words: matching words of the plan, the distances that counted, and missing words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator, list_separator, sentence_end
from layers.query.nearest import NearestResult, distance
from layers.suitability.candidates import Candidates
from layers.suitability.place_facts import CLEARS, LISTED, PLAN, RULE, industry_sources
from layers.suitability.presets import WORDS, by_mode, criteria
from layers.suitability.ranking import POSITION, Ranked, Ranking
from layers.suitability.requirements import Requirements
from layers.suitability.word_fit import FIELDS

MOST_UNPLACED = 5  # names of features without a location
WHO = {  # kind of source → who says so, as a key of [rank]
    "firm": "by_pages",
    "product": "by_pages",
    "figure": "by_pages",
    RULE: "by_ground",
    CLEARS: "by_customs_site",
    "designation": "by_designation",
    LISTED: "by_catalogue",
    PLAN: "by_plan",
}
UNKNOWN = {  # what is not known of a place → what says so, as a key of [rank]
    "functions": "unknown_functions",
    "industries": "unknown_industries",
    POSITION: "unknown_position",
    WORDS: "unknown_words",
}
BEST_FIRST = tuple(dict.fromkeys(WHO.values()))


def explain(place: Ranked, requirements: Requirements, dataset: Dataset, lang: Lang) -> str:
    """Explain the rank of a candidate in one sentence."""
    asked = sum(map(len, (*place.has.values(), *place.lacks.values())))
    said = [*_named(place, asked, dataset, lang)]
    unknown = {name for name in place.unknowns if name != POSITION}
    everybody = list_separator(lang).join(say(f"rank.{who}", lang) for who in _consulted(place, dataset))
    missing = _titles({name: codes for name, codes in place.lacks.items() if name not in unknown}, dataset, lang)
    if requirements.words and not said and missing:
        said.append(say("rank.has_none", lang, who=everybody))
        missing = []
    if place.part and place.reaches:
        said.append(say("rank.part", lang, part=place.part.say(lang)))
    near = sorted(place.reaches.values(), key=lambda reach: -place.parts[reach.code])
    said += [distance_text(reach, dataset, lang, place.names) for reach in near]
    if missing:
        said.append(say("rank.lacks", lang, who=everybody, words=list_separator(lang).join(missing)))
    said += unknown_texts(place, lang)
    text = clause_separator(lang).join(said) + sentence_end(lang)
    return text[:1].upper() + text[1:]


def unknown_texts(place: Ranked, lang: Lang) -> list[str]:
    """Return what would decide the rank and is not known of the place, each as a clause."""
    names = [name for name in place.unknowns if name not in FIELDS or WORDS not in place.unknowns]
    return [say(f"rank.{UNKNOWN[name]}", lang) for name in names]


def words_by_source(
    place: Ranked, dataset: Dataset, lang: Lang, *, without: Collection[str] = ()
) -> list[tuple[str, list[str]]]:
    """Return the requested words that the place has, by the best kind of source that names them, best first.

    `without`: codes of industries that are left out.
    """
    by_source: dict[str, list[str]] = {}
    for name in place.has:
        for code in place.has[name]:
            if name == "industries" and code in without:
                continue
            kinds = {WHO.get(kind, "by_plan") for kind in place.sources[code]}
            who = next(each for each in BEST_FIRST if each in kinds)
            by_source.setdefault(who, []).append(dataset.vocabulary(name)[code].title.say(lang))
    return [(say(f"rank.{who}", lang), by_source[who]) for who in BEST_FIRST if who in by_source]


def _named(place: Ranked, asked: int, dataset: Dataset, lang: Lang) -> list[str]:
    return [
        say("rank.has", lang, who=who, words=list_separator(lang).join(words), count=len(words), asked=asked)
        for who, words in words_by_source(place, dataset, lang)
    ]


def _consulted(place: Ranked, dataset: Dataset) -> list[str]:
    """Return who says what the place is for: the plan, the national catalogue where it is listed, dated pages."""
    names = place.names or (place.id,)
    listed = [name for name in names if "catalogue_code" in dataset.record(name)]
    kinds = {kind for codes in industry_sources(names, dataset).values() for kind in codes}
    pages = [WHO[kind] for kind in WHO if kind in kinds - {PLAN, LISTED}]
    found = ["by_plan"] if len(listed) < len(names) else []
    return [*found, *(["by_catalogue"] if listed else []), *dict.fromkeys(pages)]


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


def distance_text(reach: NearestResult, dataset: Dataset, lang: Lang, names: Sequence[str] = ()) -> str:
    """Return one distance as text: criterion, target, distance and error.

    `names`: the ids of the place that it is measured from. A gateway on its ground is said to lie there, and a gateway
    that is the place itself to be it: no distance was won.
    """
    known = criteria(dataset.catalogue)
    single = by_mode(reach.code, reach.mode or "")
    group = known[single if single in known else reach.code].say(lang)
    at = reach.at.say(lang) if reach.at else dataset.name(reach.feature, lang)
    if reach.km == 0 and reach.error_km == 0:
        if reach.feature in names or not names:
            return say("rank.itself", lang, group=group)
        return say("rank.inside", lang, group=group, name=at)
    return say("rank.far", lang, group=group, name=at, distance=distance(reach, lang))


def span(place: Ranked, lang: Lang) -> str:
    """Return rank and rank interval in words: second, between first and fourth; sure only if it is certain."""
    values = {"rank": ordinal(place.rank, lang), "low": ordinal(place.low, lang), "high": ordinal(place.high, lang)}
    if place.low != place.high:
        return say("rank.span", lang, **values)
    if place.is_certain:
        return say("rank.sure", lang, **values)
    why = clause_separator(lang).join(unknown_texts(place, lang)) or say("rank.neighbours", lang)
    return say("rank.unsure", lang, rank=values["rank"], why=why)


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
