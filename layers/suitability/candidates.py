"""The candidates of one dataset as arrays: their ids, their codes and their distances to every target."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.arrays import Floats, Mask
from layers.catalogue.entries import Words
from layers.dataset.dataset import Dataset
from layers.dataset.evidence import IndustryEvidence
from layers.query.nearest import NearestResult, ProximityIndex, Targets
from layers.suitability.candidate_distances import (
    CandidateDistances,
    Key,
    Places,
    boardings_of,
    gateways_of,
    geodesics_of,
    joined,
    taken,
)
from layers.suitability.place_facts import Grounds, function_sources, grounds_of, industry_sources, same_places
from layers.suitability.presets import Presets, by_mode, criteria
from layers.suitability.term_table import load_terms


def _proves(row: IndustryEvidence) -> bool:
    """Whether a statement proves an industry or activity: what is only signed or of the whole district proves none."""
    return row.counts and bool(row.industry or row.function)


@dataclass(frozen=True, eq=False)
class Candidates:
    """The features that can be ranked, sorted by id, so that the order of features never matters."""

    dataset: Dataset
    terms: Presets
    proximity: ProximityIndex

    @cached_property
    def names_of(self) -> Mapping[str, tuple[str, ...]]:
        """Id → the ids of all features that are this one place, itself first; a place is ranked once."""
        features = self.dataset.features
        names = features.index[features["kind"].isin(list(self.terms.candidates))].astype(str)
        return same_places(names.tolist(), self.dataset)

    @cached_property
    def ids(self) -> list[str]:
        """Ids of the candidates; a zone that the plan has under its later name (`successor`) is ranked there alone."""
        return list(self.names_of)

    @cached_property
    def rows(self) -> Places:
        """(c,) row of each candidate in the dataset's features and index."""
        return np.asarray(self.dataset.features.index.get_indexer(pd.Index(self.ids)), dtype=np.intp)

    @cached_property
    def standing_names(self) -> list[tuple[str, ...]]:
        """(c,) the names of each candidate under which it stands today; all of them if none does.

        A zone that is to become a national one is still what it was.
        """
        records = self.dataset.record
        today = [
            tuple(n for n in names if records(n)["status_now"] == "operating" or records(n)["status"] == "existing")
            for names in self.names_of.values()
        ]
        return [stands or names for stands, names in zip(today, self.names_of.values(), strict=True)]

    @cached_property
    def kinds_of(self) -> list[set[str]]:
        """(c,) the kinds of each candidate under all its names."""
        return [{str(self.dataset.record(name)["kind"]) for name in names} for names in self.names_of.values()]

    @cached_property
    def located(self) -> npt.NDArray[np.bool_]:
        """(c,) whether the candidate has a location."""
        has = np.zeros(len(self.ids), dtype=bool)
        has[self.distances.owner] = True
        return has

    @cached_property
    def sources_of(self) -> Mapping[str, list[Mapping[str, tuple[str, ...]]]]:
        """Field → (c,) code → the kinds of sources that name it there."""
        terms, running = self.terms, self.proximity.operating
        return {
            "functions": [
                function_sources(names, self.dataset, terms.activities, terms.entry, sorted(site & running))
                for names, site in zip(self.names_of.values(), self.sites, strict=True)
            ],
            "industries": [industry_sources(names, self.dataset) for names in self.names_of.values()],
        }

    @cached_property
    def sites(self) -> list[frozenset[str]]:
        """(c,) all features that are the candidate or lie on its ground, by any of its names."""
        return [frozenset().union(*(self.proximity.site(n) for n in names)) for names in self.names_of.values()]

    @cached_property
    def strengths_of(self) -> Mapping[str, list[Mapping[str, float]]]:
        """Field → (c,) code → how much it counts there, by the strongest kind of source."""

        def strength(kinds: tuple[str, ...]) -> float:
            return max(self.terms.evidence.get(kind, self.terms.evidence_unnamed) for kind in kinds)

        return {
            field: [{code: strength(kinds) for code, kinds in sources.items()} for sources in every]
            for field, every in self.sources_of.items()
        }

    @cached_property
    def codes_of(self) -> Mapping[str, list[set[str]]]:
        """Field → the codes of each candidate, under any of its names."""
        return {field: [set(sources) for sources in every] for field, every in self.sources_of.items()}

    @cached_property
    def _pages(self) -> list[str]:
        """(c,) what dated pages name there, in both languages."""
        told = self.dataset.evidence
        rows = [
            [row for name in names for row in told.get(name, ()) if _proves(row)] for names in self.names_of.values()
        ]
        return ["\n".join(f"{row.what_zh} {row.what_en.lower()}" for row in each) for each in rows]

    def makers_of(self, product: str) -> frozenset[int]:
        """Return the numbers of the candidates where a dated page names a product, a term of terms.toml."""
        if product not in self._makers:
            term = load_terms().terms[product]
            words = re.compile("|".join([*map(re.escape, term.zh), *(rf"\b{re.escape(word)}s?\b" for word in term.en)]))
            self._makers[product] = frozenset(i for i, text in enumerate(self._pages) if words.search(text))
        return self._makers[product]

    @cached_property
    def _makers(self) -> dict[str, frozenset[int]]:
        return {}

    @cached_property
    def grounds_of(self) -> list[Grounds]:
        """(c,) what may be done there, by all its names and parts; None if nothing is known."""
        found: list[Grounds] = []
        for number, names in enumerate(self.names_of.values()):
            known = [grounds for name in names if (grounds := grounds_of(self.dataset.record(name)))]
            known += [grounds for grounds in self._part_grounds[number] if grounds]
            found.append(frozenset().union(*known) if known else None)
        return found

    @cached_property
    def point_grounds(self) -> list[Grounds]:
        """(n,) what may be done at each point: the part's own ground if it has one, else that of the place."""
        distances, found = self.distances, list[Grounds]()
        for owner, part in zip(distances.owner, distances.part, strict=True):
            own = self._part_grounds[owner]
            found.append((own[part] if part < len(own) else None) or self.grounds_of[owner])
        return found

    @cached_property
    def _part_grounds(self) -> list[list[Grounds]]:
        return [[grounds_of(part) for part in self.dataset.record(name).get("parts") or []] for name in self.ids]

    def part_name(self, number: int, part: int) -> Words | None:
        """Return the name of a part of candidate `number`; None for a place in one piece."""
        parts = self.dataset.record(self.ids[number]).get("parts") or []
        return Words(zh=parts[part]["name_zh"], en=parts[part]["name_en"]) if part < len(parts) else None

    def use_name(self, number: int, needed: Collection[str]) -> Words | None:
        """Return the other name under which candidate `number` has a needed ground that it lacks under its own."""
        records = [self.dataset.record(name) for name in self.names_of[self.ids[number]]]
        fitting = [record for record in records if set(needed) & (grounds_of(record) or set())]
        if not fitting or fitting[0] is records[0]:
            return None
        return Words(zh=fitting[0]["name_zh"], en=fitting[0]["name_en"])

    @cached_property
    def points(self) -> list[tuple[Floats, Floats, Floats]]:
        """Lon, lat (degrees) and error (km, NaN if unknown) of the points of each candidate."""
        return [self.proximity.points_of(name) for name in self.ids]

    @cached_property
    def distances(self) -> CandidateDistances:
        """All points and the geodesics between them, computed once."""
        keys: dict[Key, tuple[float, float, float]] = {}
        here: list[tuple[int, Key]] = []
        for number, name in enumerate(self.ids):
            for part, point in enumerate(zip(*self.points[number], strict=True)):
                keys[name, part] = point
                here.append((number, (name, part)))
        targets = joined(self.proximity.gateways, self.boardings)
        spots = [*gateways_of(self.proximity.gateways, keys), *boardings_of(self.boardings, keys)]
        order = {key: number for number, key in enumerate(sorted(keys))}
        known = list(criteria(self.dataset.catalogue))
        ranked = sorted(
            range(len(spots)),
            key=lambda i: (
                known.index(spots[i][0]),
                order[spots[i][1]],
                str(targets.features[i]),
                str(targets.names[i]),
            ),
        )
        ranked = list({spots[i]: i for i in reversed(ranked)}.values())[::-1]  # one for each criterion and point
        there = [spots[i] for i in ranked]
        table = np.array([keys[key] for key in order], dtype=float).reshape(-1, 3)
        mine = np.array([order[key] for _, key in here], dtype=np.intp)
        others = np.array([order[key] for _, key in there], dtype=np.intp)
        east, north = geodesics_of(table, mine, others)
        targets = taken(targets, ranked)
        owner = np.array([number for number, _ in here], dtype=np.intp)
        return CandidateDistances(
            error_km=np.where(np.isnan(table[:, 2]), self.terms.unknown_error_km, table[:, 2]),
            owner=owner,
            part=np.array([key[1] for _, key in here], dtype=np.intp),
            here=mine,
            codes=np.array([code for code, _ in there], dtype=str),
            there=others,
            east=east,
            north=north,
            on_site=self._on_site(targets)[owner],
            targets=targets,
        )

    def _on_site(self, targets: Targets) -> Mask:
        """Return (c, m) whether each target, or the yard or quay where a corridor is boarded, lies on the ground."""
        boarded = {self.dataset.name(name, "zh"): name for name in self.proximity.boarding_places}
        stands = [boarded[at.zh] if at else str(name) for name, at in zip(targets.features, targets.names, strict=True)]
        return np.array([[name in site for name in stands] for site in self.sites], dtype=bool).reshape(
            len(self.ids), len(stands)
        )

    @cached_property
    def reaches(self) -> Mapping[tuple[int, str], NearestResult]:
        """(candidate, criterion) → the nearest target from any of its points."""
        points = np.arange(len(self.distances.owner))
        numbers = range(len(self.ids))
        nearest = ((number, code, self.nearest(number, code, points)) for number in numbers for code in self.codes)
        return {(number, code): reach for number, code, reach in nearest if reach}

    @property
    def codes(self) -> list[str]:
        """The criteria that have a target."""
        return list(self.distances.of_code)

    def nearest(self, number: int, code: str, points: Places) -> NearestResult | None:
        """Return the nearest target of a criterion to those of `points` that belong to candidate `number`.

        A target on the site is at 0 km, without an error.
        """
        distances = self.distances
        best, mine = distances.best.get(code), points[distances.owner[points] == number]
        if best is None or not len(mine):
            return None
        point = int(mine[distances.counted[mine, best[mine]].argmin()]) if len(mine) > 1 else int(mine[0])
        target = int(best[point])
        feature, where = str(distances.targets.features[target]), distances.targets.names[target]
        if distances.on_site[point, target]:
            return NearestResult(code, feature, 0.0, 0.0, where)
        error = float(self.points[number][2][distances.part[point]] + distances.targets.error_km[target])
        km, part = float(distances.km[point, target]), self.part_name(number, int(distances.part[point]))
        return NearestResult(code, feature, km, None if np.isnan(error) else error, where, part=part)

    @cached_property
    def boardings(self) -> Targets:
        """Boarding points of each corridor, and again by each mode that is a criterion of its own."""
        targets, known = self.proximity.boardings, criteria(self.dataset.catalogue)
        modes = targets.modes or (None,) * len(targets.codes)
        single = [by_mode(str(code), mode) if mode else "" for code, mode in zip(targets.codes, modes, strict=True)]
        use = np.array([i for i, code in enumerate(single) if code in known], dtype=np.intp)
        every = np.concatenate([np.arange(len(targets.codes)), use])
        return Targets(
            np.concatenate([targets.codes, np.array(single, dtype=str)[use]]),
            targets.features[every],
            targets.lon[every],
            targets.lat[every],
            targets.error_km[every],
            tuple(targets.names[i] for i in every),
            tuple(modes[i] for i in every),
        )
