"""A visitor's actual values from a CSV file: read strictly or refused as a whole, each fault with line and cure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from layers.catalogue.entries import Lang
from layers.formats.spreadsheet import without_guard
from layers.i18n.findings import Finding, fault
from layers.ingest.csv_template import Encoding, TemplateError, read_rows
from layers.monitoring.indicators import NUMBERS, YEARS, Monitoring
from layers.monitoring.progress import Level
from layers.text.control_characters import C0_BUT_SPACE

COLUMNS = ("indicator_no", "year", "value", "note")
LONGEST_NOTE = 200  # characters
LARGEST = 1e9  # in any of the units
_WHOLE = re.compile(r"[0-9]{1,4}")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,8})?")
_CONTROL = re.compile(f"[{C0_BUT_SPACE}]")


@dataclass(frozen=True)
class UserValue:
    """One value of the visitor, in the plan's definition and unit."""

    indicator_no: int
    year: int
    value: float
    note: str


@dataclass(frozen=True)
class UserValues:
    """An accepted file: its figures by indicator and year, and its encoding."""

    name: str
    encoding: Encoding
    figures: tuple[UserValue, ...]

    def of(self, no: int) -> tuple[UserValue, ...]:
        """Return the figures of indicator `no`, by year."""
        return tuple(figure for figure in self.figures if figure.indicator_no == no)

    def yearly(self, no: int) -> dict[int, tuple[Level, ...]]:
        """Return year → the value of indicator `no`, as `progress` expects it."""
        return {figure.year: (Level(figure.value),) for figure in self.of(no)}


def read_own_actuals(name: str, content: bytes) -> UserValues:
    """Read the values of a CSV file with the columns indicator_no, year, value and note.

    A row with an empty value is an open year and is skipped.

    Raises
    ------
    TemplateError
        With every fault found; nothing of a faulty file is used.
    """
    rows, encoding = read_rows(content)
    if not rows:
        raise TemplateError(fault("indicators.own_empty"))
    places = _places(rows[0][1])
    faults: list[Finding] = []
    found: dict[tuple[int, int], tuple[int, UserValue]] = {}
    for line, cells in rows[1:]:
        problems = list(_faults(line, cells, places))
        if problems or not cells[places["value"]].strip():
            faults += problems
            continue
        figure = _figure(cells, places)
        first, _ = found.setdefault((figure.indicator_no, figure.year), (line, figure))
        if first != line:
            values = {"line": line, "first": first, "no": figure.indicator_no, "year": figure.year}
            faults.append(fault("indicators.own_twice", values))
    if not faults and not found:
        faults.append(fault("indicators.own_no_values"))
    if faults:
        raise TemplateError(*faults)
    return UserValues(name, encoding, tuple(found[key][1] for key in sorted(found)))


def _places(heading: list[str]) -> dict[str, int]:
    """Return column → index in a row; the order of columns is free, the names are not."""
    names = [cell.strip() for cell in heading]
    if sorted(names) != sorted(COLUMNS):
        shown = ", ".join(names)[:80]
        raise TemplateError(fault("indicators.own_columns", {"found": shown, "wanted": ",".join(COLUMNS)}))
    return {name: names.index(name) for name in COLUMNS}


def _faults(line: int, cells: list[str], places: Mapping[str, int]) -> Iterator[Finding]:
    if len(cells) != len(COLUMNS):
        yield fault("indicators.own_cells", {"line": line, "count": len(cells), "wanted": len(COLUMNS)})
        return
    no, year, value, note = (cells[places[name]].strip() for name in COLUMNS)
    if not _WHOLE.fullmatch(no) or int(no) not in NUMBERS:
        yield fault("indicators.own_indicator", {"line": line, "text": no[:20]})
    if not _WHOLE.fullmatch(year) or int(year) not in YEARS:
        yield fault("indicators.own_year", {"line": line, "text": year[:20]})
    if value and (not _NUMBER.fullmatch(value) or float(value) > LARGEST):
        yield fault("indicators.own_value", {"line": line, "text": value[:20]})
    if len(note) > LONGEST_NOTE or _CONTROL.search(note):
        yield fault("indicators.own_note", {"line": line, "limit": LONGEST_NOTE})


def _figure(cells: list[str], places: Mapping[str, int]) -> UserValue:
    no, year, value, note = (cells[places[name]].strip() for name in COLUMNS)
    return UserValue(int(no), int(year), float(value), without_guard(note))


def template(monitoring: Monitoring, lang: Lang) -> bytes:
    """Return a CSV template: one row for each indicator and year, with title and unit as the note."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for indicator in monitoring.indicators:
        note = f"{indicator.title.say(lang)} ({indicator.unit.say(lang)})"
        writer.writerows((indicator.no, year, "", note) for year in YEARS)
    return out.getvalue().encode("utf-8-sig")
