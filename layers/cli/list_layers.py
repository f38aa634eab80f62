"""`list`: every layer of the map."""

from __future__ import annotations

from typing import Any

import click

from layers.catalogue.models import load_catalogue
from layers.cli.console import counted, say_json
from layers.dataset.dataset import load_dataset


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_layers(*, as_json: bool) -> None:
    """List every layer with its features, or what is wrong with it.

    Example: python -m layers list
    """
    catalogue = load_catalogue()
    dataset = load_dataset(catalogue)
    rows: list[dict[str, Any]] = []
    for layer_id, layer in catalogue.layers.items():
        frame = dataset.frames.get(layer_id)
        located = None if frame is None else int(frame.geometry.notna().sum())
        faults = [fault.sentence("en") for fault in dataset.faults.get(layer_id, ())]
        row = {"id": layer_id, "title_zh": layer.title.zh, "title_en": layer.title.en, "role": layer.role}
        rows.append({**row, "features": None if frame is None else len(frame), "placed": located, "faults": faults})
    if as_json:
        say_json({"edition": dataset.version, "layers": rows})
        return
    for entry in rows:
        usable = entry["features"] is not None
        count = f"{counted(entry['features'], 'feature'):>13}, {entry['placed']:>4} placed" if usable else "not usable"
        click.echo(f"{entry['id']:<22}{count}  {entry['title_zh']} / {entry['title_en']}")
        for sentence in entry["faults"]:
            click.echo(f"    {sentence}")
