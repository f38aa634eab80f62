import zipfile

import pytest

from layers.crs.systems import transformer
from layers.i18n.findings import RefusedError
from layers.ingest.read import read_layer
from layers.ingest.validate import ValidationResult, validate
from tests.layers.ingest.packing import dbf, point_shp, shapefile, zipped

NAMES = ["果园港", "珞璜港"]
PLACES = [(106.7, 29.62), (106.4, 29.3)]


def codes(found: ValidationResult) -> set[str]:
    return {finding.code for finding in found.findings}


@pytest.mark.parametrize("folder", ["", "重庆/数据/"])
@pytest.mark.parametrize(("codec", "encoding"), [("gbk", "GB18030"), ("utf-8", "UTF-8")])
def test_encoding_without_cpg_is_found_and_named(folder: str, codec: str, encoding: str) -> None:
    found = validate("parks.zip", shapefile(NAMES, PLACES, codec=codec, crs="EPSG:4490", folder=folder))
    assert found.imported is not None
    assert found.imported.frame["name"].tolist() == NAMES
    assert (found.imported.encoding, found.imported.crs) == (encoding, "EPSG:4490")
    said = next(finding for finding in found.findings if finding.code == "cpg-missing")
    assert encoding in said.sentence("zh")


def test_what_the_person_says_is_believed() -> None:
    content = shapefile(["ã"], PLACES[:1], codec="cp1252")
    assert read_layer("a.zip", content, encoding="cp1252").frame["name"].tolist() == ["ã"]
    with pytest.raises(RefusedError, match="encoding-unknown"):
        read_layer("a.zip", content, encoding="klingon")


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:4545", "EPSG:4544", "EPSG:32648", "EPSG:32649"])
def test_systems_of_the_list_are_converted(crs: str) -> None:
    moved = [transformer("EPSG:4326", crs).transform(*place) for place in PLACES]
    found = read_layer("a.zip", shapefile(NAMES, moved, crs=crs))
    assert found.crs == crs
    for point, place in zip(found.frame.geometry, PLACES, strict=True):
        assert (point.x, point.y) == pytest.approx(place, abs=1e-7)


def test_a_system_with_nothing_published_is_asked_for() -> None:
    content = shapefile(NAMES, [(372000.0, 3275000.0), (373000.0, 3275000.0)], crs="EPSG:2433")  # Beijing 1954, CM 108
    with pytest.raises(RefusedError, match=r"^crs-unknown"):
        read_layer("a.zip", content)
    options = read_layer("a.zip", content, crs="EPSG:4545")
    assert options.crs == "EPSG:4545"
    assert 106 < options.frame.geometry[0].x < 107


def test_a_missing_index_is_rebuilt() -> None:
    found = validate("a.zip", shapefile(NAMES, PLACES, crs="EPSG:4326", leave=[".shx"]))
    assert "shx-rebuilt" in codes(found)
    assert found.imported is not None
    assert [(p.x, p.y) for p in found.imported.frame.geometry] == PLACES


def test_of_several_layers_the_first_is_read_and_the_others_are_named() -> None:
    shp, shx = point_shp(PLACES)
    parts = {f"{name}{suffix}": part for name in ("a", "b") for suffix, part in
             {".shp": shp, ".shx": shx, ".dbf": dbf([f"{name}1", f"{name}2"], "utf-8")}.items()}  # fmt: skip
    first = read_layer("two.zip", zipped(parts))
    assert (first.layer, first.layers) == ("a", ("a", "b"))
    assert first.frame["name"].tolist() == ["a1", "a2"]
    assert read_layer("two.zip", zipped(parts), layer="b").frame["name"].tolist() == ["b1", "b2"]
    with pytest.raises(RefusedError, match="no-such-layer"):
        read_layer("two.zip", zipped(parts), layer="c")


def test_junk_beside_the_parts_is_passed_over() -> None:
    shp, shx = point_shp(PLACES)
    parts = {"x/A.SHP": shp, "x/a.shx": shx, "x/A.dbf": dbf(NAMES, "utf-8"), "x/a.shp.xml": b"<metadata/>"}
    parts |= {"__MACOSX/x/._A.shp": b"\x00" * 200, "x/.DS_Store": b"x", "x/readme.txt": b"hello"}
    assert read_layer("a.zip", zipped(parts)).frame["name"].tolist() == NAMES


@pytest.mark.parametrize("cut", [0, 50, 99, 101, 120])
def test_a_cut_shp_is_refused_or_read_as_far_as_it_goes(cut: int) -> None:
    shp, shx = point_shp(PLACES)
    found = validate("a.zip", zipped({"a.shp": shp[:cut], "a.shx": shx, "a.dbf": dbf(NAMES, "utf-8")}))
    assert found.verdict in {"reject", "accept-with-repair"}


@pytest.mark.parametrize("spoiled", ["a.shx", "a.dbf"])
def test_spoiled_parts_do_no_harm(spoiled: str) -> None:
    shp, shx = point_shp(PLACES)
    parts = {"a.shp": shp, "a.shx": shx, "a.dbf": dbf(NAMES, "utf-8")}
    for at in range(0, len(parts[spoiled]), 7):
        part = bytearray(parts[spoiled])
        part[at] ^= 0xFF
        validate(
            "a.zip", zipped({**parts, spoiled: bytes(part)}, zipfile.ZIP_STORED)
        )  # whatever comes, it comes as a verdict
