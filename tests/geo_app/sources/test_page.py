import json
import re
import shutil
import textwrap
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo_app.state import cache
from layers.catalogue.models import CATALOGUE_FILE, load_catalogue, read_catalogue
from layers.dataset.dataset import Dataset, load_dataset
from layers.dataset.source import DATA_FOLDER, FolderSource
from layers.i18n.messages import say
from layers.query.provenance import packages, precision, tables
from layers.roads.load import load_roads
from layers.roads.summary import describe
from tests.open_page import opened

EDITION = load_dataset(load_catalogue())


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
        len(EDITION.catalogue.layers),
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
    themes = table[table["图层"].isin([layer.title.zh for layer in EDITION.catalogue.themes.values()])]
    assert (themes[titles].sum(axis=1) == themes["要素"]).all()
    assert themes["要素"].sum() == len(EDITION.features)
    assert table.loc[~table.index.isin(themes.index), titles].isna().all(axis=None)


def test_a_missing_table_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise FileNotFoundError

    cache._made.clear()
    monkeypatch.setattr("layers.query.provenance.packages", gone)
    page = open_page(root, "zh")
    assert page.warning
    assert re.search("来源", page.warning[0].value)


def own_edition(root: Path, folder: Path) -> Dataset:
    """Return the shipped layers, one of them changed, with one that an operator added as README says."""
    readme = (root / "README.md").read_text(encoding="utf-8").partition("## Add a layer in two steps")[2]
    table, place = (re.search(rf"```{kind}\n(.*?)```", readme, re.DOTALL)[1] for kind in ("toml", "json"))  # type: ignore[index]
    shutil.copytree(DATA_FOLDER, folder)
    (folder / "my-places.geojson").write_text(textwrap.dedent(place), encoding="utf-8")
    changed = json.loads((folder / "events.geojson").read_bytes())
    changed["features"] = changed["features"][1:]
    (folder / "events.geojson").write_text(json.dumps(changed), encoding="utf-8")
    (folder / "hubs.geojson").write_text("{", encoding="utf-8")
    return load_dataset(
        read_catalogue(CATALOGUE_FILE.read_text(encoding="utf-8") + textwrap.dedent(table)), FolderSource(folder)
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_an_operator_added_or_replaced_stands_there(root: Path, tmp_path: Path, lang: str) -> None:
    dataset = own_edition(root, tmp_path / "data")
    added, replaced = (
        packages(dataset, lang).set_index(say("provenance.name", lang)).loc[f"{name}.geojson"]
        for name in ("my-places", "events")
    )
    title = {"zh": "我的地点", "en": "My places"}[lang]
    assert (added[say("provenance.who", lang)], added[say("provenance.used_for", lang)]) == (
        "who says so, and when",
        title,
    )
    assert added[say("provenance.note", lang)] == say("provenance.added", lang)
    assert replaced[say("provenance.who", lang)] == say("provenance.operator", lang)
    assert len(packages(dataset, lang)) == len(packages(EDITION, lang)) + 2
    by_title = precision(dataset, lang).set_index(say("sources.layer", lang))
    assert by_title.loc[title].iloc[:2].tolist() == ["who says so, and when", 1]
    broken = by_title.loc[dataset.catalogue.layers["hubs"].title.say(lang)]
    assert broken.iloc[0].startswith(say("sources.unusable", lang))
    assert broken.iloc[1:].isna().all()


def test_nothing_shipped_is_called_the_operators() -> None:
    assert not packages(EDITION, "en")["Who"].str.contains("operator").any()


def test_the_page_shows_it(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_edition(root, tmp_path / "data")
    monkeypatch.setenv("OPEN_MAP_DATA", str(tmp_path / "data"))
    cache._made.clear()
    page = open_page(root, "en")
    assert "events.geojson" in page.dataframe[0].value["Data set"].tolist()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_not_counted_is_a_dash_and_no_english_word(root: Path, lang: str) -> None:
    assert open_page(root, lang).dataframe[2].proto.placeholder == "–"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_road_network_says_how_good_it_is(root: Path, lang: str) -> None:
    shown = "\n".join(element.value for element in open_page(root, lang).markdown)
    assert say("roads.title", lang) in shown
    for sentence in describe(load_roads(), lang):
        assert sentence in shown
