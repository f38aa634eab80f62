"""`python -m data.build [JOB …] [--offline]`: makes all layers or some, in the order in which they need each other."""

from collections.abc import Callable
from functools import partial

import click

from data.build.corridors import build_all as build_corridors
from data.build.districts import build_districts
from data.build.land import build_land
from data.build.plan_corridors import build_plan_corridors
from data.build.plan_layers import PLAN_KINDS, build_plan_layer
from data.build.platforms import KINDS, build_platforms
from data.build.regions import build_regions
from data.build.rivers import build_rivers
from data.build.uses import add_uses
from data.build.write import Feature, write_layer

Layers = dict[str, list[Feature]]


def _make_platforms(layer: str) -> Layers:
    return {layer: add_uses(build_platforms(layer))}


def _make_plan_layer(layer: str) -> Layers:
    return {layer: build_plan_layer(layer)}


def _make_corridors() -> Layers:
    layers = build_corridors()
    return {**layers, "corridors": add_uses([*layers["corridors"], *build_plan_corridors()])}


def list_jobs(*, offline: bool) -> dict[str, Callable[[], Layers]]:
    """Return what each job makes, by layer; all need the districts, corridors also the rivers."""
    return {
        "districts": lambda: {"districts": build_districts(offline=offline)},
        "regions": lambda: {"regions": build_regions()},
        "rivers": lambda: {"rivers": build_rivers(offline=offline)},
        "land": lambda: {"land": build_land(offline=offline)},
        **{layer: partial(_make_platforms, layer) for layer in KINDS},
        **{layer: partial(_make_plan_layer, layer) for layer in PLAN_KINDS},
        "corridors": _make_corridors,
    }


@click.command()
@click.argument("jobs", nargs=-1, type=click.Choice(list(list_jobs(offline=True))))
@click.option("--offline", is_flag=True, help="Use only what is already in data/build/cache/.")
def main(jobs: tuple[str, ...], *, offline: bool) -> None:
    """Make data/geojson/ from pinned packages and from the tables in data/build/inputs/."""
    for job, make in list_jobs(offline=offline).items():
        if jobs and job not in jobs:
            continue
        for layer, features in make().items():
            path = write_layer(layer, features)
            placeless = sum(feature["geometry"] is None for feature in features)
            size = path.stat().st_size / 1000
            click.echo(f"{layer}: {len(features)} features, {placeless} without a place, {size:.0f} kB")


if __name__ == "__main__":
    main()
