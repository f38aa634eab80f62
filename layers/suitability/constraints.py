"""Must-haves: who misses which, what contradicts what, and what relaxing would bring back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from layers.arrays import Mask
from layers.catalogue.models import Lang
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.query.nearest import NearestResult, kilometres
from layers.suitability.candidates import Candidates
from layers.suitability.presets import WORDS, criteria
from layers.suitability.requirements import Requirements

OPEN = {"existing": {"existing"}, "temporary": {"existing", "temporary", "building"}}
PLAIN = {"bonded", "wide"}  # what has no more to say than its title
IMPLIED = ("placed",)  # what no visitor sets and nobody can relax


@dataclass(frozen=True)
class UnmetConstraint:
    """One must-have that a place misses; for a distance, how far it is instead."""

    must: str
    reach: NearestResult | None = None

    def sentence(self, requirements: Requirements, candidates: Candidates, name: str, lang: Lang) -> str:
        """Return why place `name` is not ranked."""
        kind, _, group = self.must.partition(":")
        if kind != "within":
            field = {"openness": "status", "now": "status_now"}.get(kind)
            code = str(candidates.dataset.record(name)[field]) if field else ""
            entry = candidates.dataset.vocabulary(field).get(code) if field else None
            value = entry.title.say(lang) if entry else say("card.unknown", lang)
            return say(f"must.{kind}", lang, value=value)
        title, limit = criteria(candidates.dataset.catalogue)[group].say(lang), requirements.within[group]
        if self.reach is None:
            return say("must.unmeasured", lang, group=title)
        text = say("must.far", lang, group=title, km=kilometres(self.reach), limit=limit)
        error = self.reach.error_km
        return text + (say("must.perhaps", lang) if error is None or self.reach.km - error <= limit else "")


@dataclass(frozen=True)
class Relaxation:
    """Must-haves to give up together, the need without them, and how many places that brings back."""

    musts: tuple[str, ...]
    requirements: Requirements
    count: int


def masks(requirements: Requirements, candidates: Candidates) -> dict[str, Mask]:
    """Return must-have → (c,) whether each candidate has it; only what is asked, in the order of the form."""
    dataset, rows, size = candidates.dataset, candidates.rows, len(candidates.ids)
    features, index = dataset.features.iloc[rows], dataset.index
    found: dict[str, Mask] = {}
    if any(requirements.weight(code) for code in requirements.weights if code != WORDS) or requirements.within:
        found["placed"] = candidates.located
    if not requirements.wide:
        found["wide"] = ~np.isin(candidates.ids, list(candidates.terms.wide))
    if requirements.bonded:
        found["bonded"] = index.having("kind", candidates.terms.bonded.kinds)[rows]
    for code, limit in requirements.within.items():
        reaches = [candidates.reaches.get((number, code)) for number in range(size)]
        found[f"within:{code}"] = np.array([reach is not None and reach.km <= limit for reach in reaches], dtype=bool)
    if requirements.inside:
        found["inside"] = _somewhere(index.tables, index.codes, rows, requirements.inside)
    if requirements.outside:
        districts = {code for name in ("regions", "districts") for code in index.codes[name]} - set(
            requirements.outside
        )
        found["outside"] = _left_over(candidates, requirements.outside, districts)
    if requirements.openness != "any":
        found["openness"] = (
            features["status"].isin(list(OPEN[requirements.openness])) | (features["status_now"] == "operating")
        ).to_numpy(dtype=bool)
    if requirements.now:
        found["now"] = features["status_now"].isin(list(requirements.now)).to_numpy(dtype=bool)
    return found


def _somewhere(
    tables: Mapping[str, Mask], codes: Mapping[str, Sequence[str]], rows: npt.NDArray[np.intp], wanted: Sequence[str]
) -> Mask:
    """Return who lies, at least in part, in one of these regions or districts; no known place lies in none."""
    hits = [
        tables[name][rows][:, [list(codes[name]).index(code) for code in wanted if code in codes[name]]].any(axis=1)
        for name in ("regions", "districts")
    ]
    return np.asarray(hits[0] | hits[1])


def _left_over(candidates: Candidates, excluded: Sequence[str], others: set[str]) -> Mask:
    """Return who has a region and a district, or no known district, that is not excluded."""
    rows = candidates.dataset.features.iloc[candidates.rows]
    return np.array(
        [
            bool(set(regions) - set(excluded)) and (not districts or bool(set(districts) & others))
            for regions, districts in zip(rows["regions"], rows["districts"], strict=True)
        ],
        dtype=bool,
    )


def failures(requirements: Requirements, candidates: Candidates) -> dict[str, list[UnmetConstraint]]:
    """Return id → the must-haves that the place misses, for each that misses one."""
    found: dict[str, list[UnmetConstraint]] = {}
    for must, mask in masks(requirements, candidates).items():
        group = must.partition(":")[2]
        for number in np.flatnonzero(~mask):
            reach = candidates.reaches.get((int(number), group))
            found.setdefault(candidates.ids[number], []).append(UnmetConstraint(must, reach))
    return dict(sorted(found.items()))


def relaxations(requirements: Requirements, candidates: Candidates) -> list[Relaxation]:
    """Return what giving up one must-have, or else two or more, would bring back; the fewest that help, best first."""
    asked = [must for must in masks(requirements, candidates) if must not in IMPLIED]
    for size in range(1, len(asked) + 1):
        found = []
        for given_up in combinations(asked, size):
            relaxed = requirements
            for must in given_up:
                relaxed = relaxed.without(must)
            found.append(Relaxation(given_up, relaxed, int(passing(relaxed, candidates).sum())))
        helpful = sorted((r for r in found if r.count), key=lambda r: -r.count)
        if helpful:
            return helpful
    return []


def useless(requirements: Requirements, candidates: Candidates) -> list[str]:
    """Return the must-haves that bring back nothing when given up alone."""
    asked = [must for must in masks(requirements, candidates) if must not in {*IMPLIED, "wide"}]  # nobody set these
    return [must for must in asked if not passing(requirements.without(must), candidates).any()]


def passing(requirements: Requirements, candidates: Candidates) -> Mask:
    """Return (c,) who has every must-have."""
    every = np.ones(len(candidates.ids), dtype=bool)
    return np.asarray(np.logical_and.reduce([every, *masks(requirements, candidates).values()]))


def empty_alone(requirements: Requirements, candidates: Candidates) -> list[str]:
    """Return the must-haves that no candidate has, whatever else is asked."""
    return [must for must, mask in masks(requirements, candidates).items() if not mask.any()]


def must_title(must: str, requirements: Requirements, candidates: Candidates, lang: Lang) -> str:
    """Return a must-have as the form calls it."""
    name, _, group = must.partition(":")
    dataset = candidates.dataset
    if group:
        title = criteria(dataset.catalogue)[group].say(lang)
        return say("need.within_km", lang, group=title, km=requirements.within[group])
    title = say(f"need.{name}", lang)
    values = dict(requirements.describe(dataset, lang)).get(title, []) if name not in PLAIN else []
    return say("need.said", lang, title=title, values=list_separator(lang).join(values)) if values else title
