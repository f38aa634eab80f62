import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from layers.formats.vector import write
from layers.i18n.findings import RefusedError
from layers.ingest.read import read_layer
from layers.ingest.validate import validate
from tests.layers.ingest.packing import PARK, geopackage

PLACE = shapely.Point(106.5, 29.5)


def frame(crs: int | None = 4326, **columns: list) -> gpd.GeoDataFrame:
    shapes = [PLACE] * len(next(iter(columns.values())))
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=crs)


def test_columns_keep_their_kinds_and_gaps(tmp_path: Path) -> None:
    given = frame(
        name=["果园港", None], n=pd.array([1, None], dtype="Int64"), share=[0.5, None],
        flag=pd.array([True, None], dtype="boolean"), at=pd.to_datetime(["2026-01-31T08:00", None]),
    )  # fmt: skip
    found = read_layer("a.gpkg", geopackage(tmp_path, layer=given))
    assert (found.layer, found.crs, found.encoding) == ("layer", "EPSG:4326", "UTF-8")
    assert [str(found.frame[name].dtype) for name in ("n", "share", "flag")] == ["Int64", "float64", "boolean"]
    rows = [feature["properties"] for feature in json.loads(write(found.frame, "geojson"))["features"]]
    assert rows[0] | {"at": rows[0]["at"][:16]} == {
        "name": "果园港", "n": 1, "share": 0.5, "flag": True, "at": "2026-01-31T08:00",
    }  # fmt: skip
    assert set(rows[1].values()) == {None}


@pytest.mark.parametrize("names", [("a", "A"), ("fid", "FID"), ("geom", "Geom"), ("", "\x00"), ("x" * 300, "select")])
def test_any_two_names_can_be_written(names: tuple[str, str]) -> None:
    feature = {"type": "Feature", "properties": dict.fromkeys(names, "v"), "geometry": None}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    again = read_layer("a.gpkg", write(read_layer("a.geojson", content).frame, "gpkg")).frame
    assert again.drop(columns="geometry").iloc[0].tolist() == ["v", "v"]


def test_layers_are_chosen(tmp_path: Path) -> None:
    parks = gpd.GeoDataFrame({"name": ["a"]}, geometry=[PARK], crs=4326)
    content = geopackage(tmp_path, parks=parks, ports=frame(4490, name=["b"]))
    first = validate("a.gpkg", content)
    assert "several-layers" in {finding.code for finding in first.findings}
    assert first.imported is not None
    assert (first.imported.layer, set(first.imported.layers)) == ("parks", {"parks", "ports"})
    second = read_layer("a.gpkg", content, layer="ports")
    assert (second.frame["name"].tolist(), second.crs) == (["b"], "EPSG:4490")
    with pytest.raises(RefusedError, match="no-such-layer"):
        read_layer("a.gpkg", content, layer="nothing")


def test_a_database_left_open_elsewhere_is_read(tmp_path: Path) -> None:
    content = geopackage(tmp_path, "PRAGMA journal_mode = WAL; CREATE TABLE more (a);")
    assert content[18:20] == b"\x02\x02"
    assert validate("a.gpkg", content).verdict == "accept"


def test_binary_fields_are_left_out_and_said(tmp_path: Path) -> None:
    found = read_layer("a.gpkg", geopackage(tmp_path, "ALTER TABLE parks ADD COLUMN raw BLOB;"))
    assert list(found.frame.columns) == ["name", "geometry"]
    assert [finding.detail for finding in found.findings if finding.code == "column-binary"] == [{"column": "raw"}]


def test_a_definition_that_is_an_address_stays_text(tmp_path: Path) -> None:
    content = geopackage(
        tmp_path,
        "UPDATE gpkg_spatial_ref_sys SET organization = 'http://127.0.0.1:9/', definition = 'http://127.0.0.1:9/';",
    )
    assert validate("a.gpkg", content).verdict in {"accept", "accept-with-repair", "reject"}


def test_systems_beyond_the_list_are_converted_with_their_error_said(tmp_path: Path) -> None:
    moved = frame(name=["a"]).set_crs(4326).to_crs(4534 + 12)  # CGCS2000, central meridian 111
    found = read_layer("a.gpkg", geopackage(tmp_path, layer=moved))
    assert found.crs == "EPSG:4546"
    assert found.frame.geometry[0].distance(PLACE) < 1e-6
    japan = gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(139.7, 35.7)], crs=4326).to_crs(6677)  # JGD2011
    foreign = validate("b.gpkg", geopackage(tmp_path, layer=japan))
    said = next(finding for finding in foreign.findings if finding.code == "crs-foreign")
    assert float(said.detail["error"]) <= 10
    assert foreign.imported is not None
    assert foreign.imported.frame.geometry[0].distance(shapely.Point(139.7, 35.7)) < 1e-4
