import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo_app import store
from layers.catalogue import load_catalogue
from layers.edition import load_edition
from layers.provenance import packages, precision, tables
from tests.opening import opened

EDITION = load_edition(load_catalogue())


def open_page(root: Path, lang: str) -> AppTest:
    page = opened(root, "sources", lang=lang)
    assert not page.error
    return page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_data_set_stands_there_with_licence_and_faults(root: Path, lang: str) -> None:
    page = open_page(root, lang)
    shown = [table.value for table in page.dataframe]
    assert [len(table) for table in shown] == [
        len(packages(EDITION, lang)),
        len(tables(EDITION, lang)),
        len(EDITION.catalogue.themes),
    ]
    assert (shown[0] != "").all(axis=None) or shown[0].columns[(shown[0] == "").any()].size == 1  # code has no CRS


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_layers_are_named_by_their_titles(lang: str) -> None:
    used = packages(EDITION, lang).iloc[:, 6]
    known = set(EDITION.catalogue.layers)
    assert not [cell for cell in used for part in re.split("[、,] ?", cell) if part in known]
    if lang == "en":
        assert not used.str.contains(r"[\u4e00-\u9fff]").any()


def test_precision_counts_every_feature_once() -> None:
    table = precision(EDITION, "zh")
    titles = [entry.title.zh for entry in EDITION.catalogue.qualities.values()]
    assert (table[titles].sum(axis=1) == table["要素"]).all()
    assert table["要素"].sum() == len(EDITION.features)


def test_a_missing_table_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise FileNotFoundError

    store._made.clear()
    monkeypatch.setattr("layers.provenance.packages", gone)
    page = open_page(root, "zh")
    assert page.warning
    assert re.search("来源", page.warning[0].value)
