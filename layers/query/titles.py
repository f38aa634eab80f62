"""What a feature's codes are called; a rank that a feature only seeks is not said of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layers.catalogue.entries import CatalogueEntry, Lang
from layers.dataset.dataset import Dataset
from layers.i18n.punctuation import list_separator

RANKED = ("kind", "level")  # fields whose titles may name a rank
WON = {"operating", "approved", "building"}  # states of today in which a rank that was applied for is held


def is_seeking(record: Mapping[str, Any]) -> bool:
    """Return whether a feature still applies for what its kind and level name."""
    return record["status"] == "applying" and record["status_now"] not in WON


def entry_title(entry: CatalogueEntry, lang: Lang, *, seeking: bool = False) -> str:
    """Return an entry's title; with `seeking`, what it is called while it is only applied for."""
    return (entry.seeking if seeking and entry.seeking else entry.title).say(lang)


def field_titles(record: Mapping[str, Any], field: str, dataset: Dataset, lang: Lang) -> str:
    """Return the titles of a feature's codes in `field`, joined; "" where it has none."""
    known = dataset.vocabulary(field)
    codes = record[field] if isinstance(record[field], list) else [record[field]]
    seeking = field in RANKED and is_seeking(record)
    return list_separator(lang).join(entry_title(known[code], lang, seeking=seeking) for code in codes if code in known)


def part_grounds(record: Mapping[str, Any], dataset: Dataset, lang: Lang) -> list[tuple[str, str]]:
    """Return (part, titles) of each part of a feature on whose ground other things may be done than on the whole."""
    parts = [part for part in record["parts"] if part.get("grounds")]
    return [(part[f"name_{lang}"], field_titles(part, "grounds", dataset, lang)) for part in parts]
