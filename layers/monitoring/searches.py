"""What was looked for in vain, when and with which words (`data/searched.csv`); the promises that matter most."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from layers.catalogue.entries import Code, Lang, Model, Text, Words
from layers.dataset.source import DATA_FOLDER
from layers.i18n.messages import say

SEARCHES_FILE = DATA_FOLDER.parent / "searched.csv"
HEADLINES_FILE = DATA_FOLDER.parent / "headline_promises.csv"


class Search(Model):
    """One subject (a feature's id, or `indicator-N`) and when, with which words and how vainly it was looked for."""

    subject: Code
    searched_on: Text
    queries: Text
    result: Literal["nothing", "related"]

    def last_search(self, lang: Lang) -> str:
        """Return when it was last looked for and what came of it, in language `lang`."""
        return say(f"searched.{self.result}", lang, date=self.searched_on)

    def words(self, lang: Lang) -> str:
        """Return with which words."""
        return say("searched.words", lang, queries=self.queries)

    def sentence(self, lang: Lang) -> str:
        """Return both."""
        return say("searched.whole", lang, last_search=self.last_search(lang), words=self.words(lang))


@lru_cache(maxsize=1)
def load_searches() -> Mapping[str, Search]:
    """Return subject → its last search, read once per process."""
    return {row["subject"]: Search.model_validate(row) for row in _rows(SEARCHES_FILE)}


@lru_cache(maxsize=1)
def load_headlines() -> Mapping[str, Words]:
    """Return the promises that matter most to a reader, in order: feature id → why."""
    rows = sorted(_rows(HEADLINES_FILE), key=lambda row: int(row["order"]))
    return {row["id"]: Words(zh=row["why_zh"], en=row["why_en"]) for row in rows}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))
