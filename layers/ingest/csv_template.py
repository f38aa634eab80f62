"""CSV files that visitors fill in: text and rows, and the one error that says everything that is wrong with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Literal

from layers.i18n.findings import Finding, FindingsError, fault

SIZE_LIMIT = 1_000_000  # bytes; our templates need a few thousand
MOST_ROWS = 10_000  # the longest template has a hundred
Encoding = Literal["UTF-8", "GB18030"]
_CODECS: tuple[tuple[str, Encoding], ...] = (("utf-8-sig", "UTF-8"), ("gb18030", "GB18030"))


class TemplateError(FindingsError):
    """Exception for a filled-in file that cannot be used, with all its faults."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(findings)


def read_rows(content: bytes) -> tuple[list[tuple[int, list[str]]], Encoding]:
    """Return line number and cells of each row that holds anything, and the encoding they were read in.

    Raises
    ------
    TemplateError
        For a file that is too large or has too many rows, is no text in UTF-8 or GB18030, or no CSV.
    """
    if len(content) > SIZE_LIMIT:
        raise TemplateError(fault("own_table.too_big", {"size": f"{len(content) / 1e6:.1f}"}))
    text, encoding = _decode(content)
    return list(_rows(text)), encoding


def _decode(content: bytes) -> tuple[str, Encoding]:
    if not content.startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")) and b"\x00" not in content:
        for codec, title in _CODECS:
            try:
                return content.decode(codec), title
            except UnicodeDecodeError:
                continue
    raise TemplateError(fault("own_table.not_text"))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, cells in enumerate(reader):
            if number > MOST_ROWS:
                raise TemplateError(fault("own_table.too_many_rows", {"most": MOST_ROWS}))
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise TemplateError(fault("own_table.not_csv", {"line": reader.line_num})) from error
