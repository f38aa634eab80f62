"""Detect which reader a file needs by its content: a name can say anything."""

from __future__ import annotations

import re
from pathlib import PurePath

from layers.ingest.finding_collector import FindingCollector
from layers.ingest.readers import READERS
from layers.ingest.readers.csv_table import CSV
from layers.ingest.readers.reader import Reader

# of formats that people try and that are not read → the code that says so
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\x00\x00\x27\x0a", "bare-shapefile"),
    (b"\xd0\xcf\x11\xe0", "spreadsheet"),
    (b"Rar!", "other-archive"),
    (b"7z\xbc\xaf", "other-archive"),
    (b"\x1f\x8b", "other-archive"),
    (b"%PDF", "unknown-format"),
    (b"\x89PNG", "unknown-format"),
    (b"\xff\xd8\xff", "unknown-format"),
    (b"PAR1", "unknown-format"),
)
_XML = re.compile(rb"^[\x00\xef\xbb\xbf\xff\xfe\s]*<")
_MARKUP = re.compile(rb"^[\xef\xbb\xbf\s]*<(\?xml|!doctype|html|kml|gml|ogr)", re.IGNORECASE)
# whose content would have begun otherwise
_MISNAMED = {".shp": "not-zip", ".kmz": "not-zip"} | {
    suffix: reader.misnamed for reader in READERS if reader.misnamed for suffix in reader.suffixes
}


def detect_format(name: str, content: bytes, collector: FindingCollector) -> Reader:
    """Return the reader for a file.

    Raises
    ------
    RefusedError
        Where no reader takes it; the finding names what it seems to be.
    """
    for reader in READERS:
        if reader.signature is not None and reader.signature.match(content):
            return reader
    suffix = PurePath(name).suffix.lower()
    if code := _known_other(suffix, content):
        collector.reject(code, name=name)
    unsigned = [reader for reader in READERS if reader.signature is None]
    for reader in unsigned:
        if suffix in reader.suffixes:
            return reader
    for reader in unsigned:
        if reader.recognises(suffix, content):
            return reader
    return collector.reject("unknown-format", name=name)


def _known_other(suffix: str, content: bytes) -> str:
    code = next((code for mark, code in _OTHERS if content.startswith(mark)), "")
    # a heading may begin with "<": of a table only what is markup beyond doubt is called so
    if not code and (_MARKUP if suffix in CSV.suffixes else _XML).match(content[:100]):
        return "markup"
    if not code and suffix in CSV.suffixes and not content.strip():
        return "empty-file"
    return code or _MISNAMED.get(suffix, "")
