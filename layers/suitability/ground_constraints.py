"""Must-haves that a place meets by its ground, part by part: what may be done there, and how near a part lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from layers.arrays import Mask
from layers.suitability.candidates import Candidates
from layers.suitability.place_facts import Grounds, knows_grounds
from layers.suitability.requirements import Requirements

BONDED = {"bonded": "", "bonded_making": "bonded-making", "bonded_storing": "bonded-storing"}  # must-have → ground


def ground_masks(requirements: Requirements, candidates: Candidates) -> dict[str, Mask]:
    """Return the must-haves of the ground; a dataset that says nothing of any ground can sort nobody out by it."""
    found: dict[str, Mask] = {}
    if requirements.grounds and knows_grounds(candidates.dataset):
        anywhere = np.array([_serves(grounds, requirements) for grounds in candidates.grounds_of], dtype=bool)
        at_a_point = any_point_of(candidates, ground_points(requirements, candidates))
        found["grounds"] = np.where(candidates.located, at_a_point, anywhere)
    for must in BONDED:
        if getattr(requirements, must):
            owners = range(len(candidates.ids))
            anywhere = _bonded(must, candidates, candidates.grounds_of, owners)
            found[must] = np.where(
                candidates.located, any_point_of(candidates, _bonded_points(must, candidates)), anywhere
            )
    return found


def _bonded(must: str, candidates: Candidates, every: Sequence[Grounds], owners: Iterable[int]) -> Mask:
    """Return whether a must-have of bond is met: by the ground where it is known, else by the kinds of the place."""
    code, bonded = BONDED[must], candidates.terms.bonded
    able = {"bonded": bonded.kinds, "bonded_making": bonded.making, "bonded_storing": bonded.storing}[must]
    return np.array(
        [
            code in grounds if grounds is not None and code else not candidates.kinds_of[owner].isdisjoint(able)
            for grounds, owner in zip(every, owners, strict=True)
        ],
        dtype=bool,
    )


def _bonded_points(must: str, candidates: Candidates) -> Mask:
    return _bonded(must, candidates, candidates.point_grounds, candidates.distances.owner.tolist())


def _serves(grounds: Grounds, requirements: Requirements) -> bool:
    return bool(grounds and grounds & set(requirements.grounds))


def ground_points(requirements: Requirements, candidates: Candidates) -> Mask:
    """Return (n,) whether each point of the candidates stands on ground that the need can use, in bond if it must."""
    fits = np.ones(len(candidates.distances.owner), dtype=bool)
    if requirements.grounds and knows_grounds(candidates.dataset):
        fits = np.array([_serves(grounds, requirements) for grounds in candidates.point_grounds], dtype=bool)
    for must in BONDED:
        if getattr(requirements, must):
            fits &= _bonded_points(must, candidates)
    return fits


def within_points(requirements: Requirements, candidates: Candidates, code: str) -> Mask:
    """Return (n,) whether each point of the candidates has a gateway of group `code` near enough."""
    km, columns = candidates.distances.km, candidates.distances.of_code.get(code)
    if columns is None:
        return np.zeros(len(km), dtype=bool)
    return np.asarray(km[:, columns].min(axis=1) <= requirements.within[code])


def usable_points(requirements: Requirements, candidates: Candidates) -> Mask:
    """Return (n,) the points to measure from: on fitting ground and near enough, if any point of a place is both."""
    fits = ground_points(requirements, candidates)
    near = fits.copy()
    for code in requirements.within:
        near &= within_points(requirements, candidates, code)
    both = any_point_of(candidates, near)
    return np.where(both[candidates.distances.owner], near, fits)


def any_point_of(candidates: Candidates, points: Mask) -> Mask:
    """Return (c,) whether any point of each candidate is in the mask `points`."""
    found = np.zeros(len(candidates.ids), dtype=bool)
    found[candidates.distances.owner[points]] = True
    return found
