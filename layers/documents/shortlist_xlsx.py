"""Write the shortlist as a workbook and as CSV, with all text as text (TRAPS 14)."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pandas as pd
import xlsxwriter

from layers.documents.links import warning_of
from layers.documents.shortlist import Row, Shortlist
from layers.documents.shortlist_html import qr
from layers.formats.spreadsheet import frame_to_csv
from layers.i18n.messages import say
from layers.suitability.comparison import ComparisonRow

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONGEST_CELL = 32_000  # characters; Excel takes 32,767


def to_xlsx(sheet: Shortlist) -> bytes:
    """Return the workbook: comparison, distances, facts, sources."""
    file, lang = io.BytesIO(), sheet.lang
    book = xlsxwriter.Workbook(file, OPTIONS)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"text_wrap": True, "valign": "top", "bold": True, "bg_color": "#F1EDE3"})
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
    for key, rows in tables.items():
        page = book.add_worksheet(say(f"sheet.{key}", lang)[:31])
        page.freeze_panes(1, 1)
        page.set_column(0, 0, 26)
        page.set_column(1, 8, 40 if key != "facts" else 26)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write_string(number, column, clean(cell), bold if number == 0 or column == 0 else wrap)
        if key == "sources" and (code := qr(sheet.link)) is not None:
            map_spec = io.BytesIO()
            code.save(map_spec, kind="png", scale=4, border=4)
            page.insert_image(len(rows) + 1, 0, "qr.png", {"image_data": map_spec})
    book.close()
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


def clean(text: str) -> str:
    """Return text as a cell can hold it: without control characters, cut where Excel would refuse it."""
    return _CONTROL.sub(" ", text)[:LONGEST_CELL]
