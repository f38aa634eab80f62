"""Tables as CSV and XLSX without live formulas; the shown features as CSV and GeoJSON, each with its sources."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import xlsxwriter
from shapely import MultiPoint, Point

from layers.arrays import Mask
from layers.catalogue.entries import Lang
from layers.dataset.dataset import Dataset
from layers.i18n.messages import say
from layers.query.attribute_table import heading, readable
from layers.text.control_characters import replace_unwritable

# a spreadsheet would run text that begins with one of these (TRAPS 14)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_GUARD = "'"
LONGEST_CELL, LONGEST_TITLE = 32_000, 31  # characters; Excel takes 32,767 in a cell and 31 in a sheet's title
A4 = 9  # Excel's number of the paper size
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CELL: Mapping[str, Any] = {"text_wrap": True, "valign": "top"}
HEADING_FILL: Mapping[str, Any] = {"bold": True, "bg_color": "#F1EDE3"}
HEADING_LINE: Mapping[str, Any] = {"bold": True, "bottom": 1}


Cell = str | float


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook; a cell is text or a number.

    Attributes
    ----------
    rows
        The first is the heading, which stays in view.
    widths
        Width of each column, in characters.
    heading
        Format of the heading: `HEADING_FILL` or `HEADING_LINE`.
    names
        Whether the first column is a heading, too.
    for_print
        Whether the sheet is set up for A4 across, as wide as one page.
    picture
        PNG to stand two rows below the table.
    """

    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]
    heading: Mapping[str, Any]
    names: bool = False
    for_print: bool = True
    picture: bytes | None = None


def to_xlsx(sheets: Mapping[str, Sheet]) -> bytes:
    """Return a workbook of title → sheet. Text stays text, whatever it looks like (TRAPS 14)."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        body = book.add_format(_CELL)
        for title, sheet in sheets.items():
            _write(book.add_worksheet(title[:LONGEST_TITLE]), sheet, book.add_format({**_CELL, **sheet.heading}), body)
    return file.getvalue()


def _write(page: Any, sheet: Sheet, heading: Any, body: Any) -> None:
    page.freeze_panes(1, 1 if sheet.names else 0)
    if sheet.for_print:
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for number, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            style = heading if number == 0 or (sheet.names and column == 0) else body
            if isinstance(cell, str):
                page.write_string(number, column, replace_unwritable(cell)[:LONGEST_CELL], style)
            else:
                page.write_number(number, column, cell, style)
    if sheet.picture is not None:
        page.insert_image(len(sheet.rows) + 1, 0, "picture.png", {"image_data": io.BytesIO(sheet.picture)})


def guarded(text: str) -> str:
    """Return text that a spreadsheet shows as it is: what would start a formula gets an apostrophe in front."""
    return f"{_GUARD}{text}" if text.startswith(FORMULA_STARTS) else text


def without_guard(text: str) -> str:
    """Return text as it was before `guarded`."""
    return text[1:] if text.startswith(_GUARD) and text[1:].startswith(FORMULA_STARTS) else text


def to_csv(dataset: Dataset, mask: Mask, lang: Lang) -> bytes:
    """Return the kept features as CSV to read: titles for codes, positions of points, sources and credit.

    UTF-8 with a mark for spreadsheets. Routes get no position: one point would say nothing about them.
    """
    features, fields = dataset.features[mask], dataset.catalogue.fields
    table = readable(dataset, lang)[mask]
    columns: dict[str, Any] = {heading(fields[f"name_{lang}"], lang): table["name"]}
    columns |= {heading(fields[name], lang): table[name] for name in table.columns if name != "name"}
    columns[heading(fields[f"summary_{lang}"], lang)] = features[f"summary_{lang}"]
    points = [place if isinstance(place, (Point, MultiPoint)) else None for place in features.geometry]
    columns["lon"] = [None if point is None else round(point.centroid.x, 6) for point in points]
    columns["lat"] = [None if point is None else round(point.centroid.y, 6) for point in points]
    layers = dataset.catalogue.layers
    columns[say("table.credit", lang)] = [layers[layer_id].credit.say(lang) for layer_id in features["layer"]]
    return frame_to_csv(pd.DataFrame(columns))


def frame_to_csv(frame: pd.DataFrame) -> bytes:
    """Return a table to read as CSV, without its index; headings and cells without live formulas."""
    return _as_csv(frame.map(_cell).rename(columns=_cell))


def _as_csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def to_geojson(dataset: Dataset, mask: Mask) -> bytes:
    """Return the kept features as GeoJSON, as they stand in the layers' files, with dataset and date as members."""
    names = set(dataset.features.index[mask])
    features = [
        feature
        for layer_id in dataset.catalogue.themes
        if layer_id in dataset.contents
        for feature in json.loads(dataset.contents[layer_id])["features"]
        if feature["properties"]["id"] in names
    ]
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "edition": dataset.version,
        "date": dataset.catalogue.data_date.isoformat(),
        "plan": dataset.catalogue.plan.zh,
        "credit": [layer.credit.model_dump() for layer in dataset.catalogue.themes.values()],
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _cell(value: object) -> object:
    """Return a cell that a spreadsheet shows as it is: lists joined, nothing that starts a formula."""
    if isinstance(value, list):
        value = "; ".join(str(item.get("name_zh", "")) if isinstance(item, dict) else str(item) for item in value)
    return guarded(value) if isinstance(value, str) else value
