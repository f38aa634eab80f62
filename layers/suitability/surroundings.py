"""What is near any point, a place of the catalogue, typed numbers or a name; and where its corridors lead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from layers.catalogue.models import Lang, Words
from layers.dataset import district_join
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.query.nearest import NearestResult, ProximityIndex
from layers.query.search import SearchIndex

TYPED_LIMIT = 60  # characters of a typed place that are looked at
_NUMBERS = re.compile(r"^\D{0,12}?(-?\d{1,3}(?:\.\d+)?)\D{1,12}?(-?\d{1,3}(?:\.\d+)?)\D{0,6}$")
EAST, NORTH = (70.0, 140.0), (0.0, 60.0)  # wide round China: tells a latitude that was written first


@dataclass(frozen=True)
class Location:
    """A point on the ground, or several of one place; `said` is what the visitor must be told about it."""

    name: Words
    feature: str = ""
    points: tuple[tuple[float, float, float], ...] = ()  # lon, lat in degrees, error in km (NaN where unknown)
    said: tuple[tuple[str, Mapping[str, str]], ...] = ()
    others: tuple[str, ...] = field(default=())

    def notices(self, dataset: Dataset, lang: Lang) -> list[str]:
        """Return what the visitor must be told, in language `lang`."""
        names = [dataset.name(name, lang) for name in self.others]
        others = list_separator(lang).join(names)
        several = [say("around.several", lang, name=self.name.say(lang), others=others)] if names else []
        return [*several, *(say(key, lang, **{"name": self.name.say(lang), **values}) for key, values in self.said)]

    def columns(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return lon, lat and error as arrays."""
        table = np.array(self.points, dtype=float).reshape(-1, 3)
        return table[:, 0], table[:, 1], table[:, 2]


def find(text: str, proximity: ProximityIndex, searcher: SearchIndex) -> Location | None:
    """Return the place that `text` means: two numbers are a point, anything else a name; None for empty text.

    Two numbers are longitude and latitude; where they only make sense the other way round, they are turned and the
    visitor is told. A point outside the municipality is kept, with a notice.
    """
    text = text.strip()[:TYPED_LIMIT]
    if not text:
        return None
    if numbers := _NUMBERS.match(text):
        return _point(float(numbers[1]), float(numbers[2]), proximity.dataset)
    hits = searcher.find(text)
    if not hits:
        return Location(Words(zh=text, en=text), said=(("around.nobody", {"text": text}),))
    best = hits[0]
    rivals = tuple(hit.id for hit in hits[1:4] if hit.score >= best.score)
    return of_feature(best.id, proximity, others=rivals)


def of_feature(name: str, proximity: ProximityIndex, others: Sequence[str] = ()) -> Location:
    """Return the place that feature `name` is."""
    row = proximity.dataset.features.loc[name]
    title = Words(zh=row["name_zh"], en=row["name_en"])
    points = tuple(zip(*(column.tolist() for column in proximity.points_of(name)), strict=True))
    said: tuple[tuple[str, Mapping[str, str]], ...] = () if points else (("around.no_point", {}),)
    return Location(title, name, points, said, tuple(others))


def _point(first: float, second: float, dataset: Dataset) -> Location:
    lon, lat, said = first, second, list[tuple[str, Mapping[str, str]]]()
    if _within(second, EAST) and _within(first, NORTH) and not (_within(first, EAST) and _within(second, NORTH)):
        lon, lat = second, first
        said.append(("around.swapped", {"lon": f"{lon:g}", "lat": f"{lat:g}"}))
    values = {"lon": f"{lon:g}", "lat": f"{lat:g}"}
    title = Words(zh=say("around.point", "zh", **values), en=say("around.point", "en", **values))
    if not (_within(lon, (-180, 180)) and _within(lat, (-90, 90))):
        return Location(title, said=(("around.off_earth", {}),))
    if not _inside(lon, lat, dataset):
        said.append(("around.outside", {}))
    return Location(title, points=((lon, lat, 0.0),), said=tuple(said))


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _inside(lon: float, lat: float, dataset: Dataset) -> bool:
    districts = dataset.frames.get("districts")
    return districts is None or bool(
        district_join.districts_of(gpd.GeoSeries(gpd.points_from_xy([lon], [lat])), districts)[0]
    )


def near(here: Location, proximity: ProximityIndex) -> tuple[list[NearestResult], list[NearestResult]]:
    """Return the nearest gateway of each group and the nearest boarding place of each corridor."""
    gateways = proximity.gateways.nearest(*here.columns(), without=here.feature)
    return gateways, proximity.boardings.nearest(*here.columns())


def leads(kind: str, dataset: Dataset, lang: Lang, mode: str | None = None) -> list[tuple[str, list[str]]]:
    """Return where corridors of a kind lead, outside the municipality: (crossings, sea ports, cities; their names).

    Where a corridor is boarded by several modes, `mode` leaves only what routes that begin by it pass.
    """
    nodes = dataset.frames.get("corridor-nodes")
    if nodes is None:
        return []
    on_it = nodes[[kind in corridors for corridors in nodes["corridors"]]]
    if mode in dataset.catalogue.kinds[kind].boarded:
        on_it = on_it[on_it["name_zh"].isin(_passed(kind, mode, dataset))]
    kinds = dataset.catalogue.layers["corridor-nodes"].kinds
    rows = [
        (entry.title.say(lang), on_it.loc[on_it["kind"] == code, f"name_{lang}"].tolist())
        for code, entry in kinds.items()
    ]
    if any(names for _, names in rows):
        return [(title, names) for title, names in rows if names]
    return [("", _ends(kind, dataset, lang))]  # routes without nodes of their own: the far ends of their legs


def _passed(kind: str, mode: str | None, dataset: Dataset) -> set[str]:
    """Return the Chinese names of what is passed by the routes of a kind that begin by `mode`."""
    corridors = dataset.frames["corridors"]
    routes = (legs for legs in corridors.loc[corridors["kind"] == kind, "legs"] if legs and legs[0]["mode"] == mode)
    return {leg[end] for legs in routes for leg in legs for end in ("from_zh", "to_zh")}


def _ends(kind: str, dataset: Dataset, lang: Lang) -> list[str]:
    corridors = dataset.frames.get("corridors")
    if corridors is None:
        return []
    legs = (leg for row in corridors.loc[corridors["kind"] == kind, "legs"] for leg in row)
    return list(dict.fromkeys(leg[f"to_{lang}"] for leg in legs))
