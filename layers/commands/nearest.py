"""`nearest`: the nearest platform to each row of a CSV file, a million rows in seconds."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click
import numpy as np
import pandas as pd

from layers.commands.asking import known_kinds, open_ground
from layers.commands.speaking import FILE, PIPE, TARGET, progress, say_json
from layers.planning import layout
from layers.planning.bulk import nearest
from layers.planning.layout import Sites
from layers.planning.standing import TIMES, Time

ROWS = 100_000  # at a time: the whole file is never in memory
COLUMNS = ("nearest_id", "nearest_name", "nearest_km", "nearest_error_km")


@click.command("nearest")
@click.argument("file", type=FILE)
@click.option("--kind", "kinds", multiple=True, help="Kind of platform; may be repeated. Default: every kind.")
@click.option("--lon", default="lon", show_default=True, help="Column of the longitude, WGS 84.")
@click.option("--lat", default="lat", show_default=True, help="Column of the latitude.")
@click.option("--time", type=click.Choice(TIMES), default="now", help="What counts as existing.")
@click.option("--encoding", default="utf-8-sig", show_default=True, help="Of the file, for example gb18030.")
@click.option("-o", "--output", type=TARGET, help="Default: standard output.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object with the sums; rows go to --output only.")
def find_nearest(  # noqa: PLR0913 (one argument an option)
    file: Path,
    kinds: tuple[str, ...],
    lon: str,
    lat: str,
    time: Time,
    encoding: str,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Add to each row of a CSV file the nearest standing platform and the geodesic distance to it (straight line).

    FILE may be - for standard input. A row without usable coordinates keeps empty cells and is counted.

    Example: python -m layers nearest points.csv --kind port --kind airport -o out.csv
    """
    ground = open_ground()
    sites = layout.today(ground, time)
    sites = sites.of_kinds(known_kinds(kinds)) if kinds else sites
    if not len(sites):
        raise click.ClickException("no platform of these kinds stands at that time; see: python -m layers matrix")
    source = sys.stdin.buffer if file == PIPE else file.open("rb")
    size = 0 if file == PIPE else file.stat().st_size
    tell, end = progress(size)
    sums = {"rows": 0, "without_coordinates": 0, "sum_km": 0.0, "farthest_km": 0.0}
    target: IO[str] | None = None if output or as_json else sys.stdout
    try:
        for number, rows in enumerate(_pieces(source, encoding, (lon, lat))):
            answer = _answer(rows, lon, lat, sites, sums)
            if number == 0 and output:  # not before the input has proved readable: what is there stays as it was
                target = output.open("w", encoding="utf-8", newline="")
            if target is not None:
                answer.to_csv(target, index=False, header=number == 0, lineterminator="\n")
            tell(source.tell() / size if size else 0.0)
    finally:
        source.close()
        if output and target:
            target.close()
    end()
    _report(sums, len(sites), as_json=as_json)


def _pieces(source: IO[bytes], encoding: str, needed: tuple[str, str]) -> Iterator[pd.DataFrame]:
    """Yield the rows as text, some at a time; nothing is guessed about them."""
    text = io.TextIOWrapper(source, encoding=encoding, newline="")
    try:
        for rows in pd.read_csv(text, dtype=str, keep_default_na=False, chunksize=ROWS):
            if missing := [name for name in needed if name not in rows.columns]:
                found = ", ".join(map(str, rows.columns[:12]))
                raise click.ClickException(f"no column {missing[0]!r}; the file has: {found}. Say --lon and --lat.")
            yield rows
    except UnicodeDecodeError as error:
        raise click.ClickException(f"the file is not {encoding}; try --encoding gb18030") from error
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise click.ClickException(f"no table: {error}") from error
    finally:
        text.detach()  # whoever opened the file closes it


def _answer(rows: pd.DataFrame, lon: str, lat: str, sites: Sites, sums: dict[str, Any]) -> pd.DataFrame:
    x = pd.to_numeric(rows[lon], errors="coerce").to_numpy(dtype=float)
    y = pd.to_numeric(rows[lat], errors="coerce").to_numpy(dtype=float)
    use = (np.abs(x) <= 180) & (np.abs(y) <= 90)
    found = nearest(x[use], y[use], sites)
    names = np.array([name.zh for name in sites.names], dtype=object)
    columns = (sites.ids.astype(object), names, None, sites.error_km)
    for heading, values in zip(COLUMNS, columns, strict=True):
        cells = np.full(len(rows), None, dtype=object) if values is not None and values.dtype == object else None
        filled = cells if cells is not None else np.full(len(rows), np.nan)
        filled[use] = found.km.round(3) if values is None else values[found.site]
        rows[heading] = filled
    sums["rows"] += len(rows)
    sums["without_coordinates"] += int((~use).sum())
    sums["sum_km"] += float(found.km.sum())
    sums["farthest_km"] = max(sums["farthest_km"], float(found.km.max(initial=0.0)))
    return rows


def _report(sums: dict[str, Any], sites: int, *, as_json: bool) -> None:
    measured = sums["rows"] - sums["without_coordinates"]
    mean = sums.pop("sum_km") / measured if measured else None
    if as_json:
        rounded = None if mean is None else round(mean, 3)
        say_json({**sums, "farthest_km": round(sums["farthest_km"], 3), "mean_km": rounded, "points_of_sites": sites})
        return
    click.echo(f"{sums['rows']} rows, {sums['without_coordinates']} without usable coordinates", err=True)
