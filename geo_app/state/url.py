"""One view as a frozen value, and the address that says the same: every view is a link. Knows no session."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from layers.briefing.file import ready
from layers.briefing.scenes import TODAY, VIEW
from layers.catalogue.entries import DistrictVintage, Lang
from layers.config.branding import default_language
from layers.dataset.dataset import Dataset
from layers.i18n.punctuation import list_separator
from layers.monitoring.delivery import OUTCOMES
from layers.monitoring.indicators import NUMBERS
from layers.planning import query as planning_queries
from layers.planning.query import PlanningQuery
from layers.query.attribute_table import choosable
from layers.query.existence import FIRST, TIMES, Time
from layers.query.filters import BY_NAME, HITS, ONLY_KEY, SEARCH_KEY, Selection, from_query
from layers.suitability import query as suitability_queries
from layers.suitability.query import SuitabilityQuery

MOST_CHARACTERS = 12_000  # of an address, its talk included; what a server reads of a request's first line is less
_VIEW = re.compile(VIEW)
Query = dict[str, list[str]]
EDITIONS: tuple[DistrictVintage, ...] = get_args(DistrictVintage)
REDRAWN = frozenset({"500105", "500109", "500112"})  # 江北 (its code is 两江新区's now), 北碚, 渝北
OWN = "own"  # the visitor's own briefing, which lives in the session: as code of a briefing
_SCENE = re.compile(r"([a-z]+)(?:\.([1-9][0-9]?))?")
INDICATORS = {str(number): number for number in NUMBERS}  # as the address names them


@dataclass(frozen=True)
class ViewState:
    """What a visitor sees; everything but `notices` is in the address."""

    selection: Selection = field(default_factory=Selection)
    lookup: str = ""  # what is searched for without filtering the map; not both this and `selection.search`
    lang: Lang = "zh"
    selected: str | None = None
    route: bool = False
    time: Time = FIRST
    district_vintage: DistrictVintage = "38"
    outcome: str = "all"  # of the delivery page's list
    drawer: bool = False  # table and text under the map
    indicator: int = 1  # of the indicators page
    briefing: str = ""  # code of the one that is looked at; none: the first
    scene: int = 1  # of it
    talk: str = ""  # a whole briefing that the address carries (layers/briefing/link.py)
    columns: tuple[str, ...] = ()  # of the table; none: those of the catalogue
    suitability_query: SuitabilityQuery = field(
        default_factory=SuitabilityQuery
    )  # of the investor's page; its shortlist is shown everywhere
    planning_query: PlanningQuery = field(default_factory=PlanningQuery)  # of the planner's page
    view: str | None = None  # as the address gave it; the map itself writes the current one
    notices: tuple[tuple[str, str], ...] = ()  # (key in words, what it names)

    def to_query(self, dataset: Dataset) -> Query:
        """Return the address of this state, without `view` (the map writes it) and `talk` (its own page does)."""
        query = {
            **self._filters(dataset),
            **self.suitability_query.to_query(dataset),
            **self.planning_query.to_query(),
        }
        if self.district_vintage == "37":
            query["edition"] = ["37"]
            query |= {"district": query.pop(TODAY)} if TODAY in query else {}
        if self.selected:
            query["id"] = [self.selected]
        if self.route:
            query["fit"] = ["route"]
        if self.time != FIRST:
            query["time"] = [self.time]
        if self.outcome != "all":
            query["outcome"] = [self.outcome]
        if self.indicator != 1:
            query["indicator"] = [str(self.indicator)]
        query |= _scene_key(self.briefing, self.scene)
        if self.drawer:
            query["panel"] = ["open"]
        if self.columns:
            query["col"] = list(self.columns)
        if self.lang != default_language():
            query["lang"] = [self.lang]
        return query

    @property
    def searched(self) -> str:
        """The text in the search box, whether it filters or not."""
        return self.selection.search or self.lookup

    def _filters(self, dataset: Dataset) -> Query:
        """Return the keys of the filters; `only` says of a text that it filters."""
        query = self.selection.to_query(dataset)
        if self.lookup:
            return {**query, SEARCH_KEY: [self.lookup]}
        if SEARCH_KEY in query:
            query.setdefault(ONLY_KEY, [BY_NAME])
        return query


def read(query: Mapping[str, Sequence[str]], dataset: Dataset) -> ViewState:
    """Return the state that an address asks for; what nobody knows is dropped and noted."""
    notices: list[tuple[str, str]] = []
    if sum(len(part) for key, values in query.items() for part in (key, *values)) > MOST_CHARACTERS:
        query = {"lang": query.get("lang", ())[:1]}
        notices.append(("notices.address_too_long", str(MOST_CHARACTERS)))
    district_vintage: DistrictVintage = "37" if "37" in query.get("edition", ()) else "38"
    if district_vintage == "37":  # the address has one key for both editions
        query = {TODAY if key == "district" else key: values for key, values in query.items() if key != TODAY}
    selection, unknown = from_query(query, dataset)
    lookup = ""
    if not {HITS, BY_NAME} & set(query.get(ONLY_KEY, ())):  # looking is not filtering
        lookup, selection = selection.search, replace(selection, search="", hits=None)
    suitability_query, lost = suitability_queries.from_query(query, dataset)
    planning_query, strange = planning_queries.from_query(query, dataset)
    unknown = [code for code in (*unknown, *lost, *strange) if code]
    if unknown:
        notices.append(("notices.unknown_codes", ", ".join(code[:40] for code in unknown[:5])))
    selected = next(iter(query.get("id", ())), None) or None
    if selected and selected not in dataset.features.index:
        notices.append(("notices.unknown_id", selected[:40]))
        selected = None
    number = next(iter(query.get("indicator", ())), "1")
    if number not in INDICATORS:
        notices.append(("notices.unknown_codes", number[:40]))
    briefing, scene = _briefing(query, notices)
    lang = _language(query)
    if unfit := suitability_queries.unfit_picks(query, dataset):
        names = list_separator(lang).join(dataset.name(name, lang) for name in unfit[:5])
        notices.append(("notices.unfit_picks", names))
    view = next(iter(query.get("view", ())), "")
    return ViewState(
        selection=selection,
        lookup=lookup,
        lang=lang,
        selected=selected,
        route="route" in query.get("fit", ()),
        district_vintage=district_vintage,
        time=time if (time := next(iter(query.get("time", ())), "")) in TIMES else FIRST,
        outcome=outcome if (outcome := next(iter(query.get("outcome", ())), "")) in OUTCOMES else "all",
        indicator=INDICATORS.get(number, 1),
        briefing=briefing,
        scene=scene,
        talk=next(iter(query.get("talk", ())), ""),
        drawer="open" in query.get("panel", ()),
        columns=tuple(dict.fromkeys(name for name in query.get("col", ()) if name in choosable(dataset))),
        suitability_query=suitability_query,
        planning_query=planning_query.among(district_vintage, dataset),
        view=view if is_view(view) else None,
        notices=tuple(notices),
    )


def _language(query: Mapping[str, Sequence[str]]) -> Lang:
    asked = next((code for code in query.get("lang", ()) if code in {"zh", "en"}), None)
    return default_language() if asked is None else ("en" if asked == "en" else "zh")


def is_view(text: str) -> bool:
    """Whether a text says a view of the map: zoom, latitude and longitude."""
    return _VIEW.fullmatch(text) is not None


def _scene_key(briefing: str, scene: int) -> Query:
    """Return the address key of a scene: nothing, `code` for the first, `code.3` for the third."""
    return {"scene": [f"{briefing}.{scene}" if scene > 1 else briefing]} if briefing else {}


def _briefing(query: Mapping[str, Sequence[str]], notices: list[tuple[str, str]]) -> tuple[str, int]:
    """Return which briefing and which scene of it an address asks for; one that nobody knows is noted."""
    asked = next(iter(query.get("scene", ())), "")
    found = _SCENE.fullmatch(asked)
    if found and found[1] in {*ready(), OWN}:
        return found[1], int(found[2] or 1)
    if asked:
        notices.append(("notices.unknown_codes", asked[:40]))
    return "", 1
