"""`python -m data.build [JOB …] [--offline]`: makes all layers or some, in the order in which they need each other.

Nothing is written before everything asked for is made: a run that stops leaves every file as it was.
"""

from collections.abc import Callable
from functools import partial

import click

from data.build.corridors import build_all as build_corridors
from data.build.districts import build_districts
from data.build.districts_2025 import build_districts_2025
from data.build.gateways import LAYER as GATEWAYS
from data.build.gateways import add_boardings, build_gateways
from data.build.indicators import build_indicators, write_indicators
from data.build.land import build_land
from data.build.municipal import LAYER as MUNICIPAL
from data.build.municipal import build_municipal_zones
from data.build.outlines import LAYER as OUTLINES
from data.build.outlines import build_outlines
from data.build.plan_corridors import build_plan_corridors
from data.build.plan_layers import PLAN_KINDS, build_plan_layer, build_platform_layer
from data.build.platforms import KINDS
from data.build.regions import build_regions
from data.build.rivers import build_rivers
from data.build.roads import ROADS, build_roads, write_roads
from data.build.states import add_states
from data.build.uses import add_uses
from data.build.write import Feature, stage_layer, staging

Layers = dict[str, list[Feature]]
TABLE = "indicators"  # the one job that makes a table; `ROADS` is the one that makes a graph


def _make_platforms(layer: str) -> Layers:
    return {layer: build_platform_layer(layer)}


def _make_plan_layer(layer: str) -> Layers:
    return {layer: build_plan_layer(layer)}


def _make_corridors() -> Layers:
    layers = build_corridors()
    layers["corridors"] = add_boardings(add_uses([*layers["corridors"], *build_plan_corridors()]))
    return {layer: add_states(features) for layer, features in layers.items()}


def list_jobs(*, offline: bool) -> dict[str, Callable[[], Layers]]:
    """Return what each job makes, by layer; all need the districts of both editions, corridors also the rivers."""
    return {
        "districts": lambda: {"districts": build_districts(offline=offline)},
        "districts-2025": lambda: {"districts-2025": build_districts_2025(offline=offline)},
        "regions": lambda: {"regions": build_regions()},
        "rivers": lambda: {"rivers": build_rivers(offline=offline)},
        OUTLINES: lambda: {OUTLINES: build_outlines()},
        "land": lambda: {"land": build_land(offline=offline)},
        **{layer: partial(_make_platforms, layer) for layer in KINDS},
        **{layer: partial(_make_plan_layer, layer) for layer in PLAN_KINDS},
        MUNICIPAL: lambda: {MUNICIPAL: build_municipal_zones()},
        GATEWAYS: lambda: {GATEWAYS: build_gateways()},
        "corridors": _make_corridors,
    }


@click.command()
@click.argument("jobs", nargs=-1, type=click.Choice([*list_jobs(offline=True), TABLE, ROADS]))
@click.option("--offline", is_flag=True, help="Use only what is already in data/build/cache/.")
def main(jobs: tuple[str, ...], *, offline: bool) -> None:
    """Make data/geojson/, indicators.csv and roads.bin from pinned packages and from our own tables."""
    with staging():
        rows = build_indicators() if not jobs or TABLE in jobs else []
        graph = build_roads(offline=offline) if not jobs or ROADS in jobs else b""
        for job, make in list_jobs(offline=offline).items():
            if jobs and job not in jobs:
                continue
            for layer, features in make().items():
                size = stage_layer(layer, features) / 1000
                placeless = sum(feature["geometry"] is None for feature in features)
                click.echo(f"{layer}: {len(features)} features, {placeless} without a place, {size:.0f} kB")
    if rows:
        write_indicators(rows)
        click.echo(f"{TABLE}: {len(rows)} rows")
    if graph:
        write_roads(graph)
        click.echo(f"{ROADS}: {len(graph) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
