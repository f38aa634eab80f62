"""An imported layer, read and repaired, and the options of its reader."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.i18n.findings import Finding, Verdict, verdict_of


@dataclass(frozen=True)
class ImportedLayer:
    """The layer of a file.

    Attributes
    ----------
    name
        The file's name, without folders.
    frame
        EPSG:4326, two dimensions, RangeIndex in the file's order; the file's own columns unchanged, and `geometry`,
        which may be null. No code may change it: a page shares it between runs.
    layer, layers
        The layer that was read, and all layers of the file; both empty for formats with a single layer.
    encoding
        Detected or given as an option, such as `UTF-8` or `GB18030`.
    crs
        The source reference system, such as `EPSG:4545`.
    findings
        Repairs and notes; an error raises `RefusedError` instead.
    """

    name: str
    frame: gpd.GeoDataFrame
    layer: str
    layers: tuple[str, ...]
    encoding: str
    crs: str
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """`accept`, or `accept-with-repair` if the reader changed something."""
        return verdict_of(self.findings)


@dataclass(frozen=True)
class GeometryColumns:
    """The columns of a table with the geometry: `lon` and `lat`, or `wkt`."""

    lon: str = ""
    lat: str = ""
    wkt: str = ""


@dataclass(frozen=True)
class ReadOptions:
    """Options that override detection. `None`: detect, and reject the file with a question if that fails."""

    layer: str | None = None
    crs: str | None = None
    columns: GeometryColumns | None = None
    encoding: str | None = None


@dataclass(frozen=True)
class RawLayer:
    """The result of a format's reader: the table without geometry, shapes unchanged, and the file's own metadata."""

    table: pd.DataFrame
    shapes: NDArray[np.object_]
    encoding: str
    crs: str | None
    layer: str = ""
    layers: tuple[str, ...] = ()
    bare: bool = False  # a geometry without a feature, so a missing one is no missing location of a feature
