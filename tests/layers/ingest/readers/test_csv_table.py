import pytest

from layers.i18n.findings import RefusedError
from layers.ingest.layer import GeometryColumns, ImportedLayer
from layers.ingest.read import read_layer
from layers.ingest.readers.csv_table import headings_of
from layers.ingest.validate import validate

PORT = "名称,经度,纬度\n果园港,106.7,29.62\n"


def codes(found: ImportedLayer) -> set[str]:
    return {finding.code for finding in found.findings}


def places(found: ImportedLayer) -> list[tuple[float, float] | None]:
    return [None if point is None else (round(point.x, 6), round(point.y, 6)) for point in found.frame.geometry]


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_encodings_are_found_and_named(codec: str, encoding: str) -> None:
    found = read_layer("a.csv", PORT.encode(codec))
    assert found.encoding == encoding
    assert found.frame["名称"].tolist() == ["果园港"]
    assert places(found) == [(106.7, 29.62)]
    named = [encoding in finding.sentence(lang) for finding in found.findings for lang in ("zh", "en")]
    assert encoding == "UTF-8" or any(named)


def test_western_text_is_not_taken_for_chinese() -> None:
    found = read_layer("a.csv", "name,lon,lat\nSão Paulo,106.7,29.6\nÑandú,106.7,29.6\n".encode("cp1252"))
    assert found.frame["name"].tolist() == ["São Paulo", "Ñandú"]
    assert "encoding-guessed" in codes(found)


def test_one_broken_byte_does_not_make_utf_8_something_else() -> None:
    found = read_layer("a.csv", PORT.encode().replace("港".encode(), "港".encode() + b"\xff"))
    assert found.frame["名称"].tolist() == ["果园港\ufffd"]
    assert "bytes-replaced" in codes(found)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        ("106.7", "29.62"),
        (" 106.7 ", "+29.62"),
        ("106°42′00″", "29°37′12″"),
        ("106度42分00秒", "29度37分12秒"),
        ("106°42'E", "29°37'12\"N"),
        ("E106 42 00", "N29 37 12"),
        ("东经106°42′", "北纬29°37′12″"),
        ("106:42:00", "29:37:12"),
        ("１０６．７", "２９．６２"),  # full-width digits
        ("106.7°E", "29.62°N"),
        ("106°42.0′", "29°37.2′"),
    ],
)
def test_ways_of_writing_a_coordinate(lon: str, lat: str) -> None:
    found = read_layer("a.csv", f'name;lon;lat\na;{lon};"{lat.replace(chr(34), chr(34) * 2)}"\n'.encode())
    assert places(found) == [(106.7, 29.62)]


@pytest.mark.parametrize("text", ["106°60′", "106°10′61″", "abc", "1e999", "inf", "nan", "106.7.1", "--1", "0x1F", "°"])
def test_what_is_no_coordinate_is_named_and_other_rows_are_read(text: str) -> None:
    found = read_layer("a.csv", f"name,lon,lat\nbad,{text},29.5\ngood,106.5,29.5\n".encode())
    assert places(found) == [None, (106.5, 29.5)]
    fault = next(finding for finding in found.findings if finding.code == "bad-coordinate")
    assert (fault.row, fault.feature) == (0, "bad")
    assert text in fault.sentence("zh")


def test_south_and_west_are_negative() -> None:
    assert places(read_layer("a.csv", b"lat,lon\n23S,46W\n")) == [(-46.0, -23.0)]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters(mark: str) -> None:
    assert places(read_layer("a.csv", PORT.replace(",", mark).encode())) == [(106.7, 29.62)]


def test_decimal_commas() -> None:
    assert places(read_layer("a.csv", b"n;lon;lat\na;106,7;29,62\n")) == [(106.7, 29.62)]


