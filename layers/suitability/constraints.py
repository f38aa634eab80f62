"""Must-haves: the candidates that miss them, contradictions among them, and the effect of relaxing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from layers.arrays import Mask
from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.query.nearest import NearestResult, kilometres
from layers.suitability.candidates import Candidates
from layers.suitability.presets import WORDS, criteria
from layers.suitability.requirements import Requirements

OPEN = {"existing": {"existing"}, "temporary": {"existing", "temporary", "building"}}
PLAIN = {"bonded", "wide"}  # must-haves without values: the title says all
IMPLIED = ("placed",)  # must-haves that no visitor sets or can relax


@dataclass(frozen=True)
class UnmetConstraint:
    """One must-have that a candidate misses; for a distance, with the measured one."""

    must: str
    reach: NearestResult | None = None

    def sentence(self, requirements: Requirements, candidates: Candidates, name: str, lang: Lang) -> str:
        """Return the sentence that tells why `name` is not ranked."""
        kind, _, group = self.must.partition(":")
        if kind != "within":
            field = {"openness": "status", "now": "status_now", "levels": "level"}.get(kind)
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
    """Must-haves to give up together, the requirements without them, and the number of candidates this brings back."""

    musts: tuple[str, ...]
    requirements: Requirements
    count: int


def masks(requirements: Requirements, candidates: Candidates) -> dict[str, Mask]:
    """Return must-have → mask (c,) of the candidates that meet it, for each set must-have in the order of the form."""
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
    return found | _of_kind(requirements, candidates)


def _of_kind(requirements: Requirements, candidates: Candidates) -> dict[str, Mask]:
    """Return the must-haves of what a place is: its level, and its industries."""
    found: dict[str, Mask] = {}
    if requirements.levels:
        levels = candidates.dataset.features["level"].iloc[candidates.rows]
        found["levels"] = levels.isin(list(requirements.levels)).to_numpy(dtype=bool)
    if requirements.sectors:
        wanted = set(requirements.sectors)
        found["sectors"] = np.array([bool(codes & wanted) for codes in candidates.codes_of["industries"]], dtype=bool)
    return found


def _somewhere(
    tables: Mapping[str, Mask], codes: Mapping[str, Sequence[str]], rows: npt.NDArray[np.intp], wanted: Sequence[str]
) -> Mask:
    """Return the mask of candidates at least partly in one of these regions or districts; an unknown one is in none."""
    hits = [
        tables[name][rows][:, [list(codes[name]).index(code) for code in wanted if code in codes[name]]].any(axis=1)
        for name in ("regions", "districts")
    ]
    return np.asarray(hits[0] | hits[1])


def _left_over(candidates: Candidates, excluded: Sequence[str], others: set[str]) -> Mask:
    """Return the mask of candidates with a region and a district (or no known district) that are not excluded."""
    rows = candidates.dataset.features.iloc[candidates.rows]
    return np.array(
        [
            bool(set(regions) - set(excluded)) and (not districts or bool(set(districts) & others))
            for regions, districts in zip(rows["regions"], rows["districts"], strict=True)
        ],
        dtype=bool,
    )


def failures(requirements: Requirements, candidates: Candidates) -> dict[str, list[UnmetConstraint]]:
    """Return id → the unmet must-haves, for each candidate that misses one."""
    found: dict[str, list[UnmetConstraint]] = {}
    for must, mask in masks(requirements, candidates).items():
        group = must.partition(":")[2]
        for number in np.flatnonzero(~mask):
            reach = candidates.reaches.get((int(number), group))
            found.setdefault(candidates.ids[number], []).append(UnmetConstraint(must, reach))
    return dict(sorted(found.items()))


def relaxations(requirements: Requirements, candidates: Candidates) -> list[Relaxation]:
    """Return the smallest sets of must-haves whose removal brings candidates back, best first."""
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
    """Return the must-haves whose removal alone brings no candidate back."""
    asked = [must for must in masks(requirements, candidates) if must not in {*IMPLIED, "wide"}]  # no visitor set these
    return [must for must in asked if not passing(requirements.without(must), candidates).any()]


def passing(requirements: Requirements, candidates: Candidates) -> Mask:
    """Return the mask (c,) of the candidates that meet every must-have."""
    every = np.ones(len(candidates.ids), dtype=bool)
    return np.asarray(np.logical_and.reduce([every, *masks(requirements, candidates).values()]))


def empty_alone(requirements: Requirements, candidates: Candidates) -> list[str]:
    """Return the must-haves that no candidate meets, without regard to the others."""
    return [must for must, mask in masks(requirements, candidates).items() if not mask.any()]


def must_title(must: str, requirements: Requirements, candidates: Candidates, lang: Lang) -> str:
    """Return the title of a must-have on the form."""
    name, _, group = must.partition(":")
    dataset = candidates.dataset
    if group:
        title = criteria(dataset.catalogue)[group].say(lang)
        return say("need.within_km", lang, group=title, km=requirements.within[group])
    title = say(f"need.{name}", lang)
    values = dict(requirements.describe(dataset, lang)).get(title, []) if name not in PLAIN else []
    return say("need.said", lang, title=title, values=list_separator(lang).join(values)) if values else title
