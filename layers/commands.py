"""Subcommands of `python -m layers`. Exit codes: 0 accepted, 1 rejected, 2 wrongly called."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from layers import checks, reading
from layers.catalogue import load_catalogue
from layers.edition import load_edition
from layers.errors import DataError, Fault, SettingsError
from layers.settings import config_file, load_settings, startup_message
from layers.words import fault_sentence


@click.group()
def main() -> None:
    """The layers of the Chongqing open-platform map."""


@main.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_layers(*, as_json: bool) -> None:
    """List every layer with its features, or what is wrong with it.

    Example: python -m layers list
    """
    catalogue = load_catalogue()
    edition = load_edition(catalogue)
    rows: list[dict[str, Any]] = []
    for layer_id, layer in catalogue.layers.items():
        frame = edition.frames.get(layer_id)
        placed = None if frame is None else int(frame.geometry.notna().sum())
        faults = [fault_sentence(fault, catalogue.faults, "en") for fault in edition.faults.get(layer_id, ())]
        row = {"id": layer_id, "title_zh": layer.title.zh, "title_en": layer.title.en, "role": layer.role}
        rows.append({**row, "features": None if frame is None else len(frame), "placed": placed, "faults": faults})
    if as_json:
        click.echo(json.dumps({"edition": edition.stamp, "layers": rows}, ensure_ascii=False, indent=1))
        return
    for entry in rows:
        usable = entry["features"] is not None
        count = f"{entry['features']:>4} features, {entry['placed']:>4} placed" if usable else "not usable"
        click.echo(f"{entry['id']:<22}{count}  {entry['title_zh']} / {entry['title_en']}")
        for sentence in entry["faults"]:
            click.echo(f"    {sentence}")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--layer", "layer_id", help="Layer whose rules apply; default: the file's name without its ending.")
@click.option("--json", "as_json", is_flag=True, help='Print {"verdict": …, "faults": […]}.')
def check(file: Path, layer_id: str | None, *, as_json: bool) -> None:
    """Check one of the map's own GeoJSON layers against the catalogue.

    Example: python -m layers check data/geojson/ports.geojson
    """
    catalogue = load_catalogue()
    layer_id = layer_id or file.stem
    if layer_id not in catalogue.layers:
        raise click.UsageError(
            f"{layer_id!r} is no layer of the catalogue; name one with --layer: {', '.join(catalogue.layers)}"
        )
    try:
        faults = checks.check_layer(layer_id, reading.parse(layer_id, file.read_bytes()), catalogue)
    except DataError as error:
        faults = list(error.faults)
    verdict = "reject" if faults else "accept"
    if as_json:
        click.echo(
            json.dumps({"verdict": verdict, "faults": [_as_json(f) for f in faults]}, ensure_ascii=False, indent=1)
        )
    else:
        for fault in faults:
            click.echo(f"{file}: {fault_sentence(fault, catalogue.faults, 'en')}", err=True)
        click.echo(f"{file}: {verdict}, {len(faults)} faults")
    sys.exit(1 if faults else 0)


@main.command("settings")
def show_settings() -> None:
    """Print the operator's settings in force; a key is never printed. Exit 1 where they cannot be used.

    Example: python -m layers settings
    """
    try:
        settings = load_settings()
    except SettingsError as error:
        click.echo(startup_message(error), err=True)
        sys.exit(1)
    click.echo(f"{config_file()}: {'read' if config_file().is_file() else 'not there, defaults hold'}")
    for name, value in settings.model_dump(mode="json", exclude={"config"}).items():
        click.echo(f"{name} = {json.dumps(value, ensure_ascii=False)}")


def _as_json(fault: Fault) -> dict[str, Any]:
    sentences = {lang: fault_sentence(fault, load_catalogue().faults, lang) for lang in ("zh", "en")}
    return {
        "layer": fault.layer,
        "feature": fault.feature,
        "code": fault.code,
        "detail": dict(fault.detail),
        **sentences,
    }
