"""Reader and checks find the same columns, however a heading is written, and call a feature by the same name."""

import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.ingest.column_roles import LONGEST_TITLE, find_column, guess, labeller, load_roles
from layers.ingest.read import read_layer
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import from_imported
from layers.quality.run import run_checks

DISTRICTS = DistrictIndex.of(load_dataset(load_catalogue()))
NAME_HEADINGS = ["企业名称", "平台名称", "单位名称", "name-zh", "NAME_ZH", " Name ", "名称（全称）", "name"]


def frame_of(**columns: str) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {name: [value] for name, value in columns.items()}, geometry=[shapely.Point(106.5, 29.5)], crs="EPSG:4326"
    )


@pytest.mark.parametrize("heading", NAME_HEADINGS)
def test_a_name_is_found_by_reader_and_checks_alike(heading: str) -> None:
    frame = frame_of(**{"id": "7", heading: "果园港"})
    assert guess(frame, lambda _: (), lambda _: ()).name == heading
    assert labeller(pd.DataFrame(frame.drop(columns="geometry")))(0) == "果园港"


@pytest.mark.parametrize(
    ("headings", "wanted"),
    [
        (("name", "name_zh"), "name_zh"),
        (("name_en", "name"), "name"),
        (("企业名称", "名称"), "名称"),
        (("Name", "name"), "Name"),
        (("x", "y"), ""),
    ],
)
def test_of_several_the_likeliest_is_taken(headings: tuple[str, ...], wanted: str) -> None:
    assert find_column(headings, "name") == wanted


def test_where_there_is_no_name_the_id_stands_for_it() -> None:
    assert labeller(pd.DataFrame({"编号": ["A-1"], "name": [None]}))(0) == "A-1"
    assert labeller(pd.DataFrame({"备注": ["x"]}))(0) == ""
    assert labeller(pd.DataFrame({"name": ["长" * 100]}))(0) == "长" * LONGEST_TITLE


def test_no_heading_plays_two_roles() -> None:
    headings = [heading for group in load_roles().values() for heading in group]
    assert sorted(headings) == sorted(set(headings))


NAMED_BY = ["企业名称", "平台名称", "单位名称", "name-zh", "name name_zh", "name_en name", "编号"]


@pytest.mark.parametrize("columns", [text.split() for text in NAMED_BY], ids=NAMED_BY)
def test_one_report_calls_a_feature_by_one_name(columns: list[str]) -> None:
    ring = [[106.5, 29.5], [106.6, 29.6], [106.6, 29.5], [106.5, 29.6], [106.5, 29.5]]
    bow_tie = {"type": "Polygon", "coordinates": [ring]}
    beyond = {"type": "Point", "coordinates": [104.06, 30.67]}
    features = [
        {"type": "Feature", "geometry": shape, "properties": {name: f"{name} {number}" for name in columns}}
        for number, shape in enumerate([bow_tie, None, beyond, beyond])
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    imported = read_layer("layer.geojson", content)
    result = run_checks(from_imported(imported, DISTRICTS), DISTRICTS)
    names: dict[int, set[str]] = {}
    for finding in result.findings:
        if finding.row is not None:
            names.setdefault(finding.row, set()).add(finding.feature)
    assert {f.row for f in result.read} & {f.row for f in result.checked} - {None}  # a row that both name
    assert all(len(called) == 1 and "" not in called for called in names.values()), names
    assert names.keys() >= {0, 1, 2}
