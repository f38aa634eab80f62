"""Write the shortlist as a workbook and as CSV, with all text as text (TRAPS 14)."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pandas as pd

from layers.documents.links import qr, warning_of
from layers.documents.shortlist import Row, Shortlist
from layers.formats import spreadsheet
from layers.formats.spreadsheet import HEADING_FILL, Sheet, frame_to_csv
from layers.i18n.messages import say
from layers.suitability.comparison import ComparisonRow


def to_xlsx(sheet: Shortlist) -> bytes:
    """Return the workbook: comparison, distances, facts, sources."""
    lang = sheet.lang
    tables: dict[str, Sequence[Row]] = {
        "comparison": [*_lines(sheet.fields, sheet), *_reasons(sheet)],
        "distances": _lines(sheet.distances, sheet),
        "facts": sheet.facts,
        "sources": [
            *sheet.sources,
            (),
            *((say("sheet.note", lang), "", note) for note in sheet.notes),
            *_address(sheet),
        ],
    }
    return spreadsheet.to_xlsx(
        {
            say(f"sheet.{key}", lang): Sheet(
                rows,
                widths=(26, *(26 if key == "facts" else 40,) * 8),
                heading=HEADING_FILL,
                names=True,
                picture=_code(sheet.link) if key == "sources" else None,
            )
            for key, rows in tables.items()
        }
    )


def _code(link: str) -> bytes | None:
    code = qr(link)
    if code is None:
        return None
    file = io.BytesIO()
    code.save(file, kind="png", scale=4, border=4)
    return file.getvalue()


def to_csv(sheet: Shortlist) -> bytes:
    """Write ranks, comparison, distances, sources and notes as one CSV: one line an item, one column a candidate."""
    empty = ("",) * len(sheet.names)
    body = [
        *_reasons(sheet),
        *_lines(sheet.fields, sheet)[1:],
        *_lines(sheet.distances, sheet)[1:],
        *((f"{place} · {what}", source, *empty[1:]) for place, what, source in sheet.sources[1:]),
        *((say("sheet.note", sheet.lang), note, *empty[1:]) for note in sheet.notes),
        *((title, address, *empty[1:]) for title, _, address in _address(sheet)),
    ]
    names = [f"{number} {name}" for number, name in enumerate(sheet.names, start=1)]
    return frame_to_csv(pd.DataFrame(body, columns=[say("compare.field", sheet.lang), *names]))


def _lines(lines: Sequence[ComparisonRow], sheet: Shortlist) -> list[Row]:
    return [(say("compare.field", sheet.lang), *sheet.names), *((line.title, *line.cells) for line in lines)]


def _reasons(sheet: Shortlist) -> list[Row]:
    if not sheet.reasons:
        return []
    return [
        (say("sheet.ranking", sheet.lang), *(reason.span for reason in sheet.reasons)),
        (say("sheet.why", sheet.lang), *(reason.why for reason in sheet.reasons)),
    ]


def _address(sheet: Shortlist) -> list[Row]:
    """Return the rows of the link: its URL, and a warning if others cannot open it."""
    rows = [(say("sheet.link", sheet.lang), "", text) for text in (sheet.link, warning_of(sheet.link, sheet.lang))]
    return [row for row in rows if row[-1]]
