"""Who runs a place, as dated pages name them: the authority or company, its public site, telephone and address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Literal

from layers.catalogue.entries import Lang, Model, Text
from layers.dataset.evidence import web_address
from layers.dataset.row_table import read_rows

TABLE = "authorities"


class Authority(Model):
    """One authority or company that a dated page names for a place; site, phone and address only as published."""

    feature_id: Text
    name_zh: Text
    name_en: Text
    site: str
    phone: str
    address_zh: str
    date: str
    publisher: Text
    publisher_en: Text
    source_url: str
    confidence: Literal["high", "medium", "low"]

    def name(self, lang: Lang) -> str:
        """Return its name in language `lang`."""
        return self.name_zh if lang == "zh" else self.name_en

    def source(self, lang: Lang) -> str:
        """Return who named it, in language `lang`."""
        return self.publisher if lang == "zh" else self.publisher_en

    @property
    def public_site(self) -> str:
        """Its public site if a page may link to it, else ""."""
        return web_address(self.site)

    @property
    def link(self) -> str:
        """The address of the page that names it, else ""."""
        return web_address(self.source_url)


Authorities = Mapping[str, tuple[Authority, ...]]


def read_authorities(content: bytes) -> Authorities:
    """Read the table: feature id → who runs it, the latest named first.

    Raises
    ------
    DataError
        With one fault, named by its line, for each row that breaks the table's rules.
    """
    found: dict[str, list[Authority]] = defaultdict(list)
    for row in read_rows(content, TABLE, Authority):
        found[row.feature_id].append(row)
    return {name: tuple(sorted(rows, key=lambda row: row.date, reverse=True)) for name, rows in found.items()}
