"""Provenance of the data: the packages behind the layers, and the tables written by hand."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from typing import Any

import pandas as pd

from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.dataset.source import DATA_FOLDER, FolderSource, Source, default_source
from layers.i18n.messages import say
from layers.i18n.punctuation import list_separator

PACKAGES, TABLES = "provenance", "inputs"
PACKAGE_COLUMNS = ("name", "version", "who", "licence", "date", "crs", "used_for", "note", "known_faults", "sha256")
TABLE_COLUMNS = ("file", "what", "who", "date", "licence", "used_for", "sources")


def packages(dataset: Dataset, lang: Lang, source: Source | None = None) -> pd.DataFrame:
    """Return one row for each data package, then for each of the operator's layers; OSError if a table is missing."""
    shipped = _read(PACKAGES, PACKAGE_COLUMNS, dataset, lang, source)
    own = pd.DataFrame(_operators(dataset, lang, source), columns=list(PACKAGE_COLUMNS)).set_axis(
        shipped.columns, axis=1
    )
    return pd.concat([shipped, own], ignore_index=True) if len(own) else shipped


def tables(dataset: Dataset, lang: Lang, source: Source | None = None) -> pd.DataFrame:
    """Return one row for each of the project's own tables; raise OSError if the list of tables is missing."""
    return _read(TABLES, TABLE_COLUMNS, dataset, lang, source)


def _operators(dataset: Dataset, lang: Lang, source: Source | None) -> list[dict[str, str]]:
    """Return one row for each layer that the operator added (no table names it) or replaced (it differs from ours)."""
    named = {layer for table in (PACKAGES, TABLES) for row in _rows(table, source) for layer in _used_for(row)}
    rows = []
    for layer_id, content in dataset.contents.items():
        layer, is_added = dataset.catalogue.layers[layer_id], layer_id not in named
        if not is_added and content == _shipped(layer_id):
            continue
        row = dict.fromkeys(PACKAGE_COLUMNS, say("provenance.not_stated", lang)) | {
            "name": f"{layer_id}.geojson",
            "who": layer.source if is_added else say("provenance.operator", lang),
            "crs": "WGS 84",
            "used_for": layer.title.say(lang),
            "note": say("provenance.added" if is_added else "provenance.replaced", lang),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        rows.append(row)
    return rows


def _shipped(layer_id: str) -> bytes | None:
    try:
        return FolderSource(DATA_FOLDER).read(layer_id)
    except OSError:
        return None


def _rows(name: str, source: Source | None) -> Iterator[dict[str, str]]:
    content = (source or default_source()).read_table(name).decode("utf-8-sig")
    return csv.DictReader(io.StringIO(content))


def _used_for(row: dict[str, str]) -> list[str]:
    return [part.strip() for part in row["used_for"].split(";")]


def _read(name: str, columns: tuple[str, ...], dataset: Dataset, lang: Lang, source: Source | None) -> pd.DataFrame:
    rows = [{column: _cell(row, column, dataset, lang) for column in columns} for row in _rows(name, source)]
    return pd.DataFrame(rows, columns=list(columns)).rename(columns=lambda column: say(f"provenance.{column}", lang))


def _cell(row: dict[str, str], column: str, dataset: Dataset, lang: Lang) -> str:
    """Return one cell in the visitor's language if the table has both; name layers by their titles."""
    text = row.get(f"{column}_{lang}", row.get(column, ""))
    if column != "used_for":
        return text
    layers = dataset.catalogue.layers
    return list_separator(lang).join(
        layers[part].title.say(lang) if part in layers else say(_title_key(part), lang) for part in _used_for(row)
    )


def _title_key(part: str) -> str:
    """Return the key of the title of what is no layer: a page, or the distances by road."""
    return "roads.title" if part == "roads" else f"menu.{part}"


def precision(dataset: Dataset, lang: Lang) -> pd.DataFrame:
    """Return each layer with its source and the count of its features by position quality, zeros included.

    Background layers have no such counts. A layer that cannot be used has no features, and its row says so.
    """
    qualities = dataset.catalogue.qualities
    counted = [say("sources.features", lang), *(entry.title.say(lang) for entry in qualities.values())]
    rows: list[dict[str, Any]] = []
    for layer_id, layer in dataset.catalogue.layers.items():
        frame = dataset.frames.get(layer_id)
        source = layer.source if frame is not None else f"{say('sources.unusable', lang)} — {layer.source}"
        row = {
            say("sources.layer", lang): layer.title.say(lang),
            say("card.in_chinese", lang, title=say("sources.source", lang)): source,
        }
        numbers: list[int | None] = [None] * len(counted)
        if frame is not None:
            numbers[0] = len(frame)
            if layer.role == "theme":
                found = frame["position_quality"].value_counts()
                numbers[1:] = [int(found.get(code, 0)) for code in qualities]
        rows.append({**row, **dict(zip(counted, numbers, strict=True))})
    return pd.DataFrame(rows).astype(dict.fromkeys(counted, "Int64"))
