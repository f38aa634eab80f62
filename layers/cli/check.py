"""`check`: may a layer be used, and does it lie where it should? A file's, or one of the map's own."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from layers.catalogue.entries import LANGUAGES
from layers.catalogue.models import load_catalogue
from layers.cli.console import FILE, REJECTED, counted, progress, read_input, say_findings, say_json, steps
from layers.crs.systems import KNOWN
from layers.dataset import schema, source
from layers.dataset.dataset import Dataset, load_dataset
from layers.dataset.layer_faults import DataError
from layers.i18n.findings import Finding, Verdict
from layers.ingest.layer import ReadOptions
from layers.ingest.limits import LOCAL
from layers.ingest.validate import validate as judge_file
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import from_catalogue, from_imported
from layers.quality.run import ORDER, QualityResult, run_checks


@dataclass(frozen=True)
class CheckReport:
    """The result of all checks of one layer.

    Attributes
    ----------
    verdict
        Whether the layer may be used: by the reader, or by the catalogue for the map's own layers.
    said
        The other values that `--json` prints.
    lines
        The faults by the catalogue's rules.
    layout
        The result of the quality checks; None for a rejected layer.
    """

    name: str
    verdict: Verdict
    said: dict[str, Any]
    findings: tuple[Finding, ...] = ()
    lines: list[str] = field(default_factory=list)
    layout: QualityResult | None = None

    @property
    def is_good(self) -> bool:
        """Whether the layer can be used without correction."""
        return self.verdict != "reject" and not (self.layout and self.layout.counted("error"))

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values for JSON."""
        layout = None if self.layout is None else self.layout.as_json()
        return {"verdict": self.verdict, **self.said, "layout": layout}


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option("--shipped", is_flag=True, help="Instead of FILE: every layer of the map but its background.")
@click.option("--layer", help="Which layer of several; or the id of one of the map's own, whose rules then apply.")
@click.option("--crs", type=click.Choice(KNOWN), help="What FILE is in, where it does not say so.")
@click.option("--encoding", help="Of the text, such as GB18030; default: found out.")
@click.option("--json", "as_json", is_flag=True, help='Print {"verdict": …, "faults": […], "layout": {…}}.')
def check(
    file: Path | None, layer: str | None, crs: str | None, encoding: str | None, *, shipped: bool, as_json: bool
) -> None:
    """Check a layer: can it be read and trusted, and do its features lie where they say.

    One of the map's own is held against the catalogue, any other against what can be read; both against the district
    outlines. FILE is a layer in any format that `convert` reads; - reads standard input. Exit code 0:
    accepted, perhaps with repairs or warnings; 1: rejected, or an error in where features lie; 2: wrongly called.

    Example: python -m layers check draft.zip --json
    """
    if shipped == (file is not None):
        raise click.UsageError("say FILE, or --shipped")
    dataset = load_dataset(load_catalogue())
    district_index = DistrictIndex.of(dataset)
    if file is None:
        own = [name for name, layer in dataset.catalogue.layers.items() if layer.role != "base"]
        found = [_shipped(name, dataset, district_index) for name in own]
        answer: dict[str, Any] = {"layers": {each.name: each.as_json() for each in found}}
    else:
        found = [_file(*read_input(file), ReadOptions(layer, crs, None, encoding), dataset, district_index)]
        answer = found[0].as_json()
    if as_json:
        say_json(answer)
    else:
        for each in found:
            _print(each, notes=not shipped)
        if shipped:
            click.echo("Notes are only counted here; --json lists them.", err=True)
    sys.exit(0 if all(each.is_good for each in found) else REJECTED)


def _file(
    name: str, content: bytes, options: ReadOptions, dataset: Dataset, district_index: DistrictIndex
) -> CheckReport:
    own = options.layer or Path(name).stem
    if own in dataset.catalogue.layers and _is_json(name, content):
        if dataset.contents.get(own) == content:
            return _shipped(own, dataset, district_index)
        faults = _faults(own, content)
        if faults:
            return _of_faults(own, faults)
        options = ReadOptions(crs=options.crs, encoding=options.encoding)
    on_progress, done = progress(len(content))
    result = judge_file(name, content, options, limits=LOCAL, on_progress=on_progress)
    done()
    said = {key: value for key, value in result.as_json().items() if key != "verdict"}
    layout = (
        run_checks(from_imported(result.imported, district_index), district_index, on_step=steps())
        if result.imported
        else None
    )
    return CheckReport(name, result.verdict, said, result.findings, layout=layout)


def _shipped(layer_id: str, dataset: Dataset, district_index: DistrictIndex) -> CheckReport:
    if faults := list(dataset.faults.get(layer_id, ())):
        return _of_faults(layer_id, faults)
    return CheckReport(
        layer_id, "accept", {"faults": []}, layout=run_checks(from_catalogue(layer_id, dataset), district_index)
    )


def _is_json(name: str, content: bytes) -> bool:
    """Test whether a file may be one of the map's layers; a table or archive of the same name is none."""
    return Path(name).suffix.lower() in {".geojson", ".json"} or content[:100].lstrip()[:1] == b"{"


def _faults(layer_id: str, content: bytes) -> list[Finding]:
    catalogue = load_catalogue()
    try:
        return list(schema.validate_schema(layer_id, source.parse_strict_json(layer_id, content), catalogue))
    except DataError as error:
        return list(error.findings)


def _of_faults(name: str, faults: list[Finding]) -> CheckReport:
    lines = [fault.sentence("en") for fault in faults]
    return CheckReport(name, "reject", {"faults": [_as_json(fault) for fault in faults]}, lines=lines)


def _as_json(fault: Finding) -> dict[str, Any]:
    detail = dict(fault.detail)
    found = {"layer": detail.pop("layer"), "feature": fault.feature, "code": fault.code, "detail": detail}
    return found | {lang: fault.sentence(lang) for lang in LANGUAGES}


def _print(found: CheckReport, *, notes: bool) -> None:
    """Print faults and warnings, with `notes` also notes, and then the totals."""
    for line in found.lines:
        click.echo(f"{found.name}: {line}", err=True)
    layout = found.layout
    findings = [*found.findings, *(layout.checked if layout else ())]
    options = [finding for finding in findings if notes or finding.severity != "note"]
    say_findings(
        sorted(options, key=lambda each: ORDER[each.severity]), omitted=layout.omitted if layout and notes else 0
    )
    counts = {severity: sum(each.severity == severity for each in found.findings) for severity in ORDER}
    if layout:
        counts = {severity: count + layout.counted(severity) for severity, count in counts.items()}
    counts["error"] += len(found.lines)
    numbers = ", ".join(counted(count, name) for name, count in counts.items())
    click.echo(f"{found.name}: {found.verdict}; {numbers}")
