"""Read an uploaded file: bytes → a layer in WGS 84, or a refusal with its reasons."""

from __future__ import annotations

from pathlib import PurePath

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.crs.metric import WGS84
from layers.crs.systems import KNOWN, crs_by_name
from layers.i18n.findings import Finding, RefusedError
from layers.ingest.column_roles import labeller
from layers.ingest.finding_collector import FindingCollector
from layers.ingest.layer import GeometryColumns, ImportedLayer, ReadOptions
from layers.ingest.limits import MEGABYTE, UPLOAD, Limits
from layers.ingest.normalise import normalise
from layers.ingest.readers.csv_table import CSV, read_texts
from layers.ingest.readers.detect_format import detect_format
from layers.ingest.readers.reader import OnProgress


def read_layer(
    name: str,
    content: bytes,
    *,
    layer: str | None = None,
    crs: str | None = None,
    columns: GeometryColumns | None = None,
    encoding: str | None = None,
) -> ImportedLayer:
    """Return the layer in a file that one of `readers.READERS` reads, within the limits of an upload.

    Parameters
    ----------
    name
        The file's name; the content decides the format.
    layer
        The layer to read; default: the first, with a finding.
    crs
        One of `crs.KNOWN`, such as `EPSG:4545`; overrides the system that the file names.
    columns
        The columns of a CSV with the geometry; default: by their headings.
    encoding
        Encoding of text; default: detected.

    Raises
    ------
    RefusedError
        With every fault of the file.
    """
    return read_layer_with(name, content, ReadOptions(layer=layer, crs=crs, columns=columns, encoding=encoding))


def read_layer_with(
    name: str,
    content: bytes,
    options: ReadOptions,
    *,
    limits: Limits = UPLOAD,
    on_progress: OnProgress = lambda _: None,
) -> ImportedLayer:
    """Do the same for what is told as one value; `on_progress` hears the share of the work done, between 0 and 1.

    Raises
    ------
    RefusedError
        As `read_layer`.
    """
    name = PurePath(name.replace("\\", "/")).name
    collector = _begun(content, options, limits)
    reader = detect_format(name, content, collector)
    raw = reader.read(content, options, collector, limits, on_progress)
    collector.label = labeller(raw.table)
    if options.crs is not None:
        collector.discard("crs-unknown")
    if collector.has_errors:
        raise RefusedError(collector.findings())
    shapes, code = normalise(raw, options.crs, collector, limits)
    frame = gpd.GeoDataFrame(raw.table, geometry=gpd.GeoSeries(shapes, index=raw.table.index, crs=WGS84))
    return ImportedLayer(name, frame, raw.layer, raw.layers, raw.encoding, code, collector.findings())


def read_csv_rows(
    name: str,
    content: bytes,
    options: ReadOptions,
    *,
    limits: Limits = UPLOAD,
    on_progress: OnProgress = lambda _: None,
) -> tuple[pd.DataFrame, NDArray[np.object_], tuple[Finding, ...]]:
    """Return a CSV's rows, every cell as the text that it is, the place of each (WGS 84 or None), and what was found.

    For a caller that writes the rows again; `read_layer_with` reads positions alike.

    Raises
    ------
    RefusedError
        As `read_layer`, and if the file is no CSV.
    """
    collector = _begun(content, options, limits)
    path = PurePath(name)  # a name that says nothing decides nothing: whoever calls knows that this is a table
    if detect_format(name if path.suffix.lower() in CSV.suffixes else path.stem, content, collector) is not CSV:
        collector.reject("no-table", name=name)
    raw = read_texts(content, options, collector, limits, on_progress)
    collector.label = labeller(raw.table)
    shapes, _ = normalise(raw, options.crs, collector, limits)
    return raw.table, shapes, collector.findings()


def _begun(content: bytes, options: ReadOptions, limits: Limits) -> FindingCollector:
    """Return what is to be found in a file, its size and the system that was named for it looked at already."""
    collector = FindingCollector()
    if len(content) > limits.size:
        collector.reject("too-large", limit=limits.size // MEGABYTE)
    if options.crs is not None and crs_by_name(options.crs) != options.crs:
        collector.reject("crs-unknown", crs=options.crs, known=", ".join(KNOWN))
    return collector
