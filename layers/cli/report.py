"""`report`: a layer, brought or the map's own, checked for where it lies, as a report to hand on."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from layers.catalogue.entries import Lang
from layers.catalogue.models import load_catalogue
from layers.cli.console import FILE, PIPE, REJECTED, TARGET, counted, keep_what_is_there, progress, read_input, steps
from layers.crs.systems import KNOWN
from layers.dataset.dataset import Dataset, load_dataset
from layers.documents import quality_report_files
from layers.documents.quality_report import QualityReport, compose
from layers.ingest.layer import ReadOptions
from layers.ingest.limits import LOCAL
from layers.ingest.read import read_layer_with
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer, Correction, from_catalogue, from_imported
from layers.quality.run import QualityResult, run_checks

ENDINGS = {".html": "html", ".xlsx": "xlsx", ".geojson": "geojson", ".json": "geojson"}
KINDS = ("html", "xlsx", "geojson")


@click.command()
@click.argument("file", type=FILE)
@click.option("--out", type=TARGET, required=True, help="Where to write it.")
@click.option("--format", "kind", type=click.Choice(KINDS), help="Of the report; default: by the ending of --out.")
@click.option("--layer", help="Which layer of several; default: the first.")
@click.option("--encoding", help="Of the text, such as GB18030; default: found out.")
@click.option("--crs", type=click.Choice(KNOWN), help="What FILE is in, if it does not say so.")
@click.option("--from", "datum", type=click.Choice(("gcj02", "bd09")), help="Convert the coordinates from this first.")
@click.option("--force", is_flag=True, help="Replace OUT where it exists.")
@click.option("--lang", type=click.Choice(("zh", "en")), default="zh", help="Language of the report.")
def report(
    file: Path, out: Path, kind: str | None, datum: Correction | None, lang: Lang, *, force: bool, **options: str | None
) -> None:
    """Check where the features of FILE lie and write a report: HTML, XLSX or GeoJSON with the findings.

    FILE is a layer in any format that `convert` reads; - reads standard input. Exit code 0: nothing that must
    be corrected; 1: the file was rejected (nothing is written), or the report names errors; 2: wrongly called.

    Example: python -m layers report draft.zip --out draft.html
    """
    chosen = kind or ENDINGS.get(out.suffix.lower())
    if chosen is None:
        raise click.UsageError(f"{out.name}: say --format, or end the name with {', '.join(ENDINGS)}")
    keep_what_is_there(out, force=force)
    dataset = load_dataset(load_catalogue())
    district_index = DistrictIndex.of(dataset)
    subject = _subject(file, dataset, district_index, **options)
    subject = subject.corrected(datum) if datum else subject
    judgement = run_checks(subject, district_index, on_step=steps())
    when = datetime.now(tz=UTC).astimezone()
    composed = compose(subject, judgement, district_index, dataset, lang, when)
    content = _written(chosen, composed, subject, judgement)
    if out == PIPE:
        sys.stdout.buffer.write(content)
    else:
        out.write_bytes(content)
    counts = ", ".join(counted(judgement.count(severity), severity) for severity in ("error", "warning", "note"))
    click.echo(f"{out}: {counted(len(subject.frame), 'feature')}, {counts}", err=True)
    sys.exit(REJECTED if judgement.count("error") else 0)


def _subject(file: Path, dataset: Dataset, district_index: DistrictIndex, **options: str | None) -> CheckedLayer:
    """Read the layer in FILE; the map's own files are read as layers of the map."""
    name, content = read_input(file)
    if dataset.contents.get(Path(name).stem) == content:
        return from_catalogue(Path(name).stem, dataset)
    on_progress, done = progress(len(content))
    known = ReadOptions(layer=options["layer"], crs=options["crs"], encoding=options["encoding"])
    imported = read_layer_with(name, content, known, limits=LOCAL, on_progress=on_progress)
    done()
    return from_imported(imported, district_index)


def _written(kind: str, composed: QualityReport, subject: CheckedLayer, judgement: QualityResult) -> bytes:
    if kind == "geojson":
        return quality_report_files.to_geojson(composed, subject, judgement)
    return quality_report_files.to_html(composed) if kind == "html" else quality_report_files.to_xlsx(composed)
