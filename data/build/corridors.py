"""Build the layers corridors and corridor-nodes: `python -m data.build.corridors` (after districts and rivers).

Both files are made in full before either is written, so a leg without a route leaves the old files as they were.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from data.build.paths import GEOJSON
from data.build.routes.courses import trace_legs
from data.build.routes.features import CORRIDORS, Piece, make_node, make_route, measure_km
from data.build.routes.inputs import Leg, read_legs, read_nodes, read_routes
from data.build.write import Feature, dump_features, read_layer


def build_corridors(*, straight: bool = False) -> tuple[list[Feature], list[Feature]]:
    """Make the corridor and node features; straight draws schematic lines between the waypoints only."""
    nodes = read_nodes()
    legs = read_legs(nodes)
    routes = read_routes()
    traced = {key: draw_straight(leg) for key, leg in legs.items()} if straight else trace_legs(legs)
    districts = read_layer("districts")
    corridors = []
    kinds: dict[str, set[str]] = {}
    for route in routes:
        used = [legs[key] for key in route["legs"]]
        corridors.append(make_route(route, [(leg, piece) for leg in used for piece in traced[leg.key]], districts))
        for leg in used:
            for node in (leg.start, leg.end):
                kinds.setdefault(node.key, set()).add(route["kind"])
    shown = [
        make_node(node, [kind for kind in CORRIDORS if kind in kinds[key]])
        for key, node in nodes.items()
        if node.row["shown_as"]
    ]
    return corridors, shown


def draw_straight(leg: Leg) -> list[Piece]:
    """Draw a leg as one schematic straight line through its via points."""
    return [Piece([leg.start.point, *leg.via, leg.end.point], True)]


def write_layers(layers: dict[str, list[Feature]]) -> None:
    """Write several layers, or none of them: each file goes to a temporary name first."""
    texts = {GEOJSON / f"{layer}.geojson": dump_features(features) for layer, features in layers.items()}
    drafts: list[tuple[Path, Path]] = []
    for path, text in texts.items():
        draft = path.with_suffix(".draft")
        draft.write_text(text, encoding="utf-8", newline="\n")
        drafts.append((draft, path))
    for draft, path in drafts:
        os.replace(draft, path)


@click.command()
@click.option("--straight", is_flag=True, help="Schematic lines between the waypoints only.")
def main(*, straight: bool) -> None:
    """Build corridors.geojson and corridor-nodes.geojson."""
    corridors, nodes = build_corridors(straight=straight)
    write_layers({"corridors": corridors, "corridor-nodes": nodes})
    for corridor in corridors:
        click.echo(report_route(corridor))
    click.echo(f"corridor-nodes: {len(nodes)} features")


def report_route(corridor: Feature) -> str:
    """Say how long the drawn line is beside the published length; the drawn length is for this check only, never shown."""
    properties = corridor["properties"]
    parts = corridor["geometry"]["coordinates"] if corridor["geometry"] else []
    drawn = sum(measure_km(part) for part in parts)
    return (
        f"{corridor['id']}: drawn {drawn:.0f} km, published {properties['length_km']}, "
        f"schematic {properties['schematic_share']}, {len(parts)} parts, {sum(map(len, parts))} vertices"
    )


if __name__ == "__main__":
    main()
