"""Spatial join of features with districts: derive district and region from the outlines, never by hand."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd


def districts_of(places: gpd.GeoSeries, districts: gpd.GeoDataFrame) -> list[list[str]]:
    """Return, for each geometry, the sorted adcodes of the districts that it touches.

    Parameters
    ----------
    places
        Geometries in WGS 84; a null geometry touches no district.
    districts
        The `districts` layer (columns `adcode`, geometry) in WGS 84.
    """
    found: list[list[str]] = [[] for _ in range(len(places))]
    located = np.flatnonzero(places.notna().to_numpy())
    rows, hits = districts.sindex.query(places.iloc[located], predicate="intersects")
    codes = districts["adcode"].to_numpy()
    for row, hit in zip(located[rows], hits, strict=True):
        found[row].append(str(codes[hit]))
    return [sorted(codes) for codes in found]


def regions_of(adcodes: list[list[str]], region_of: Mapping[str, str], order: list[str]) -> list[list[str]]:
    """Return the regions of each list of adcodes, without duplicates, in the given order."""
    return [sorted({region_of[code] for code in codes}, key=order.index) for codes in adcodes]


def derive_districts(
    frame: gpd.GeoDataFrame, districts: Mapping[str, gpd.GeoDataFrame], order: list[str]
) -> gpd.GeoDataFrame:
    """Fill empty district and region fields of `frame` from geometry; stated values stay.

    Parameters
    ----------
    districts
        Field → the layer of districts that supplies its codes; the first field with codes decides `regions`.
    order
        The regions' codes in their order.
    """
    regions: list[list[str]] = frame["regions"].tolist()
    columns: dict[str, list[list[str]]] = {}
    for field, layer in districts.items():
        region_of = dict(zip(layer["adcode"], layer["region"], strict=True))
        adcodes = [old or new for old, new in zip(frame[field], districts_of(frame.geometry, layer), strict=True)]
        regions = [old or new for old, new in zip(regions, regions_of(adcodes, region_of, order), strict=True)]
        columns[field] = adcodes
    columns["regions"] = regions
    return frame.assign(**{name: pd.Series(values, index=frame.index) for name, values in columns.items()})
