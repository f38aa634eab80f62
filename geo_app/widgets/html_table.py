"""Tables and tallies as one piece of HTML each: Streamlit's own read every cell as Markdown, in the browser.

Every text stands as it is, whatever it looks like; nothing here takes text that is already HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from layers.text.control_characters import strip_controls

_CLASSES = {True: "ruled", False: "ruled rows"}
_TABLE = Markup('<div class="{}"><table aria-label="{}"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>')
_HEAD, _NAME = Markup('<th scope="col">{}</th>'), Markup('<th scope="row">{}</th>')
_CELL, _NUMBER = Markup("<td>{}</td>"), Markup('<td class="number">{}</td>')
_ROW, _GROUP = Markup("<tr>{}</tr>"), Markup('<tr class="group"><th scope="rowgroup" colspan="{}">{}</th></tr>')
_LINK = Markup('<a href="{}" target="_blank" rel="noopener noreferrer"{}>{}</a>')
_NOTED, _TITLE = Markup("<span{}>{}</span>"), Markup(' title="{}"')
_TALLY, _COUNT = Markup('<dl class="tally">{}</dl>'), Markup("<div><dt>{}</dt><dd>{}</dd></div>")
_JOIN = Markup("").join


@dataclass(frozen=True)
class Link:
    """A cell that leads into the web; one with any other address is its text alone. `note` is its tooltip."""

    text: str
    url: str
    note: str = ""

    def __html__(self) -> Markup:
        text, note = strip_controls(str(self.text)), strip_controls(str(self.note))
        title = _TITLE.format(note) if note else ""
        if self.url.startswith(("https://", "http://")):
            return _LINK.format(str(self.url), title, text)
        return _NOTED.format(title, text) if title else escape(text)


Cell = str | int | Link  # a number stands at the right


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], label: str, *, named: bool = True) -> Markup:
    """Return a table.

    Parameters
    ----------
    rows
        As long as `heads`, each; one of a single cell is the heading of the rows below it.
    label
        What a screen reader calls the table.
    named
        Whether the first cell of a row is its name; else lines stand between the rows alone.
    """
    body = _JOIN(
        _GROUP.format(len(heads), _said(row[0])) if len(row) == 1 < len(heads) else _row(row, named=named)
        for row in rows
    )
    return _TABLE.format(_CLASSES[named], _said(label), _JOIN(map(_HEAD.format, map(_said, heads))), body)


def _row(row: Sequence[Cell], *, named: bool) -> Markup:
    names, rest = (row[:1], row[1:]) if named else ((), row)
    return _ROW.format(_JOIN([*(_NAME.format(_said(name)) for name in names), *map(_cell, rest)]))


def _cell(cell: Cell) -> Markup:
    return (_NUMBER if isinstance(cell, int) else _CELL).format(_said(cell))


def _said(cell: Cell) -> str | Link:
    """Return what is escaped when it is put in place: a `Markup` would stand as it is, and none may come from data."""
    return cell if isinstance(cell, Link) else strip_controls(str(cell))


def tally(counts: Iterable[tuple[str, int]]) -> Markup:
    """Return counts as boxes in a row, each under its title."""
    return _TALLY.format(_JOIN(_COUNT.format(str(title), count) for title, count in counts))
