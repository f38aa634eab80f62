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
from layers.takeaway.sheet import Sheet


def to_geojson(picks: tuple[str, ...], edition: Edition, sheet: Sheet) -> bytes:
    """Return the picks as they stand in the layers' files, with notes and link as members of the collection."""
    collection = json.loads(shown_to_geojson(edition, edition.features.index.isin(list(picks))))
    about = {"notes": list(sheet.notes), "link": sheet.link, "shortlist": list(picks)}
    return json.dumps({**about, **collection}, ensure_ascii=False, separators=(",", ":")).encode()


def to_geopackage(picks: tuple[str, ...], edition: Edition, sheet: Sheet) -> bytes:
    """Return a GeoPackage: `places` (lists as JSON text), `about` (sources, notes, link; without geometry)."""
    places = edition.features.loc[list(picks)].reset_index(drop=True)
    texts = {name: places[name].map(_text) for name in places.columns if name != "geometry"}
    for name in ("area_km2", "position_error_km"):
        texts[name] = pd.to_numeric(places[name])
    placed = gpd.GeoDataFrame(texts, geometry=places.geometry, crs=places.crs)
    lines = [*sheet.sources[1:], *(("", "note", note) for note in sheet.notes), ("", "link", sheet.link)]
    about = gpd.GeoDataFrame(
        pd.DataFrame(lines, columns=["place", "what", "source"]),
        geometry=gpd.GeoSeries(np.full(len(lines), None), crs=places.crs),
    )
    with tempfile.TemporaryDirectory(prefix="open-map-") as folder:
        file = Path(folder) / "places.gpkg"
        placed.to_file(file, layer="places", driver="GPKG", engine="pyogrio")
        about.to_file(file, layer="about", driver="GPKG", engine="pyogrio", mode="a")
        return file.read_bytes()


def _text(value: object) -> str | None:
    if value is None:
        return None
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
