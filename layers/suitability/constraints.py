"""Must-haves: the candidates that miss them, contradictions among them, and the effect of relaxing them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.arrays import Mask
from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator, one_of
from layers.query.nearest import NearestResult, kilometres
from layers.suitability.candidates import Candidates
from layers.suitability.ground_constraints import any_point_of, ground_masks, ground_points, within_points
from layers.suitability.place_facts import ground_titles, grounds_source
from layers.suitability.presets import criteria
from layers.suitability.requirements import Requirements

OPEN = {"existing": {"existing"}, "temporary": {"existing", "temporary", "building"}}
PLAIN = {"bonded", "bonded_making", "bonded_storing", "wide"}  # must-haves without values: the title says all
IMPLIED = ("placed",)  # must-haves that no visitor sets or can relax


@dataclass(frozen=True)
class UnmetConstraint:
    """One must-have that a candidate misses; for a distance, with the measured one.

    `unknown`: nobody says whether the candidate meets it, so it is kept apart and never ranked as if it did.
    """

    must: str
    reach: NearestResult | None = None
    unknown: bool = False

    def sentence(self, requirements: Requirements, candidates: Candidates, name: str, lang: Lang) -> str:
        """Return the sentence that tells why `name` is not ranked."""
        kind, _, group = self.must.partition(":")
        if kind == "grounds":
            return self._of_ground(requirements, candidates, name, lang)
        if kind in {"area_min", "avoid"}:
            values = {"limit": f"{requirements.area_min:g}", "area": f"{_area(candidates, name) or 0:g}"}
            if kind == "avoid":
                values = {"avoided": candidates.terms.avoid[requirements.avoid].title.say(lang)}
            return say(f"must_unknown.{kind}" if self.unknown else f"must.{kind}", lang, **values)
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

    def _of_ground(self, requirements: Requirements, candidates: Candidates, name: str, lang: Lang) -> str:
        """Return why the ground of `name` does not serve: what may be done there instead, and by which rule."""
        dataset, titles = candidates.dataset, ground_titles(candidates.dataset, lang)
        needed = one_of([titles.get(code, code) for code in requirements.grounds], lang)
        if self.unknown:
            return say("must_unknown.grounds", lang, needed=needed)
        allowed = candidates.grounds_of[candidates.ids.index(name)] or frozenset()
        record = dataset.record(name)
        values = {
            "needed": needed,
            "kind": dataset.catalogue.kinds[record["kind"]].title.say(lang),
            "allowed": list_separator(lang).join(title for code, title in titles.items() if code in allowed),
        }
        if source := grounds_source(record, lang):
            return say("must.ground_by_rule", lang, **values, source=source)
        return say("must.ground", lang, **values)


@dataclass(frozen=True)
class Relaxation:
    """Must-haves to give up together, the requirements without them, and the number of candidates this brings back."""

    musts: tuple[str, ...]
    requirements: Requirements
    count: int


def masks(requirements: Requirements, candidates: Candidates) -> dict[str, Mask]:
    """Return must-have → mask (c,) of the candidates that meet it, for each set must-have in the order of the form."""
    dataset, rows = candidates.dataset, candidates.rows
    index = dataset.index
    found: dict[str, Mask] = {}
    if requirements.near or requirements.within:
        found["placed"] = candidates.located
    if not requirements.wide:
        found["wide"] = ~np.isin(candidates.ids, list(candidates.terms.wide))
    found |= ground_masks(requirements, candidates)
    fits = ground_points(requirements, candidates)
    for code in requirements.within:
        found[f"within:{code}"] = any_point_of(candidates, fits & within_points(requirements, candidates, code))
    if requirements.inside:
        found["inside"] = _somewhere(index.tables, index.codes, rows, requirements.inside)
    if requirements.outside:
        districts = {code for name in ("regions", "districts") for code in index.codes[name]} - set(
            requirements.outside
        )
        found["outside"] = _left_over(candidates, requirements.outside, districts)
    if requirements.avoid:
        found["avoid"] = _outside(candidates, requirements.avoid)
    if requirements.area_min:
        found["area_min"] = np.array(
            [(_area(candidates, name) or 0) >= requirements.area_min for name in candidates.ids], dtype=bool
        )
    if requirements.openness != "any":
        in_plan, today = _having(candidates, "status", OPEN[requirements.openness]), {"operating"}
        found["openness"] = in_plan | _having(candidates, "status_now", today)
    if requirements.now:
        found["now"] = _having(candidates, "status_now", requirements.now)
    return found | _of_kind(requirements, candidates)


def _having(candidates: Candidates, field: str, wanted: Collection[str]) -> Mask:
    """Return the mask of candidates of which a name that stands today has one of the wanted values."""
    record = candidates.dataset.record
    return np.array([any(record(n)[field] in wanted for n in names) for names in candidates.standing_names], dtype=bool)


def _area(candidates: Candidates, name: str) -> float | None:
    """Return the published area of a candidate under the first of its names that has one, in km²."""
    areas = (candidates.dataset.record(each)["area_km2"] for each in candidates.names_of[name])
    return next((float(area) for area in areas if pd.notna(area)), None)


def _outside(candidates: Candidates, code: str) -> Mask:
    """Return the mask of candidates that lie at least partly outside what a choice takes out."""
    frame, taken = candidates.dataset.frames.get("districts"), set[str]()
    if frame is not None and "sub_region_zh" in frame:
        taken = set(frame.loc[frame["sub_region_zh"] == candidates.terms.avoid[code].sub_region, "adcode"])
    districts = candidates.dataset.features["districts"]
    return np.array([bool(set(districts[name]) - taken) for name in candidates.ids], dtype=bool)


def _of_kind(requirements: Requirements, candidates: Candidates) -> dict[str, Mask]:
    """Return the must-haves of what a place is: its level, and its industries."""
    found: dict[str, Mask] = {}
    if requirements.levels:
        found["levels"] = _having(candidates, "level", requirements.levels)
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
        kind, _, group = must.partition(":")
        points = np.flatnonzero(ground_points(requirements, candidates)) if group else np.array([], dtype=np.intp)
        for number in map(int, np.flatnonzero(~mask)):
            reach = candidates.nearest(number, group, points) if group else None
            unknown = _is_unknown(kind, number, candidates)
            found.setdefault(candidates.ids[number], []).append(UnmetConstraint(must, reach, unknown))
    return dict(sorted(found.items()))


def _is_unknown(kind: str, number: int, candidates: Candidates) -> bool:
    """Whether nothing is known that could tell whether a candidate meets a must-have."""
    name = candidates.ids[number]
    if kind == "grounds":
        return candidates.grounds_of[number] is None
    if kind == "area_min":
        return _area(candidates, name) is None
    if kind == "avoid":
        return not candidates.dataset.record(name)["districts"]
    return kind == "placed" or (kind == "within" and not candidates.located[number])


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
