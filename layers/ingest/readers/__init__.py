"""One file a format: decode an uploaded file into a raw layer. All readers stand in `READERS`.

How to add one: CONTRIBUTING.md.
"""

from __future__ import annotations

from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.i18n.punctuation import one_of
from layers.ingest.readers.csv_table import CSV
from layers.ingest.readers.geojson import GEOJSON
from layers.ingest.readers.geopackage import GEOPACKAGE
from layers.ingest.readers.reader import Reader
from layers.ingest.readers.shapefile import SHAPEFILE
from layers.ingest.sandbox.worker_pool import allow_drivers

# one line for each new format; of two that recognise a file the first reads it
READERS: tuple[Reader, ...] = (
    GEOJSON,
    CSV,
    SHAPEFILE,
    GEOPACKAGE,
)
allow_drivers(driver for reader in READERS for driver in reader.drivers)


def readable_formats(lang: Lang) -> str:
    """Return the names of all formats, as a list in a sentence."""
    return one_of([say(f"reader.{reader.code}", lang) for reader in READERS], lang)
