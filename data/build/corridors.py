"""The routed corridors and their nodes, made after districts and rivers.

`python -m data.build.corridors` only reports the lengths; the layers are written by `python -m data.build corridors`,
together with the corridors that the plan names without a route.
"""

import click

from data.build.gazetteer import Gazetteer
from data.build.routes.features import CORRIDORS, Piece, make_node, make_route, measure_km
from data.build.routes.inputs import Leg, read_legs, read_nodes, read_routes
from data.build.write import Feature

LAYERS = ("corridors", "corridor-nodes")


def build_all() -> dict[str, list[Feature]]:
    """Make the features of both layers.

    Raises
    ------
    BuildError
        A leg has no route; the message names leg and reason.
    """
    nodes = read_nodes()
    legs = read_legs(nodes)
    pieces = trace(legs)
    gazetteer = Gazetteer()
    corridors = []
    kinds: dict[str, set[str]] = {}
    for route in read_routes():
        used = [legs[key] for key in route["legs"]]
        corridors.append(make_route(route, [(leg, piece) for leg in used for piece in pieces[leg.key]], gazetteer))
        for leg in used:
            for node in (leg.start, leg.end):
                kinds.setdefault(node.key, set()).add(route["kind"])
    shown = [
        make_node(node, [kind for kind in CORRIDORS if kind in kinds[key]])
        for key, node in nodes.items()
        if node.row["shown_as"]
    ]
    return dict(zip(LAYERS, (corridors, shown), strict=True))


def trace(legs: dict[str, Leg]) -> dict[str, list[Piece]]:
    """Trace the legs on their networks."""
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
def main() -> None:
    """Route the corridors and compare their lengths with the published ones; write nothing."""
    for corridor in build_all()["corridors"]:
        click.echo(report_route(corridor))


if __name__ == "__main__":
    main()
