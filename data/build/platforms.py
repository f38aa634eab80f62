"""The platforms, ports, airports and hubs: our tables joined with the points and the districts.

Regions and districts are never typed: they follow from the points, or from `extent_districts` where a point only
stands for a larger area, or from `stated_districts` where no more than the district is known. Today's districts follow
in the same way, and are stated only where a district of 2021 was divided.
"""

from collections.abc import Mapping
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from data.build.entries import Entry, Part, Place, read_entries, read_places
from data.build.gazetteer import TODAY, Gazetteer
from data.build.grounds import find_grounds, find_part_grounds
from data.build.paths import BuildError
from data.build.write import Feature, make_feature

KINDS = {
    "strategic-platforms": dict.fromkeys(("initiative", "ftz", "new-area", "science-city"), "strategic"),
    "development-zones": {"etdz": "park"},
    "high-tech-zones": {"htz": "park"},
    "bonded-zones": {"bonded-zone": "functional", "bonded-b": "functional"},
    "ports": {"gateway": "functional", "port": "hub"},
    "airports": {"airport": "hub"},
    "hubs": {"logistics-hub": "hub", "logistics-base": "hub"},
}
QUALITIES = ("surveyed", "site", "locality", "district", "schematic", "none")


def build_platforms(layer: str) -> list[Feature]:
    """Make the features of one layer of `KINDS` from its table."""
    gazetteer, places = Gazetteer(), read_places()
    return [make_platform(entry, layer, KINDS[layer], gazetteer, places) for entry in read_entries(layer)]


def make_platform(
    entry: Entry, layer: str, kinds: Mapping[str, str], gazetteer: Gazetteer, places: dict[str, Place]
) -> Feature:
    """Make one feature; `kinds` are those of its layer with their platform types.

    Raises
    ------
    BuildError
        When the table names a kind, a point or an extent that does not fit.
    """
    if entry.kind not in kinds:
        raise BuildError(f"{layer}.toml, {entry.id}: kind {entry.kind} is none of {', '.join(kinds)}")
    parts = [(part, _find_place(part.point, entry, places)) for part in entry.parts]
    parts.sort(key=lambda pair: pair[1].lon is None)  # parts without a place come last
    used = [place for _, place in parts] or ([_find_place(entry.point, entry, places)] if entry.point else [])
    placed = [place for place in used if place.lon is not None]
    districts = _list_districts(entry, placed, gazetteer)
    properties = {
        "id": entry.id,
        "name_zh": entry.name_zh,
        "name_en": entry.name_en,
        "aliases": [*entry.aliases, *entry.pinyin],
        "platform_type": kinds[entry.kind],
        "kind": entry.kind,
        "level": entry.level,
        "status": entry.status,
        "status_source": entry.status_source,
        "status_now": "unknown",  # these three follow from the facts
        "status_now_date": None,
        "status_now_source": None,
        "regions": gazetteer.find_regions(districts),
        "districts": districts,
        "extent_districts": sorted(entry.extent_districts),
        "districts_2025": _list_districts_2025(entry, placed, gazetteer),
        "named_in_plan": bool(entry.plan_ref),
        "plan_ref": entry.plan_ref,
        "summary_zh": entry.summary_zh,
        "summary_en": entry.summary_en,
        "functions": list(entry.functions),
        "industries": list(entry.industries),
        **find_grounds(entry.id, entry.kind),
        "area_km2": entry.area_km2,
        "area_source": entry.area_source,
        "area_approved_year": entry.area_approved_year,
        **_describe_position(entry, placed),
        "parts": [_describe_part(entry.id, part, place) for part, place in parts],
    }
    return make_feature(properties, _make_geometry(placed, multiple=bool(parts)))


def _list_districts(entry: Entry, placed: list[Place], gazetteer: Gazetteer) -> list[str]:
    stated = entry.extent_districts or entry.stated_districts
    located = {gazetteer.find_district(place) for place in placed}
    if stated and not located <= set(stated):
        raise BuildError(f"{entry.id}: a point lies outside {'、'.join(stated)}")
    return sorted(stated or located)


def _list_districts_2025(entry: Entry, placed: list[Place], gazetteer: Gazetteer) -> list[str]:
    located = {code for place in placed for code in gazetteer.list_touched(place.make_point(), TODAY)}
    stated = entry.extent_districts or entry.stated_districts
    if not stated:
        return sorted(located)
    today = entry.districts_2025 or gazetteer.follow(list(stated), entry.id)
    if not located <= set(today):
        raise BuildError(f"{entry.id}: a point lies outside {'、'.join(today)} of today")
    return sorted(today)


def _find_place(name: str, entry: Entry, places: dict[str, Place]) -> Place:
    if name not in places:
        raise BuildError(f"{entry.id}: no point {name} in position_sources.csv")
    return places[name]


def _make_geometry(placed: list[Place], *, multiple: bool) -> BaseGeometry | None:
    points = [place.make_point() for place in placed]
    if not points:
        return None
    return shapely.MultiPoint(points) if multiple else points[0]


def _describe_position(entry: Entry, placed: list[Place]) -> dict[str, Any]:
    """Take the worst of the placed parts, or what the entry says instead; one unknown error makes the whole unknown."""
    errors = [place.error_km for place in placed]
    error = None if not errors or None in errors else max(e for e in errors if e is not None)
    quality = max((place.quality for place in placed), key=QUALITIES.index, default="none")
    names = {part.point: f"{part.name_zh}：" for part in entry.parts}
    own = [names.get(place.name_zh, "") + place.source_zh for place in placed]
    source = entry.position_source or "。".join(own)
    sources = filter(None, (source, entry.districts_source, entry.districts_2025_source))
    return {
        "position_quality": entry.position_quality or quality,
        "position_error_km": error if entry.position_error_km is None else entry.position_error_km,
        "position_source": "。".join(sources) or None,
        "position_checked": min((place.checked.isoformat() for place in placed), default=None),
    }


def _describe_part(feature: str, part: Part, place: Place) -> dict[str, Any]:
    return {
        "name_zh": part.name_zh,
        "name_en": part.name_en,
        "position_quality": place.quality,
        "position_error_km": place.error_km,
        "position_source": place.source_zh,
        "area_km2": part.area_km2,
        "area_source": part.area_source,
        "grounds": find_part_grounds(feature, part.name_zh),
    }
