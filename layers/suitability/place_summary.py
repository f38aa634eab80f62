"""A ranked place in four lines: its ground, what speaks for it, what speaks against it, what nobody knows of it.

What speaks for a place is what puts it farthest above the mean of the ranked places, and what speaks against it is what
keeps it farthest below the best of them: by the same contributions that make up its value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.dataset.evidence import IndustryEvidence
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator, list_separator, part_separator
from layers.query.nearest import NearestResult, distance, kilometres
from layers.suitability.candidates import Candidates
from layers.suitability.explanations import distance_text, unknown_texts, words_by_source
from layers.suitability.place_facts import ground_titles
from layers.suitability.presets import WORDS, criteria
from layers.suitability.ranking import Ranked, Ranking
from layers.suitability.word_fit import FIELDS

MOST_REASONS = 2
GOOD_ENOUGH = 0.5  # of the best: less than that speaks for no place, even where most have still less
NOTICED = 0.02  # a smaller shortfall against the best is no weakness
STRONGEST = ("firm", "product", "figure")  # kinds of dated pages, in the order in which they are told


@dataclass(frozen=True)
class PlaceSummary:
    """The lines; `part` names the part that was measured, "" for a place in one piece; `unknown` is "" for nothing."""

    kind: str
    part: str
    reasons: tuple[str, ...]
    weakness: str
    unknown: str


@dataclass(frozen=True)
class _Share:
    """What some criteria contribute together: to this place, on the mean, and to the best place."""

    codes: tuple[str, ...]
    own: float
    mean: float
    best: float


def summarize(place: Ranked, ranking: Ranking, candidates: Candidates, lang: Lang) -> PlaceSummary:
    """Return the lines of one of the places of `ranking`."""
    dataset, shares = candidates.dataset, _shares(place, ranking, candidates.dataset, lang)
    weakest = _weakest(place, shares)
    others = [share for share in shares if share is not weakest]
    unknown = [say("summary.unknown_words", lang)] if WORDS in place.unknowns else unknown_texts(place, lang)
    return PlaceSummary(
        kind=_kind(place, candidates, lang),
        part=place.part.say(lang) if place.part else "",
        reasons=tuple(_reasons(place, others or shares, dataset, lang)),
        weakness=_weakness(place, weakest, ranking, dataset, lang),
        unknown=clause_separator(lang).join(unknown),
    )


def _kind(place: Ranked, candidates: Candidates, lang: Lang) -> str:
    dataset, grounds = candidates.dataset, candidates.grounds_of[candidates.ids.index(place.id)]
    kinds = dict.fromkeys(dataset.catalogue.kinds[dataset.record(name)["kind"]].title.say(lang) for name in place.names)
    titles = [title for code, title in ground_titles(dataset, lang).items() if code in (grounds or ())]
    ground = list_separator(lang).join(titles) or say("summary.ground_unknown", lang)
    return part_separator(lang).join((list_separator(lang).join(kinds), ground))


def _shares(place: Ranked, ranking: Ranking, dataset: Dataset, lang: Lang) -> list[_Share]:
    """Return the contributions, those of one target joined: a yard where trains to Europe start is one advantage."""
    groups: dict[object, list[str]] = {}
    for code in place.parts:
        reach = place.reaches.get(code)
        groups.setdefault((_at(reach, dataset, lang), kilometres(reach)) if reach else code, []).append(code)
    found = []
    for codes in groups.values():
        sums = [sum(other.parts.get(code, 0.0) for code in codes) for other in ranking.places]
        own = sum(place.parts[code] for code in codes)
        found.append(_Share(tuple(codes), own, sum(sums) / len(sums), max(sums)))
    return found


def _reasons(place: Ranked, shares: Sequence[_Share], dataset: Dataset, lang: Lang) -> list[str]:
    """Return at most two reasons; what nobody knows of the place is none."""
    named = words_told(place, dataset, lang)
    good = [share for share in shares if share.own > 0 and (WORDS not in share.codes or named)]
    good.sort(key=lambda share: (share.mean - share.own, -share.own))
    found = []
    for share in (share for share in good if share.own >= GOOD_ENOUGH * share.best):
        if WORDS in share.codes:
            found.append(named.pop(0))
        elif any(code in place.reaches for code in share.codes):
            found.append(_far(share, place, dataset, lang))
    return [*found, *named][:MOST_REASONS]


def words_told(place: Ranked, dataset: Dataset, lang: Lang) -> list[str]:
    """Return who names the requested words here, a line each: a firm or product with its date, then other sources."""
    rows = _evidence(place, dataset)
    titles = dataset.vocabulary("industries")
    lines, told = list[str](), set[str]()
    if rows:
        first = rows[0]
        told = {row.industry for row in rows if (row.date, row.what_zh) == (first.date, first.what_zh)}
        words = list_separator(lang).join(titles[code].title.say(lang) for code in titles if code in told)
        dated = say("summary.dated", lang, text=first.what(lang), date=first.date) if first.date else first.what(lang)
        lines.append(say("need.said", lang, title=words, values=dated))
    for who, named in words_by_source(place, dataset, lang, without=told):
        lines.append(say("summary.named", lang, who=who, words=list_separator(lang).join(named)))
    return lines


def _evidence(place: Ranked, dataset: Dataset) -> list[IndustryEvidence]:
    """Return the dated statements on requested industries of the place itself: firms first, and the newest first."""
    rows = [row for name in place.names for row in dataset.evidence.get(name, ())]
    wanted = [r for r in rows if r.counts and r.kind in STRONGEST and r.industry in place.has["industries"]]
    wanted.sort(key=lambda row: row.date, reverse=True)
    return sorted(wanted, key=lambda row: STRONGEST.index(row.kind))


def _far(share: _Share, place: Ranked, dataset: Dataset, lang: Lang) -> str:
    """Return a distance in words; criteria with the same target are named together."""
    reaches = [place.reaches[code] for code in share.codes if code in place.reaches]
    if len(reaches) == 1 or reaches[0].km == 0:
        return distance_text(reaches[0], dataset, lang, place.names)
    known, first = criteria(dataset.catalogue), reaches[0]
    group = list_separator(lang).join(known[code].say(lang) for code in share.codes)
    return say("rank.far", lang, group=group, name=_at(first, dataset, lang), distance=distance(first, lang))


def _at(reach: NearestResult, dataset: Dataset, lang: Lang) -> str:
    return reach.at.say(lang) if reach.at else dataset.name(reach.feature, lang)


def _weakest(place: Ranked, shares: Sequence[_Share]) -> _Share | None:
    """Return what keeps the place farthest below the best; what is not known is told apart, not as a weakness."""
    of_words = not set(place.unknowns) & {*FIELDS, WORDS}
    short = [share for share in shares if share.best - share.own >= NOTICED and (of_words or WORDS not in share.codes)]
    return max(short, key=lambda share: share.best - share.own, default=None)


def _weakness(place: Ranked, weakest: _Share | None, ranking: Ranking, dataset: Dataset, lang: Lang) -> str:
    if weakest is None:
        return say("summary.none_worse", lang)
    if WORDS in weakest.codes:
        return _few_words(place, dataset, lang)
    codes = [code for code in weakest.codes if code in place.reaches]
    if not codes:
        return say("summary.unmeasured", lang)
    others = [other for other in ranking.places if all(code in other.reaches for code in codes)]
    # nearest to all that is named together: a yard on the ground is no nearer train if none starts there
    best, code = min(
        ((other, max(codes, key=lambda code: other.reaches[code].km)) for other in others),
        key=lambda found: found[0].reaches[found[1]].km,
    )
    there = say("summary.on_site", lang) if code in best.on_site else distance(best.reaches[code], lang)
    name = dataset.catalogue.shorten(dataset.name(best.id, lang), lang)
    return say("summary.farther", lang, text=_far(weakest, place, dataset, lang), name=name, distance=there)


def _few_words(place: Ranked, dataset: Dataset, lang: Lang) -> str:
    lacks = [dataset.vocabulary(field)[code].title.say(lang) for field in FIELDS for code in place.lacks[field]]
    if lacks:
        return say("summary.lacks", lang, words=list_separator(lang).join(lacks))
    return say("summary.no_firm", lang)
