"""Compare up to five candidates: every field, the differences, and which candidate lies inside another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations
from typing import Any

import geopandas as gpd

from layers.catalogue.entries import Lang
from layers.dataset import district_join
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.plan_reference import plan_reference
from layers.i18n.punctuation import list_separator
from layers.i18n.source_text import source_note
from layers.query.titles import field_titles
from layers.suitability.comparison_row import ComparisonRow, Number, RowChoice, choose, unknown
from layers.suitability.place_evidence import authority, firms, grounds
from layers.suitability.presets import Presets

KM2 = "km²"
MOST = 5  # candidates in one shortlist


def compare(names: Sequence[str], dataset: Dataset, lang: Lang) -> RowChoice:
    """Return the comparison of the candidates, group by group, with all texts in language `lang`.

    Rows that say nothing new are left out; those in which nothing is known of any candidate are named.
    """
    records = [dataset.record(name) for name in names]
    fields = dataset.catalogue.fields

    def row(group: str, title: str, cells: Iterable[str | None], *numbers: Number, unit: str = "") -> ComparisonRow:
        return ComparisonRow(title, tuple(cell or unknown(lang) for cell in cells), group, numbers, unit)

    def titles(group: str, field: str) -> ComparisonRow:
        return row(group, fields[field].title.say(lang), (field_titles(r, field, dataset, lang) for r in records))

    other = "en" if lang == "zh" else "zh"
    areas = [float(r["area_km2"]) if r["area_km2"] else None for r in records]
    rows = [
        row("identity", fields[f"name_{other}"].title.say(lang), (r[f"name_{other}"] for r in records)),
        row("identity", say("compare.kind", lang), (_kind(r, dataset, lang) for r in records)),
        titles("identity", "level"),
        row("today", say("card.status_now", lang), (_now(r, dataset, lang) for r in records)),
        titles("where", "regions"),
        row("where", say("compare.place_38", lang), (field_titles(r, "districts", dataset, lang) for r in records)),
        row("where", say("compare.place_37", lang), today(names, dataset, lang)),
        row("where", say("compare.position", lang), (_position(r, dataset, lang) for r in records)),
        row("ground", say("compare.grounds", lang), (grounds(r, dataset, lang) for r in records)),
        row(
            "ground",
            fields["area_km2"].title.say(lang),
            (None if area is None else f"{area:g} {KM2}" for area in areas),
            *areas,
            unit=KM2,
        ),
        row("firms", say("compare.firms", lang), (firms(name, dataset, lang) for name in names)),
        row("authority", say("compare.authority", lang), (authority(name, dataset, lang) for name in names)),
        row("plan", say("card.status", lang), (_status(r, dataset, lang) for r in records)),
        titles("plan", "functions"),
        titles("plan", "industries"),
        row("plan", say("card.plan_ref", lang), (_plan_ref(r, lang) for r in records)),
    ]
    return choose(rows, lang)


def absent_sentence(choice: RowChoice, lang: Lang) -> str:
    """Return the sentence that names what is known of no candidate; "" if there is nothing of the kind."""
    titles = list_separator(lang).join(choice.absent)
    return say("compare.absent", lang, titles=titles) if titles else ""


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
    """Return the district of today of each candidate, from the outlines of that vintage; "" if unknown."""
    layers = dataset.catalogue.layers
    layer_id = next(
        (code for code in dataset.frames if layers[code].district_vintage == "37" and layers[code].draw == "areas"), ""
    )
    if not layer_id or "adcode" not in dataset.frames[layer_id]:
        return ("",) * len(names)
    frame = dataset.frames[layer_id]
    titles = dict(zip(frame["adcode"], frame[f"name_{lang}"], strict=True))
    places = gpd.GeoSeries(dataset.features.geometry.loc[list(names)])
    found = district_join.districts_of(places, frame)
    texts = (list_separator(lang).join(titles[code] for code in codes) for codes in found)
    return tuple(say("compare.place_unsure", lang, names=text) if text else "" for text in texts)


def _kind(record: Mapping[str, Any], dataset: Dataset, lang: Lang) -> str:
    return " · ".join(filter(None, (field_titles(record, field, dataset, lang) for field in ("platform_type", "kind"))))


def _status(record: Mapping[str, Any], dataset: Dataset, lang: Lang) -> str:
    return field_titles(record, "status", dataset, lang) or source_note(record, "status_source", lang)


def _now(record: Mapping[str, Any], dataset: Dataset, lang: Lang) -> str:
    """Return the latest known state with its date; "" if nothing is known."""
    if record["status_now"] == "unknown":
        return ""
    text, date = field_titles(record, "status_now", dataset, lang), record["status_now_date"]
    return text + say("card.dated", lang, date=date) if text and date else text


def _plan_ref(record: Mapping[str, Any], lang: Lang) -> str:
    return plan_reference(record["plan_ref"] or "", lang) or say("card.not_in_plan", lang)


def _position(record: Mapping[str, Any], dataset: Dataset, lang: Lang) -> str:
    text, error = dataset.catalogue.qualities[record["position_quality"]].title.say(lang), record["position_error_km"]
    return f"{text} · {say('card.error', lang, km=f'{error:g}')}" if error else text
