"""The shortlist for a GIS: GeoJSON and GeoPackage, each with sources, date, notes and the way back."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from layers.edition import Edition
from layers.exporting import to_geojson as shown_to_geojson
from layers.takeaway.links import warning_of
from layers.takeaway.sheet import Sheet
from layers.words import say


def to_geojson(picks: tuple[str, ...], edition: Edition, sheet: Sheet) -> bytes:
    """Return the picks as they stand in the layers' files, with comparison, notes and link beside them."""
    collection = json.loads(shown_to_geojson(edition, edition.features.index.isin(list(picks))))
    told = [dict(zip(("id", "item", "text"), row, strict=True)) for row in _told(picks, sheet)]
    about = {
        "notes": list(sheet.notes),
        "link": sheet.link,
        **_warning(sheet),
        "shortlist": list(picks),
        "comparison": told,
    }
    return json.dumps({**about, **collection}, ensure_ascii=False, separators=(",", ":")).encode()


def to_geopackage(picks: tuple[str, ...], edition: Edition, sheet: Sheet) -> bytes:
    """Return a GeoPackage: `places` (lists as JSON text) and two tables without geometry.

    `comparison` has a row for each place and item (ranks, reasons, fields, distances), `about` sources, notes and link.
    """
    places = edition.features.loc[list(picks)].reset_index(drop=True)
    texts = {name: places[name].map(_text) for name in places.columns if name != "geometry"}
    for name in ("area_km2", "position_error_km"):
        texts[name] = pd.to_numeric(places[name])
    placed = gpd.GeoDataFrame(texts, geometry=places.geometry, crs=places.crs)
    lines = [*sheet.sources[1:], *(("", "note", note) for note in sheet.notes), ("", "link", sheet.link)]
    lines += [("", key, text) for key, text in _warning(sheet).items()]
    tables = {
        "comparison": pd.DataFrame(_told(picks, sheet), columns=["id", "item", "text"]),
        "about": pd.DataFrame(lines, columns=["place", "what", "source"]),
    }
    with tempfile.TemporaryDirectory(prefix="open-map-") as folder:
        file = Path(folder) / "places.gpkg"
        placed.to_file(file, layer="places", driver="GPKG", engine="pyogrio")
        for name, table in tables.items():
            bare = gpd.GeoSeries(np.full(len(table), None), crs=places.crs)
            gpd.GeoDataFrame(table, geometry=bare).to_file(file, layer=name, driver="GPKG", engine="pyogrio", mode="a")
        return file.read_bytes()


def _told(picks: tuple[str, ...], sheet: Sheet) -> list[tuple[str, str, str]]:
    """Return (id, item, text) of all that the sheet says of each place."""
    ranks = [
        (pick, say(f"sheet.{item}", sheet.lang), text)
        for pick, reason in zip(picks, sheet.reasons, strict=False)  # without a need there are none
        for item, text in (("ranking", reason.span), ("why", reason.why))
    ]
    lines = (*sheet.fields, *sheet.distances)
    return [*ranks, *((pick, line.title, line.cells[i]) for i, pick in enumerate(picks) for line in lines)]


def _text(value: object) -> str | None:
    if value is None:
        return None
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _warning(sheet: Sheet) -> dict[str, str]:
    warning = warning_of(sheet.link, sheet.lang)
    return {"link_warning": warning} if warning else {}
