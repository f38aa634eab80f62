"""Template marks and formula signs in data come out of every file as they went in, or harmless; never worked out."""

import csv
import io
import json

import numpy as np
import pytest

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import Dataset, load_dataset
from layers.dataset.source import FolderSource
from layers.formats.spreadsheet import FORMULA_STARTS, to_csv, to_geojson
from layers.i18n.messages import browser_words
from layers.query.attribute_table import readable
from layers.query.filters import Selection
from layers.query.text_summary import summarise
from layers.web_map.folium_map import View, base_map, encode, update_group
from layers.web_map.manifest import manifest_of
from tests.layers.samples import collection, districts, feature, write

MARK = "{{ 7*191 }}"
HOSTILE = [MARK, "=7*191", "+7*191", "@SUM(7,191)", "<b>7*191</b>", "${7*191}", "{% if 1 %}7*191{% endif %}"]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    features = [
        feature(f"place-{number}", name_zh=text, name_en=text, position_source=text, summary_zh=text, aliases=[text])
        for number, text in enumerate(HOSTILE)
    ]
    for item in features:
        item["properties"].update(kind="gateway", platform_type="functional")  # type: ignore[attr-defined]
    folder = write(tmp_path_factory.mktemp("hostile"), ports=collection(*features), districts=districts())
    return load_dataset(load_catalogue(), FolderSource(folder))


def test_the_samples_are_valid_data(dataset: Dataset) -> None:
    assert list(dataset.features["name_zh"]) == HOSTILE


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_table_and_words(dataset: Dataset, lang: str) -> None:
    cut = Selection().cut(dataset.index)
    table = readable(dataset, lang).to_csv()
    words = summarise(dataset, Selection(), cut, None, lang)
    assert MARK in table
    assert "1337" not in table + words


def test_csv_and_geojson(dataset: Dataset) -> None:
    everything = np.ones(len(dataset.features), dtype=bool)
    rows = list(csv.DictReader(io.StringIO(to_csv(dataset, everything, "zh").decode("utf-8-sig"))))
    names = [next(iter(row.values())) for row in rows]
    assert [name.removeprefix("'") for name in names] == HOSTILE
    assert not [name for name in names if name.startswith(FORMULA_STARTS)]
    found = json.loads(to_geojson(dataset, everything))
    assert [item["properties"]["name_zh"] for item in found["features"]] == HOSTILE


def test_the_map_carries_marks_in_code_only(dataset: Dataset) -> None:
    manifest = manifest_of(dataset, {}, browser_words(), {"zh": MARK, "en": MARK})
    assert "1337" not in json.dumps(manifest)
    html = base_map([], [], {"manifest": MARK, "data": manifest}).get_root().render()
    group = update_group(View({}, selected=MARK))
    assert "1337" not in html + encode({"x": MARK})
    assert MARK not in html
    assert group is not None
