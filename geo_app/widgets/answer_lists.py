"""Answers as one piece of HTML each: bars of outcomes that read in grey, promises with evidence, verdicts.

Every text stands as it is, whatever it looks like; nothing here takes text that is already HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from geo_app.widgets.html_table import Link
from layers.text.control_characters import strip_controls

_BARS = Markup(
    '<div class="ruled stacked"><table role="table" aria-label="{}">'
    '<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table></div>'
)
_HEAD = Markup('<th role="columnheader" scope="col" class="part-{}">{}</th>')
_BAR = Markup('<tr role="row"><th role="rowheader" scope="row">{}</th>{}</tr>')
_PART = Markup('<td role="cell" class="part-{}" style="flex-grow:{}">{}</td>')
_TALLY, _COUNT = Markup('<dl class="tally parts">{}</dl>'), Markup('<div class="part-{}"><dt>{}</dt><dd>{}</dd></div>')
_LIST = Markup('<ol class="answers {}" aria-label="{}">{}</ol>')
_ITEM = Markup('<li><b>{}</b> <span class="mark mark-{}">{}</span>{}</li>')
_LINE = Markup('<div class="line">{}</div>')
_FOLD = Markup("<details><summary>{}</summary>{}</details>")
_JOIN = Markup("").join


@dataclass(frozen=True)
class Fold:
    """A line that opens to what is longer than most readers want."""

    text: str
    more: str

    def __html__(self) -> Markup:
        return _FOLD.format(_text(self.text), _text(self.more))


Piece = str | Link | Fold


@dataclass(frozen=True)
class Answer:
    """One item of a list: what it is about, the answer with its code, and lines below, each of texts and links."""

    about: str | Link
    code: str
    answer: str
    lines: Sequence[Sequence[Piece]] = ()


def bars(heads: Sequence[tuple[str, str]], rows: Iterable[tuple[str, Sequence[int]]], by: str, label: str) -> Markup:
    """Return a table whose rows are bars: each cell is a part as wide as its number, which is written in it.

    Parameters
    ----------
    heads
        (code, title) of each part; the code names its class.
    by
        What the rows are named by.
    """
    body = _JOIN(
        _BAR.format(_text(name), _JOIN(_PART.format(code, n, n) for (code, _), n in zip(heads, counts, strict=True)))
        for name, counts in rows
    )
    titles = _JOIN([_HEAD.format("name", _text(by)), *(_HEAD.format(code, _text(title)) for code, title in heads)])
    return _BARS.format(_text(label), titles, body)


def tally(counts: Iterable[tuple[str, str, int]]) -> Markup:
    """Return (code, title, count) as boxes in a row, each marked as its part of a bar is."""
    return _TALLY.format(_JOIN(_COUNT.format(code, _text(title), count) for code, title, count in counts))


def answers(items: Iterable[Answer], label: str, *, kind: str) -> Markup:
    """Return a numbered list of answers; `kind` names its class."""
    return _LIST.format(kind, _text(label), _JOIN(map(_item, items)))


def _item(item: Answer) -> Markup:
    lines = _JOIN(_LINE.format(_JOIN(map(_piece, line))) for line in item.lines)
    return _ITEM.format(_piece(item.about), item.code, _text(item.answer), lines)


def _piece(piece: Piece) -> Markup:
    return Markup("{}").format(_text(piece) if isinstance(piece, str) else piece)


def _text(text: str) -> str:
    return strip_controls(str(text))
