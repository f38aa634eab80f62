"""What is made or done in a place, by dated pages: firms, products, designations and figures, each with its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal, get_args
from urllib.parse import urlsplit

from layers.catalogue.entries import Lang, Model, Text
from layers.catalogue.models import Catalogue
from layers.dataset.row_table import read_rows

TABLE = "industry_evidence"
EvidenceKind = Literal["firm", "product", "designation", "figure"]
SourceKind = Literal["plan", "catalogue-2018", "firm", "product", "designation", "figure"]
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
OF_THE_PLACE = frozenset({"zone", "park"})  # scopes that say something of the place itself


class IndustryEvidence(Model):
    """One dated statement on what is made or done in a place.

    Attributes
    ----------
    industry
        Code of the catalogue; "" where no code fits.
    function
        Code of the activity that it proves; "" for none.
    gbt
        Sections or divisions of GB/T 4754—2017, joined by ";", by the editors' reading; may be "".
    scope
        `zone`: the place itself; `park`: a park that it lies in or that it is part of; `district`: only the district,
        which proves nothing of the place.
    date
        The day, month or year for which it is said; "" if the page says none.
    source_url
        "" unless the address is the publisher's own.
    caveat_zh, caveat_en
        What the statement does not say (signed and not built, a goal, the whole park); "" for none.
    """

    feature_id: Text
    industry: str
    function: str
    gbt: str
    kind: EvidenceKind
    what_zh: Text
    what_en: Text
    figure_zh: str
    figure_en: str
    scope: Literal["zone", "park", "district"]
    date: str
    publisher: Text
    publisher_en: Text
    page_date: str
    source_url: str
    confidence: Literal["high", "medium", "low"]
    caveat_zh: str
    caveat_en: str

    @property
    def divisions(self) -> tuple[str, ...]:
        """The codes of GB/T 4754."""
        return tuple(filter(None, self.gbt.split(";")))

    @property
    def counts(self) -> bool:
        """Whether it says something of the place itself."""
        return self.scope in OF_THE_PLACE

    @property
    def link(self) -> str:
        """The address if a page may link to it, else ""."""
        return web_address(self.source_url)

    def what(self, lang: Lang) -> str:
        """Return who or what is there, in language `lang`."""
        return self.what_zh if lang == "zh" else self.what_en

    def figure(self, lang: Lang) -> str:
        """Return the figure given with it; "" for none."""
        return self.figure_zh if lang == "zh" else self.figure_en

    def caveat(self, lang: Lang) -> str:
        """Return what it does not say; "" for nothing."""
        return self.caveat_zh if lang == "zh" else self.caveat_en

    def source(self, lang: Lang) -> str:
        """Return who said it and the date of the page."""
        return " ".join(filter(None, (self.publisher if lang == "zh" else self.publisher_en, self.page_date)))


Evidence = Mapping[str, tuple[IndustryEvidence, ...]]


def web_address(url: str) -> str:
    """Return `url` if it is an http address, else ""."""
    return url if urlsplit(url).scheme in {"http", "https"} else ""


def read_evidence(content: bytes, catalogue: Catalogue) -> Evidence:
    """Read the table: feature id → what is known of it, latest first.

    Raises
    ------
    DataError
        With one fault, named by its line, for each row that breaks the table's rules or names an unknown code.
    """

    def complaints(row: IndustryEvidence) -> Iterator[str]:
        if row.industry and row.industry not in catalogue.industries:
            yield f"industry: {row.industry}"
        if row.function and row.function not in catalogue.functions:
            yield f"function: {row.function}"
        yield from (f"gbt: {code}" for code in row.divisions if code not in catalogue.divisions)
        if bool(row.caveat_zh) != bool(row.caveat_en) or bool(row.figure_zh) != bool(row.figure_en):
            yield "figure and caveat: both languages or neither"

    found: dict[str, list[IndustryEvidence]] = defaultdict(list)
    for row in read_rows(content, TABLE, IndustryEvidence, complaints):
        found[row.feature_id].append(row)
    return {name: tuple(sorted(rows, key=lambda row: row.date, reverse=True)) for name, rows in found.items()}
