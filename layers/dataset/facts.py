"""Dated facts about features and promises of the plan, each with its source, date and certainty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal
from urllib.parse import urlsplit

from layers.catalogue.entries import Lang, Model
from layers.catalogue.models import Catalogue
from layers.dataset.row_table import read_rows
from layers.i18n.messages import say

TABLE = "facts"


class Fact(Model):
    """One dated fact about one feature. A date is a day, a month or a year.

    Attributes
    ----------
    covers
        `whole`: the feature itself; `part`: some of it; `measure`: something done within what the plan promised, while
        no page shows the thing itself; `near`: a similar thing, which decides nothing; `promise`: only the plan's
        promise, not the state of the feature.
    since
        When the state began, if a source says so; never the date of the page itself.
    last_seen
        The last day on which the source confirms the state; "" for a page without a date.
    source_note
        How the page was read (a repost, a mirror, who is cited): for the list of sources, not for the card.
    source_url
        "" unless the URL is the publisher's own.
    conflict
        One code for facts that contradict each other or count differently, kept side by side; "" for the rest.
    """

    feature_id: str
    status_now: str
    covers: Literal["whole", "part", "measure", "near", "promise"]
    since: str
    last_seen: str
    statement_zh: str
    statement_en: str
    publisher: str
    publisher_en: str
    source_note: str
    page_date: str
    source_url: str
    confidence: Literal["high", "medium", "low", "inferred"]
    conflict: str

    def statement(self, lang: Lang) -> str:
        """Return the statement of the fact in language `lang`."""
        return self.statement_zh if lang == "zh" else self.statement_en

    def source(self, lang: Lang) -> str:
        """Return who said it and the date of the page, in language `lang`."""
        return " ".join(filter(None, (self.publisher if lang == "zh" else self.publisher_en, self.page_date)))

    def linked_source(self, lang: Lang) -> str:
        """Return the source, and where no page may link to it, that there is no link and why."""
        source = self.source(lang)
        return source if self.link else say("evidence.unlinked", lang, source=source)

    @property
    def date(self) -> str:
        """The date on which the state began, else was last seen; "" if neither is known."""
        return self.since or self.last_seen

    @property
    def when(self) -> str:
        """The date as readers see it."""
        return self.date

    @property
    def link(self) -> str:
        """The source's URL if a page may link to it, else ""."""
        return self.source_url if urlsplit(self.source_url).scheme in {"http", "https"} else ""


Facts = Mapping[str, tuple[Fact, ...]]


def first_day(date: str) -> str:
    """Return the first day of a year, month or day; "" for none."""
    return date + "-01-01"[len(date) - 4 :] if date else ""


def last_day(date: str) -> str:
    """Return the upper bound of a year, month or day as text, for comparison only; "" for none."""
    return date + "-12-31"[len(date) - 4 :] if date else ""


def read_facts(content: bytes, catalogue: Catalogue) -> Facts:
    """Read the table of facts: feature id → its facts, in the order in which they were last seen.

    Raises
    ------
    DataError
        With one fault, named by its line, for each row that breaks the table's rules; with one fault for a file that is
        no table.
    """

    def complaints(fact: Fact) -> Iterator[str]:
        if fact.status_now not in catalogue.statuses_now:
            yield f"status_now: {fact.status_now}"

    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in read_rows(content, TABLE, Fact, complaints):
        found[fact.feature_id].append(fact)
    return {name: tuple(sorted(facts, key=lambda fact: last_day(fact.last_seen))) for name, facts in found.items()}
