"""The layers corridors and corridor-nodes: `python -m data.build.corridors`, after districts and rivers.

Both layers are made in full before either is written, so a leg without a route leaves the old files as they were.
"""

from functools import cache

import click

from data.build.paths import GEOJSON
from data.build.routes.features import CORRIDORS, Piece, make_node, make_route, measure_km
from data.build.routes.inputs import Leg, read_legs, read_nodes, read_routes
from data.build.write import Feature, dump_features, read_layer

LAYERS = ("corridors", "corridor-nodes")


@cache
def build_all(*, straight: bool = False) -> dict[str, list[Feature]]:
    """Make the features of both layers; straight draws schematic lines between the waypoints and needs no package.

    Raises
    ------
    BuildError
        A leg has no route; the message names leg and reason.
    """
    nodes = read_nodes()
    legs = read_legs(nodes)
    pieces = trace(legs, straight=straight)
    districts = read_layer("districts")
    corridors = []
    kinds: dict[str, set[str]] = {}
    for route in read_routes():
        used = [legs[key] for key in route["legs"]]
        corridors.append(make_route(route, [(leg, piece) for leg in used for piece in pieces[leg.key]], districts))
        for leg in used:
            for node in (leg.start, leg.end):
                kinds.setdefault(node.key, set()).add(route["kind"])
    shown = [
        make_node(node, [kind for kind in CORRIDORS if kind in kinds[key]])
        for key, node in nodes.items()
        if node.row["shown_as"]
    ]
    return dict(zip(LAYERS, (corridors, shown), strict=True))


def trace(legs: dict[str, Leg], *, straight: bool) -> dict[str, list[Piece]]:
    """Trace the legs on their networks, or straight through their via points."""
    if straight:
        return {key: [Piece([leg.start.point, *leg.via, leg.end.point], schematic=True)] for key, leg in legs.items()}
    from data.build.routes.courses import trace_legs  # noqa: PLC0415  # scgraph and searoute: not in the app's environment

    return trace_legs(legs)


def report_route(corridor: Feature) -> str:
    """Say how long the drawn line is beside the published length; the drawn length is for this check, never shown."""
    properties = corridor["properties"]
    parts = corridor["geometry"]["coordinates"] if corridor["geometry"] else []
    drawn = sum(measure_km(part) for part in parts)
    return (
        f"{corridor['id']}: drawn {drawn:.0f} km, published {properties['length_km']}, "
        f"schematic {properties['schematic_share']}, {len(parts)} parts, {sum(map(len, parts))} vertices"
    )


@click.command()
@click.option("--straight", is_flag=True, help="Schematic lines between the waypoints only.")
def main(*, straight: bool) -> None:
    """Build corridors.geojson and corridor-nodes.geojson, or neither."""
    layers = build_all(straight=straight)
    drafts = []
    for layer, features in layers.items():
        draft = GEOJSON / f"{layer}.draft"
        draft.write_text(dump_features(features), encoding="utf-8", newline="\n")
        drafts.append(draft)
    for draft in drafts:
        draft.replace(draft.with_suffix(".geojson"))
    for corridor in layers["corridors"]:
        click.echo(report_route(corridor))
    click.echo(f"corridor-nodes: {len(layers['corridor-nodes'])} features")


if __name__ == "__main__":
    main()
