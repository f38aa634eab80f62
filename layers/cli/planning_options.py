"""Shared options of the planner's commands: kinds, time, districts, a scenario; and their planning context."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np

from layers.arrays import Floats
from layers.catalogue.entries import DISTRICT_FIELDS, DistrictVintage
from layers.catalogue.models import load_catalogue
from layers.cli.console import FILE, read_input, say_findings
from layers.dataset.dataset import load_dataset
from layers.i18n.messages import say
from layers.ingest.csv_template import TemplateError
from layers.ingest.layer import ReadOptions
from layers.ingest.limits import LOCAL
from layers.ingest.read import read_layer_with
from layers.planning import scenario, user_statistics
from layers.planning.context import PlanningContext
from layers.planning.scenario import Change, ScenarioError
from layers.planning.site_points import Sites
from layers.planning.uploaded_sites import Demand, TooManyPlacesError, candidates_of, demand_of, weights_of
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer, from_imported
from layers.query.existence import FIRST, TIMES, Time, unplaced
from layers.query.nearest import ProximityIndex
from layers.roads.distance import Roads
from layers.roads.load import load_roads

Command = Callable[..., Any]
WAYS = ("straight", "road")


def open_ground() -> PlanningContext:
    """Return the planning context of the shipped data, or of the folder in the operator's setting."""
    dataset = load_dataset(load_catalogue())
    return PlanningContext(dataset, ProximityIndex(dataset))


def time_option(command: Command) -> Command:
    """Add `--time`, with the default of the page."""
    return click.option("--time", "time", type=click.Choice(TIMES), default=FIRST, help="What counts as existing.")(
        command
    )


def by_option(command: Command) -> Command:
    """Add `--by`: straight lines, or the roads of the network."""
    return click.option(
        "--by",
        "by",
        type=click.Choice(WAYS),
        default=WAYS[0],
        help="Straight lines, or the road network of about 2021.",
    )(command)


def open_roads() -> Roads:
    """Return the road network; end the command with the reason if it cannot be used."""
    roads = load_roads()
    if not isinstance(roads, Roads):
        raise roads
    return roads


def asked_of(kinds: Sequence[str], time: Time) -> str:
    """Return the kinds and the time of an answer as text."""
    titles = load_catalogue().kinds
    named = ", ".join(f"{titles[kind].title.en} ({kind})" for kind in kinds) or "every kind"
    return f"{named}; {said_time(time)}"


def tell_unplaced(context: PlanningContext, kinds: Sequence[str], time: Time) -> int:
    """Count existing features without a public location, and report on standard error that they are left out."""
    count = unplaced(context.dataset, kinds, time)
    if count:
        click.echo(say("planning.unmeasured", "en", count=count), err=True)
    return count


def said_time(time: Time) -> str:
    """Return the meaning of the time as text."""
    return f"{say(f'time.{time}', 'en')} (--time {time})"


def common(command: Command) -> Command:
    """Add the options of every planning command."""
    options: tuple[Callable[[Command], Command], ...] = (
        time_option,
        click.option(
            "--units", type=click.Choice(list(DISTRICT_FIELDS)), default="38", help="Edition of the districts."
        ),
        click.option("--scenario", "file", type=FILE, help="GeoJSON of a scenario, as the page writes it."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def kinds_option(command: Command) -> Command:
    """Add `--kind`, which may be repeated."""
    return click.option("--kind", "kinds", multiple=True, required=True, help="Kind of platform; may be repeated.")(
        command
    )


def known_kinds(kinds: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds, or end the command for a kind that is not in the catalogue."""
    table = load_catalogue().kinds
    for kind in kinds:
        if kind not in table:
            raise click.UsageError(f"{kind!r} is no kind of the catalogue; it has: {', '.join(table)}")
    return tuple(dict.fromkeys(kinds))


def read_scenario(file: Path | None, context: PlanningContext) -> tuple[Change, ...]:
    """Read the changes of a scenario file; return none without a file."""
    if file is None:
        return ()
    _, content = read_input(file)
    try:
        return scenario.from_geojson(content, context.dataset)
    except ScenarioError as error:
        raise click.ClickException(say(error.key, "en", **error.values)) from error


def read_figure(file: Path | None, context: PlanningContext, units: DistrictVintage) -> Floats | None:
    """Read the first column of figures of a CSV file as (d,); return None without a file."""
    if file is None:
        return None
    try:
        own = user_statistics.read_user_statistics(file.name, file.read_bytes(), context.areas(units), units)
    except TemplateError as error:
        sentences = [fault.sentence("en") for fault in error.findings]
        raise click.ClickException("\n".join(sentences)) from error
    return own.along(next(iter(own.columns)), context, units)


def read_places(file: Path, context: PlanningContext) -> Sites:
    """Read the features of a layer as candidates; end the command if there are too many."""
    subject = _subject(file, context)
    try:
        return candidates_of(subject.points, subject.titles.tolist())
    except TooManyPlacesError as error:
        raise click.ClickException(f"{file.name}: {error}") from error


def read_needs(file: Path, weight: str | None, context: PlanningContext) -> Demand:
    """Read the features of a layer as demand, with a column of weights or with equal weights."""
    subject = _subject(file, context)
    columns = weights_of(subject.frame.drop(columns="geometry"))
    if weight is not None and weight not in columns:
        raise click.UsageError(f"{weight!r} is no column of numbers in {file.name}; it has: {', '.join(columns)}")
    heavy = None if weight is None else subject.frame[weight].to_numpy(dtype=float, na_value=np.nan)
    return demand_of(subject.points, subject.titles.tolist(), heavy)


def _subject(file: Path, context: PlanningContext) -> CheckedLayer:
    imported = read_layer_with(*read_input(file), ReadOptions(), limits=LOCAL)
    say_findings(imported.findings)
    return from_imported(imported, DistrictIndex.of(context.dataset))
