"""Compare up to five candidates: every field, the differences, and which candidate lies inside another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import geopandas as gpd

from layers.catalogue.entries import Lang
from layers.dataset import district_join
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator
from layers.i18n.source_text import readable_source
from layers.query.nearest import NearestResult, ProximityIndex, distance
from layers.query.titles import field_titles
from layers.suitability.presets import Presets, by_mode, criteria

MOST = 5  # candidates in one shortlist


@dataclass(frozen=True)
class ComparisonRow:
    """One row of the comparison: its title and one text a candidate."""

    title: str
    cells: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the texts of the candidates differ."""
        return len(set(self.cells)) > 1


def compare(names: Sequence[str], dataset: Dataset, lang: Lang) -> list[ComparisonRow]:
    """Return the comparison of the candidates, field by field, with all texts in language `lang`."""
    records = [dataset.record(name) for name in names]
    fields = dataset.catalogue.fields

    def titles(field: str) -> ComparisonRow:
        return ComparisonRow(
            fields[field].title.say(lang),
            tuple(field_titles(record, field, dataset, lang) or "–" for record in records),
        )

    def text(field: str) -> ComparisonRow:
        return ComparisonRow(fields[field].title.say(lang), tuple(str(record[field] or "–") for record in records))

    other = "en" if lang == "zh" else "zh"
    return [
        text(f"name_{other}"),
        ComparisonRow(say("compare.kind", lang), tuple(_kind(record, dataset, lang) for record in records)),
        titles("level"),
        ComparisonRow(say("card.status", lang), tuple(_status(record, dataset, lang) for record in records)),
        ComparisonRow(say("card.status_now", lang), tuple(_now(record, dataset, lang) for record in records)),
        titles("regions"),
        ComparisonRow(
            say("compare.place_38", lang), tuple(_titles(r["districts"], "districts", dataset, lang) for r in records)
        ),
        ComparisonRow(say("compare.place_37", lang), today(names, dataset, lang)),
        ComparisonRow(fields["area_km2"].title.say(lang), tuple(_area(record, lang) for record in records)),
        titles("functions"),
        titles("industries"),
        ComparisonRow(
            say("card.plan_ref", lang), tuple(r["plan_ref"] or say("card.not_in_plan", lang) for r in records)
        ),
        ComparisonRow(say("compare.position", lang), tuple(_position(record, dataset, lang) for record in records)),
        ComparisonRow(
            say("card.source", lang), tuple(readable_source(record["position_source"] or "–") for record in records)
        ),
    ]


def reaches(names: Sequence[str], proximity: ProximityIndex) -> dict[str, list[NearestResult | None]]:
    """Return criterion → the nearest target of each candidate, other than itself.

    A corridor with several boarding modes has one entry a mode and none for itself.
    """
    known = criteria(proximity.dataset.catalogue)
    found: dict[str, list[NearestResult | None]] = {code: [] for code in known}
    for name in names:
        near = {reach.code: reach for reach in proximity.gateways_near(name)}
        for reach in proximity.corridors_near(name):
            single = by_mode(reach.code, reach.mode or "")
            near[single if single in known else reach.code] = reach
        for code, column in found.items():
            column.append(near.get(code))
    return {code: column for code, column in found.items() if any(column)}


def distances(names: Sequence[str], proximity: ProximityIndex, lang: Lang) -> list[ComparisonRow]:
    """Return the distances as rows of text: criterion, target, distance and error."""
    known, dataset = criteria(proximity.dataset.catalogue), proximity.dataset

    def cell(reach: NearestResult | None) -> str:
        if reach is None:
            return "–"
        at = reach.at.say(lang) if reach.at else dataset.name(reach.feature, lang)
        return say("compare.near", lang, name=at, distance=distance(reach, lang))

    return [
        ComparisonRow(known[code].say(lang), tuple(map(cell, column)))
        for code, column in reaches(names, proximity).items()
    ]


def inside(names: Sequence[str], dataset: Dataset, terms: Presets, lang: Lang) -> list[str]:
    """Return a sentence for each candidate that lies, or may lie, inside another of them."""
    said = []
    for outer, inner in permutations(names, 2):
        if how := holds(outer, inner, dataset, terms):
            titles = (dataset.name(name, lang) for name in (outer, inner))
            said.append(say(f"compare.{how}", lang, **dict(zip(("outer", "inner"), titles, strict=True))))
    return said


def holds(outer: str, inner: str, dataset: Dataset, terms: Presets) -> str:
    """Return the relation of `inner` to area `outer`: `belongs` by kind, `may_belong` by its districts, or ""."""
    if outer not in terms.wide or inner in terms.wide:
        return ""
    record = dataset.record(inner)
    if record["kind"] in terms.wide[outer].kinds:
        return "belongs"
    whole = dataset.record(outer)
    extent = set(whole.get("extent_districts") or whole["districts"])
    return "may_belong" if record["districts"] and set(record["districts"]) <= extent else ""


def today(names: Sequence[str], dataset: Dataset, lang: Lang) -> tuple[str, ...]:
    """Return the district of today of each candidate, from the outlines of that vintage; a dash if unknown."""
    layers = dataset.catalogue.layers
    layer_id = next(
        (code for code in dataset.frames if layers[code].district_vintage == "37" and layers[code].draw == "areas"), ""
    )
    if not layer_id or "adcode" not in dataset.frames[layer_id]:
        return ("–",) * len(names)
    frame = dataset.frames[layer_id]
    titles = dict(zip(frame["adcode"], frame[f"name_{lang}"], strict=True))
    places = gpd.GeoSeries(dataset.features.geometry.loc[list(names)])
    found = district_join.districts_of(places, frame)
    texts = (list_separator(lang).join(titles[code] for code in codes) for codes in found)
    return tuple(say("compare.place_unsure", lang, names=text) if text else "–" for text in texts)


def _titles(value: Any, field: str, dataset: Dataset, lang: Lang) -> str:
    known = dataset.vocabulary(field)
    codes = value if isinstance(value, list) else [value]
    return list_separator(lang).join(known[code].title.say(lang) for code in codes if code in known) or "–"


def _kind(record: Mapping[str, Any], dataset: Dataset, lang: Lang) -> str:
    return " · ".join(field_titles(record, field, dataset, lang) or "–" for field in ("platform_type", "kind"))


def _status(record: Mapping[str, Any], dataset: Dataset, lang: Lang) -> str:
    title = (
        _titles(record["status"], "status", dataset, lang)
        if record["status"]
        else readable_source(record["status_source"] or "")
    )
    return title or say("card.unknown", lang)


def _now(record: Mapping[str, Any], dataset: Dataset, lang: Lang) -> str:
    text = _titles(record["status_now"], "status_now", dataset, lang)
    return text + say("card.dated", lang, date=record["status_now_date"]) if record["status_now_date"] else text


def _area(record: Mapping[str, Any], lang: Lang) -> str:
    return f"{record['area_km2']:g} km²" if record["area_km2"] else say("card.unknown", lang)


def _position(record: Mapping[str, Any], dataset: Dataset, lang: Lang) -> str:
    text, error = dataset.catalogue.qualities[record["position_quality"]].title.say(lang), record["position_error_km"]
    return f"{text} · {say('card.error', lang, km=f'{error:g}')}" if error else text
