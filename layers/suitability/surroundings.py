"""The surroundings of a feature, a name or typed coordinates: nearest targets, and where corridors lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from layers.catalogue.entries import Lang, Words
from layers.dataset import district_join
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.query.nearest import NearestResult, ProximityIndex
from layers.query.search import SearchHit, SearchIndex
from layers.suitability import typed_coordinates
from layers.suitability.typed_coordinates import Angle

TYPED_LIMIT = 60  # characters of a typed location that are read; the rest is ignored
MOST_CHOICES = 8
EXACT_NAME = 98.0  # score of a hit by its whole name or alias
EAST, NORTH = (70.0, 140.0), (0.0, 60.0)  # a wide box round China, to detect a latitude that was written first


@dataclass(frozen=True)
class Location:
    """A point on the ground, or the points of one feature; `said` are notices, `choices` what may be meant."""

    name: Words
    feature: str = ""
    points: tuple[tuple[float, float, float], ...] = ()  # lon, lat in degrees, error in km (NaN where unknown)
    said: tuple[tuple[str, Mapping[str, str]], ...] = ()
    choices: tuple[str, ...] = ()

    def notices(self, lang: Lang) -> list[str]:
        """Return what the visitor must be told, in language `lang`."""
        return [say(key, lang, **{"name": self.name.say(lang), **values}) for key, values in self.said]

    def columns(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return lon, lat and error as arrays."""
        table = np.array(self.points, dtype=float).reshape(-1, 3)
        return table[:, 0], table[:, 1], table[:, 2]


def find(text: str, proximity: ProximityIndex, searcher: SearchIndex) -> Location | None:
    """Find the location for `text`: two numbers are a point, other text is a name; None for empty text.

    Two numbers are longitude and latitude, in degrees or degrees and minutes. If they are plausible only in reverse
    order, they are swapped, with a notice. A point outside the municipality is accepted, with a notice. A name is taken
    only where one feature alone is meant: several are a choice, and what is merely spelt alike is not found.
    """
    text = text.strip()[:TYPED_LIMIT]
    if not text:
        return None
    if angles := typed_coordinates.read_point(text):
        return _point(*angles, proximity.dataset)
    title = Words(zh=text, en=text)
    answer = searcher.answer(text)
    if one := _meant(answer.found):
        return of_feature(one, proximity)
    if answer.found:
        shown = answer.found[:MOST_CHOICES]
        said = ("around.choose", {"count": str(len(answer.found)), "text": text})
        return Location(title, said=(said,), choices=tuple(hit.id for hit in shown))
    alike = (*answer.near, *answer.suggestions)
    key = "around.nobody_but" if alike else "around.nobody"
    return Location(title, said=((key, {"text": text}),), choices=tuple(hit.id for hit in alike))


def _meant(hits: Sequence[SearchHit]) -> str:
    """Return the feature that a text means: the only one found, or the only one of just this name; else ""."""
    best = [hit for hit in hits if hit.score == hits[0].score]
    is_alone = len(hits) == 1 or (len(best) == 1 and best[0].score >= EXACT_NAME)
    return best[0].id if is_alone and best[0].is_by_name else ""


def of_feature(name: str, proximity: ProximityIndex) -> Location:
    """Return the location of feature `name`."""
    row = proximity.dataset.features.loc[name]
    title = Words(zh=row["name_zh"], en=row["name_en"])
    points = tuple(zip(*(column.tolist() for column in proximity.points_of(name)), strict=True))
    said: tuple[tuple[str, Mapping[str, str]], ...] = () if points else (("around.no_point", {}),)
    return Location(title, name, points, said)


def _point(first: Angle, second: Angle, dataset: Dataset) -> Location:
    lon, lat, said = first.degrees, second.degrees, list[tuple[str, Mapping[str, str]]]()
    if first.axis and first.axis == second.axis:
        return Location(Words(zh="–", en="–"), said=(("around.one_axis", {}),))
    if first.axis == "lat" or second.axis == "lon":
        lon, lat = lat, lon
    elif not (first.axis or second.axis) and _is_reversed(lon, lat):
        lon, lat = lat, lon
        said.append(("around.swapped", {"lon": f"{lon:.7g}", "lat": f"{lat:.7g}"}))
    values = {"lon": f"{lon:.7g}", "lat": f"{lat:.7g}"}
    title = Words(zh=say("around.point", "zh", **values), en=say("around.point", "en", **values))
    if not (_within(lon, (-180, 180)) and _within(lat, (-90, 90))):
        return Location(title, said=(("around.off_earth", {}),))
    if not _inside(lon, lat, dataset):
        said.append(("around.outside", {}))
    return Location(title, points=((lon, lat, 0.0),), said=tuple(said))


def _is_reversed(first: float, second: float) -> bool:
    """Whether two numbers lie round China only as latitude and longitude."""
    return _within(second, EAST) and _within(first, NORTH) and not (_within(first, EAST) and _within(second, NORTH))


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _inside(lon: float, lat: float, dataset: Dataset) -> bool:
    districts = dataset.frames.get("districts")
    return districts is None or bool(
        district_join.districts_of(gpd.GeoSeries(gpd.points_from_xy([lon], [lat])), districts)[0]
    )


def near(here: Location, proximity: ProximityIndex) -> tuple[list[NearestResult], list[NearestResult]]:
    """Return the nearest gateway of each group and the nearest boarding point of each corridor."""
    if here.feature:
        return proximity.gateways_near(here.feature), proximity.corridors_near(here.feature)
    return proximity.gateways.nearest(*here.columns()), proximity.boardings.nearest(*here.columns())


def leads(kind: str, dataset: Dataset, lang: Lang, mode: str | None = None) -> list[tuple[str, list[str]]]:
    """Return the nodes of a corridor kind outside the municipality: (crossings, sea ports, cities; their names).

    For a corridor with several boarding modes, `mode` keeps only nodes on routes that begin by this mode.
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
    return [("", _ends(kind, dataset, lang))]  # routes without nodes: use the far ends of their legs


def _passed(kind: str, mode: str | None, dataset: Dataset) -> set[str]:
    """Return the Chinese names of the nodes on routes of a kind that begin by `mode`."""
    corridors = dataset.frames["corridors"]
    routes = (legs for legs in corridors.loc[corridors["kind"] == kind, "legs"] if legs and legs[0]["mode"] == mode)
    return {leg[end] for legs in routes for leg in legs for end in ("from_zh", "to_zh")}


def _ends(kind: str, dataset: Dataset, lang: Lang) -> list[str]:
    corridors = dataset.frames.get("corridors")
    if corridors is None:
        return []
    legs = (leg for row in corridors.loc[corridors["kind"] == kind, "legs"] for leg in row)
    return list(dict.fromkeys(leg[f"to_{lang}"] for leg in legs))
