"""All quality checks on a million points; the district of a point against a row loop: `python -m bench.quality`."""

import resource
import time

import geopandas as gpd
import numpy as np

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.ingest.column_roles import guess
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer
from layers.quality.run import run_checks

POINTS, LOOPED = 1_000_000, 2_000
TIMES_FASTER, GIGABYTES = 20, 2.0


def main() -> None:
    """Print seconds, the ratio to the loop (at least 20) and the memory (at most 2 GB)."""
    district_index = DistrictIndex.of(load_dataset(load_catalogue()))
    draw = np.random.default_rng(7)
    lon, lat = draw.uniform(105.3, 110.2, POINTS), draw.uniform(28.2, 32.2, POINTS)
    here = district_index.locate(lon, lat)
    names = district_index.table["name_zh"].to_numpy()
    columns = {"name": [f"point {i}" for i in range(POINTS)], "district": np.where(here < 0, None, names[here])}
    frame = gpd.GeoDataFrame(columns, geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326")
    subject = CheckedLayer("bench", frame, guess(frame, district_index.district, district_index.region))
    began = time.perf_counter()
    run_checks(subject, district_index)
    print(f"layout: all checks on {POINTS:,} points {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    district_index.locate(lon, lat)
    ours = (time.perf_counter() - began) / POINTS
    shapes = list(district_index.polygons[: district_index.count])
    began = time.perf_counter()
    for point in frame.geometry.iloc[:LOOPED]:
        next((row for row, shape in enumerate(shapes) if shape.contains(point)), -1)
    loop = (time.perf_counter() - began) / LOOPED
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"layout: district of a point, loop / ours {loop / ours:.0f} (at least {TIMES_FASTER})")
    print(f"layout: most memory {peak:.2f} GB (at most {GIGABYTES:g})")


if __name__ == "__main__":
    main()
