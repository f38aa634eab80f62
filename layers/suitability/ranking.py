"""Rank candidates by requirements: an additive value, and an interval of each rank by errors, weights and the unknown.

docs/ranking.md explains the formula with a worked example; the page repeats it in words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from layers.arrays import Floats
from layers.catalogue.entries import Words
from layers.query.nearest import NearestResult
from layers.suitability.candidates import Candidates
from layers.suitability.constraints import UnmetConstraint, failures
from layers.suitability.ground_constraints import BONDED, usable_points
from layers.suitability.presets import WORDS
from layers.suitability.rank_intervals import DRAWS, MeasuredPoints, rank_intervals, ranks_of
from layers.suitability.requirements import Requirements
from layers.suitability.word_fit import FIELDS, WordFit, fit_words

__all__ = ["DRAWS", "Ranked", "Ranking", "rank", "stated"]
NEARNESS = "nearness"
POSITION = "position"  # of `unknowns`: the error of the place's own position


@dataclass(frozen=True)
class Ranked:
    """One ranked candidate; 90 % of the draws, and its own rank, lie from `low` to `high`.

    Attributes
    ----------
    parts
        Contributions of the criteria; their sum is `value`, between 0 and 1.
    reaches
        The distances that counted, all from `part` where the place is in parts.
    has, lacks
        The requested codes that are named here and those that are not, by field, without those that nobody has.
    sources
        Requested activity or industry that the place has → the kinds of sources that name it.
    on_site
        Criteria whose gateway lies on the ground of the place (or is the place itself), so that no distance was won.
    names
        The ids of all features that are this place, its own first.
    unknowns
        What would decide the rank and is not known of it: `functions`, `industries`, `position` (its error), and
        `words` where nobody has any requested word.
    is_certain
        Whether neither errors nor weights nor anything unknown, of it or of its neighbours, changes the rank.
    part
        The part that it is measured from; or the name under which the site has the needed ground, if its own has not.
    """

    id: str
    rank: int
    low: int
    high: int
    value: float
    parts: Mapping[str, float]
    reaches: Mapping[str, NearestResult]
    has: Mapping[str, tuple[str, ...]]
    lacks: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    on_site: tuple[str, ...] = ()
    part: Words | None = None
    names: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    is_certain: bool = False


@dataclass(frozen=True)
class Ranking:
    """Candidates in order of rank, and the unmet must-haves of the others.

    Attributes
    ----------
    unknown_words
        Field → the requested words that no candidate has; they changed nothing.
    basis
        What the order rests on: of `functions`, `industries`, `nearness` those that count.
    unmeasured
        Criteria with a weight that have no target at all; they changed nothing.
    """

    places: Sequence[Ranked]
    failed: Mapping[str, Sequence[UnmetConstraint]]
    unknown_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    basis: tuple[str, ...] = ()
    unmeasured: tuple[str, ...] = ()

    @property
    def is_by_distance_alone(self) -> bool:
        """Whether words were requested, nobody has any of them, and kilometres are all that is left."""
        return any(self.unknown_words.values()) and not set(self.basis) & set(FIELDS)

    @property
    def undetermined(self) -> tuple[str, ...]:
        """The candidates that might qualify: they fail only where nothing is known."""
        return tuple(name for name, unmet in self.failed.items() if all(each.unknown for each in unmet))


def rank(requirements: Requirements, candidates: Candidates, draws: int = DRAWS) -> Ranking:
    """Rank the candidates that meet every must-have, best first; list the unmet must-haves of the others.

    Parameters
    ----------
    draws
        Number of draws of errors, weights and what is not known, for the rank intervals.
    """
    failed = failures(requirements, candidates)
    passed = np.flatnonzero([name not in failed for name in candidates.ids])
    if not len(passed) or not requirements.asks:
        return Ranking((), failed)
    fit, stands = fit_words(requirements, candidates, passed), _measured(requirements, candidates, passed)
    codes = [code for code in candidates.codes if requirements.weight(code)]
    weighs_words = bool(fit.counts and requirements.weight(WORDS))
    codes = [*([WORDS] if weighs_words else []), *codes]
    weights = np.array([requirements.weight(code) for code in codes], dtype=float)
    parts = _worth(candidates, codes, stands, fit) * weights / (weights.sum() or 1)
    best = _best(parts.sum(axis=1), stands)
    ranks = ranks_of(parts[best].sum(axis=1))
    low, high = rank_intervals(requirements, candidates, codes, stands, fit, draws)
    if not codes:  # nothing tells them apart
        low, high = np.full_like(ranks, 1), np.full_like(ranks, len(ranks))
    needed = {*requirements.grounds, *(code for must, code in BONDED.items() if code and getattr(requirements, must))}
    places = [
        _ranked(
            candidates,
            fit,
            i,
            number,
            int(stands.points[best[i]]),
            dict(zip(codes, parts[best[i]], strict=True)),
            needed,
        )
        for i, number in enumerate(passed.tolist())
    ]
    basis = [each for each in FIELDS if weighs_words and fit.asked[each]]
    basis += [NEARNESS] if set(codes) - {WORDS} else []
    unmeasured = tuple(code for code in requirements.near if code not in candidates.codes)
    unknown = {each: words for each, words in fit.unknown.items() if words}
    ranking = Ranking(places, failed, unknown, tuple(basis), unmeasured)
    return replace(ranking, places=_in_order(ranking, ranks, low, high))


def _measured(requirements: Requirements, candidates: Candidates, passed: npt.NDArray[np.intp]) -> MeasuredPoints:
    owner = candidates.distances.owner
    usable = np.flatnonzero(usable_points(requirements, candidates) & np.isin(owner, passed))
    which = np.searchsorted(passed, owner[usable])
    nowhere = np.setdiff1d(np.arange(len(passed)), which)
    points, whose = np.concatenate([usable, np.full(len(nowhere), -1)]), np.concatenate([which, nowhere])
    order = np.argsort(whose, kind="stable")
    return MeasuredPoints(points[order], whose[order], np.flatnonzero(np.diff(whose[order], prepend=-1)))


def _worth(candidates: Candidates, codes: Sequence[str], stands: MeasuredPoints, fit: WordFit) -> Floats:
    """Return the worth (s, k) of each criterion at each stand, from 0 to 1; 0 if it cannot be measured."""
    km, half = candidates.distances.counted, candidates.terms.half_km
    worth = np.zeros((len(stands.points), len(codes)))
    there = stands.points >= 0
    for k, code in enumerate(codes):
        if code == WORDS:
            worth[:, k] = fit.share[stands.owner]
        else:
            columns = candidates.distances.of_code[code]
            worth[there, k] = half / (half + km[np.ix_(stands.points[there], columns)].min(axis=1))
    return worth


def _best(values: Floats, stands: MeasuredPoints) -> npt.NDArray[np.intp]:
    """Return (p,) the stand of the highest value of each candidate, the first of equal ones."""
    order = np.lexsort((np.arange(len(values)), -values, stands.owner))
    return np.asarray(order[stands.starts])


def stated(candidates: Candidates, code: str) -> Floats:
    """Return (c,) the km that count from each candidate to the target of criterion `code`; infinite without a point."""
    found, distances = np.full(len(candidates.ids), np.inf), candidates.distances
    np.minimum.at(found, distances.owner, distances.counted[:, distances.of_code[code]].min(axis=1))
    return found


def _ranked(
    candidates: Candidates,
    fit: WordFit,
    i: int,
    number: int,
    point: int,
    parts: Mapping[str, float],
    needed: Collection[str],
) -> Ranked:
    """Return what the rank of the `i`-th passed candidate rests on, measured from its point `point` (-1 for none)."""
    name, distances = candidates.ids[number], candidates.distances
    here = np.array([point] if point >= 0 else [], dtype=np.intp)
    reaches = {code: candidates.nearest(number, code, here) for code in parts if code != WORDS}
    found = {code: reach for code, reach in reaches.items() if reach}
    has = {each: candidates.codes_of[each][number] for each in FIELDS}
    unknowns = [each for each in FIELDS if fit.asked[each] + fit.unknown[each] and not fit.known[each][i]]
    if reaches and point >= 0 and np.isnan(candidates.points[number][2][distances.part[point]]):
        unknowns.append(POSITION)
    part = candidates.part_name(number, int(distances.part[point])) if point >= 0 else None
    sources = {each: candidates.sources_of[each][number] for each in FIELDS}
    return Ranked(
        id=name,
        rank=0,
        low=0,
        high=0,
        value=float(sum(parts.values())),
        parts={code: float(part) for code, part in parts.items()},
        reaches=found,
        has={each: tuple(code for code in fit.asked[each] if code in has[each]) for each in FIELDS},
        lacks={each: tuple(code for code in fit.asked[each] if code not in has[each]) for each in FIELDS},
        sources={code: sources[each][code] for each in FIELDS for code in fit.asked[each] if code in sources[each]},
        on_site=tuple(code for code, reach in found.items() if reach.km == 0 and reach.error_km == 0),
        part=part or candidates.use_name(number, needed),
        names=candidates.names_of[name],
        unknowns=tuple(unknowns),
    )


Ranks = npt.NDArray[np.intp]


def _in_order(ranking: Ranking, ranks: Ranks, low: Ranks, high: Ranks) -> list[Ranked]:
    """Return the places by rank, and mark the certain ones: no span, and of them and those beside them all is known."""
    everybody = (WORDS,) if ranking.is_by_distance_alone else ()
    unknowns = [(*everybody, *place.unknowns) for place in ranking.places]
    order = np.argsort(ranks).tolist()
    found = []
    for at, i in enumerate(order):
        place, rank_ = ranking.places[i], int(ranks[i])
        span = min(int(low[i]), rank_), max(int(high[i]), rank_)
        known = bool(place.parts) and not any(unknowns[beside] for beside in order[max(at - 1, 0) : at + 2])
        certain = known and span[0] == span[1]
        found.append(replace(place, rank=rank_, low=span[0], high=span[1], unknowns=unknowns[i], is_certain=certain))
    return found
