"""What has become of the plan: dated facts about features, each with who said so, when, and how sure it is."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from pydantic import ValidationError

from layers.catalogue import Catalogue, Lang, Model
from layers.errors import DataError, Fault

TABLE = "facts"


class Fact(Model):
    """One dated fact about one feature.

    `date` is a day, month or year, or two of them with a slash for a span; "" where the source gives none.
    `source_url` is "" unless the address is the publisher's own.
    """

    feature_id: str
    status_now: str
    date: str
    statement_zh: str
    statement_en: str
    publisher: str
    page_date: str
    source_url: str
    confidence: Literal["high", "medium", "low", "inferred", "none"]

    def statement(self, lang: Lang) -> str:
        """Return what happened, in language `lang`."""
        return self.statement_zh if lang == "zh" else self.statement_en

    @property
    def when(self) -> str:
        """Return the date to read: a span with a dash."""
        return self.date.replace("/", " – ")

    @property
    def link(self) -> str:
        """The source's address where it is one a page may link, else ""."""
        return self.source_url if urlsplit(self.source_url).scheme in {"http", "https"} else ""


Facts = Mapping[str, tuple[Fact, ...]]


def read_facts(content: bytes, catalogue: Catalogue) -> Facts:
    """Return feature id → its facts, oldest first.

    Raises
    ------
    DataError
        With a fault for each row that breaks the table's rules, named by its line; with one where it is no table.
    """
    found: dict[str, list[Fact]] = defaultdict(list)
    faults = []
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError([Fault(TABLE, "not-a-table", detail={"file": f"{TABLE}.csv"})]) from error
    for line, row in enumerate(rows, start=2):
        try:
            fact = Fact.model_validate(row)
        except ValidationError as error:
            detail = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
            faults.append(Fault(TABLE, "bad-row", str(line), {"detail": detail}))
            continue
        if fact.status_now not in catalogue.statuses_now:
            faults.append(Fault(TABLE, "bad-row", str(line), {"detail": f"status_now: {fact.status_now}"}))
        found[fact.feature_id].append(fact)
    if faults:
        raise DataError(faults)
    return {name: tuple(sorted(facts, key=lambda fact: fact.date)) for name, facts in found.items()}
