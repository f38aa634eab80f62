"""`nearest`: the nearest platform to each row of a CSV file, a million rows in seconds."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any

import click
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.arrays import Floats
from layers.cli.console import FILE, TARGET, counted, progress, read_input, say_findings, say_json
from layers.cli.planning_options import asked_of, by_option, known_kinds, open_ground, open_roads, time_option
from layers.crs.systems import KNOWN
from layers.ingest.layer import GeometryColumns, ReadOptions
from layers.ingest.limits import LOCAL
from layers.ingest.read import read_csv_rows
from layers.planning import site_points
from layers.planning.nearest_bulk import nearest
from layers.planning.nearest_road import nearest_by_road
from layers.planning.site_points import Sites
from layers.quality.layer import middles
from layers.query.existence import Time
from layers.roads.distance import Roads

ROWS = 100_000  # rows measured and written at a time
COLUMNS = ("nearest_id", "nearest_name", "nearest_km", "nearest_error_km")
ROAD_COLUMNS = (*COLUMNS, "nearest_road_km", "nearest_road_low_km", "nearest_road_high_km")


@click.command("nearest")
@click.argument("file", type=FILE)
@click.option("--kind", "kinds", multiple=True, help="Kind of platform; may be repeated. Default: every kind.")
@click.option("--lon", help="Column of the longitude; default: by the headings.")
@click.option("--lat", help="Column of the latitude; default: by the headings.")
@click.option("--crs", type=click.Choice(KNOWN), help="What the coordinates are in; default: WGS 84.")
@time_option
@by_option
@click.option("--encoding", help="Of the text, such as GB18030; default: found out.")
@click.option("-o", "--output", type=TARGET, help="Default: standard output.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object with the sums; rows go to --output only.")
def find_nearest(
    file: Path,
    kinds: tuple[str, ...],
    time: Time,
    by: str,
    output: Path | None,
    *,
    as_json: bool,
    **options: str | None,
) -> None:
    """Add to each row of a CSV file the nearest standing platform and the geodesic distance to it (straight line).

    With `--by road` the nearest by road, with the distance by road and its band beside the straight one. A row or a
    platform too far from any road of the network has none.

    FILE is read as `check` reads a CSV; - reads standard input. Its cells are written as they were, in UTF-8, with
    commas. A row without a usable place keeps empty cells and is counted. Any other format: `convert` it to CSV first.

    Example: python -m layers nearest points.csv --kind port --kind airport -o out.csv
    """
    lon, lat = options["lon"], options["lat"]
    if (lon is None) != (lat is None):
        raise click.UsageError("say --lon and --lat, or neither")
    context = open_ground()
    sites = site_points.today(context, time)
    kinds = known_kinds(kinds)
    sites = sites.of_kinds(kinds) if kinds else sites
    if not len(sites):
        raise click.ClickException("no platform of these kinds stands at that time; see: python -m layers matrix")
    roads = open_roads() if by == "road" else None
    name, content = read_input(file)
    on_progress, end = progress(len(content))
    columns = GeometryColumns(lon=lon, lat=lat) if lon and lat else None
    known = ReadOptions(crs=options["crs"], columns=columns, encoding=options["encoding"])
    rows, places, findings = read_csv_rows(name, content, known, limits=LOCAL, on_progress=on_progress)
    end()
    say_findings(findings)
    # write only after the input has proved readable, so that an existing file stays unchanged until then
    whither = output.open("w", encoding="utf-8", newline="") if output else nullcontext(None if as_json else sys.stdout)
    with whither as target:
        sums = _measure(rows, places, sites, roads, target)
    _report(sums, len(sites), kinds, time, as_json=as_json)


def _measure(
    rows: pd.DataFrame, places: NDArray[np.object_], sites: Sites, roads: Roads | None, target: IO[str] | None
) -> dict[str, Any]:
    """Write the rows with their nearest platforms, in chunks, and return the totals."""
    sums: dict[str, Any] = {"rows": len(rows), "without_coordinates": 0, "sum_km": 0.0, "farthest_km": 0.0}
    sums |= {"by": "road", "without_road": 0} if roads else {}
    for start in range(0, max(len(rows), 1), ROWS):
        piece = slice(start, start + ROWS)
        answer = _answer(rows.iloc[piece].copy(), middles(places[piece]), sites, roads, sums)
        if target is not None:
            answer.to_csv(target, index=False, header=start == 0, lineterminator="\n")
    return sums


def _answer(
    rows: pd.DataFrame, points: Floats, sites: Sites, roads: Roads | None, sums: dict[str, Any]
) -> pd.DataFrame:
    x, y = points.T
    use = ~np.isnan(x)
    sums["without_coordinates"] += int((~use).sum())
    by_road: list[Floats] = []
    if roads is None:
        straight = nearest(x[use], y[use], sites)
        site, km = straight.site, straight.km
    else:
        found = nearest_by_road(x[use], y[use], sites, roads)
        has_way = ~np.isnan(found.road_km)
        sums["without_road"] += int((~has_way).sum())
        use[use] = has_way  # a row without a way keeps empty cells, as one without a place does
        site, km = found.site[has_way], found.km[has_way]
        by_road = [table[has_way] for table in (found.road_km, found.low_km, found.high_km)]
    names = np.array([name.zh for name in sites.names], dtype=object)
    texts = (sites.ids.astype(object)[site], names[site])
    numbers = (km.round(3), sites.error_km[site], *(table.round(3) for table in by_road))
    for heading, values in zip(ROAD_COLUMNS if roads else COLUMNS, (*texts, *numbers), strict=True):
        filled = np.full(len(rows), None if values.dtype == object else np.nan, dtype=values.dtype)
        filled[use] = values
        rows[heading] = filled
    asked = by_road[0] if by_road else km
    sums["sum_km"] += float(asked.sum())
    sums["farthest_km"] = max(sums["farthest_km"], float(asked.max(initial=0.0)))
    return rows


def _report(sums: dict[str, Any], sites: int, kinds: Sequence[str], time: Time, *, as_json: bool) -> None:
    measured = sums["rows"] - sums["without_coordinates"] - sums.get("without_road", 0)
    mean = sums.pop("sum_km") / measured if measured else None
    if as_json:
        rounded = None if mean is None else round(mean, 3)
        asked = {"time": time, "kinds": list(kinds)}
        say_json(
            {
                **asked,
                **sums,
                "farthest_km": round(sums["farthest_km"], 3),
                "mean_km": rounded,
                "points_of_sites": sites,
            }
        )
        return
    click.echo(f"{counted(sums['rows'], 'row')}, {sums['without_coordinates']} without usable coordinates", err=True)
    if "without_road" in sums:
        click.echo(f"{counted(sums['without_road'], 'row')} too far from any road of the network", err=True)
    click.echo(f"nearest of {asked_of(kinds, time)}", err=True)
