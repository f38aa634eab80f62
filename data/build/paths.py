"""Where the build reads and writes, and its one kind of error."""

from pathlib import Path

import click

BUILD = Path(__file__).resolve().parent
INPUTS = BUILD / "inputs"
CACHE = BUILD / "cache"
DATA = BUILD.parent
GEOJSON = DATA / "geojson"
PROVENANCE = DATA / "provenance.csv"


class BuildError(click.ClickException):
    """The build cannot go on; the message names table, row and cure, and click prints it without a traceback."""
