"""The layer under check, uploaded or shipped, with its column roles, locations and corrections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from layers.arrays import Floats
from layers.crs import gcj02
from layers.dataset.dataset import Dataset
from layers.i18n.findings import Finding
from layers.ingest.column_roles import Columns, guess, title_of
from layers.ingest.layer import ImportedLayer
from layers.quality.district_index import DistrictIndex

Correction = Literal["gcj02", "bd09", "axes"]


@dataclass(frozen=True, eq=False)
class CheckedLayer:
    """A layer under check. No code may change its frame.

    Attributes
    ----------
    name
        The file's name, or the layer's id.
    frame
        EPSG:4326 with a RangeIndex; geometry may be null.
    columns
        The roles of the layer's columns.
    encoding, crs, layer
        As detected by the reader; "" for a shipped layer.
    corrections
        The corrections of the coordinates since they were read, in order.
    read
        The findings of the reader.
    leaves_city
        Whether its features may lie outside the municipality.
    """

    name: str
    frame: gpd.GeoDataFrame
    columns: Columns
    encoding: str = ""
    crs: str = ""
    layer: str = ""
    corrections: tuple[Correction, ...] = ()
    read: tuple[Finding, ...] = ()
    leaves_city: bool = False

    @cached_property
    def geometries(self) -> npt.NDArray[np.object_]:
        """The n geometries, None for a missing one."""
        return np.asarray(self.frame.geometry.to_numpy(), dtype=object)

    @cached_property
    def located(self) -> npt.NDArray[np.bool_]:
        """The mask of features with geometry."""
        return ~(shapely.is_missing(self.geometries) | shapely.is_empty(self.geometries))

    @cached_property
    def points(self) -> Floats:
        """One point of each feature, (n, 2) degrees: itself, a line's middle, a point inside an area; else NaN."""
        return middles(self.geometries)

    @cached_property
    def kinds(self) -> npt.NDArray[np.int32]:
        """Dimension of each geometry: 0 points, 1 lines, 2 areas, -1 none."""
        return np.asarray(shapely.get_dimensions(self.geometries), dtype=np.int32)

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """West, south, east and north of all geometries in degrees; NaN without any."""
        west, south, east, north = map(float, shapely.total_bounds(self.geometries))
        return west, south, east, north

    @cached_property
    def titles(self) -> npt.NDArray[np.object_]:
        """The names of the n features in the file, "" for a feature without a name."""
        found = np.full(len(self.frame), "", dtype=object)
        for column in (self.columns.ident, self.columns.name):
            if column in self.frame:
                texts = self.frame[column].astype(object).where(self.frame[column].notna(), "").map(str).to_numpy()
                found = np.where(pd.Series(texts).str.strip().to_numpy() == "", found, texts)
        return found

    def title(self, row: int) -> str:
        """Return what feature `row` is called, "" where it has no name; `titles` would make all for a few."""
        return title_of(self.frame, row, self.columns)

    def place(self, row: int) -> tuple[float, float] | None:
        """Return longitude and latitude of feature `row`, if it has geometry."""
        lon, lat = self.points[row]
        return None if np.isnan(lon) else (round(float(lon), 6), round(float(lat), 6))

    def values(self, column: str) -> pd.Series:
        """Return a column unchanged."""
        return self.frame[column]

    def corrected(self, correction: Correction) -> CheckedLayer:
        """Return the layer with corrected coordinates; the reader's findings stay."""
        frame = self.frame.set_geometry(gpd.GeoSeries(MOVES[correction](self.geometries), crs="EPSG:4326"))
        return replace(self, frame=frame, corrections=(*self.corrections, correction))

    def with_columns(self, columns: Columns) -> CheckedLayer:
        """Return the layer with other column roles."""
        return replace(self, columns=columns)


def from_imported(imported: ImportedLayer, district_index: DistrictIndex) -> CheckedLayer:
    """Return an uploaded layer with guessed column roles."""
    columns = guess(imported.frame, district_index.district, district_index.region)
    return CheckedLayer(
        imported.name,
        imported.frame,
        columns,
        encoding=imported.encoding,
        crs=imported.crs,
        layer=imported.layer,
        read=imported.findings,
    )


def from_catalogue(layer_id: str, dataset: Dataset) -> CheckedLayer:
    """Return one of the map's own layers; its districts are claims like any others."""
    frame = dataset.frames[layer_id].reset_index(drop=True)
    # a column of the catalogue that the layer has no use for is none of its columns
    place = frame.geometry.name
    frame = frame.drop(columns=[name for name in frame.columns if name != place and frame[name].isna().all()])
    named = Columns(
        name="name_zh",
        district="districts" if "districts" in frame else "adcode" if "adcode" in frame else "",
        region="regions" if "regions" in frame else "region" if "region" in frame else "",
        ident="id",
    )
    return CheckedLayer(layer_id, frame, named, leaves_city=dataset.catalogue.layers[layer_id].leaves_city)


def middles(geometries: npt.NDArray[np.object_]) -> Floats:
    """Return one point of each geometry, (n, 2) degrees, NaN without geometry."""
    kinds = shapely.get_type_id(geometries)
    found = np.full((len(geometries), 2), np.nan)
    single = kinds == 0
    found[single] = np.column_stack([shapely.get_x(geometries[single]), shapely.get_y(geometries[single])])
    lines = np.flatnonzero(np.isin(kinds, (1, 2)) & ~shapely.is_empty(geometries))
    others = np.flatnonzero((kinds > 2) & ~shapely.is_empty(geometries))
    for rows, middle in ((lines, _halfway(geometries[lines])), (others, shapely.point_on_surface(geometries[others]))):
        found[rows] = np.column_stack([shapely.get_x(middle), shapely.get_y(middle)])
    return found


def _halfway(lines: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    return np.asarray(shapely.line_interpolate_point(lines, 0.5, normalized=True), dtype=object)


def _swap(geometries: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    return np.asarray(shapely.transform(geometries, lambda table: table[:, ::-1]), dtype=object)


MOVES: dict[Correction, Callable[[npt.NDArray[np.object_]], npt.NDArray[np.object_]]] = {
    "gcj02": lambda geometries: gcj02.geometries_to_wgs84(geometries, "gcj02"),
    "bd09": lambda geometries: gcj02.geometries_to_wgs84(geometries, "bd09"),
    "axes": _swap,
}
