"""Rank candidates by requirements: an additive value, and an interval of each rank by errors and weights.

docs/ranking.md explains the formula with a worked example; the page repeats it in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from layers.arrays import Floats
from layers.query.nearest import NearestResult
from layers.suitability.candidates import CandidateDistances, Candidates
from layers.suitability.constraints import UnmetConstraint, failures, passing
from layers.suitability.presets import WORDS
from layers.suitability.requirements import Requirements

DRAWS = 500
SEED = 20210930  # the plan's date: one need has one answer
LOOSE = 0.2  # relative change of each weight, up or down
SPAN = (0.05, 0.95)


@dataclass(frozen=True)
class Ranked:
    """One ranked candidate; 90 % of the draws, and its own rank, lie from `low` to `high`.

    `parts`: contributions of the criteria (their sum is `value`, between 0 and 1); `reaches`: the distances that
    counted; `has` and `lacks`: the requested codes, by field.
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


@dataclass(frozen=True)
class Ranking:
    """Candidates in order of rank, and the unmet must-haves of the others."""

    places: Sequence[Ranked]
    failed: Mapping[str, Sequence[UnmetConstraint]]


def rank(requirements: Requirements, candidates: Candidates, draws: int = DRAWS) -> Ranking:
    """Rank the candidates that meet every must-have, best first; list the unmet must-haves of the others.

    Parameters
    ----------
    draws
        Number of draws of errors and weights for the rank intervals.
    """
    passed = np.flatnonzero(passing(requirements, candidates))
    failed = failures(requirements, candidates)
    codes = [code for code in (WORDS, *dict.fromkeys(candidates.distances.codes.tolist())) if requirements.weight(code)]
    if not len(passed) or not codes:
        return Ranking((), failed)
    weights = np.array([requirements.weight(code) for code in codes], dtype=float)
    values = utility(requirements, candidates, codes)[passed]
    parts = values * weights / weights.sum()
    ranks = ranks_of(parts.sum(axis=1))
    low, high = rank_intervals(requirements, candidates, codes, passed, draws)
    places = [
        _ranked(requirements, candidates, int(number), codes, parts[i], (int(ranks[i]), int(low[i]), int(high[i])))
        for i, number in enumerate(passed)
    ]
    return Ranking(sorted(places, key=lambda place: place.rank), failed)


def utility(requirements: Requirements, candidates: Candidates, codes: Sequence[str]) -> Floats:
    """Return the utility (c, k) of each criterion at each candidate, from 0 to 1; 0 if it cannot be measured."""
    half = candidates.terms.half_km
    columns = [
        word_share(requirements, candidates) if code == WORDS else _near(stated(candidates, code), half)
        for code in codes
    ]
    return np.stack(columns, axis=1)


def stated(candidates: Candidates, code: str) -> Floats:
    """Return (c,) km from each candidate to the nearest target of criterion `code`, by the stated positions."""
    distances = candidates.distances
    use = np.flatnonzero(distances.codes == code)
    km = shortest(distances, np.hypot(distances.east[:, use], distances.north[:, use])[None], len(candidates.ids))
    return np.asarray(km[0])


def word_share(requirements: Requirements, candidates: Candidates) -> Floats:
    """Return (c,) the share of requested words that the plan uses for each candidate."""
    asked = {"functions": set(requirements.functions), "industries": set(requirements.industries)}
    size = sum(map(len, asked.values())) or 1
    matched = [
        sum(len(asked[field] & candidates.codes_of[field][number]) for field in asked)
        for number in range(len(candidates.ids))
    ]
    return np.array(matched, dtype=float) / size


def shortest(distances: CandidateDistances, km: npt.NDArray[Any], size: int) -> Floats:
    """Return (d, c) the shortest distance from each candidate, infinite for a candidate without a point.

    Parameters
    ----------
    km
        (d, n, m) distances from candidates' points to the targets of one criterion, for each of d draws.
    size
        Number of candidates, c.
    """
    found = np.full((len(km), size), np.inf)
    if km.shape[1] and km.shape[2]:
        starts = np.flatnonzero(np.diff(distances.owner, prepend=-1))
        found[:, distances.owner[starts]] = np.minimum.reduceat(km.min(axis=2), starts, axis=1)
    return found


def _near(km: Floats, half: float) -> Floats:
    return half / (half + km)


def ranks_of(values: Floats) -> npt.NDArray[np.intp]:
    """Return ranks from 1 along the last axis, best value first; equal values keep the order of the ids."""
    order = np.argsort(-values, axis=-1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.broadcast_to(np.arange(1, values.shape[-1] + 1), order.shape), axis=-1)
    return ranks


def rank_intervals(
    requirements: Requirements, candidates: Candidates, codes: Sequence[str], passed: npt.NDArray[np.intp], draws: int
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the lower and upper rank that enclose 90 % of the draws for each passed candidate.

    In each draw every point on the ground moves uniformly within the disc of its error (a gateway that is also a
    candidate moves once), and every weight by up to ±20 %, independently. Moves are added to the geodesic in the plane,
    which is accurate enough for errors of some km.
    """
    chance, distances = np.random.default_rng(SEED), candidates.distances
    points = len(distances.error_km)
    radius = distances.error_km * np.sqrt(chance.random((draws, points)))
    angle = 2 * np.pi * chance.random((draws, points))
    east, north = (radius * np.cos(angle)).astype(np.float32), (radius * np.sin(angle)).astype(np.float32)
    loose = 1 + LOOSE * (2 * chance.random((draws, len(codes))) - 1)
    size, half = len(candidates.ids), candidates.terms.half_km
    total = np.zeros((draws, len(passed)))
    for k, code in enumerate(codes):
        if code == WORDS:
            value = word_share(requirements, candidates)[None]
        else:
            use = np.flatnonzero(distances.codes == code)
            km = np.hypot(
                distances.east[:, use].astype(np.float32)
                + east[:, None, distances.there[use]]
                - east[:, distances.here, None],
                distances.north[:, use].astype(np.float32)
                + north[:, None, distances.there[use]]
                - north[:, distances.here, None],
            )
            value = _near(shortest(distances, km, size), half)
        total += requirements.weight(code) * loose[:, k : k + 1] * value[:, passed]
    ranks = ranks_of(total)
    low, high = np.quantile(ranks, SPAN, axis=0, method="inverted_cdf").astype(np.intp)
    return low, high


def _ranked(
    requirements: Requirements,
    candidates: Candidates,
    number: int,
    codes: Sequence[str],
    parts: Floats,
    ranks: tuple[int, int, int],
) -> Ranked:
    place, low, high = ranks
    asked = {"functions": requirements.functions, "industries": requirements.industries}
    own = {field: candidates.codes_of[field][number] for field in asked}
    reaches = {code: candidates.reaches.get((number, code)) for code in codes if code != WORDS}
    return Ranked(
        id=candidates.ids[number],
        rank=place,
        low=min(low, place),
        high=max(high, place),
        value=float(parts.sum()),
        parts={code: float(part) for code, part in zip(codes, parts, strict=True)},
        reaches={code: reach for code, reach in reaches.items() if reach},
        has={field: tuple(code for code in words if code in own[field]) for field, words in asked.items()},
        lacks={field: tuple(code for code in words if code not in own[field]) for field, words in asked.items()},
    )
