"""Input, output and exit codes of all commands: file or pipe, text or JSON.

Exit codes: 0 done (accepted, perhaps with repairs), 1 rejected, 2 wrong options or arguments. Answers go to standard
output, all other text to standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from layers.errors import OpenMapError
from layers.i18n.findings import Finding, RefusedError
from layers.i18n.messages import load_words
from layers.quality.result import MOST

REJECTED = 1
FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
PIPE = Path("-")


class _Target(click.Path):
    """A file to write in an existing folder; a missing folder is reported before the work begins."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(super().convert(value, param, ctx))  # type: ignore[arg-type]  # a Path, because path_type is Path
        if path != PIPE and not path.parent.is_dir():
            self.fail(f"there is no folder {path.parent}", param, ctx)
        return path


TARGET = _Target(dir_okay=False, writable=True, allow_dash=True, path_type=Path)
LARGE = 5_000_000  # bytes from which on a terminal shows progress


class CommandGroup(click.Group):
    """Group of commands that report this project's errors as sentences with exit code 1, never as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except RefusedError as refusal:
            say_findings(refusal.findings)
            ctx.exit(REJECTED)
        except OpenMapError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(REJECTED)


def read_input(file: Path) -> tuple[str, bytes]:
    """Return name and bytes of a file, or of standard input for `-`."""
    if file == PIPE:
        return "-", sys.stdin.buffer.read()
    return file.name, file.read_bytes()


def keep_what_is_there(target: Path, *, force: bool) -> None:
    """End the command if it would replace a file without `--force`."""
    if target != PIPE and target.exists() and not force:
        raise click.UsageError(f"{target} exists; --force replaces it")


def say_json(answer: object) -> None:
    """Print one JSON value."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False))


def counted(number: int, thing: str) -> str:
    """Format a number of things, with the singular for one."""
    return f"{number} {thing}{'s' * (number != 1)}"


def say_findings(findings: Sequence[Finding], *, most: int = 20, omitted: int = 0) -> None:
    """Print the first `most` findings with their cures to standard error; count the rest and `omitted` ones."""
    for finding in findings[:most]:
        click.echo(f"{finding.severity}: {_who(finding)}{finding.sentence('en')}", err=True)
        if cure := finding.cure("en", prompt=True):
            click.echo(f"    {cure}", err=True)
    if more := max(len(findings) - most, 0) + omitted:
        lists = f"the first {MOST} of a kind" if omitted else "all"
        click.echo(f"… and {more} more; --json lists {lists}", err=True)


def _who(finding: Finding) -> str:
    """Return the name of the feature, if the sentence is about one and does not name it."""
    template = load_words()["finding"][finding.code].en
    if finding.row is None or any(brace in template for brace in ("{who}", "{feature}", "{row}")):
        return ""
    return f"{finding.who('en')}: "


def progress(size: int) -> tuple[Callable[[float], None], Callable[[], None]]:
    """Return a callback for the finished share (0 to 1) and one for the end; silent for small input and in pipes."""
    if size < LARGE or not sys.stderr.isatty():
        return (lambda _: None), (lambda: None)
    bar = click.progressbar(length=100, file=sys.stderr, label="reading")
    done = [0]

    def on_progress(share: float) -> None:
        on_step = int(100 * share) - done[0]
        done[0] += on_step
        bar.update(on_step)

    return on_progress, bar.render_finish


def steps() -> Callable[[str, int, int], None]:
    """Return a callback for the number of the running check; silent in pipes."""

    def on_step(code: str, number: int, count: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"check {number} of {count}: {code}", err=True)

    return on_step
