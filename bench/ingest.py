"""How long `check` takes for a million points, and how much quicker than row by row: `python -m bench.ingest`.

Processor time, so that whatever else the machine does counts for neither side.
"""

import csv
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from layers.catalogue.models import load_catalogue
from layers.crs import gcj02
from layers.dataset.dataset import load_dataset
from layers.ingest.limits import LOCAL
from layers.ingest.validate import validate as judge_file
from layers.quality.checks.datum_shift import ASKED
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import from_imported
from layers.quality.run import run_checks

POINTS = 1_000_000
ROWS = 10_000  # that the loop gets; its time is multiplied
TIMES, GIGABYTES = 20.0, 2.0


def make(folder: Path, count: int, district_index: DistrictIndex) -> dict[str, Path]:
    """Write `count` points in and around Chongqing, each with the district that it lies in, as CSV and GeoJSON."""
    draw = np.random.default_rng(7)
    lons, lats = draw.uniform(105.3, 110.1, count).round(6), draw.uniform(28.2, 32.2, count).round(6)
    names = np.array([*district_index.table["name_zh"].iloc[: district_index.count], ""])
    districts = names[district_index.locate(lons, lats)]
    titles = (f"企业{number}" for number in range(count))
    rows = list(zip(titles, lons, lats, draw.integers(0, 999, count), districts, strict=True))
    files = {kind: folder / f"{count}.{kind}" for kind in ("csv", "geojson")}
    with files["csv"].open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "lon", "lat", "value", "district"), *rows])
    with files["geojson"].open("w", encoding="utf-8") as file:
        features = (
            f'{{"type": "Feature", "properties": {{"name": "{name}", "value": {value}, "district": "{district}"}}, '
            f'"geometry": {{"type": "Point", "coordinates": [{x}, {y}]}}}}'
            for name, x, y, value, district in rows
        )
        file.write('{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n")
    return files


def read_by_row(file: Path) -> gpd.GeoDataFrame:
    """Read a file as it is usually written, a step for each row but for the parsing."""
    rows = [{**properties, "geometry": place} for properties, place in _rows(file)]
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=4326)


def check_by_row(frame: gpd.GeoDataFrame, district_index: DistrictIndex) -> int:
    """Make the same checks as they are usually written, a step for each row; return what is amiss."""
    shapes = dict(zip(district_index.table["name_zh"], district_index.polygons[: district_index.count], strict=False))
    seen: dict[object, str] = {}
    asked = max(1, len(frame) * POINTS // ROWS // ASKED)  # ours, too, asks a part about a shift
    faults = 0
    for number, row in frame.iterrows():
        place = row["geometry"]
        usable = math.isfinite(place.x) and abs(place.x) <= 180 and abs(place.y) <= 90
        faults += not (usable and place.is_valid and not place.is_empty)
        faults += not district_index.city.contains(place)
        here = _district(place, shapes)
        faults += bool(row["district"]) and row["district"] != here
        if number % asked == 0:
            for datum in gcj02.DATUMS:
                lon, lat = gcj02.to_wgs84(np.array([place.x]), np.array([place.y]), datum)
                _district(Point(lon[0], lat[0]), shapes)
        for key in ((round(place.x, 6), round(place.y, 6)), str(row["name"]).casefold()):
            faults += key in seen
            seen[key] = str(row["name"])
        for name in ("name", "value", "district"):
            faults += pd.isna(row[name]) or (name == "value" and not isinstance(row[name], int))
    return faults


def _district(place: Point, shapes: dict[str, BaseGeometry]) -> str:
    return next((name for name, shape in shapes.items() if shape.contains(place)), "")


def _rows(file: Path) -> Iterator[tuple[dict[str, object], Point]]:
    if file.suffix == ".csv":
        for _, row in pd.read_csv(file, keep_default_na=False).iterrows():
            yield dict(row), Point(float(row["lon"]), float(row["lat"]))
        return
    for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
        yield feature["properties"], shape(feature["geometry"])


def once(file: Path) -> None:
    """Check one file in this process and print seconds of reading, of all, and the most memory held."""
    district_index = DistrictIndex.of(load_dataset(load_catalogue()))
    content = file.read_bytes()
    began = time.process_time()
    found = judge_file(file.name, content, limits=LOCAL)
    read = time.process_time() - began
    assert found.imported is not None
    run_checks(from_imported(found.imported, district_index), district_index)
    whole = time.process_time() - began
    print(read, whole, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, len(found.imported.frame))


def main() -> None:
    district_index = DistrictIndex.of(load_dataset(load_catalogue()))
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        large, small = make(Path(home), POINTS, district_index), make(Path(home), ROWS, district_index)
        for kind, file in large.items():
            command = [sys.executable, "-m", "bench.ingest", str(file)]
            answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            read, whole, memory, count = map(float, answer.split())
            began = time.process_time()
            frame = read_by_row(small[kind])
            between = time.process_time()
            check_by_row(frame, district_index)
            ended = time.process_time()
            loop_read, loop = (spent * POINTS / ROWS for spent in (between - began, ended - between))
            ratio, with_reading = loop / (whole - read), (loop_read + loop) / whole
            print(
                f"check, {kind}: {count:,.0f} points, {file.stat().st_size / 1e6:.0f} MB: reading {read:.1f} s, checks "
                f"{whole - read:.1f} s; row by row {loop_read:.0f} s and {loop:.0f} s (from {ROWS:,}); "
                f"checks {ratio:.0f} x, target {TIMES:.0f} x {_verdict(met=ratio >= TIMES)}; "
                f"with reading, where both sides parse in C, {with_reading:.0f} x\n"
                f"  most memory {memory:.2f} GB, target {GIGABYTES:.0f} GB {_verdict(met=memory <= GIGABYTES)}",
                flush=True,
            )


def _verdict(*, met: bool) -> str:
    return "met" if met else "NOT MET"


if __name__ == "__main__":
    once(Path(sys.argv[1])) if sys.argv[1:] else main()