@pytest.mark.parametrize("heading", ["wkt", "WKT", "geom", "几何"])
def test_wkt(heading: str) -> None:
    text = (
        f'name,{heading}\na,"POLYGON ((106 29, 107 29, 107 30, 106 29))"\nb,\nc,"SRID=4326;POINT (106 29)"\nd,POINT\n'
    )
    found = read_layer("a.csv", text.encode())
    assert [None if s is None else s.geom_type for s in found.frame.geometry] == ["Polygon", None, "Point", None]
    assert [f.row for f in found.findings if f.code == "bad-wkt"] == [3]


def test_both_in_one_column() -> None:
    assert places(read_layer("a.csv", 'name,坐标\na,"106.7,29.62"\nb,\n'.encode())) == [(106.7, 29.62), None]


def test_a_person_says_which_columns() -> None:
    content = b"a,b,c\nx,106.7,29.62\n"
    with pytest.raises(RefusedError) as caught:
        read_layer("a.csv", content)
    assert [f.code for f in caught.value.findings] == ["no-coordinate-columns"]
    assert "a, b, c" in caught.value.findings[0].sentence("en")
    assert headings_of(content) == ("a", "b", "c")
    assert places(read_layer("a.csv", content, columns=GeometryColumns(lon="b", lat="c"))) == [(106.7, 29.62)]
    with pytest.raises(RefusedError, match="no-such-column"):
        read_layer("a.csv", content, columns=GeometryColumns(lon="b", lat="z"))


def test_swapped_columns_are_set_right_and_said() -> None:
    found = read_layer("a.csv", b"name,lon,lat\na,29.62,106.7\nb,29.5,106.5\n")
    assert places(found) == [(106.7, 29.62), (106.5, 29.5)]
    assert "all-swapped" in codes(found)


@pytest.mark.parametrize("header", ["x,y", "y,x"])
def test_metres_are_asked_for_and_then_converted(header: str) -> None:
    row = {"x": "372000", "y": "3275000"}
    content = f"{header}\n{','.join(row[name] for name in header.split(','))}\n".encode()
    with pytest.raises(RefusedError, match="looks-projected") as caught:
        read_layer("a.csv", content)
    assert "EPSG:4545" in caught.value.findings[0].sentence("zh")
    (place,) = read_layer("a.csv", content, crs="EPSG:4545").frame.geometry
    assert (place.x, place.y) == pytest.approx((106.678890, 29.586446), abs=1e-6)


def test_northing_first_is_seen_in_a_projected_system() -> None:
    found = read_layer("a.csv", b"x,y\n3275000,372000\n", crs="EPSG:4545")
    assert places(found) == [(106.67889, 29.586446)]
    assert "axes-swapped" in codes(found)


def test_rows_of_other_width_are_named() -> None:
    found = read_layer("a.csv", b"name,lon,lat\na,106,29\nb,106.5,29.5,surplus\n")
    assert places(found) == [(106.0, 29.0), (106.5, 29.5)]
    assert [(f.row, f.feature) for f in found.findings if f.code == "row-width"] == [(1, "b")]


def test_codes_keep_their_zeros_and_numbers_become_numbers() -> None:
    frame = read_layer("a.csv", b"code,n,share,gap,lon,lat\n001,5,0.5,,106,29\n002,6,1.5,7,106,29\n").frame
    assert frame["code"].tolist() == ["001", "002"]
    assert [str(frame[name].dtype) for name in ("n", "share", "gap")] == ["int64", "float64", "Int64"]


def test_headings_are_told_apart() -> None:
    frame = read_layer("a.csv", b"lon,lat,v,v,,geometry\n106,29,1,2,3,x\n").frame
    assert list(frame.columns) == ["lon", "lat", "v", "v 2", "column 5", "geometry_1", "geometry"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"\n \n", "empty-file"),
        (b'name,lon,lat\n"a,106,29\n', "quotes-open"),
        (b",,\n1,2,3\n", "no-heading"),
        (",".join(map(str, range(1001))).encode() + b"\n", "too-many-columns"),
    ],
)
def test_what_is_no_table(content: bytes, code: str) -> None:
    found = validate("a.csv", content)
    assert found.verdict == "reject"
    assert code in {finding.code for finding in found.findings}
