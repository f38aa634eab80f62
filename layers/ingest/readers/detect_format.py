"""What a file is, by what it holds: a name can say anything."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from layers.ingest.finding_collector import FindingCollector

Format = Literal["geojson", "csv", "zip", "gpkg"]
_HEADS: tuple[tuple[bytes, Format], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"SQLite format 3\x00", "gpkg"),
)
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
_JSON_NAMES = {".json", ".geojson"}
TABLE_NAMES = {".csv", ".tsv", ".txt"}
_XML = re.compile(rb"^[\x00\xef\xbb\xbf\xff\xfe\s]*<")
_MARKUP = re.compile(rb"^[\xef\xbb\xbf\s]*<(\?xml|!doctype|html|kml|gml|ogr)", re.IGNORECASE)
_JSON = re.compile(rb"^[\x00\xef\xbb\xbf\xff\xfe\s]*[\[{]")
# whose content would have begun otherwise
_MISNAMED = {".zip": "not-zip", ".shp": "not-zip", ".kmz": "not-zip", ".gpkg": "not-geopackage"}


def detect_format(name: str, content: bytes, collector: FindingCollector) -> Format:
    """Return what a file is.

    Raises
    ------
    RefusedError
        Where it is nothing that is read here; the finding names what it seems to be.
    """
    head = next((kind for mark, kind in _HEADS if content.startswith(mark)), None)
    if head is not None:
        return head
    suffix = PurePath(name).suffix.lower()
    if code := _known_other(suffix, content):
        collector.reject(code, name=name)
    if suffix in _JSON_NAMES or (_JSON.match(content[:100]) and suffix not in TABLE_NAMES):
        return "geojson"
    # from a pipe there is no name
    if suffix in TABLE_NAMES or (suffix == "" and content.strip() and b"\x00\x00\x00" not in content[:1000]):
        return "csv"
    return collector.reject("unknown-format", name=name)


def _known_other(suffix: str, content: bytes) -> str:
    code = next((code for mark, code in _OTHERS if content.startswith(mark)), "")
    # a heading may begin with "<": of a table only what is markup beyond doubt is called so
    if not code and (_MARKUP if suffix in TABLE_NAMES else _XML).match(content[:100]):
        return "markup"
    if not code and suffix in TABLE_NAMES and not content.strip():
        return "empty-file"
    return code or _MISNAMED.get(suffix, "")
