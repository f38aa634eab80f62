"""Write the shortlist for a GIS: GeoJSON and GeoPackage, each with sources, date, notes and link."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing

import geopandas as gpd
import pandas as pd

from layers.dataset.dataset import Dataset
from layers.documents.links import warning_of
from layers.documents.shortlist import Shortlist
from layers.formats.spreadsheet import to_geojson as shown_to_geojson
from layers.i18n.messages import say
from layers.suitability.comparison_row import ComparisonRow, DistanceRow

TOLD = {"id": "TEXT", "item": "TEXT", "text": "TEXT", "value": "REAL", "unit": "TEXT", "error": "REAL"}
TEXTS = {"place": "TEXT", "what": "TEXT", "source": "TEXT"}
Statement = tuple[str, str, str, float | None, str | None, float | None]


def to_geojson(picks: tuple[str, ...], dataset: Dataset, sheet: Shortlist) -> bytes:
    """Write the picks as in the layers' files, with comparison, notes and link beside them."""
    collection = json.loads(shown_to_geojson(dataset, dataset.features.index.isin(list(picks))))
    told = [dict(zip(TOLD, row, strict=True)) for row in _told(picks, sheet)]
    about = {
        "notes": list(sheet.notes),
        "link": sheet.link,
        **_warning(sheet),
        **({"plots": [list(row) for row in sheet.plots]} if len(sheet.plots) > 1 else {}),
        "shortlist": list(picks),
        "comparison": told,
    }
    return json.dumps({**about, **collection}, ensure_ascii=False, separators=(",", ":")).encode()


def to_geopackage(picks: tuple[str, ...], dataset: Dataset, sheet: Shortlist) -> bytes:
    """Write a GeoPackage: `places` (lists as JSON text) and two tables without geometry.

    `comparison` has a row for each pick and item (ranks, reasons, fields, distances), a measure also as number with its
    error; `about` has sources, notes and link.
    """
    places = dataset.features.loc[list(picks)].reset_index(drop=True)
    texts = {name: places[name].map(_text) for name in places.columns if name != "geometry"}
    for name in ("area_km2", "position_error_km"):
        texts[name] = pd.to_numeric(places[name])
    located = gpd.GeoDataFrame(texts, geometry=places.geometry, crs=places.crs)
    lines = [*sheet.sources[1:], *(("", "note", note) for note in sheet.notes), ("", "link", sheet.link)]
    lines += [("", key, text) for key, text in _warning(sheet).items()]
    file = io.BytesIO()  # in memory: a visitor's query must not reach the disk, which may also be full
    located.to_file(file, layer="places", driver="GPKG", engine="pyogrio")
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(file.getvalue())  # pyogrio cannot add a second table to a file in memory
        with database:
            _add_table(database, "comparison", TOLD, _told(picks, sheet))
            _add_table(database, "about", TEXTS, lines)
        return database.serialize()


def _add_table(
    database: sqlite3.Connection, name: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]]
) -> None:
    """Add a table without geometry, column → type, by the standard (OGC 12-128r19, 2.4); all names are ours."""
    named = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    database.execute(f'CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT, {named})')
    places = ", ".join("?" * len(columns))
    database.executemany(f'INSERT INTO "{name}" VALUES (NULL, {places})', rows)  # noqa: S608 (no text of data in it)
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, 'attributes', ?)", (name, name)
    )


def _told(picks: tuple[str, ...], sheet: Shortlist) -> list[Statement]:
    """Return each statement of the sheet about a pick; what is a measure also as number, unit and error."""
    ranks: list[Statement] = [
        (pick, say(f"sheet.{item}", sheet.lang), text, None, None, None)
        for pick, reason in zip(picks, sheet.reasons, strict=False)  # there are no reasons without requirements
        for item, text in (("ranking", reason.span), ("why", reason.why))
    ]
    lines = (*sheet.fields, *sheet.distances)
    return [*ranks, *(_statement(pick, line, i) for i, pick in enumerate(picks) for line in lines)]


def _statement(pick: str, line: ComparisonRow, column: int) -> Statement:
    value = line.numbers[column] if line.numbers else None
    error = line.errors_km[column] if isinstance(line, DistanceRow) else None
    return pick, line.title, line.cells[column], value, None if value is None else line.unit, error


def _text(value: object) -> str | None:
    if value is None:
        return None
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _warning(sheet: Shortlist) -> dict[str, str]:
    warning = warning_of(sheet.link, sheet.lang)
    return {"link_warning": warning} if warning else {}
