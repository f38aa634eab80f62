"""A layer that someone brought, read and repaired; and what the reader may be told beforehand."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.ingest.findings import Finding, Verdict, verdict_of


@dataclass(frozen=True)
class ImportedLayer:
    """What came out of a file.

    Attributes
    ----------
    name
        The file's name, without folders.
    frame
        EPSG:4326, two dimensions, RangeIndex in the file's order; the file's own columns as they were, and `geometry`,
        which may be null. Nobody may change it: a page shares it between runs.
    layer, layers
        The layer read, and all there are to choose from; both empty for formats that hold one.
    encoding
        As found or as told, such as `UTF-8` or `GB18030`.
    crs
        What the coordinates were taken for before they became WGS 84, such as `EPSG:4545`.
    findings
        Repairs and notes, never an error: that raises `RefusedError`.
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
        """`accept`, or `accept-with-repair` where something was changed."""
        return verdict_of(self.findings)


@dataclass(frozen=True)
class GeometryColumns:
    """Which columns of a table hold the place: `lon` and `lat`, or `wkt`."""

    lon: str = ""
    lat: str = ""
    wkt: str = ""


@dataclass(frozen=True)
class ReadOptions:
    """What the reader need not find out itself; None means: find out, or ask by refusing."""

    layer: str | None = None
    crs: str | None = None
    columns: GeometryColumns | None = None
    encoding: str | None = None


@dataclass(frozen=True)
class RawLayer:
    """What a format's reader hands on: the table without geometry, shapes as given, what the file says of itself."""

    table: pd.DataFrame
    shapes: NDArray[np.object_]
    encoding: str
    crs: str | None
    layer: str = ""
    layers: tuple[str, ...] = ()
    bare: bool = False  # a geometry without a feature, so that no thing loses its place
