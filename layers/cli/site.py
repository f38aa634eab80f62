"""`site`: where the next sites of a kind would serve best."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from layers.catalogue.entries import DistrictVintage
from layers.cli.console import FILE, REJECTED, counted, say_json
from layers.cli.planning_options import (
    asked_of,
    common,
    kinds_option,
    known_kinds,
    open_ground,
    read_figure,
    read_needs,
    read_places,
    read_scenario,
    tell_unplaced,
)
from layers.i18n.messages import say
from layers.planning.context import PlanningContext
from layers.planning.coverage import FARTHEST_KM, NEAREST_KM
from layers.planning.location_problem import LocationProblem, build_problem
from layers.planning.location_solver import SECONDS, Solution, solve
from layers.planning.query import CANDIDATES, DEMANDS, MODELS, MOST_SITES, Candidates, Demand, Model, PlanningQuery
from layers.query.existence import Time


@dataclass(frozen=True)
class SiteQuestion:
    """The options of the command."""

    kinds: tuple[str, ...]
    sites: int
    model: Model
    radius: int
    candidates: Candidates
    demand: Demand
    weights: Path | None
    candidates_file: Path | None
    demand_file: Path | None
    weight: str | None
    afresh: bool
    seconds: int
    time: Time
    units: DistrictVintage
    file: Path | None
    as_json: bool

    def planning_query(self, context: PlanningContext) -> PlanningQuery:
        """Return the planning query."""
        return PlanningQuery(
            kinds=known_kinds(self.kinds),
            radii=(self.radius,),
            model=self.model,
            sites=self.sites,
            candidates="layer" if self.candidates_file else self.candidates,
            demand="layer" if self.demand_file else "own" if self.weights else self.demand,
            keep=not self.afresh,
            changes=read_scenario(self.file, context),
        )


@click.command("site")
@kinds_option
@click.option(
    "-k", "--sites", type=click.IntRange(1, MOST_SITES), default=1, help="How many sites to look for; not of lscp."
)
@click.option("--model", type=click.Choice(MODELS), default="mclp", help="Which of PySAL's location models.")
@click.option("--radius", type=click.IntRange(NEAREST_KM, FARTHEST_KM), default=50, help="Kilometres of mclp and lscp.")
@click.option("--candidates", type=click.Choice(CANDIDATES), default="seats", help="Where a site may stand.")
@click.option("--demand", type=click.Choice(DEMANDS), default="equal", help="How much each district weighs.")
@click.option("--weights", type=FILE, help="CSV of your own figures; its first column of numbers is the demand.")
@click.option("--candidates-file", type=FILE, help="Layer of your own (as `check` reads): a site may stand at each.")
@click.option("--demand-file", type=FILE, help="Layer of your own: the demand stands at its features.")
@click.option("--weight", help="Column of --demand-file that says how much each feature weighs; default: all alike.")
@click.option("--afresh", is_flag=True, help="As if nothing stood: today's sites do not stay.")
@click.option("--seconds", type=click.IntRange(1, 600), default=SECONDS, help="Limit of the solver.")
@common
def find_sites(**options: Any) -> None:
    """Find the sites that serve best, beside today's layout and the plan's own. Exit code 1: there is no solution.

    Example: python -m layers site --kind bonded-b -k 1 --model mclp --radius 100
    """
    asked = SiteQuestion(**options)
    if asked.demand == "own" and asked.weights is None:
        raise click.UsageError("--demand own needs --weights FILE")
    if asked.candidates == "layer" and asked.candidates_file is None:
        raise click.UsageError("--candidates layer needs --candidates-file FILE")
    if asked.demand == "layer" and asked.demand_file is None:
        raise click.UsageError("--demand layer needs --demand-file FILE")
    given = click.get_current_context().get_parameter_source("sites") is not ParameterSource.DEFAULT
    if asked.model == "lscp" and given:
        click.echo("-k is not used: lscp finds the fewest sites that cover all", err=True)
    if asked.weight is not None and asked.demand_file is None:
        raise click.UsageError("--weight is a column of --demand-file FILE")
    context = open_ground()
    own = read_figure(asked.weights, context, asked.units)
    places = read_places(asked.candidates_file, context) if asked.candidates_file else None
    demand = read_needs(asked.demand_file, asked.weight, context) if asked.demand_file else None
    planning_query = asked.planning_query(context)
    lost = tell_unplaced(context, planning_query.kinds, asked.time)
    problem = build_problem(
        planning_query, context, time=asked.time, district_vintage=asked.units, own=own, places=places, demand=demand
    )
    answer = solve(problem, asked.seconds)
    if asked.as_json:
        said: dict[str, object] = {
            "edition": context.dataset.version,
            "time": asked.time,
            "units": asked.units,
            "unplaced": lost,
        }
        if demand is not None:
            said |= {"demand_features": demand.features, "demand_ignored": demand.ignored, "cell_km": demand.cell_km}
        say_json({**said, **answer.as_json()})
    else:
        _print(problem, answer, asked.time)
    sys.exit(0 if answer.is_found else REJECTED)


def _print(problem: LocationProblem, answer: Solution, time: Time) -> None:
    click.echo(asked_of(problem.planning_query.kinds, time))
    click.echo(say(f"outcome_of_model.{answer.outcome}", "en", seconds=f"{answer.seconds:.1f}"))
    demand = problem.demand
    if demand.cell_km is not None:
        click.echo(say("placing.gathered", "en", km=f"{demand.cell_km:g}", places=len(demand.codes)))
    if demand.ignored:
        click.echo(say("placing.ignored", "en", count=f"{demand.ignored:,}"))
    for name, words in zip(answer.chosen.ids, answer.chosen.names, strict=True):
        click.echo(f"  {name}  {words.zh} / {words.en}")
    if answer.unreachable:
        click.echo(f"  beyond every candidate: {' '.join(answer.unreachable)}")
    for code, score in answer.scores.items():
        mean = "–" if score.mean_km is None else f"{score.mean_km:.0f} km"
        far = "–" if score.farthest_km is None else f"{score.farthest_km:.0f} km ({score.farthest})"
        title = say(f"layout_of.{code}", "en", time=say(f"time.{time}", "en"))
        line = f"{title:<28}{counted(score.sites, 'site'):>9}  "
        click.echo(f"{line}{score.covered:6.1%} within {problem.radius_km:g} km  mean {mean}  farthest {far}")
