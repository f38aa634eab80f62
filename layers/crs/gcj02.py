"""Convert GCJ-02 and BD-09, the shifted datums of Chinese web maps, to and from WGS 84 (here equal to CGCS2000).

The formulas have been in public use since 2010; the surveying authority has published none. They differ from the
services' own converters by a few metres: every conversion must state the error `ERROR_M`.
"""

from __future__ import annotations

from typing import Literal, get_args

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from layers.arrays import Floats

Datum = Literal["gcj02", "bd09"]
DATUMS: tuple[Datum, ...] = get_args(Datum)
TITLES: dict[str, str] = {"wgs84": "WGS 84", "gcj02": "GCJ-02", "bd09": "BD-09"}
ERROR_M = 5.0  # metres, of a single converted coordinate against the map services

_AXIS, _ECCENTRICITY2 = 6378245.0, 0.00669342162296594323  # Krassowsky 1940
_BOX = (72.004, 0.8293, 137.8347, 55.8271)  # west, south, east, north; outside this box the datum has no shift
_TURNS = np.pi * 3000 / 180
_ROUNDS, _CLOSE = 30, 1e-10  # degrees; 0.01 mm. The shift changes by less than 0.3 % of the way, so five rounds do


def from_wgs84(lon: Floats, lat: Floats, datum: Datum) -> tuple[Floats, Floats]:
    """Convert WGS 84 coordinates to the datum of a Chinese web map.

    Parameters
    ----------
    lon, lat
        Degrees WGS 84, arrays of one shape.
    datum
        `gcj02` (Amap, Tencent, DataV) or `bd09` (Baidu).
    """
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    shifted = _shift(lon, lat)
    return _to_bd09(*shifted) if datum == "bd09" else shifted


def to_wgs84(lon: Floats, lat: Floats, datum: Datum) -> tuple[Floats, Floats]:
    """Convert coordinates to WGS 84 by iteration, the exact inverse of `from_wgs84`; same arguments."""
    wanted_lon, wanted_lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    found_lon, found_lat = wanted_lon.copy(), wanted_lat.copy()
    for _ in range(_ROUNDS):
        there_lon, there_lat = from_wgs84(found_lon, found_lat, datum)
        step_lon, step_lat = wanted_lon - there_lon, wanted_lat - there_lat
        found_lon, found_lat = found_lon + step_lon, found_lat + step_lat
        if not max(_largest(step_lon), _largest(step_lat)) > _CLOSE:
            break
    return found_lon, found_lat


def geometries_to_wgs84(geometries: npt.NDArray[np.object_], datum: Datum) -> npt.NDArray[np.object_]:
    """Return geometries whose every coordinate is brought to WGS 84; heights and empty places stay."""

    def moved(table: Floats) -> Floats:
        lon, lat = to_wgs84(table[:, 0], table[:, 1], datum)
        return np.column_stack([lon, lat, table[:, 2:]])

    table = np.asarray(geometries, dtype=object)
    high = shapely.has_z(table)
    out = np.empty(table.shape, dtype=object)
    for mask, include_z in ((high, True), (~high, False)):
        if mask.any():
            out[mask] = shapely.transform(table[mask], moved, include_z=include_z)
    return out


def series_to_wgs84(places: gpd.GeoSeries, datum: Datum) -> gpd.GeoSeries:
    """Return a series in WGS 84 whose coordinates were taken for it but are shifted."""
    moved = geometries_to_wgs84(np.asarray(places, dtype=object), datum)
    return gpd.GeoSeries(moved, index=places.index, crs="EPSG:4326")


def _shift(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    west, south, east, north = _BOX
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    x, y = lon - 105.0, lat - 35.0
    ripple = 20.0 * np.sin(6 * np.pi * x) + 20.0 * np.sin(2 * np.pi * x)
    root = np.sqrt(np.abs(x))
    north_m = -100.0 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north_m += (ripple + _waves(y, 20, 40, 160, 320, 1, 3, 12, 30)) * 2 / 3
    east_m = 300.0 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east_m += (ripple + _waves(x, 20, 40, 150, 300, 1, 3, 12, 30)) * 2 / 3
    flat = 1 - _ECCENTRICITY2 * np.sin(np.radians(lat)) ** 2
    meridian = _AXIS * (1 - _ECCENTRICITY2) / flat**1.5
    parallel = _AXIS / np.sqrt(flat) * np.cos(np.radians(lat))
    with np.errstate(divide="ignore", invalid="ignore"):  # raised at the poles, which lie outside the box
        by_lon, by_lat = np.degrees(east_m / parallel), np.degrees(north_m / meridian)
    return np.where(inside, lon + by_lon, lon), np.where(inside, lat + by_lat, lat)


def _waves(value: Floats, *terms: float) -> Floats:
    """Return the sum of four sines; the arguments are amplitudes, then half periods."""
    heights, lengths = terms[:4], terms[4:]
    return np.asarray(
        sum(height * np.sin(np.pi * value / length) for height, length in zip(heights, lengths, strict=True))
    )


def _to_bd09(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _TURNS)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _TURNS)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def _largest(steps: Floats) -> float:
    return float(np.nanmax(np.abs(steps), initial=0.0))
