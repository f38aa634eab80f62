"""Read GeoPackages: inspected and read in the sandbox process."""

from __future__ import annotations

import re

from layers.crs.systems import crs_by_name
from layers.ingest import crs_recognition as systems
from layers.ingest.finding_collector import FindingCollector
from layers.ingest.layer import RawLayer, ReadOptions
from layers.ingest.limits import Limits
from layers.ingest.readers.reader import OnProgress, Reader
from layers.ingest.sandbox.arrow_table import CurvedError, to_raw_layer
from layers.ingest.sandbox.worker_pool import worker_pool


def read_geopackage(
    content: bytes, options: ReadOptions, collector: FindingCollector, limits: Limits, _: OnProgress
) -> RawLayer:
    """Return one layer of a GeoPackage.

    Raises
    ------
    RefusedError
        If it contains views, virtual tables or own triggers, no layer, or cannot be read.
    """
    request = {"format": "geopackage", "layer": options.layer}
    answer = worker_pool(limits).ask(request, content, collector)
    if len(answer.layers) > 1 and options.layer is None:
        collector.add("several-layers", "warning", layer=answer.layer, layers=", ".join(answer.layers))
    try:
        raw = to_raw_layer(answer, collector, limits)
    except CurvedError:
        collector.add("curves-straightened", "warning")
        raw = to_raw_layer(
            worker_pool(limits).ask({**request, "straight": True}, content, collector), collector, limits
        )
    named = crs_by_name(answer.crs) or systems.recognise(answer.crs, collector) if answer.crs else None
    return RawLayer(raw.table, raw.shapes, "UTF-8", named, raw.layer, raw.layers)


GEOPACKAGE = Reader(
    "gpkg",
    (".gpkg",),
    read_geopackage,
    signature=re.compile(rb"SQLite format 3\x00"),
    misnamed="not-geopackage",
    drivers=("GPKG",),
)
