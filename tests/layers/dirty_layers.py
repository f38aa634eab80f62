"""A planner's own messy shapefile: GBK without .cpg, GCJ-02 called WGS 84, in a sub-folder of the zip."""

import io
import zipfile
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from layers.arrays import Floats
from layers.crs import gcj02
from layers.crs.gcj02 import Datum

ROOT = Path(__file__).resolve().parents[2]
COUNT = 240
# rows with a fault of their own, beside the shift that all have
WRONG_CLAIM, DOUBLE, DOUBLED, OUTSIDE = 5, 17, 16, 30


@lru_cache(maxsize=1)
def truth() -> gpd.GeoDataFrame:
    """Return the layer as it should be: WGS 84, three rows with faults that a conversion does not heal."""
    districts = gpd.read_file(ROOT / "data" / "geojson" / "districts.geojson").sort_values("adcode")
    draw = np.random.default_rng(20260101)
    rows = np.arange(COUNT) % len(districts)
    places = []
    for row in rows:
        shape = districts.geometry.iloc[row]
        west, south, east, north = shape.bounds
        while True:
            point = shapely.Point(draw.uniform(west, east), draw.uniform(south, north))
            if shape.contains(point):
                places.append(point)
                break
    claims = districts["name_zh"].to_numpy()[rows].copy()
    names = [f"开放平台{number:03d}号" for number in range(COUNT)]
    claims[WRONG_CLAIM] = "城口县" if claims[WRONG_CLAIM] != "城口县" else "万州区"
    places[DOUBLE], names[DOUBLE], claims[DOUBLE] = places[DOUBLED], names[DOUBLED], claims[DOUBLED]
    places[OUTSIDE] = shapely.Point(104.06, 30.67)  # Chengdu
    columns = {"名称": names, "区县": claims, "面积亩": draw.uniform(10, 900, COUNT).round(1)}
    return gpd.GeoDataFrame(columns, geometry=places, crs="EPSG:4326")


def to_datum(geometries: Iterable[BaseGeometry | None], datum: Datum) -> npt.NDArray[np.object_]:
    """Return geometries as a Chinese web map has them, vertex by vertex; heights and empty geometries stay."""

    def move(table: Floats) -> Floats:
        return np.column_stack([*gcj02.from_wgs84(table[:, 0], table[:, 1], datum), table[:, 2:]])

    moved = [shapely.transform(each, move, include_z=each.has_z) if each else each for each in geometries]
    return np.array(moved, dtype=object)


@lru_cache(maxsize=1)
def messy_zip() -> bytes:
    """Return the zip as it is sent round."""
    frame = truth()
    moved = to_datum(frame.geometry, "gcj02")
    shifted = frame.set_geometry(gpd.GeoSeries(moved, crs="EPSG:4326"))
    file = io.BytesIO()
    with TemporaryDirectory() as folder:
        shifted.to_file(Path(folder) / "draft.shp", engine="pyogrio", encoding="GBK")
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("布局草案/说明.txt", "见附件".encode("gbk"))
            for part in sorted(Path(folder).iterdir()):
                if part.suffix != ".cpg":
                    archive.write(part, f"布局草案/图层/{part.name}")
    return file.getvalue()
