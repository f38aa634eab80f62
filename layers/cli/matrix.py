"""`matrix`: how many of each kind stand where, zeros included."""

from __future__ import annotations

from pathlib import Path

import click

from layers.catalogue.entries import LANGUAGES, DistrictVintage
from layers.cli.console import say_json
from layers.cli.planning_options import common, open_ground, read_scenario, said_time
from layers.planning.balance import base_by_region, quotients
from layers.planning.context import PlanningContext
from layers.planning.matrix import Grain, Matrix, Rows, empty_districts, gap_matrix
from layers.planning.tables import place_title
from layers.query.existence import Time


@click.command("matrix")
@click.option("--by", "rows", type=click.Choice(["region", "district"]), default="region", help="Rows of the matrix.")
@click.option("--columns", "grain", type=click.Choice(["type", "kind"]), default="type", help="Columns of the matrix.")
@common
def show_matrix(
    rows: Rows, grain: Grain, time: Time, units: DistrictVintage, file: Path | None, *, as_json: bool
) -> None:
    """Count platforms by place and kind: `3+2` is three that stand and two that the plan promises beside them.

    Example: python -m layers matrix --by district --columns type --time now
    """
    context = open_ground()
    changes = read_scenario(file, context)
    matrix = gap_matrix(context, rows, grain, time=time, district_vintage=units, changes=changes)
    none, hopeless = empty_districts(context, time=time, district_vintage=units)
    if as_json:
        answer = {"edition": context.dataset.version, "time": time, "units": units, **matrix.as_json()}
        answer["place_names"] = [
            {lang: place_title(context.dataset, code, lang, units) for lang in LANGUAGES} for code in matrix.places
        ]
        answer |= {"districts_without_any": none, "districts_without_any_promise": hopeless}
        if rows == "region":
            regions = matrix.places[:-2]
            table = quotients(matrix, base_by_region(context.areas(units), regions))
            answer["location_quotient"] = [[None if v != v else round(v, 3) for v in row] for row in table.tolist()]  # noqa: PLR0124 (NaN)
        say_json(answer)
        return
    click.echo(said_time(time))
    _print(matrix, [_called(context, code, units) for code in matrix.places])
    names = ", ".join(_called(context, code, units) for code in none)
    click.echo(f"districts without any platform: {len(none)} of {len(context.areas(units).codes)}: {names or '–'}")


def _called(context: PlanningContext, code: str, units: DistrictVintage) -> str:
    return f"{place_title(context.dataset, code, 'en', units)} ({code})"


def _print(matrix: Matrix, places: list[str]) -> None:
    cells = [
        [f"{have}+{due}" if due else str(have) for have, due in zip(row, more, strict=True)]
        for row, more in zip(matrix.standing.tolist(), matrix.promised.tolist(), strict=True)
    ]
    widths = [max(len(code), 5) for code in matrix.columns]
    first = max(map(len, places))
    heads = [" " * first, *(f"{code:>{w}}" for code, w in zip(matrix.columns, widths, strict=True))]
    click.echo("  ".join(heads))
    for place, row in zip(places, cells, strict=True):
        click.echo("  ".join([f"{place:<{first}}", *(f"{cell:>{w}}" for cell, w in zip(row, widths, strict=True))]))
