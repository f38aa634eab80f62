"""Recognise the coordinate reference system of an uploaded file; ask the visitor if it is unknown."""

from __future__ import annotations

from layers.crs.systems import KNOWN, crs_by_definition
from layers.crs.transformations import EPSG, parse, published
from layers.ingest.finding_collector import FindingCollector


def recognise(text: str, collector: FindingCollector) -> str | None:
    """Return the code of a definition, or the definition itself if it has a published transformation to WGS 84.

    Return None for text that is no definition; add an error for a definition that is not accepted.
    """
    if code := crs_by_definition(text):
        return code
    found = parse(text)
    if found is None and not EPSG.fullmatch(text.strip()):
        collector.add("prj-unreadable", "warning")
        return None
    if found is None or published(text) is None:
        collector.add("crs-unknown", "error", crs=found.name[:80] if found else text.strip(), known=", ".join(KNOWN))
        return None
    return text
