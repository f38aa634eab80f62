"""A visitor's own actual values from a CSV file: read strictly or refused whole, every fault with line and cure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from layers.catalogue import Lang
from layers.errors import OpenMapError
from layers.exporting import FORMULA_STARTS
from layers.indicators import NUMBERS, YEARS, Monitoring
from layers.progress import Level

COLUMNS = ("indicator_no", "year", "value", "note")
SIZE_LIMIT = 1_000_000  # bytes; 75 values with notes need a few thousand
LONGEST_NOTE = 200  # characters
LARGEST = 1e9  # in any of the units
Encoding = Literal["UTF-8", "GB18030"]
_WHOLE = re.compile(r"[0-9]{1,4}")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,8})?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class OwnFault:
    """One thing that is wrong with the file: a key of the words and what fills its sentence."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


class OwnActualsError(OpenMapError, ValueError):
    """Exception for a file of own values that cannot be used; carries all its faults."""

    def __init__(self, *faults: OwnFault) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.key} {dict(fault.values)}" for fault in faults))


@dataclass(frozen=True)
class OwnFigure:
    """One value that the visitor vouches for, in the plan's definition and unit."""

    indicator_no: int
    year: int
    value: float
    note: str


@dataclass(frozen=True)
class OwnActuals:
    """A file that was accepted: its figures by indicator and year, and the encoding it was read in."""

    name: str
    encoding: Encoding
    figures: tuple[OwnFigure, ...]

    def of(self, no: int) -> tuple[OwnFigure, ...]:
        """Return the figures of indicator `no`, by year."""
        return tuple(figure for figure in self.figures if figure.indicator_no == no)

    def yearly(self, no: int) -> dict[int, tuple[Level, ...]]:
        """Return year → the value of indicator `no`, as `progress.judge` takes it."""
        return {figure.year: (Level(figure.value),) for figure in self.of(no)}


def read_own_actuals(name: str, content: bytes) -> OwnActuals:
    """Return the values held in a CSV file with the columns indicator_no, year, value and note.

    Rows with an empty value are years still open and are passed over.

    Raises
    ------
    OwnActualsError
        With every fault found; nothing of a faulty file is used.
    """
    if len(content) > SIZE_LIMIT:
        raise OwnActualsError(OwnFault("indicators.own_too_big", {"size": f"{len(content) / 1e6:.1f}"}))
    text, encoding = _decode(content)
    rows = list(_rows(text))
    if not rows:
        raise OwnActualsError(OwnFault("indicators.own_empty"))
    places = _places(rows[0][1])
    faults: list[OwnFault] = []
    found: dict[tuple[int, int], tuple[int, OwnFigure]] = {}
    for line, cells in rows[1:]:
        problems = list(_faults(line, cells, places))
        if problems or not cells[places["value"]].strip():
            faults += problems
            continue
        figure = _figure(cells, places)
        first, _ = found.setdefault((figure.indicator_no, figure.year), (line, figure))
        if first != line:
            values = {"line": line, "first": first, "no": figure.indicator_no, "year": figure.year}
            faults.append(OwnFault("indicators.own_twice", values))
    if not faults and not found:
        faults.append(OwnFault("indicators.own_no_values"))
    if faults:
        raise OwnActualsError(*faults)
    return OwnActuals(name, encoding, tuple(found[key][1] for key in sorted(found)))


def _decode(content: bytes) -> tuple[str, Encoding]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")) or b"\x00" in content:
        raise OwnActualsError(OwnFault("indicators.own_not_text"))
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        try:
            return content.decode("gb18030"), "GB18030"
        except UnicodeDecodeError as error:
            raise OwnActualsError(OwnFault("indicators.own_not_text")) from error


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of each row that holds anything."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise OwnActualsError(OwnFault("indicators.own_not_csv", {"line": reader.line_num})) from error


def _places(heading: list[str]) -> dict[str, int]:
    """Return column → place in a row; the order is free, the names are not."""
    names = [cell.strip() for cell in heading]
    if sorted(names) != sorted(COLUMNS):
        shown = ", ".join(names)[:80]
        raise OwnActualsError(OwnFault("indicators.own_columns", {"found": shown, "wanted": ",".join(COLUMNS)}))
    return {name: names.index(name) for name in COLUMNS}


def _faults(line: int, cells: list[str], places: Mapping[str, int]) -> Iterator[OwnFault]:
    if len(cells) != len(COLUMNS):
        yield OwnFault("indicators.own_cells", {"line": line, "count": len(cells), "wanted": len(COLUMNS)})
        return
    no, year, value, note = (cells[places[name]].strip() for name in COLUMNS)
    if not _WHOLE.fullmatch(no) or int(no) not in NUMBERS:
        yield OwnFault("indicators.own_indicator", {"line": line, "text": no[:20]})
    if not _WHOLE.fullmatch(year) or int(year) not in YEARS:
        yield OwnFault("indicators.own_year", {"line": line, "text": year[:20]})
    if value and (not _NUMBER.fullmatch(value) or float(value) > LARGEST):
        yield OwnFault("indicators.own_value", {"line": line, "text": value[:20]})
    if len(note) > LONGEST_NOTE or _CONTROL.search(note):
        yield OwnFault("indicators.own_note", {"line": line, "limit": LONGEST_NOTE})


def _figure(cells: list[str], places: Mapping[str, int]) -> OwnFigure:
    no, year, value, note = (cells[places[name]].strip() for name in COLUMNS)
    # templates and our own downloads guard text against spreadsheets; the guard is no part of the note
    plain = note[1:] if note.startswith("'") and note[1:].startswith(FORMULA_STARTS) else note
    return OwnFigure(int(no), int(year), float(value), plain)


def template(monitoring: Monitoring, lang: Lang) -> bytes:
    """Return a CSV to fill in: one row for each indicator and year, title and unit as the note."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for indicator in monitoring.indicators:
        note = f"{indicator.title.say(lang)} ({indicator.unit.say(lang)})"
        writer.writerows((indicator.no, year, "", note) for year in YEARS)
    return out.getvalue().encode("utf-8-sig")
