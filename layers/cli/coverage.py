"""`coverage`: what lies within some kilometres of a kind of platform."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from layers.catalogue.entries import DistrictVintage
from layers.cli.console import counted, say_json
from layers.cli.planning_options import (
    asked_of,
    by_option,
    common,
    kinds_option,
    known_kinds,
    open_ground,
    open_roads,
    read_scenario,
    tell_unplaced,
)
from layers.planning import site_points
from layers.planning.context import PlanningContext
from layers.planning.coverage import FARTHEST_KM, NEAREST_KM, Coverage, cover, curve
from layers.planning.road_coverage import RoadReach, reach_by_road
from layers.query.existence import Time

RADIUS = click.IntRange(NEAREST_KM, FARTHEST_KM)


@click.command("coverage")
@kinds_option
@click.option("--radius", "radii", type=RADIUS, multiple=True, help="Kilometres; may be repeated. Default: the curve.")
@by_option
@common
def show_coverage(
    kinds: tuple[str, ...],
    radii: tuple[int, ...],
    by: str,
    time: Time,
    units: DistrictVintage,
    file: Path | None,
    *,
    as_json: bool,
) -> None:
    """Measure area and districts within a radius: as stated, and with every position error taken away and added.

    With `--by road` along the roads, in cells of a kilometre: as measured, and with the upper and the lower end of the
    band. What lies too far from any road of the network is not covered, and said.

    Example: python -m layers coverage --kind bonded-zone --radius 50 --radius 100
    """
    context = open_ground()
    sites = site_points.apply(read_scenario(file, context), site_points.today(context, time), context).of_kinds(
        known_kinds(kinds)
    )
    areas = context.areas(units)
    reach = reach_by_road(sites, areas, open_roads()) if by == "road" else None
    if reach is None:
        found = [cover(sites, radius, areas) for radius in radii] if radii else curve(sites, areas)
    else:
        found = [reach.cover(radius) for radius in radii] if radii else reach.curve()
    lost = tell_unplaced(context, kinds, time)
    if as_json:
        answer: dict[str, Any] = {
            "edition": context.dataset.version,
            "time": time,
            "units": units,
            "kinds": list(kinds),
        }
        if reach is not None:
            answer |= {"by": by, "without_road": _share_without_road(reach)}
        say_json({**answer, "sites": sites.count, "unplaced": lost, "coverage": [each.as_json() for each in found]})
        return
    click.echo(f"{counted(sites.count, 'site')} of {asked_of(kinds, time)}")
    if reach is not None:
        click.echo(f"by road; {_share_without_road(reach):.1%} of the area lies too far from any road of the network")
    for each in found:
        _print(each, context)


def _share_without_road(reach: RoadReach) -> float:
    area = reach.areas.area_km2
    return round(float((reach.without_road * area).sum() / max(float(area.sum()), 1e-9)), 4)


def _print(coverage: Coverage, context: PlanningContext) -> None:
    shares = "  ".join(
        f"{code} {share[1]:6.1%} ({share[0]:.1%}–{share[2]:.1%})"
        for code in context.dataset.catalogue.regions
        for share in [coverage.region_share(code)]
    )
    low, middle, high = coverage.total_share
    covered, size = int(coverage.covered().sum()), len(coverage.areas.codes)
    click.echo(
        f"{coverage.radius_km:>4g} km: {middle:6.1%} of the area ({low:.1%}–{high:.1%}), "
        f"{covered} of {size} districts by half or more;  {shares}"
    )
