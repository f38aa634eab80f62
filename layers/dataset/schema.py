"""The data contract of a layer: the same checks run when data are built, loaded and uploaded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import shapely

from layers.catalogue.entries import FieldSpec
from layers.catalogue.models import Catalogue
from layers.dataset.layer_faults import DataError, layer_fault
from layers.i18n.findings import Finding

LISTS = frozenset({"codes", "texts", "parts", "legs", "point"})
GEOMETRIES = {
    "points": {"Point", "MultiPoint"},
    "lines": {"LineString", "MultiLineString"},
    "rivers": {"LineString", "MultiLineString"},
    "areas": {"Polygon", "MultiPolygon"},
    "outlines": {"Polygon", "MultiPolygon"},
    "land": {"Polygon", "MultiPolygon"},
}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONG_NUMBER = re.compile(r"\.\d{7,}")


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_date(value: object) -> bool:
    """Tell whether this is a day that exists, as 2026-11-30."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _is_point(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))


TYPES: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    "text": ("text", lambda v: isinstance(v, str)),
    "code": ("text", lambda v: isinstance(v, str)),
    "number": ("number", _is_number),
    "flag": ("true/false", lambda v: isinstance(v, bool)),
    "date": ("YYYY-MM-DD", _is_date),
    "codes": ("list of text", _is_texts),
    "texts": ("list of text", _is_texts),
    "parts": ("list of objects", _is_tables),
    "legs": ("list of objects", _is_tables),
    "point": ("[lon, lat]", _is_point),
}


def expect_collection(layer_id: str, collection: object) -> dict[str, Any]:
    """Return `collection` if it is a GeoJSON FeatureCollection of Features, else raise DataError."""
    if not (isinstance(collection, dict) and collection.get("type") == "FeatureCollection"):
        raise DataError([layer_fault(layer_id, "not-collection")])
    if not isinstance(collection.get("features"), list):
        raise DataError([layer_fault(layer_id, "not-collection")])
    if "crs" in collection:
        raise DataError([layer_fault(layer_id, "linked-crs")])
    for number, item in enumerate(collection["features"], start=1):  # rows count from 1, as in all findings
        ok = isinstance(item, dict) and item.get("type") == "Feature" and isinstance(item.get("properties"), dict)
        if not ok or not isinstance(item.get("geometry", 0), (dict, type(None))):
            raise DataError([layer_fault(layer_id, "not-feature", str(number))])
    return collection


def validate_schema(layer_id: str, collection: Mapping[str, Any], catalogue: Catalogue) -> list[Finding]:
    """Return all faults of a layer's FeatureCollection against the catalogue; an empty list for a usable layer."""
    features: Sequence[Mapping[str, Any]] = collection["features"]
    faults = list(_check_ids(layer_id, features))
    specs = catalogue.fields_of(layer_id)
    theme = catalogue.layers[layer_id].role == "theme"
    for feature in features:
        name = str(feature["properties"].get("id", "?"))
        faults += [*_check_fields(layer_id, name, feature["properties"], specs, catalogue)]
        faults += [*_check_geometry(layer_id, name, feature["geometry"], catalogue.layers[layer_id].draw)]
        if theme:
            faults += [*_check_meaning(layer_id, name, feature, catalogue)]
    return faults


def _check_ids(layer_id: str, features: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    names = [str(f["properties"].get("id", "?")) for f in features]
    seen: set[str] = set()
    for name, feature in zip(names, features, strict=True):
        if name in seen:
            yield layer_fault(layer_id, "duplicate-id", name)
        seen.add(name)
        if not _ID.fullmatch(name):
            yield layer_fault(layer_id, "bad-id", name)
        if feature.get("id", name) != name:
            yield layer_fault(layer_id, "id-mismatch", name)
    if names != sorted(names):
        first = next(a for a, b in zip(names, sorted(names), strict=True) if a != b)
        yield layer_fault(layer_id, "not-sorted", first)


def _check_fields(
    layer_id: str, name: str, properties: Mapping[str, Any], specs: Mapping[str, FieldSpec], catalogue: Catalogue
) -> Iterator[Finding]:
    for field in properties.keys() - specs.keys():
        yield layer_fault(layer_id, "unknown-field", name, {"field": field})
    for field, spec in specs.items():
        value = properties.get(field)
        if value is None:
            if spec.required:
                yield layer_fault(layer_id, "missing-field", name, {"field": field})
            continue
        wanted, fits = TYPES[spec.value]
        if not fits(value):
            yield layer_fault(layer_id, "wrong-type", name, {"field": field, "detail": wanted})
        elif codes := catalogue.vocabulary(spec.vocabulary) if spec.vocabulary else None:
            for code in value if isinstance(value, list) else [value]:
                if code not in codes:
                    yield layer_fault(layer_id, "unknown-code", name, {"field": field, "detail": code})


def _check_geometry(layer_id: str, name: str, geometry: Mapping[str, Any] | None, draw: str) -> Iterator[Finding]:
    if geometry is None:
        return
    if str(geometry.get("type")) not in GEOMETRIES[draw]:
        yield layer_fault(layer_id, "wrong-geometry", name, {"detail": str(geometry.get("type"))})
        return
    text = json.dumps(geometry)
    try:
        shape = shapely.from_geojson(text)
    except shapely.errors.GEOSException as error:
        yield layer_fault(layer_id, "bad-geometry", name, {"detail": str(error)})
        return
    if shape.is_empty:
        yield layer_fault(layer_id, "bad-geometry", name, {"detail": "empty"})
        return
    west, south, east, north = shape.bounds
    if south < -90 or north > 90 or west < -180 or east > 180:
        swapped = -90 <= west and east <= 90 and -180 <= south and north <= 180
        yield layer_fault(layer_id, "swapped-axes" if swapped else "out-of-range", name)
    elif not shape.is_valid:
        yield layer_fault(layer_id, "invalid-geometry", name, {"detail": shapely.is_valid_reason(shape)})
    if _LONG_NUMBER.search(text):
        yield layer_fault(layer_id, "too-precise", name)


def _check_meaning(layer_id: str, name: str, feature: Mapping[str, Any], catalogue: Catalogue) -> Iterator[Finding]:
    properties, geometry = feature["properties"], feature["geometry"]
    kind = catalogue.layers[layer_id].kinds.get(str(properties.get("kind")))
    if kind is None:
        yield layer_fault(layer_id, "wrong-kind", name, {"detail": str(properties.get("kind"))})
    elif kind.type != properties.get("platform_type"):
        yield layer_fault(layer_id, "wrong-platform-type", name, {"detail": kind.type})
    if (geometry is None) != (properties.get("position_quality") == "none"):
        yield layer_fault(layer_id, "placeless-quality" if geometry is None else "placed-quality", name)
    if properties.get("named_in_plan") is False and not properties.get("status_source"):
        yield layer_fault(layer_id, "missing-source", name)
    places = geometry.get("coordinates") if geometry and str(geometry.get("type")).startswith("Multi") else None
    count = len(places) if isinstance(places, list) else 1
    # values of another type are faults of the field check already
    parts, legs = (rows if _is_tables(rows := properties.get(field)) else [] for field in ("parts", "legs"))
    located = [part for part in parts if part.get("position_quality") != "none"]
    if (geometry and parts and len(located) != count) or (legs and len(legs) != count):
        yield layer_fault(layer_id, "parts-mismatch", name)
