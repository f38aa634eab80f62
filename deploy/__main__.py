"""Commands for running the map for others: `python -m deploy --help`."""

from __future__ import annotations

import logging
import sys

import click

from deploy.nginx import ACCESS_LOG, checked, configuration
from deploy.supervisor import NotStartedError, Supervisor
from layers.config.log_format import formatter
from layers.config.settings import load_settings, startup_message
from layers.errors import SettingsError

processes = click.option("--processes", default=2, type=click.IntRange(1, 64))
first_port = click.option("--first-port", default=8601, type=click.IntRange(1024, 65000))


def _shaped(_: click.Context, option: click.Parameter, value: str) -> str:
    try:
        return checked(str(option.name), value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


base = click.option(
    "--base",
    default="",
    show_default=False,
    callback=_shaped,
    help="Path under which the proxy shows the app, e.g. map.",
)


@click.group(context_settings={"show_default": True})
def main() -> None:
    """Run several processes of the map behind one address."""


@main.command()
@processes
@first_port
@base
@click.option("--address", default="127.0.0.1", help="Where the processes listen.")
def serve(processes: int, first_port: int, base: str, address: str) -> None:
    """Start the processes and keep them running; SIGHUP restarts them one by one.

    Exit code 1: they could not be started, and why is said once.
    """
    try:
        style = load_settings().log
    except SettingsError as error:
        sys.exit(startup_message(error))
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(style))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    try:
        Supervisor(range(first_port, first_port + processes), address, base).serve()
    except NotStartedError as error:
        logging.getLogger("deploy").error("%s", error)  # noqa: TRY400 (a sentence for the operator)
        sys.exit(1)


@main.command()
@processes
@first_port
@base
@click.option("--host", default="127.0.0.1", callback=_shaped, help="Where nginx finds the processes.")
@click.option("--listen", default="80", callback=_shaped, help="Port or address:port.")
@click.option("--name", default="_", callback=_shaped, help="The server's name; _ for any.")
@click.option("--id", "identity", default="", show_default=False, callback=_shaped, help="Ends the names in the file.")
@click.option("--access-log", default=ACCESS_LOG, callback=_shaped, help="Where the log of requests goes, or off.")
def nginx(processes: int, first_port: int, **site: str) -> None:
    """Print a file for nginx's conf.d."""
    click.echo(configuration(range(first_port, first_port + processes), **site), nl=False)


if __name__ == "__main__":
    main()
