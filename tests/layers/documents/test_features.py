"""What is read and taken away: the map in words, the table, CSV and GeoJSON."""

import csv
import io
import json
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.formats import spreadsheet
from layers.query.attribute_table import choosable, readable
from layers.query.filters import Selection
from layers.query.text_summary import summarise

EDITION = load_dataset(load_catalogue())
INDEX = EDITION.index
HAN = re.compile(r"[\u4e00-\u9fff]")
CHOICES = [
    (field, code)
    for field in EDITION.catalogue.filters.values()
    for code, n in Selection().counts(INDEX)[field].items()
    if n
]
chosen = st.lists(st.sampled_from(CHOICES), max_size=3, unique_by=lambda pair: pair[0]).map(
    lambda pairs: Selection({field: (code,) for field, code in pairs})
)


@given(chosen)
def test_the_numbers_in_words_are_those_of_the_frame(selection: Selection) -> None:
    cut = selection.cut(INDEX)
    kept = EDITION.features[cut.mask]
    text = summarise(EDITION, selection, cut, None, "zh")
    numbers = re.match(r"地图显示 (\d+) 项(?:，另有 (\d+) 项无固定地点)?（全部共 (\d+) 项）", text)
    assert numbers is not None
    located = kept.geometry.notna()
    assert [int(n or 0) for n in numbers.groups()] == [located.sum(), (~located).sum(), len(EDITION.features)]
    for code, count in kept["platform_type"].value_counts().items():
        assert f"{EDITION.catalogue.types[code].title.zh} {count} 项" in text
    for code, count in kept["status"].value_counts().items():
        assert f"{EDITION.catalogue.statuses[code].title.zh} {count} 项" in text
    for region in EDITION.catalogue.regions:
        count = sum(region in regions for regions in kept["regions"])
        assert (f"{EDITION.catalogue.regions[region].title.zh} {count} 项" in text) == bool(count)
    unplaced = kept[kept.geometry.isna()]
    assert ("不在图上" in text) == bool(len(unplaced))
    assert all(name in text for name in unplaced["name_zh"][:12])


@given(chosen)
def test_the_english_words_are_english(selection: Selection) -> None:
    text = summarise(EDITION, selection, selection.cut(INDEX), "airport-wulong", "en")
    assert not HAN.search(text)
    assert "{" not in text
    assert ("No filters." in text) == selection.is_neutral


def test_an_empty_map_says_so() -> None:
    selection = Selection(search="zzz")
    assert "没有符合条件的要素" in summarise(EDITION, selection, selection.cut(INDEX), None, "zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_has_a_title_for_every_code(lang: str) -> None:
    table = readable(EDITION, lang)
    assert table.index.tolist() == EDITION.features.index.tolist()
    assert table.columns.tolist() == ["name", *choosable(EDITION)]
    for field, spec in EDITION.catalogue.fields.items():
        if spec.vocabulary and field in table:
            filled = EDITION.features[field].map(bool)
            assert (table[field][filled] != "").all(), field
            assert not table[field].str.contains(r"^[a-z-]+$", regex=True).any(), field
    assert pd.api.types.is_float_dtype(table["area_km2"])


def read_csv(kept: np.ndarray) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(spreadsheet.to_csv(EDITION, kept, "zh").decode("utf-8-sig"))))


def test_csv_holds_the_shown_features_with_position_and_source() -> None:
    kept = Selection({"kind": ("airport",)}).cut(INDEX).mask
    rows = {row["编号"]: row for row in read_csv(kept)}
    assert list(rows) == EDITION.features.index[kept].tolist()
    assert (rows["airport-jiangbei"]["lon"], rows["airport-jiangbei"]["lat"]) == ("106.642", "29.7192")
    assert rows["airport-new"]["lon"] == ""
    assert all(row["位置来源"] and row["数据署名"] for row in rows.values() if row["lon"])
    assert rows["airport-jiangbei"]["类别"] == "机场"
    assert "ji chang" not in rows["airport-jiangbei"]["别名"]


def test_csv_gives_no_position_to_routes() -> None:
    kept = Selection({"kind": ("yangtze",)}).cut(INDEX).mask
    assert {row["lon"] for row in read_csv(kept)} == {""}


def test_csv_holds_no_live_formula() -> None:
    for row in read_csv(np.ones(len(INDEX), dtype=bool)):
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-2", "@x", "\t=1", "\r=1"])
def test_text_like_a_formula_stays_text(text: str) -> None:
    assert spreadsheet._cell(text) == f"'{text}"
    assert spreadsheet._cell(-2.5) == -2.5


def test_geojson_holds_the_shown_features_as_shipped() -> None:
    kept = Selection({"platform_type": ("strategic",)}).cut(INDEX).mask
    collection = json.loads(spreadsheet.to_geojson(EDITION, kept))
    shipped = json.loads(EDITION.contents["strategic-platforms"])["features"]
    assert collection["features"] == shipped
    assert collection["edition"] == EDITION.version
