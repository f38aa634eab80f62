"""Read GeoJSON without GDAL: no member of a file can open another file or a URL (TRAPS 10)."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from json.decoder import JSONDecodeError
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.crs.metric import WGS84
from layers.crs.systems import KNOWN, crs_by_name
from layers.formats.column_names import free_name
from layers.ingest.finding_collector import FindingCollector
from layers.ingest.layer import RawLayer, ReadOptions
from layers.ingest.limits import Limits
from layers.ingest.readers.column_types import ColumnBuilder, column
from layers.ingest.readers.geojson_geometry import ShapeReader, check_box
from layers.ingest.readers.json_strict import Decoder
from layers.ingest.readers.reader import OnProgress, Reader
from layers.ingest.readers.text_encoding import read_text
from layers.text.internet_json import ConstantError

CHUNK = 20_000
GEOMETRY_TYPES = {
    "Point",
    "LineString",
    "Polygon",
    "MultiPoint",
    "MultiLineString",
    "MultiPolygon",
    "GeometryCollection",
}
_FEATURE = {"type", "id", "properties", "geometry", "bbox"}
_ROOT = {"type", "features", "bbox", "crs", "name"}
_MEMBERS = itemgetter("type", "properties", "geometry")
_DEEPEST = 60  # of lists and objects within a property
_NESTING = {list, dict}
_MISSING = object()


class _Features:
    """Collector of features as columns and shapes."""

    def __init__(self, decoder: Decoder, collector: FindingCollector, limits: Limits) -> None:
        self.decoder, self.collector, self.limits = decoder, collector, limits
        self.reader = ShapeReader(collector)
        self.columns = ColumnBuilder()
        self.ids: list[Any] = []
        self.extra: set[str] = set()
        self._shapes: list[NDArray[np.object_]] = []
        self._properties: list[Mapping[str, Any]] = []
        self._geometries: list[Any] = []
        self.rows = 0

    def take_all(self, items: list[Any]) -> None:
        """Add features, many plain ones in one step."""
        if not self._take_plain(items):
            for item in items:
                self.extend(item)

    def _take_plain(self, items: list[Any]) -> bool:
        """Add features with type, properties and geometry only; add none and return False if one has more."""
        if len(items) == 1 or self.rows + len(items) > self.limits.features or set(map(type, items)) != {dict}:
            return False
        try:
            kinds, properties, geometries = zip(*map(_MEMBERS, items), strict=True)
        except KeyError:
            return False
        if kinds.count("Feature") < len(items) or set(map(len, items)) != {3} or set(map(type, properties)) != {dict}:
            return False
        if not set(map(type, geometries)) <= {dict, type(None)}:
            return False
        self.rows += len(items)
        self._properties += properties
        self._geometries += geometries
        if len(self._properties) >= CHUNK:
            self.flush()
        return True

    def extend(self, item: object) -> None:
        row, decoder = self.rows, self.decoder
        self.rows += 1
        if self.rows > self.limits.features:
            self.collector.reject("too-many-features", limit=self.limits.features)
        if decoder.doubled or decoder.large or decoder.lone:
            self.note_odd(row)
        if type(item) is not dict or item.get("type") != "Feature":
            self.collector.add("not-feature", "error", row=row)
            item = {"type": "Feature", "geometry": None, "properties": None}
        if len(item) != 3:
            self._note_members(item, row)
        properties = item.get("properties")
        if type(properties) is not dict:
            properties = self._no_properties(item, row)
        self._properties.append(properties)
        self._geometries.append(item.get("geometry"))
        if "geometry" not in item:
            self.collector.add("no-geometry", "warning", row=row)
        if "id" in item:
            self._note_id(item["id"], row)
        if len(self._properties) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        self._shapes.append(self.reader.read(self._geometries, self.rows - len(self._geometries)))
        names = dict.fromkeys(chain.from_iterable(self._properties))
        width = len({*self.columns.values, *names})  # noqa: PD011 (no frame)
        if width > self.limits.columns:  # before any column is laid out: each is as long as the table
            self.collector.reject("too-many-columns", limit=self.limits.columns)
        if width * self.rows > (most := self.limits.cells_in(self.decoder.text)):
            self.collector.reject("too-many-cells", limit=most)
        for values in self.columns.extend(self._properties, names):
            if not _NESTING.isdisjoint(map(type, values)) and any(_deeper(value, _DEEPEST) for value in values):
                self.collector.reject("nested-too-deep")
        self._properties, self._geometries = [], []

    def shapes(self) -> NDArray[np.object_]:
        return np.concatenate(self._shapes) if self._shapes else np.array([], dtype=object)

    def table(self) -> pd.DataFrame:
        """Return the properties; a feature's `id` becomes a column unless the properties contain it."""
        table = self.columns.frame()
        if self.ids:
            ids = column(self.ids + [None] * (self.rows - len(self.ids)))
            if not ("id" in table and table["id"].astype(object).equals(ids.astype(object))):
                table.insert(0, free_name("id", table.columns), ids)
        if "geometry" in table:
            name = free_name("geometry", table.columns)
            table = table.rename(columns={"geometry": name})
            self.collector.add("column-renamed", "warning", old="geometry", new=name)
        return table

    def _no_properties(self, item: Mapping[str, Any], row: int) -> Mapping[str, Any]:
        found = item.get("properties", _MISSING)
        if found is _MISSING:
            self.collector.add("no-properties", "warning", row=row)
        elif found is not None:
            self.collector.add("bad-properties", "error", row=row)
        return {}

    def _note_members(self, item: Mapping[str, Any], row: int) -> None:
        self.extra |= item.keys() - _FEATURE
        check_box(item, row, self.collector)

    def _note_id(self, name: object, row: int) -> None:
        if isinstance(name, bool) or not isinstance(name, str | int | float):
            self.collector.add("bad-id", "warning", row=row)
            name = json.dumps(name, ensure_ascii=False)
        self.ids += [None] * (row - len(self.ids))
        self.ids.append(name)

    def note_odd(self, row: int | None) -> None:
        """Add findings about odd JSON since the last call."""
        for key in self.decoder.doubled:
            self.collector.add("duplicate-key", "warning", row=row, field=key)
        if self.decoder.large:
            self.collector.add("large-number", "warning", row=row)
        if self.decoder.lone:
            self.collector.add("half-character", "warning", row=row)
        self.decoder.forget()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Pause Python's garbage collection of cycles, which takes a third of the time; JSON has no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _deeper(value: object, depth: int) -> bool:
    """Test whether lists and objects are nested deeper, without recursion."""
    level = [value]
    for _ in range(depth):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer if isinstance(outer, list) else ())
            if isinstance(inner, list | dict)
        ]
        if not level:
            return False
    return True


