"""CSV files that visitors fill in: text and rows, and the one error that says everything that is wrong with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from layers.errors import OpenMapError

SIZE_LIMIT = 1_000_000  # bytes; our templates need a few thousand
MOST_ROWS = 10_000  # the longest template has a hundred
Encoding = Literal["UTF-8", "GB18030"]
_CODECS: tuple[tuple[str, Encoding], ...] = (("utf-8-sig", "UTF-8"), ("gb18030", "GB18030"))


@dataclass(frozen=True)
class TemplateFault:
    """One thing that is wrong with the file: a key of the words and what fills its sentence."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


class TemplateError(OpenMapError, ValueError):
    """Exception for a file of own values that cannot be used; carries all its faults."""

    def __init__(self, *faults: TemplateFault) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.key} {dict(fault.values)}" for fault in faults))


def read_rows(content: bytes) -> tuple[list[tuple[int, list[str]]], Encoding]:
    """Return line number and cells of each row that holds anything, and the encoding they were read in.

    Raises
    ------
    OwnTableError
        For a file that is too large or has too many rows, is no text in UTF-8 or GB18030, or no CSV.
    """
    if len(content) > SIZE_LIMIT:
        raise TemplateError(TemplateFault("own_table.too_big", {"size": f"{len(content) / 1e6:.1f}"}))
    text, encoding = _decode(content)
    return list(_rows(text)), encoding


def _decode(content: bytes) -> tuple[str, Encoding]:
    if not content.startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")) and b"\x00" not in content:
        for codec, title in _CODECS:
            try:
                return content.decode(codec), title
            except UnicodeDecodeError:
                continue
    raise TemplateError(TemplateFault("own_table.not_text"))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, cells in enumerate(reader):
            if number > MOST_ROWS:
                raise TemplateError(TemplateFault("own_table.too_many_rows", {"most": MOST_ROWS}))
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise TemplateError(TemplateFault("own_table.not_csv", {"line": reader.line_num})) from error
