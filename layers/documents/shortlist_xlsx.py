"""Write the shortlist as a workbook and as CSV, with all text as text (TRAPS 14)."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pandas as pd

from layers.catalogue.entries import Lang
from layers.documents.links import qr, warning_of
from layers.documents.shortlist import Row, Shortlist
from layers.formats import spreadsheet
from layers.formats.spreadsheet import HEADING_FILL, Cell, Sheet, frame_to_csv
from layers.i18n.messages import say
from layers.suitability.comparison_row import ComparisonRow, DistanceRow, Number, unknown

Line = tuple[Cell, ...]


def to_xlsx(sheet: Shortlist) -> bytes:
    """Return the workbook: comparison, distances, facts, sources."""
    lang = sheet.lang
    tables: dict[str, Sequence[Line]] = {
        "comparison": [*_fields(sheet), *_reasons(sheet)],
        "distances": _distances(sheet),
        "facts": sheet.facts,
        "sources": [
            *sheet.sources,
            (),
            *((say("sheet.note", lang), "", note) for note in sheet.notes),
            *_address(sheet),
        ],
    }
    if len(sheet.plots) > 1:
        tables["plots"] = sheet.plots
    return spreadsheet.to_xlsx(
        {
            say(f"sheet.{key}", lang): Sheet(
                rows,
                widths=(26, *_widths(key, len(sheet.names))),
                heading=HEADING_FILL,
                names=True,
                picture=_code(sheet.link) if key == "sources" else None,
            )
            for key, rows in tables.items()
        }
    )


def _widths(key: str, places: int) -> tuple[float, ...]:
    """Return the widths of the columns after the first, in characters."""
    if key == "distances":
        return (*(14,) * 2 * places, *(26,) * places)
    return (26 if key == "facts" else 40,) * 8


def _code(link: str) -> bytes | None:
    code = qr(link)
    if code is None:
        return None
    file = io.BytesIO()
    code.save(file, kind="png", scale=4, border=4)
    return file.getvalue()


def to_csv(sheet: Shortlist) -> bytes:
    """Write ranks, comparison, distances, sources and notes as one CSV: one line an item, one column a candidate.

    A distance has three lines: km and error as numbers, and the nearest.
    """
    empty = ("",) * len(sheet.names)
    body: list[Line] = [
        *_reasons(sheet),
        *map(_line, sheet.fields),
        *(line for row in sheet.distances for line in _measured(row, sheet.lang)),
        *((f"{place} · {name}", _plain(rest), *empty[1:]) for place, name, *rest in sheet.plots[1:]),
        *((f"{place} · {what}", source, *empty[1:]) for place, what, source in sheet.sources[1:]),
        *((say("sheet.note", sheet.lang), note, *empty[1:]) for note in sheet.notes),
        *((title, address, *empty[1:]) for title, _, address in _address(sheet)),
    ]
    names = [f"{number} {name}" for number, name in enumerate(sheet.names, start=1)]
    return frame_to_csv(pd.DataFrame(body, columns=[say("compare.field", sheet.lang), *names], dtype=object))


def _fields(sheet: Shortlist) -> list[Line]:
    """Return the comparison under the names of the places, each group under its title."""
    rows: list[Line] = [(say("compare.field", sheet.lang), *sheet.names)]
    for group, members in sheet.groups:
        rows += [(group, *("",) * len(sheet.names)), *map(_line, members)]
    return rows


def _line(row: ComparisonRow) -> Line:
    """Return a row of the comparison, a measure as numbers with its unit in the title."""
    numbers = row.numbers or (None,) * len(row.cells)
    return (row.heading, *(_cell(number, text) for number, text in zip(numbers, row.cells, strict=True)))


def _measured(row: DistanceRow, lang: Lang) -> list[Line]:
    """Return a row of distances as three lines: km, error in km, the nearest."""
    km, error, target = (f"{row.title} · {head}" for head in _heads(lang))
    empty = unknown(lang)
    return [
        (km, *(_cell(number, empty) for number in row.numbers)),
        (error, *(_cell(number, empty) for number in row.errors_km)),
        (target, *row.targets),
    ]


def _distances(sheet: Shortlist) -> list[Line]:
    """Return the distances with columns of their own for km, errors and targets, each in the places' order."""
    numbered = [f"{number} {name}" for number, name in enumerate(sheet.names, start=1)]
    heads = [f"{name} · {head}" for head in _heads(sheet.lang) for name in numbered]
    measured = ((row.title, _measured(row, sheet.lang)) for row in sheet.distances)
    rows = [(title, *(cell for line in lines for cell in line[1:])) for title, lines in measured]
    return [(say("compare.field", sheet.lang), *heads), *rows]


def _heads(lang: Lang) -> tuple[str, str, str]:
    """Return the headings of a distance, its error and its target, with their units."""
    return say("sheet.km", lang), say("sheet.error_km", lang), say("sheet.nearest", lang)


def _plain(cells: Sequence[Cell]) -> str:
    return " · ".join(map(str, cells))


def _cell(number: Number, text: str) -> Cell:
    return text if number is None else number


def _reasons(sheet: Shortlist) -> list[Line]:
    if not sheet.reasons:
        return []
    values = (_cell(None if r.value is None else round(r.value, 2), unknown(sheet.lang)) for r in sheet.reasons)
    return [
        (say("sheet.ranking", sheet.lang), *(reason.span for reason in sheet.reasons)),
        (say("sheet.value", sheet.lang), *values),
        (say("sheet.why", sheet.lang), *(reason.why for reason in sheet.reasons)),
    ]


def _address(sheet: Shortlist) -> list[Row]:
    """Return the rows of the link: its URL, and a warning if others cannot open it."""
    rows = [(say("sheet.link", sheet.lang), "", text) for text in (sheet.link, warning_of(sheet.link, sheet.lang))]
    return [row for row in rows if row[-1]]
