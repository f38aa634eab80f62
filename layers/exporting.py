"""What a visitor takes away: the shown features as CSV and GeoJSON, each with sources and without live formulas."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from layers.catalogue import Lang
from layers.edition import Edition
from layers.facets import Mask
from layers.tables import heading

# a spreadsheet would run text that begins with one of these (TRAPS 14)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(edition: Edition, kept: Mask, lang: Lang) -> bytes:
    """Return the kept features as CSV: every shared field, titles as headings, UTF-8 with a mark for spreadsheets."""
    features, fields = edition.features[kept], edition.catalogue.fields
    points = features.geometry.map(lambda place: place.representative_point() if place else None)
    columns = {heading(spec, lang): [_cell(value) for value in features[name]] for name, spec in fields.items()}
    columns["lon"] = [None if point is None else round(point.x, 6) for point in points]
    columns["lat"] = [None if point is None else round(point.y, 6) for point in points]
    return _as_csv(pd.DataFrame(columns))


def frame_to_csv(frame: pd.DataFrame) -> bytes:
    """Return a table to read as CSV, without its index; headings and cells without live formulas."""
    return _as_csv(frame.map(_cell).rename(columns=_cell))


def _as_csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def to_geojson(edition: Edition, kept: Mask) -> bytes:
    """Return the kept features as GeoJSON, as they stand in the layers' files, with edition and date as members."""
    names = set(edition.features.index[kept])
    features = [
        feature
        for layer_id in edition.catalogue.themes
        if layer_id in edition.contents
        for feature in json.loads(edition.contents[layer_id])["features"]
        if feature["properties"]["id"] in names
    ]
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "edition": edition.stamp,
        "date": edition.catalogue.data_date.isoformat(),
        "plan": edition.catalogue.plan.zh,
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _cell(value: object) -> object:
    """Return a cell that a spreadsheet shows as it is: lists joined, nothing that starts a formula."""
    if isinstance(value, list):
        value = "; ".join(str(item.get("name_zh", "")) if isinstance(item, dict) else str(item) for item in value)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
