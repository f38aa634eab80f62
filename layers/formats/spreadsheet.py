"""What a visitor takes away: the shown features as CSV and GeoJSON, each with sources and without live formulas."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from shapely import MultiPoint, Point

from layers.arrays import Mask
from layers.catalogue.models import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.query.attribute_table import heading, readable

# a spreadsheet would run text that begins with one of these (TRAPS 14)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(dataset: Dataset, kept: Mask, lang: Lang) -> bytes:
    """Return the kept features as CSV to read: titles for codes, positions of points, sources and credit.

    UTF-8 with a mark for spreadsheets. Routes get no position: one point would say nothing about them.
    """
    features, fields = dataset.features[kept], dataset.catalogue.fields
    table = readable(dataset, lang)[kept]
    columns: dict[str, Any] = {heading(fields[f"name_{lang}"], lang): table["name"]}
    columns |= {heading(fields[name], lang): table[name] for name in table.columns if name != "name"}
    columns[heading(fields[f"summary_{lang}"], lang)] = features[f"summary_{lang}"]
    points = [place if isinstance(place, (Point, MultiPoint)) else None for place in features.geometry]
    columns["lon"] = [None if point is None else round(point.centroid.x, 6) for point in points]
    columns["lat"] = [None if point is None else round(point.centroid.y, 6) for point in points]
    layers = dataset.catalogue.layers
    columns[say("table.credit", lang)] = [layers[layer_id].credit.say(lang) for layer_id in features["layer"]]
    return frame_to_csv(pd.DataFrame(columns))


def frame_to_csv(frame: pd.DataFrame) -> bytes:
    """Return a table to read as CSV, without its index; headings and cells without live formulas."""
    return _as_csv(frame.map(_cell).rename(columns=_cell))


def _as_csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def to_geojson(dataset: Dataset, kept: Mask) -> bytes:
    """Return the kept features as GeoJSON, as they stand in the layers' files, with dataset and date as members."""
    names = set(dataset.features.index[kept])
    features = [
        feature
        for layer_id in dataset.catalogue.themes
        if layer_id in dataset.contents
        for feature in json.loads(dataset.contents[layer_id])["features"]
        if feature["properties"]["id"] in names
    ]
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "edition": dataset.version,
        "date": dataset.catalogue.data_date.isoformat(),
        "plan": dataset.catalogue.plan.zh,
        "credit": [layer.credit.model_dump() for layer in dataset.catalogue.themes.values()],
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _cell(value: object) -> object:
    """Return a cell that a spreadsheet shows as it is: lists joined, nothing that starts a formula."""
    if isinstance(value, list):
        value = "; ".join(str(item.get("name_zh", "")) if isinstance(item, dict) else str(item) for item in value)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
