"""`check`: may a file be used? The map's own layers by the catalogue's rules, any other by what can be read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from layers import checks, reading
from layers.bringing.brought import Told
from layers.bringing.crs import KNOWN
from layers.bringing.judging import judge
from layers.bringing.limits import LOCAL
from layers.catalogue import load_catalogue
from layers.commands.speaking import FILE, REJECTED, progress, read_input, say_findings, say_json
from layers.errors import DataError, Fault
from layers.words import fault_sentence


@click.command()
@click.argument("file", type=FILE)
@click.option("--layer", help="Which layer of several; or the id of one of the map's own, whose rules then apply.")
@click.option("--crs", type=click.Choice(KNOWN), help="What FILE is in, where it does not say so.")
@click.option("--encoding", help="Of the text, such as GB18030; default: found out.")
@click.option("--json", "as_json", is_flag=True, help='Print {"verdict": …, "faults": […]}.')
def check(file: Path, layer: str | None, crs: str | None, encoding: str | None, *, as_json: bool) -> None:
    """Check a layer: one of the map's own against the catalogue, any other for whether and how it can be read.

    FILE is a GeoJSON, a CSV, a zipped shapefile or a GeoPackage; - reads standard input. Exit code 0: accepted, perhaps
    with repairs; 1: rejected; 2: wrongly called.

    Example: python -m layers check draft.zip --json
    """
    name, content = read_input(file)
    own = layer or Path(name).stem
    if own in load_catalogue().layers and _is_json(name, content):
        sys.exit(_check_own(name, own, content, as_json=as_json))
    tell, done = progress(len(content))
    judgement = judge(name, content, Told(layer, crs, None, encoding), limits=LOCAL, tell=tell)
    done()
    if as_json:
        say_json(judgement.as_json())
    else:
        say_findings(judgement.findings)
        click.echo(f"{name}: {judgement.verdict}, {len(judgement.findings)} findings")
    sys.exit(REJECTED if judgement.verdict == "reject" else 0)


def _is_json(name: str, content: bytes) -> bool:
    """Return whether a file may be one of ours: a table or archive that shares a name with one is not."""
    return Path(name).suffix.lower() in {".geojson", ".json"} or content[:100].lstrip()[:1] == b"{"


def _check_own(name: str, layer_id: str, content: bytes, *, as_json: bool) -> int:
    catalogue = load_catalogue()
    try:
        faults = checks.check_layer(layer_id, reading.parse(layer_id, content), catalogue)
    except DataError as error:
        faults = list(error.faults)
    verdict = "reject" if faults else "accept"
    if as_json:
        say_json({"verdict": verdict, "faults": [_as_json(fault) for fault in faults]})
    else:
        for fault in faults:
            click.echo(f"{name}: {fault_sentence(fault, catalogue.faults, 'en')}", err=True)
        click.echo(f"{name}: {verdict}, {len(faults)} faults")
    return REJECTED if faults else 0


def _as_json(fault: Fault) -> dict[str, Any]:
    sentences = {lang: fault_sentence(fault, load_catalogue().faults, lang) for lang in ("zh", "en")}
    return {
        "layer": fault.layer,
        "feature": fault.feature,
        "code": fault.code,
        "detail": dict(fault.detail),
        **sentences,
    }
