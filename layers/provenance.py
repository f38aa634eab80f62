"""Where everything comes from: the packages behind the layers, and the tables written by hand."""

from __future__ import annotations

import csv
import io
from typing import Any

import pandas as pd

from layers.catalogue import Lang
from layers.edition import Edition
from layers.reading import Source, default_source
from layers.tables import JOIN
from layers.words import say

PACKAGES, TABLES = "provenance", "inputs"
PACKAGE_COLUMNS = ("name", "version", "who", "licence", "date", "crs", "used_for", "note", "known_faults", "sha256")
TABLE_COLUMNS = ("file", "what", "who", "date", "licence", "used_for", "sources")


def packages(edition: Edition, lang: Lang, source: Source | None = None) -> pd.DataFrame:
    """Return the data packages to read, one row each; OSError where the table is missing."""
    return _read(PACKAGES, PACKAGE_COLUMNS, edition, lang, source)


def tables(edition: Edition, lang: Lang, source: Source | None = None) -> pd.DataFrame:
    """Return the tables of ours to read, one row each; OSError where the table is missing."""
    return _read(TABLES, TABLE_COLUMNS, edition, lang, source)


def _read(name: str, columns: tuple[str, ...], edition: Edition, lang: Lang, source: Source | None) -> pd.DataFrame:
    content = (source or default_source()).read_table(name).decode("utf-8-sig")
    rows = [
        {column: _cell(row, column, edition, lang) for column in columns}
        for row in csv.DictReader(io.StringIO(content))
    ]
    return pd.DataFrame(rows, columns=list(columns)).rename(columns=lambda column: say(f"provenance.{column}", lang))


def _cell(row: dict[str, str], column: str, edition: Edition, lang: Lang) -> str:
    """Return one cell: in the visitor's language where the table has both, layers by their titles."""
    text = row.get(f"{column}_{lang}", row.get(column, ""))
    if column != "used_for":
        return text
    layers = edition.catalogue.layers
    parts = (part.strip() for part in text.split(";"))
    return JOIN[lang].join(
        layers[part].title.say(lang) if part in layers else say(f"menu.{part}", lang) for part in parts
    )


def precision(edition: Edition, lang: Lang) -> pd.DataFrame:
    """Return each thematic layer with its source and how many of its features are placed how well, zeros included."""
    qualities = edition.catalogue.qualities
    rows: list[dict[str, Any]] = []
    for layer_id, layer in edition.catalogue.themes.items():
        if (frame := edition.frames.get(layer_id)) is None:
            continue
        counts = frame["position_quality"].value_counts()
        row = {
            say("sources.layer", lang): layer.title.say(lang),
            say("card.in_chinese", lang, title=say("sources.source", lang)): layer.source,
            say("sources.features", lang): len(frame),
        }
        rows.append({**row, **{entry.title.say(lang): int(counts.get(code, 0)) for code, entry in qualities.items()}})
    return pd.DataFrame(rows)
