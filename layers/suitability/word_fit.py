"""How well candidates fit the requested words: by the strength of the sources, and never zero for what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from layers.arrays import Floats, Mask
from layers.suitability.candidates import Candidates
from layers.suitability.requirements import Requirements
from layers.suitability.term_table import load_terms

FIELDS = ("functions", "industries")


@dataclass(frozen=True, eq=False)
class WordFit:
    """The fit of p candidates to the requested words.

    Attributes
    ----------
    asked
        Field → the requested words that at least one of the candidates has; only these count.
    unknown
        Field → the requested words that none of them has.
    share, low, high
        (p,) from 0 to 1: with what is not known taken as the mean of those of which it is known; if it is all missing;
        if it is as good as the best known.
    known
        Field → (p,) whether any source says anything of the candidate in this field.
    """

    asked: Mapping[str, tuple[str, ...]]
    unknown: Mapping[str, tuple[str, ...]]
    share: Floats
    low: Floats
    high: Floats
    known: Mapping[str, Mask]

    @property
    def counts(self) -> bool:
        """Whether any requested word tells candidates apart."""
        return any(self.asked.values())


def fit_words(requirements: Requirements, candidates: Candidates, passed: npt.NDArray[np.intp]) -> WordFit:
    """Return the fit of the candidates `passed` to the words of `requirements`."""
    held = {field: [candidates.codes_of[field][number] for number in passed] for field in FIELDS}
    wanted: dict[str, tuple[str, ...]] = {field: getattr(requirements, field) for field in FIELDS}
    asked = {
        field: tuple(code for code in wanted[field] if any(code in has for has in held[field])) for field in FIELDS
    }
    unknown = {field: tuple(code for code in wanted[field] if code not in asked[field]) for field in FIELDS}
    count = sum(map(len, asked.values())) or 1
    share, low, high = (np.zeros(len(passed)) for _ in range(3))
    known = {field: np.array([bool(has) for has in held[field]], dtype=bool) for field in FIELDS}
    for field in FIELDS:
        if asked[field]:
            strengths = candidates.strengths_of[field]
            named = (
                [
                    strengths[number].get(code, 0.0) * _aim(code, int(number), requirements, candidates)
                    for code in asked[field]
                ]
                for number in passed
            )
            found = np.array([sum(each) for each in named]) / count
            mean, best = found[known[field]].mean(), found[known[field]].max()
            share += np.where(known[field], found, mean)
            low += found
            high += np.where(known[field], found, best)
    return WordFit(asked, unknown, share, low, high, known)


def _aim(code: str, number: int, requirements: Requirements, candidates: Candidates) -> float:
    """Return how much an industry counts where a product of it is asked for: all if a dated page names the product."""
    products = [name for name in requirements.products if code in load_terms().terms[name].ind]
    if not products or any(number in candidates.makers_of(name) for name in products):
        return 1.0
    return candidates.terms.other_product
