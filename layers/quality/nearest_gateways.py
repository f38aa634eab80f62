"""District and nearest gateways of each feature of an uploaded layer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from layers.catalogue.entries import Lang, Words
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.planning import nearest_bulk
from layers.planning.site_points import Sites
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer
from layers.query.nearest import ProximityIndex


def with_nearest_gateways(
    layer: CheckedLayer, district_index: DistrictIndex, proximity: ProximityIndex, lang: Lang
) -> pd.DataFrame:
    """Return one row a feature: name, district, and the nearest gateway of each group with its distance.

    Returns
    -------
    DataFrame
        Distances are geodesic kilometres (直线距离, WGS 84), NaN without geometry; they do not include the position
        error of the uploaded layer, which is unknown.
    """
    dataset, rows = proximity.dataset, np.flatnonzero(layer.located)
    lon, lat = layer.points[rows].T
    count = len(layer.frame)
    here = district_index.locate(*layer.points.T)
    titles = np.array([*district_index.table[f"name_{lang}"].iloc[: district_index.count], ""], dtype=object)
    columns: dict[str, Any] = {
        say("own.column_name", lang): layer.titles,
        say("own.column_district", lang): titles[here],
    }
    for code, group in dataset.catalogue.gateways.items():
        sites = _sites(proximity, code, dataset)
        names, km = np.full(count, "", dtype=object), np.full(count, np.nan)
        if len(sites) and len(rows):
            found = nearest_bulk.nearest(lon, lat, sites)
            names[rows] = np.array([name.say(lang) for name in sites.names], dtype=object)[found.site]
            km[rows] = np.round(found.km, 1)
        columns[group.title.say(lang)] = names
        columns[say("own.column_km", lang, title=group.title.say(lang))] = km
    return pd.DataFrame(columns)


def _sites(proximity: ProximityIndex, code: str, dataset: Dataset) -> Sites:
    targets = proximity.gateways
    use = targets.codes == code
    ids = targets.features[use]
    rows = dataset.features.loc[list(ids), ["name_zh", "name_en"]].itertuples(index=False)
    names = tuple(Words(zh=str(zh), en=str(en)) for zh, en in rows)
    return Sites(ids, targets.codes[use], targets.lon[use], targets.lat[use], targets.error_km[use], names)
