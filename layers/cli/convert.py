"""`convert`: any file that can be read → GeoJSON, CSV or GeoPackage."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from layers.cli.console import FILE, PIPE, TARGET, counted, keep_what_is_there, progress, read_input, say_findings
from layers.crs import gcj02
from layers.crs.metric import WGS84
from layers.crs.systems import KNOWN
from layers.formats.vector import BY_CODE, BY_SUFFIX, VECTOR_FORMATS, write
from layers.i18n.messages import say
from layers.i18n.punctuation import one_of
from layers.ingest.layer import ReadOptions
from layers.ingest.limits import LOCAL
from layers.ingest.read import read_layer_with
from layers.ingest.readers import readable_formats

TITLES = {each.code: say(f"own.{each.code}", "en") for each in VECTOR_FORMATS}
CODES = click.Choice(list(BY_CODE))
HELP = f"""Convert SOURCE into {one_of(list(TITLES.values()), "en")}; - reads standard input or writes standard output.

--from gcj02 (Amap, Tencent, DataV) or bd09 (Baidu) brings shifted coordinates to WGS 84, off by some 5 m. SOURCE is
{readable_formats("en")}. What was repaired on the way is said on standard
error. GeoJSON is always WGS 84. Exit code 0: written; 1: SOURCE was rejected and nothing is written; 2: wrongly
called.

Example: python -m layers convert parks.zip parks.geojson --crs EPSG:4545
"""


@click.command(help=HELP)
@click.argument("source", type=FILE)
@click.argument("target", type=TARGET)
@click.option("--layer", help="Which layer of several; default: the first.")
@click.option("--encoding", help="Of the text, such as GB18030; default: found out.")
@click.option("--crs", type=click.Choice(KNOWN), help="What SOURCE is in, if it does not say so.")
@click.option("--from", "datum", type=click.Choice(gcj02.DATUMS), help="Shifted web-map coordinates of SOURCE.")
@click.option("--to", "to_crs", type=click.Choice(KNOWN), default=WGS84, help="What TARGET shall be in.")
@click.option(
    "--format", "kind", type=click.Choice(list(BY_CODE)), help="Of TARGET; default: by its ending, GeoJSON for -."
)
@click.option("--force", is_flag=True, help="Replace TARGET where it exists.")
def convert(source: Path, target: Path, to_crs: str, kind: str | None, *, force: bool, **options: Any) -> None:
    """Write SOURCE as TARGET, in the format that the ending or --format names."""
    chosen = BY_CODE[kind or "geojson"] if kind or target == PIPE else BY_SUFFIX.get(target.suffix.lower())
    if chosen is None:
        raise click.UsageError(f"{target.name}: say --format, or end the name with {', '.join(BY_SUFFIX)}")
    if chosen.fixed_crs not in {None, to_crs}:
        others = one_of([TITLES[each.code] for each in VECTOR_FORMATS if each.fixed_crs is None], "en")
        title, system = TITLES[chosen.code], "WGS 84" if chosen.fixed_crs == WGS84 else chosen.fixed_crs
        raise click.UsageError(f"{title} is {system} by its rules; choose {others} for another system")
    keep_what_is_there(target, force=force)
    name, content = read_input(source)
    on_progress, done = progress(len(content))
    known = ReadOptions(layer=options["layer"], crs=options["crs"], encoding=options["encoding"])
    imported = read_layer_with(name, content, known, limits=LOCAL, on_progress=on_progress)
    done()
    say_findings(imported.findings)
    frame = imported.frame
    if datum := options["datum"]:
        frame = frame.set_geometry(gcj02.series_to_wgs84(frame.geometry, datum))
        click.echo(f"converted from {gcj02.TITLES[datum]}, off by some {gcj02.ERROR_M:.0f} m", err=True)
    written = write(frame, chosen.code, to_crs)
    if target == PIPE:
        sys.stdout.buffer.write(written)
    else:
        target.write_bytes(written)
        click.echo(f"{target}: {counted(len(imported.frame), 'feature')}, {to_crs}", err=True)