def read_geojson(
    content: bytes,
    options: ReadOptions,
    collector: FindingCollector,
    limits: Limits,
    on_progress: OnProgress,
) -> RawLayer:
    """Return a FeatureCollection, Feature or bare geometry.

    Raises
    ------
    RefusedError
        With every fault of every feature, where anything is not as RFC 7946 says and cannot be repaired.
    """
    text, encoding = read_text(content, options.encoding, collector)
    if encoding != "UTF-8":
        collector.add("json-encoding", "warning", encoding=encoding)
    decoder = Decoder(text)
    features = _Features(decoder, FindingCollector(), limits)
    try:
        with _no_collection():
            root = decoder.read(features.take_all, on_progress)
    except JSONDecodeError as error:
        collector.reject("not-json", line=error.lineno, column=error.colno)
    except ConstantError as error:
        collector.reject("no-json-number", constant=error.name)
    except RecursionError:
        collector.reject("nested-too-deep")
    if not isinstance(root, dict):
        collector.reject("not-geojson")
    features = _features_of(root, features, collector)
    features.note_odd(None)
    features.flush()
    table = features.table()
    collector.extend(features.collector)
    _note_counts(features, root, collector)
    named = _crs_of(root, collector)
    return RawLayer(table, features.shapes(), encoding, named, bare=root.get("type") in GEOMETRY_TYPES)


_JSON = re.compile(rb"[\x00\xef\xbb\xbf\xff\xfe\s]*[\[{]")
GEOJSON = Reader(
    "geojson", (".geojson", ".json"), read_geojson, recognises=lambda _, content: bool(_JSON.match(content[:100]))
)


def _features_of(root: Mapping[str, Any], found: _Features, collector: FindingCollector) -> _Features:
    """Return the features of a root of any type."""
    kind = root.get("type")
    if root.get("UTF8Encoding") is True:
        collector.reject("echarts-encoded")
    if kind == "FeatureCollection":
        if "features" not in root or root["features"] != []:
            collector.reject("no-features")
        return found
    odd = found.decoder
    alone = _Features(odd, FindingCollector(), found.limits)
    if kind == "Feature":
        alone.extend(root)
    elif isinstance(kind, str) and kind in GEOMETRY_TYPES:
        alone.extend({"type": "Feature", "properties": None, "geometry": root})
    elif kind == "Topology":
        collector.reject("topojson")
    elif "spatialReference" in root or "geometryType" in root:
        collector.reject("esri-json")
    else:
        collector.reject("not-geojson")
    return alone


def _note_counts(features: _Features, root: Mapping[str, Any], collector: FindingCollector) -> None:
    extra = features.extra | features.reader.extra
    if root.get("type") == "FeatureCollection":
        extra |= root.keys() - _ROOT
        check_box(root, None, collector)
    extra.discard("crs")
    if extra:
        shown = sorted(extra)[:5]
        collector.add("extra-members", "note", names=", ".join(shown))
    if features.reader.heights:
        collector.add("heights-dropped", "warning", count=features.reader.heights)
    if features.reader.nested:
        collector.add("nested-collections", "note", count=features.reader.nested)


def _crs_of(root: Mapping[str, Any], collector: FindingCollector) -> str | None:
    """Return the reference system of an old `crs` member; a link in it is never followed."""
    member = root.get("crs")
    if member is None:
        return WGS84
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) and member.get("type") == "name" else None
    code = crs_by_name(name) if isinstance(name, str) else None
    if code is None:
        collector.add("crs-unknown", "error", crs=name if isinstance(name, str) else "?", known=", ".join(KNOWN))
    else:
        collector.add("crs-member", "note", crs=code)
    return code
