"""Allowlist of accepted coordinate reference systems, with lookup by name or definition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from layers.catalogue.entries import Lang
from layers.crs.metric import WGS84
from layers.crs.transformations import convert, parse
from layers.i18n.messages import say

# systems in local use, offered for a file that names none; CGCS2000 (4490) equals WGS 84 within decimetres (TRAPS 16)
KNOWN = (
    WGS84,
    "EPSG:4490",
    "EPSG:3857",
    "EPSG:4544",
    "EPSG:4545",
    "EPSG:4546",
    "EPSG:32648",
    "EPSG:32649",
)
# their families, accepted if a file names them: UTM zones; 3-degree zones of CGCS2000, with and without zone number
_FAMILIES = (range(32601, 32661), range(32701, 32761), range(4513, 4555))
TAKEN = frozenset(KNOWN) | {f"EPSG:{code}" for family in _FAMILIES for code in family}
GEOGRAPHIC = frozenset({WGS84, "EPSG:4490"})
_TITLES = {"EPSG:4326": "4326", "EPSG:4490": "4490", "EPSG:3857": "3857", "EPSG:4544": "4544"}
_TITLES |= {"EPSG:4545": "4545", "EPSG:4546": "4546", "EPSG:32648": "32648", "EPSG:32649": "32649"}
_NAMED = re.compile(r"^(?:urn:ogc:def:crs:)?EPSG:(?:[\d.]*:)?(\d{4,6})$", re.IGNORECASE)
_CRS84 = re.compile(r"^(?:urn:ogc:def:crs:)?(?:OGC:(?:[\d.]*:)?)?CRS84h?$", re.IGNORECASE)
# compare the datum by name: otherwise a shift between two datums of one ellipsoid would go unnoticed
_DATUMS = {
    "WGS84": re.compile(r"wgs.?_?(19)?84|world.geodetic.system.1984", re.IGNORECASE),
    "CGCS2000": re.compile(r"cgcs.?2000|china.?(geodetic.coordinate.system.?)?2000", re.IGNORECASE),
}


@dataclass(frozen=True)
class _Projection:
    method: str
    numbers: Mapping[str, float]


def crs_title(code: str, lang: Lang) -> str:
    """Return the title of one of `KNOWN` for readers."""
    return say(f"crs.{_TITLES[code]}", lang)


def crs_by_name(name: str) -> str | None:
    """Return the code in `TAKEN` for a name such as `EPSG:4545` or `urn:ogc:def:crs:EPSG::4545`."""
    name = name.strip()
    if _CRS84.match(name):
        return WGS84
    found = _NAMED.match(name)
    code = f"EPSG:{found.group(1)}" if found else ""
    code = "EPSG:3857" if code in {"EPSG:900913", "EPSG:102100", "EPSG:102113"} else code
    return code if code in TAKEN else None


def crs_by_definition(text: str) -> str | None:
    """Return the code in `TAKEN` with the projection, ellipsoid and datum of a WKT text, ESRI's spellings included."""
    found = parse(text)
    if found is None:
        return None
    try:
        key = _key(found)
    except (CRSError, AttributeError, IndexError):
        return None
    return next((code for code in _likely(key) if _same(key, _known_key(code))), None)


def _likely(key: tuple[str, _Projection]) -> Iterator[str]:
    """Yield candidate codes for a definition; its central meridian names the zone of a family."""
    yield from KNOWN
    numbers = key[1].numbers
    meridian, easting = round(numbers.get("Longitude of natural origin", 0)), round(numbers.get("False easting", 0))
    zone = round((meridian + 183) / 6)
    yield from (f"EPSG:{base + zone}" for base in (32600, 32700) if 1 <= zone <= 60)
    third = round((meridian - 75) / 3)
    yield from (f"EPSG:{base + third}" for base in (4513, 4534) if 0 <= third <= 20 and easting >= 500_000)


@lru_cache(maxsize=len(TAKEN))
def _known_key(code: str) -> tuple[str, _Projection]:
    return _key(CRS.from_user_input(code))


def _key(crs: CRS) -> tuple[str, _Projection]:
    base = crs.geodetic_crs or crs
    names = f"{base.name} {base.datum.name if base.datum else ''}"
    datum = next((name for name, pattern in _DATUMS.items() if pattern.search(names)), "")
    meridian = base.prime_meridian.longitude if base.prime_meridian else 0.0
    common: dict[str, float] = {"unit": crs.axis_info[0].unit_conversion_factor, "meridian": meridian}
    if not crs.is_projected or crs.coordinate_operation is None:
        return datum, _Projection("geographic" if crs.is_geographic else "", common)
    operation = crs.coordinate_operation
    method = re.sub(r"[^a-z]", "", operation.method_name.lower())
    method = "pseudomercator" if re.search("pseudo|auxiliary", method) else method
    wanted = {"Latitude of natural origin", "Longitude of natural origin", "False easting", "False northing"}
    numbers = {p.name: float(p.value) for p in operation.params if p.name in wanted}
    scale = [float(p.value) for p in operation.params if p.name.startswith("Scale factor")]
    numbers = {**common, **dict.fromkeys(wanted, 0.0), **numbers, "scale": scale[0] if scale else 1.0}
    return datum, _Projection(method, numbers)


def _same(a: tuple[str, _Projection], b: tuple[str, _Projection]) -> bool:
    if not a[0] or a[0] != b[0] or a[1].method != b[1].method or a[1].numbers.keys() != b[1].numbers.keys():
        return False
    return all(abs(a[1].numbers[name] - value) < 1e-6 for name, value in b[1].numbers.items())


@lru_cache(maxsize=32)
def transformer(source: str, target: str) -> Transformer:
    """Return the transformation between two of `TAKEN`, x before y on both sides."""
    return Transformer.from_crs(source, target, always_xy=True)


def to_wgs84(shapes: NDArray[np.object_], code: str) -> NDArray[np.object_]:
    """Transform shapes to WGS 84 from one of `TAKEN` or a definition; positions outside its domain become infinite."""
    if code in GEOGRAPHIC:
        return shapes
    if code not in TAKEN:
        return convert(shapes, code)[0]
    moved = transformer(code, WGS84)

    def move(positions: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(moved.transform(positions[:, 0], positions[:, 1]))

    return np.asarray(shapely.transform(shapes, move), dtype=object)
