"""How long it takes to check a million points, and how much quicker than row by row: `python -m bench.bringing`.

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

from layers.bringing.brought import Raw
from layers.bringing.judging import judge
from layers.bringing.ledger import Ledger
from layers.bringing.limits import LOCAL
from layers.bringing.settle import settle

POINTS = 1_000_000
ROWS = 20_000  # that the loops get; their time is multiplied
TIMES, GIGABYTES = 20.0, 2.0


def make(folder: Path, count: int) -> dict[str, Path]:
    """Write `count` points around Chongqing as CSV and GeoJSON."""
    draw = np.random.default_rng(7)
    lons, lats = draw.uniform(105.3, 110.1, count).round(6), draw.uniform(28.2, 32.2, count).round(6)
    rows = list(
        zip((f"企业{number}" for number in range(count)), lons, lats, draw.integers(0, 999, count), strict=True)
    )
    files = {kind: folder / f"{count}.{kind}" for kind in ("csv", "geojson")}
    with files["csv"].open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "lon", "lat", "value"), *rows])
    with files["geojson"].open("w", encoding="utf-8") as file:
        features = (
            f'{{"type": "Feature", "properties": {{"name": "{name}", "value": {value}}}, '
            f'"geometry": {{"type": "Point", "coordinates": [{x}, {y}]}}}}'
            for name, x, y, value in rows
        )
        file.write('{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n")
    return files


def row_by_row(file: Path) -> gpd.GeoDataFrame:
    """Read and check as it is usually written: a step for each row."""
    rows = []
    for properties, place in _rows(file):
        x, y = place.x, place.y
        usable = math.isfinite(x) and math.isfinite(y) and place.is_valid and abs(x) <= 180 and abs(y) <= 90
        rows.append({**properties, "geometry": place if usable and not place.is_empty else None})
    return gpd.GeoDataFrame(rows, crs=4326)


def _rows(file: Path) -> Iterator[tuple[dict[str, object], Point]]:
    if file.suffix == ".csv":
        for _, row in pd.read_csv(file).iterrows():
            yield dict(row), Point(float(row["lon"]), float(row["lat"]))
        return
    for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
        yield feature["properties"], shape(feature["geometry"])


def check_rows(frame: gpd.GeoDataFrame) -> int:
    """Make the checks alone, of a frame that is there, row by row."""
    faults = 0
    for _, row in frame.iterrows():
        west, south, east, north = row.geometry.bounds
        inside = west >= -180 and south >= -90 and east <= 180 and north <= 90
        faults += not (inside and row.geometry.is_valid and not row.geometry.is_empty and math.isfinite(west))
    return faults


def once(file: Path) -> None:
    """Check one file in this process and print seconds, seconds of the checks alone, and the most memory held."""
    content = file.read_bytes()
    began = time.process_time()
    found = judge(file.name, content, limits=LOCAL)
    whole = time.process_time() - began
    assert found.brought is not None
    frame = found.brought.frame
    began = time.process_time()
    settle(Raw(pd.DataFrame(frame.drop(columns="geometry")), frame.geometry.to_numpy(), "", None), None, Ledger())
    checks = time.process_time() - began
    print(whole, checks, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, len(frame))


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        large, small = make(Path(home), POINTS), make(Path(home), ROWS)
        for kind, file in large.items():
            command = [sys.executable, "-m", "bench.bringing", str(file)]
            answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            whole, checks, memory, count = map(float, answer.split())
            began = time.process_time()
            frame = row_by_row(small[kind])
            loop = (time.process_time() - began) * POINTS / ROWS
            began = time.process_time()
            assert check_rows(frame) == 0
            slow = (time.process_time() - began) * POINTS / ROWS
            held = f"most memory {memory:.2f} GB, target {GIGABYTES:.0f} GB {_verdict(met=memory <= GIGABYTES)}"
            ratio = slow / checks
            print(
                f"check, {kind}: {count:,.0f} points, {file.stat().st_size / 1e6:.0f} MB: {whole:.1f} s; {held}\n"
                f"  reading and checks, row by row / ours: {loop:.0f} s / {whole:.1f} s = {loop / whole:.1f}\n"
                f"  checks alone, row by row / ours: {slow:.0f} s / {checks:.2f} s = {ratio:.0f}, "
                f"target {TIMES:.0f} {_verdict(met=ratio >= TIMES)}",
                flush=True,
            )


def _verdict(*, met: bool) -> str:
    return "met" if met else "NOT MET"


if __name__ == "__main__":
    once(Path(sys.argv[1])) if sys.argv[1:] else main()
