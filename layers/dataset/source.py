"""Read a layer's GeoJSON from a `Source` into a checked GeoDataFrame."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.catalogue.entries import FieldSpec
from layers.catalogue.models import Catalogue
from layers.config.settings import load_settings
from layers.crs.metric import WGS84
from layers.dataset import schema
from layers.dataset.layer_faults import DataError, layer_fault
from layers.text import internet_json

DATA_FOLDER = Path(__file__).resolve().parents[2] / "data" / "geojson"


class Source(Protocol):
    """Provider of the bytes of layers and tables; a database could implement it, too."""

    def read(self, layer_id: str) -> bytes:
        """Return the GeoJSON of `layer_id`; raise FileNotFoundError or another OSError if it cannot be read."""

    def read_table(self, name: str) -> bytes:
        """Return the CSV table `name`; raise the same errors."""


@dataclass(frozen=True)
class FolderSource:
    """Folder with one `<layer id>.geojson` per layer, and a folder for tables."""

    folder: Path
    tables: Path = DATA_FOLDER.parent

    def read(self, layer_id: str) -> bytes:
        """Return the file's bytes."""
        return (self.folder / f"{layer_id}.geojson").read_bytes()

    def read_table(self, name: str) -> bytes:
        """Return the table's bytes."""
        return (self.tables / f"{name}.csv").read_bytes()


def default_source() -> Source:
    """Return the source of the shipped data, or of the folder that the operator's setting `data` names."""
    return FolderSource(load_settings().data or DATA_FOLDER)


def parse_strict_json(layer_id: str, content: bytes) -> dict[str, Any]:
    """Return the GeoJSON FeatureCollection held in `content`, read strictly (no doubled keys, no NaN).

    Raises
    ------
    DataError
        With the one fault that stopped the parser.
    """
    try:
        collection = internet_json.loads(content)
    except internet_json.DuplicateKeyError as error:
        raise DataError([layer_fault(layer_id, "duplicate-key", detail={"field": str(error)})]) from error
    except (ValueError, RecursionError) as error:
        raise DataError([layer_fault(layer_id, "not-json", detail={"detail": str(error)})]) from error
    return schema.expect_collection(layer_id, collection)


def _column(features: Sequence[Mapping[str, Any]], name: str, spec: FieldSpec) -> pd.Series[Any]:
    """Return one property of all features as an array of objects, so that null stays None."""
    values = [feature["properties"].get(name) for feature in features]
    return pd.Series([[] if value is None and spec.value in schema.LISTS else value for value in values], dtype=object)


def to_frame(layer_id: str, collection: Mapping[str, Any], catalogue: Catalogue) -> gpd.GeoDataFrame:
    """Convert a checked collection to a frame in WGS 84, indexed by id, with one column per field."""
    features = collection["features"]
    columns = {name: _column(features, name, spec) for name, spec in catalogue.fields_of(layer_id).items()}
    texts = [None if f["geometry"] is None else json.dumps(f["geometry"]) for f in features]
    geometry = gpd.GeoSeries(shapely.from_geojson(np.array(texts, dtype=object)), crs=WGS84)
    frame = gpd.GeoDataFrame(columns, geometry=geometry)
    return frame.set_index("id", drop=False).rename_axis(None)


def read_layer(layer_id: str, catalogue: Catalogue, source: Source | None = None) -> tuple[gpd.GeoDataFrame, bytes]:
    """Read layer `layer_id`; return its frame and the bytes of its file.

    Returns
    -------
    frame, content
        The frame is in WGS 84, indexed by id; a feature without a location has null geometry.

    Raises
    ------
    DataError
        With every fault found, if the file is missing, unreadable or breaks the data contract.
    """
    try:
        content = (source or default_source()).read(layer_id)
    except OSError as error:
        raise DataError([layer_fault(layer_id, "file-missing", detail={"file": f"{layer_id}.geojson"})]) from error
    collection = parse_strict_json(layer_id, content)
    if faults := schema.validate_schema(layer_id, collection, catalogue):
        raise DataError(faults)
    return to_frame(layer_id, collection, catalogue), content
