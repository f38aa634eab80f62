"""`settings`: what the operator decided, as it is in force."""

from __future__ import annotations

import json
import sys

import click

from layers.cli.console import REJECTED
from layers.config.settings import config_file, read_settings, startup_message
from layers.errors import SettingsError


@click.command("settings")
def show_settings() -> None:
    """Print the operator's settings in force; a key is never printed. Exit 1 where they cannot be used.

    Example: python -m layers settings
    """
    try:
        settings = read_settings()
    except SettingsError as error:
        click.echo(startup_message(error), err=True)
        sys.exit(REJECTED)
    click.echo(f"{config_file()}: {'read' if config_file().is_file() else 'not there, defaults hold'}")
    for name, value in settings.model_dump(mode="json", exclude={"config"}).items():
        click.echo(f"{name} = {json.dumps(value, ensure_ascii=False)}")
