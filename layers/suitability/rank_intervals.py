"""The interval of each rank: what errors of position, weights and the unknown can change, by seeded draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from layers.arrays import Floats
from layers.suitability.candidates import Candidates
from layers.suitability.presets import WORDS
from layers.suitability.requirements import Requirements
from layers.suitability.word_fit import WordFit

DRAWS = 500
SEED = 20210930  # the plan's date: one need has one answer
LOOSE = 0.2  # relative change of each weight, up or down
SPAN = (0.05, 0.95)


@dataclass(frozen=True, eq=False)
class MeasuredPoints:
    """Where the p passed candidates are measured: s usable points; a candidate without any stands at none (-1)."""

    points: npt.NDArray[np.intp]  # (s,) row of the distances
    owner: npt.NDArray[np.intp]  # (s,) which of the passed candidates
    starts: npt.NDArray[np.intp]  # (p,) first stand of each


def ranks_of(values: Floats) -> npt.NDArray[np.intp]:
    """Return ranks from 1 along the last axis, best value first; equal values keep the order of the ids."""
    order = np.argsort(-values, axis=-1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.broadcast_to(np.arange(1, values.shape[-1] + 1), order.shape), axis=-1)
    return ranks


def rank_intervals(
    requirements: Requirements,
    candidates: Candidates,
    codes: Sequence[str],
    stands: MeasuredPoints,
    fit: WordFit,
    draws: int,
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the lower and upper rank that enclose 90 % of the draws for each passed candidate.

    In each draw every point on the ground moves uniformly within the disc of its error (a gateway that is also a
    candidate moves once), every weight by up to ±20 %, and a candidate whose words are not known has, at even odds,
    none of them or as much as the best known. Moves are added to the geodesic in the plane, accurate enough for errors
    of some km. What lies on the site stays at 0 km.
    """
    chance, distances = np.random.default_rng(SEED), candidates.distances
    radius = distances.error_km * np.sqrt(chance.random((draws, len(distances.error_km))))
    angle = 2 * np.pi * chance.random(radius.shape)
    east, north = (radius * np.cos(angle)).astype(np.float32), (radius * np.sin(angle)).astype(np.float32)
    loose = 1 + LOOSE * (2 * chance.random((draws, len(codes))) - 1)
    words = np.where(chance.random((draws, len(fit.share))) < 0.5, fit.low, fit.high)  # the same where all is known
    there, half = np.flatnonzero(stands.points >= 0), candidates.terms.half_km
    points = stands.points[there]
    here = distances.here[points]
    total = np.zeros((draws, len(stands.points)))
    for k, code in enumerate(codes):
        heavy = requirements.weight(code) * loose[:, k : k + 1]
        if code == WORDS:
            total += heavy * words[:, stands.owner]
            continue
        columns = distances.of_code[code]
        cells, spots = np.ix_(points, columns), distances.there[columns]
        km = np.hypot(
            distances.east[cells].astype(np.float32) + east[:, None, spots] - east[:, here, None],
            distances.north[cells].astype(np.float32) + north[:, None, spots] - north[:, here, None],
        )
        if (on_site := distances.on_site[cells]).any():
            km[:, on_site] = 0
        total[:, there] += heavy * half / (half + km.min(axis=2))
    ranks = ranks_of(np.maximum.reduceat(total, stands.starts, axis=1))
    low, high = np.quantile(ranks, SPAN, axis=0, method="inverted_cdf").astype(np.intp)
    return low, high
