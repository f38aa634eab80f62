"""Boxes of a card as HTML: a title, lines and lists; a long list shows three and folds the rest with its count.

Every text stands as it is, whatever it looks like; only what this module or `html_table` made is taken as HTML.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from geo_app.widgets.html_table import Link
from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from layers.text.control_characters import strip_controls

OPEN = 3  # items of a list that stand open; the others unfold
_BOX = Markup('<div class="facts"><h3>{}</h3>{}</div>')
_LINE, _NAMED = Markup("<p>{}</p>"), Markup("<p><strong>{}</strong> {}</p>")
_NOTE, _LIST, _ITEM = Markup("<p><small>{}</small></p>"), Markup("<ul>{}</ul>"), Markup("<li>{}</li>")
_ORIGINAL = Markup('<details class="original" lang="zh"><summary lang="{}">{}</summary><p>{}</p></details>')
_CHINESE = Markup(' class="original"')
_WORDS = Markup("<details{}><summary>{}</summary>{}</details>")
_JOIN = Markup("").join

Text = str | Link | Markup


def box(title: str, body: Sequence[Markup]) -> Markup:
    """Return a titled box; nothing where its body is empty."""
    return _BOX.format(_piece(title), _JOIN(body)) if body else Markup("")


def line(text: Text, title: str = "") -> Markup:
    """Return one line, which may be named."""
    return _NAMED.format(_piece(title), _piece(text)) if title else _LINE.format(_piece(text))


def note(text: Text) -> Markup:
    """Return a remark in small letters."""
    return _NOTE.format(_piece(text))


def bullets(items: Sequence[Text], lang: Lang) -> Markup:
    """Return a list whose first three items stand open; what follows unfolds under its count."""
    shown = [_ITEM.format(_piece(item)) for item in items]
    if len(shown) <= OPEN + 1:  # a fold of one item would take as much room as the item
        return _LIST.format(_JOIN(shown)) if shown else Markup("")
    rest = _LIST.format(_JOIN(shown[OPEN:]))
    return _LIST.format(_JOIN(shown[:OPEN])) + _WORDS.format("", say("card.more", lang, count=len(shown) - OPEN), rest)


def fold(title: str, text: str, *, chinese: bool = False) -> Markup:
    """Return a line that opens to a longer text; one of Chinese words whatever the page's language is marked so."""
    return _WORDS.format(_CHINESE if chinese else "", _piece(title), _piece(text))


def original(texts: Sequence[str], lang: Lang) -> Markup:
    """Return a fold that holds Chinese texts as they were written; nothing for readers of Chinese."""
    if lang == "zh" or not texts:
        return Markup("")
    lines = Markup("<br>").join(map(_piece, texts))
    return _ORIGINAL.format(lang, say("card.original", lang), lines)


def _piece(piece: Text) -> Markup:
    if isinstance(piece, (Link, Markup)):
        return Markup("{}").format(piece)
    return escape(strip_controls(piece))
