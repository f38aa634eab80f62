"""What a comparison says of the ground, the firms and the authority of a place, as far as the dataset holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.i18n.punctuation import clause_separator
from layers.query.titles import field_titles

MOST_STATEMENTS = 3  # of firms in a cell; the others are counted


def grounds(record: Mapping[str, Any], dataset: Dataset, lang: Lang) -> str:
    """Return what may be done in a place, its parts with grounds of their own by name; "" if unknown."""
    if "grounds" not in record:
        return ""
    parts = [part for part in record.get("parts") or () if isinstance(part, dict) and part.get("grounds")]
    whole = field_titles(record, "grounds", dataset, lang)
    named = [
        say("compare.part", lang, part=part.get(f"name_{lang}") or part.get("name_zh", ""), text=text)
        for part in parts
        if (text := field_titles(part, "grounds", dataset, lang))
    ]
    return clause_separator(lang).join(filter(None, [whole, *named]))


def firms(name: str, dataset: Dataset, lang: Lang) -> str:
    """Return dated statements on what is made or done in the place itself; "" if there are none."""
    rows = {(row.date, row.what_zh): row for row in dataset.evidence.get(name, ()) if row.counts}
    texts = [_statement(row, lang) for row in rows.values()]
    more = len(texts) - MOST_STATEMENTS
    rest = [say("compare.more", lang, count=more)] if more > 0 else []
    return clause_separator(lang).join([*texts[:MOST_STATEMENTS], *rest])


def authority(name: str, dataset: Dataset, lang: Lang) -> str:
    """Return who runs a place, with site and telephone as published; "" if unknown."""
    texts = []
    for row in dataset.authorities.get(name, ()):
        said = [row.name(lang), row.phone, row.public_site]
        texts.append(_dated(" · ".join(filter(None, said)), row.source(lang), row.date, lang))
    return clause_separator(lang).join(texts)


def _statement(row: Any, lang: Lang) -> str:
    said = " · ".join(filter(None, [row.what(lang), row.figure(lang), row.caveat(lang)]))
    return _dated(said, row.source(lang), row.date, lang)


def _dated(text: str, source: str, date: str, lang: Lang) -> str:
    return say("compare.stated", lang, text=text, source=source, date=date or say("card.undated", lang))
