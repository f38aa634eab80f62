"""Text stays text in a workbook and in CSV; one module writes workbooks."""

import io
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.formats.spreadsheet import (
    FORMULA_STARTS,
    HEADING_FILL,
    LONGEST_CELL,
    Sheet,
    frame_to_csv,
    guarded,
    to_xlsx,
    without_guard,
)

HOSTILE = ["=7*191", "+7", "-7", "@SUM(7)", "\t=7", "http://example.org", "{{ 7*191 }}", "a\x00b", "a\ud800b", "007"]


def book(*rows: tuple[str, ...]) -> openpyxl.Workbook:
    content = to_xlsx({"长" * 40: Sheet([("head",), *rows], (10,), HEADING_FILL)})
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("text", HOSTILE)
def test_every_cell_is_text(text: str) -> None:
    cell = book((text,)).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.value == re.sub("[\x00\ud800]", " ", text)
    assert cell.hyperlink is None


def test_what_excel_refuses_is_cut() -> None:
    made = book(("x" * 40_000,))
    assert len(made.sheetnames[0]) == 31
    assert len(made.worksheets[0]["A2"].value) == LONGEST_CELL


@given(st.text(), st.sampled_from(["", *FORMULA_STARTS]))
def test_a_guard_is_put_on_and_taken_off(text: str, start: str) -> None:
    whole = start + text
    assert not guarded(whole).startswith(FORMULA_STARTS)
    assert without_guard(guarded(whole)) == whole or whole.startswith("'")


def test_headings_and_cells_of_a_csv_are_guarded() -> None:
    assert frame_to_csv(pd.DataFrame({"=a": ["=b", "c"]})).decode("utf-8-sig") == "'=a\r\n'=b\r\nc\r\n"


def test_one_module_writes_workbooks(root: Path) -> None:
    users = [
        str(path.relative_to(root))
        for folder in ("layers", "geo_app")
        for path in (root / folder).rglob("*.py")
        if re.search(r"import xlsxwriter|to_excel\(|ExcelWriter", path.read_text(encoding="utf-8"))
    ]
    assert users == ["layers/formats/spreadsheet.py"]
