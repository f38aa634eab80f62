"""The query of the planner's page as one value: open sections, kinds, radii, models and the draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from layers.catalogue.entries import DISTRICT_FIELDS, DistrictVintage
from layers.dataset.dataset import Dataset
from layers.planning import scenario
from layers.planning.coverage import FARTHEST_KM, NEAREST_KM
from layers.planning.matrix import NOWHERE, OUTSIDE, Grain, Rows
from layers.planning.scenario import Change

Section = Literal["matrix", "coverage", "placing", "whatif", "fit", "own"]
Model = Literal["mclp", "lscp", "p-median", "p-center"]
Candidates = Literal["seats", "parks", "layer"]
Demand = Literal["equal", "area", "own", "layer"]
SECTIONS: tuple[Section, ...] = get_args(Section)
MODELS: tuple[Model, ...] = get_args(Model)
CANDIDATES: tuple[Candidates, ...] = get_args(Candidates)
DEMANDS: tuple[Demand, ...] = get_args(Demand)
ROWS: tuple[Rows, ...] = get_args(Rows)
GRAINS: tuple[Grain, ...] = get_args(Grain)
KIND = "bonded-zone"  # the default kind, if the catalogue has it
MOST_KINDS, MOST_RADII, MOST_SITES = 8, 4, 12
RADIUS, SERVED = 50, 50  # km


@dataclass(frozen=True)
class PlanningQuery:
    """A planner's query.

    Attributes
    ----------
    sections
        The open sections of the page.
    rows, grain, cell
        Of the matrix: regions or districts; platform types or kinds; the selected cell, `place:column`.
    kinds, radii
        Kinds and kilometres of coverage and of the sections below it.
    model, sites, candidates, demand, keep
        Of "where next?": the model, the number of sites, candidates, demand, and whether today's sites stay.
    changes
        The scenario.
    served
        Kilometres within which a corridor serves a district.
    """

    sections: tuple[Section, ...] = ("matrix",)
    rows: Rows = "region"
    grain: Grain = "type"
    cell: str = ""
    kinds: tuple[str, ...] = (KIND,)
    radii: tuple[int, ...] = (RADIUS,)
    model: Model = "mclp"
    sites: int = 1
    candidates: Candidates = "seats"
    demand: Demand = "equal"
    keep: bool = True
    changes: tuple[Change, ...] = ()
    served: int = SERVED

    @property
    def place_and_column(self) -> tuple[str, str]:
        """The row and the column of the selected cell, both "" without one."""
        place, _, column = self.cell.partition(":")
        return place, column

    def among(self, district_vintage: DistrictVintage, dataset: Dataset) -> PlanningQuery:
        """Return a copy without a selected cell whose district does not exist in the vintage."""
        place = self.place_and_column[0]
        known = (
            *dataset.catalogue.regions,
            *dataset.vocabulary(DISTRICT_FIELDS[district_vintage]),
            OUTSIDE,
            NOWHERE,
            "",
        )
        return self if place in known else replace(self, cell="")

    def with_change(self, change: Change) -> PlanningQuery:
        """Return a copy with one more change in its scenario; a full scenario stays unchanged."""
        changes = scenario.with_change(self.changes, change)
        return replace(self, changes=changes) if len(changes) <= scenario.MOST else self

    def to_query(self) -> dict[str, list[str]]:
        """Return the URL keys of this query, without keys for defaults."""
        plain, query = PlanningQuery(), dict[str, list[str]]()
        for key, name in _TUPLES.items():
            if (values := getattr(self, name)) != getattr(plain, name):
                query[key] = list(map(str, values)) or [_NONE]
        for key, name in _SINGLES.items():
            if name == "cell" and not all(self.place_and_column):
                continue  # incomplete: nothing to link to yet
            if (value := getattr(self, name)) != getattr(plain, name):
                query[key] = [str(value)]
        if not self.keep:
            query["keep"] = ["no"]
        return query | ({"do": [change.code for change in self.changes]} if self.changes else {})


_NONE = "none"  # an empty value in place of a default
_TUPLES = {"see": "sections", "of": "kinds", "r": "radii"}
_SINGLES = {
    "by": "rows", "grain": "grain", "cell": "cell", "model": "model", "k": "sites", "from": "candidates",
    "for": "demand", "serve": "served",
}  # fmt: skip


def from_query(query: Mapping[str, Sequence[str]], dataset: Dataset) -> tuple[PlanningQuery, list[str]]:
    """Parse a URL query; return its unknown and surplus values, too, which the result omits."""
    dropped: list[str] = []
    plain = PlanningQuery()

    def several(key: str, known: Iterable[str], most: int, begin: tuple[str, ...]) -> tuple[str, ...]:
        asked, table = list(dict.fromkeys(query.get(key, ()))), list(known)
        found = [code for code in table if code in asked]
        dropped.extend([code for code in asked if code not in (*table, _NONE)] + found[most:])
        return tuple(found[:most]) if found or _NONE in asked else begin

    def one(key: str, known: Sequence[str], begin: str) -> str:
        asked = next(iter(query.get(key, ())), begin)
        if asked in known or asked == begin:
            return asked
        dropped.append(asked)
        return begin

    radii = several("r", map(str, range(1, FARTHEST_KM + 1)), MOST_RADII, tuple(map(str, plain.radii)))
    far = [radius for radius in radii if int(radius) < NEAREST_KM]
    dropped += far
    changes, lost = scenario.parse_all(query.get("do", ()), dataset)
    planning_query = PlanningQuery(
        sections=several("see", SECTIONS, len(SECTIONS), plain.sections),  # type: ignore[arg-type]  # of SECTIONS
        rows=one("by", ROWS, plain.rows),  # type: ignore[arg-type]
        grain=one("grain", GRAINS, plain.grain),  # type: ignore[arg-type]
        cell=one("cell", [cell for cell in query.get("cell", ()) if _knows_cell(cell, dataset)], ""),
        kinds=several("of", dataset.catalogue.kinds, MOST_KINDS, first_kinds(dataset)),
        radii=tuple(int(radius) for radius in radii if radius not in far) or plain.radii,
        model=one("model", MODELS, plain.model),  # type: ignore[arg-type]
        sites=int(one("k", [str(number) for number in range(1, MOST_SITES + 1)], str(plain.sites))),
        candidates=one("from", CANDIDATES, plain.candidates),  # type: ignore[arg-type]
        demand=one("for", DEMANDS, plain.demand),  # type: ignore[arg-type]
        keep=one("keep", ["no"], "") != "no",
        changes=changes,
        served=int(one("serve", [str(km) for km in range(1, FARTHEST_KM + 1)], str(plain.served))),
    )
    return planning_query, dropped + lost


def first_kinds(dataset: Dataset) -> tuple[str, ...]:
    """Return the default kinds of the page."""
    known = dataset.catalogue.kinds
    return (KIND,) if KIND in known else tuple(known)[:1]


def _knows_cell(cell: str, dataset: Dataset) -> bool:
    place, _, column = cell.partition(":")
    districts = (*dataset.vocabulary("districts"), *dataset.vocabulary("districts_2025"))
    places = (*dataset.catalogue.regions, *districts, OUTSIDE, NOWHERE)
    return place in places and column in (*dataset.catalogue.types, *dataset.catalogue.kinds)
