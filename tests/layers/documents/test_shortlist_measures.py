"""The shortlist's files for machines and for weak eyes: measures as numbers with units, no type below nine points."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import openpyxl
import pypdf
import pytest

from layers.documents import shortlist_gis, shortlist_html, shortlist_pdf, shortlist_xlsx
from layers.i18n.messages import say
from tests.layers.documents.test_shortlist import EDITION, PICKS, QUESTION, sheet


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_measures_of_the_workbook_are_numbers_with_their_unit_in_the_heading(lang: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(shortlist_xlsx.to_xlsx(sheet(lang))))
    heading, *rows = book.worksheets[1].iter_rows(values_only=True)
    count = len(PICKS)
    for head, each in (("km", 0), ("error_km", 1)):
        columns = range(1 + each * count, 1 + (each + 1) * count)
        assert all(str(heading[column]).endswith(say(f"sheet.{head}", lang)) for column in columns)
        cells = [row[column] for row in rows for column in columns]
        assert {type(cell) for cell in cells if cell != say("compare.unknown", lang)} <= {int, float}
        assert any(isinstance(cell, float) for cell in cells)
    title = EDITION.catalogue.fields["area_km2"].title.say(lang)
    area = next(row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == f"{title} (km²)")
    assert area[1] == EDITION.record(PICKS[0])["area_km2"]
    for page in book:  # no text that is a number
        texts = [cell.value for row in page.iter_rows() for cell in row if cell.data_type == "s"]
        assert [text for text in texts if re.fullmatch(r"[\d.,\s]+(km²?|公里)?", text)] == []


def test_the_csv_has_km_and_error_in_lines_of_their_own() -> None:
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(shortlist_xlsx.to_csv(sheet("zh")).decode("utf-8-sig")))}
    measured = sheet("zh").distances[0]
    kilometres, errors = rows[f"{measured.title} · 直线距离（公里）"], rows[f"{measured.title} · 误差（±公里）"]
    assert [float(text) for text in kilometres if text != "未查到"] == [n for n in measured.numbers if n is not None]
    assert [float(text) for text in errors if text != "未查到"] == [n for n in measured.errors_km if n is not None]
    assert rows[f"{measured.title} · 最近一处"] == list(measured.targets)


def test_the_gis_files_have_measures_as_numbers(tmp_path: Path) -> None:
    content = json.loads(shortlist_gis.to_geojson(PICKS, EDITION, sheet("zh")))
    title, number = sheet("zh").distances[0].title, sheet("zh").distances[0].numbers[0]
    told = next(row for row in content["comparison"] if (row["id"], row["item"]) == (PICKS[0], title))
    assert (told["value"], told["unit"]) == (number, "km")
    file = tmp_path / "places.gpkg"
    file.write_bytes(shortlist_gis.to_geopackage(PICKS, EDITION, sheet("zh")))
    table = gpd.read_file(file, layer="comparison")
    assert table["value"].dtype == table["error"].dtype == float
    assert table.query("id == @PICKS[0] and item == @title")["value"].tolist() == [number]


def type_sizes(content: bytes) -> set[float]:
    """Sizes in points of all text of a PDF, as it stands on the page."""
    found = set()

    def see(text: str, _: object, matrix: list[float], __: object, size: float) -> None:
        if text.strip():
            found.add(round(abs(size * matrix[3]), 2))

    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        page.extract_text(visitor_text=see)
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_no_type_of_the_pdf_is_smaller_than_nine_points(lang: str, count: int) -> None:
    sizes = type_sizes(shortlist_pdf.to_pdf(sheet(lang, replace(QUESTION, picks=PICKS[:count]))))
    assert len(sizes) > 2
    assert min(sizes) >= 9


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_type_of_the_page_is_smaller_than_nine_points(lang: str) -> None:
    page = shortlist_html.to_html(sheet(lang)).decode()
    points = [float(size) for size in re.findall(r"font(?:-size)?:([\d.]+)pt", page)]
    on_the_map = [float(size) * 72 / 25.4 for size in re.findall(r'font-size="([\d.]+)"', page)]
    assert points
    assert on_the_map
    assert min(*points, *on_the_map) >= 9
