"""`python -m layers`: one file per command, all of them in `COMMANDS`; how they are called: docs/command-line.md.

How to add one: CONTRIBUTING.md.
"""

from __future__ import annotations

import click

from layers import __version__
from layers.cli import (
    check,
    convert,
    coverage,
    distance,
    list_layers,
    matrix,
    nearest,
    rank,
    report,
    show_settings,
    site,
)
from layers.cli.console import CommandGroup

# one line for each new command
COMMANDS: tuple[click.Command, ...] = (
    list_layers.list_layers,
    check.check,
    convert.convert,
    report.report,
    matrix.show_matrix,
    coverage.show_coverage,
    site.find_sites,
    nearest.find_nearest,
    distance.show_distance,
    rank.rank_places,
    show_settings.show_settings,
)

main = click.version_option(__version__, message="open-map %(version)s")(
    CommandGroup(
        commands=COMMANDS,
        help="The layers of the Chongqing open-platform map.",
        context_settings={"show_default": True},
    )
)
