"""A larger catalogue for measuring: copies of the thematic features, with ids and places of their own.

None of it is data about Chongqing; it lives in a temporary folder and is never shown to anyone.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from layers.catalogue.models import load_catalogue
from layers.dataset.source import DATA_FOLDER

SHIFT = 0.3  # degrees that a route or a far station is moved by, at most
Feature = dict[str, Any]
Place = Callable[[Any], Any]


def _moved(coordinates: Any, by: np.ndarray) -> Any:
    """Return nested coordinates moved by (lon, lat), to five decimals, on this side of the date line."""
    if isinstance(coordinates[0], (int, float)):
        lon, lat = np.round(np.clip(np.array(coordinates[:2]) + by, [-180, -90], [180, 90]), 5).tolist()
        return [lon, lat]
    return [_moved(inner, by) for inner in coordinates]


class Scatter:
    """Moves geometries: places in Chongqing anywhere within it, everything else by a little."""

    def __init__(self, folder: Path) -> None:
        districts = json.loads((folder / "districts.geojson").read_text(encoding="utf-8"))["features"]
        shapes = [shapely.from_geojson(json.dumps(district["geometry"])) for district in districts]
        self._city = shapely.union_all(shapely.make_valid(np.array(shapes, dtype=object)))
        shapely.prepare(self._city)
        self._random = np.random.default_rng(20)  # the same catalogue in every run

    def __call__(self, geometry: dict[str, Any]) -> dict[str, Any]:
        """Return the geometry at a new place."""
        centre = shapely.from_geojson(json.dumps(geometry)).centroid
        at_home = geometry["type"].endswith("Point") and self._city.contains(centre)
        by = self._anywhere() - [centre.x, centre.y] if at_home else self._random.uniform(-SHIFT, SHIFT, 2)
        return {**geometry, "coordinates": _moved(geometry["coordinates"], by)}

    def _anywhere(self) -> np.ndarray:
        west, south, east, north = self._city.bounds
        while True:
            place = self._random.uniform([west, south], [east, north])
            if shapely.contains_xy(self._city, *place):
                return place


def _copy(feature: Feature, number: int, scatter: Scatter) -> Feature:
    name = f"{feature['properties']['id']}-copy-{number:02d}"
    geometry = feature["geometry"] and scatter(feature["geometry"])
    properties = {**feature["properties"], "id": name}
    if geometry and geometry["type"].endswith("Point"):
        properties |= {"regions": [], "districts": []}  # the reader works them out from the new place
    return {**feature, "id": name, "properties": properties, "geometry": geometry}


def enlarge(folder: Path, times: int, source: Path = DATA_FOLDER) -> int:
    """Write the data of `source` with every thematic feature `times` times; return the number of thematic features."""
    scatter, total = Scatter(source), 0
    themes = load_catalogue().themes
    for path in sorted(source.glob("*.geojson")):
        collection = json.loads(path.read_text(encoding="utf-8"))
        if path.stem in themes:
            first = collection["features"]
            copies = [_copy(feature, number, scatter) for number in range(1, times) for feature in first]
            collection["features"] = sorted([*first, *copies], key=lambda feature: feature["properties"]["id"])
            total += len(collection["features"])
        (folder / path.name).write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    return total
