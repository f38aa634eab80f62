"""The operator's contacts, plots, rents and incentives, which the plan does not contain, from an optional file."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Literal, get_args

from layers.config.settings import load_settings
from layers.i18n.findings import fault
from layers.suitability.operator_file import LONGEST, MOST_ROWS, SHOWN, OperatorFile, first_unfit, is_date, read_start

COLUMNS = ("feature_id", "topic", "text", "date", "source")
Topic = Literal["contact", "plot", "rent", "incentive"]
TOPICS: tuple[Topic, ...] = get_args(Topic)
LARGEST = 2_000_000  # bytes


@dataclass(frozen=True)
class OperatorNote:
    """One statement of the operator about one feature."""

    topic: Topic
    text: str
    date: str
    source: str


@dataclass(frozen=True)
class Contacts(OperatorFile):
    """Feature id → the operator's notes, and what in the file could not be used."""

    notes: Mapping[str, tuple[OperatorNote, ...]] = field(default_factory=dict)


def contacts_file() -> Path | None:
    """Return the path of the operator's file, or None without one."""
    return load_settings().contacts


def load_contacts(path: Path, known: Collection[str]) -> Contacts:
    """Read the file at `path`: notes about `known` features, and a fault for each line that cannot be used."""
    content = read_start(path, LARGEST)
    if content is None:
        return Contacts(faults=(fault("contacts.missing", {"file": path.name}),))
    return read_contacts(content, known)


def read_contacts(content: bytes, known: Collection[str]) -> Contacts:
    """Parse a CSV in UTF-8 with the columns `COLUMNS`; a faulty line is left out and named."""
    try:
        text = content.decode("utf-8-sig")
        rows = list(islice(csv.reader(io.StringIO(text), strict=True), MOST_ROWS + 1))
    except (UnicodeDecodeError, csv.Error):
        return Contacts(faults=(fault("contacts.encoding"),))
    if len(rows) > MOST_ROWS:
        return Contacts(faults=(fault("contacts.too_many", {"most": MOST_ROWS}),))
    if not rows or tuple(cell.strip() for cell in rows[0]) != COLUMNS or len(content) > LARGEST:
        found = ", ".join(rows[0])[:SHOWN] if rows else "–"
        return Contacts(faults=(fault("contacts.columns", {"wanted": ", ".join(COLUMNS), "found": found}),))
    notes: dict[str, list[OperatorNote]] = {}
    faults = []
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        values = dict(zip(COLUMNS, (cell.strip() for cell in row), strict=False))
        if wrong := _wrong(values, known):
            detail = {"line": str(line), "field": wrong, "value": values.get(wrong, "")[:SHOWN]}
            faults.append(fault("contacts.row", detail))
            continue
        topic = next(topic for topic in TOPICS if topic == values["topic"])
        notes.setdefault(values["feature_id"], []).append(
            OperatorNote(topic, values["text"], values["date"], values["source"])
        )
    ordered = {name: tuple(sorted(found, key=lambda note: TOPICS.index(note.topic))) for name, found in notes.items()}
    return Contacts(ordered, faults=tuple(faults))


def _wrong(values: Mapping[str, str], known: Collection[str]) -> str:
    """Return the first faulty column of a line, or ""."""
    if len(values) < len(COLUMNS):
        return COLUMNS[len(values)]
    fits = {
        "feature_id": values["feature_id"] in known,
        "topic": values["topic"] in TOPICS,
        "text": 0 < len(values["text"]) <= LONGEST,
        "date": is_date(values["date"]),
        "source": 0 < len(values["source"]) <= LONGEST,
    }
    return first_unfit(fits)
