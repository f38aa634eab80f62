"""`python -m layers`: one file per command, all of them in `COMMANDS`; how they are called: docs/command-line.md."""

from __future__ import annotations

import click

from layers.commands import check, convert, coverage, listing, matrix, nearest, report, settings, site
from layers.commands.speaking import Group

# one line for each new command
COMMANDS: tuple[click.Command, ...] = (
    listing.list_layers,
    check.check,
    convert.convert,
    report.report,
    matrix.show_matrix,
    coverage.show_coverage,
    site.find_sites,
    nearest.find_nearest,
    settings.show_settings,
)

main = Group(
    commands=COMMANDS,
    help="The layers of the Chongqing open-platform map.",
    context_settings={"show_default": True},
)
