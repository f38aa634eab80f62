import pytest
from pyproj import CRS

from layers.crs.systems import KNOWN, crs_by_definition, crs_by_name, crs_title
from layers.crs.transformations import published
from layers.ingest import crs_recognition
from layers.ingest.finding_collector import FindingCollector

WKTS = ("WKT1_ESRI", "WKT1_GDAL", "WKT2_2019")
# other datums, and another projection on the same ellipsoid
OTHERS = ("EPSG:4610", "EPSG:2380", "EPSG:4214", "EPSG:2433", "EPSG:3395", "EPSG:4269", "EPSG:4258")
FAMILY = ("EPSG:32632", "EPSG:32750", "EPSG:4524", "EPSG:4547")


@pytest.mark.parametrize("version", WKTS)
@pytest.mark.parametrize("code", [*KNOWN, *FAMILY])
def test_every_spelling_is_recognised(code: str, version: str) -> None:
    assert crs_by_definition(CRS.from_user_input(code).to_wkt(version)) == code


@pytest.mark.parametrize("version", WKTS)
# other datums and other projections on the same ellipsoid
@pytest.mark.parametrize(
    "code", ["EPSG:4610", "EPSG:2380", "EPSG:4214", "EPSG:2433", "EPSG:3395", "EPSG:4269", "EPSG:4258"]
)
def test_others_are_not_taken_for_them(code: str, version: str) -> None:
    assert crs_by_definition(CRS.from_user_input(code).to_wkt(version)) is None


def test_a_definition_is_judged_by_its_numbers_not_its_name() -> None:
    text = CRS.from_user_input("EPSG:4545").to_wkt("WKT1_ESRI")
    assert crs_by_definition(text.replace("500000.0", "500001.0")) is None
    assert crs_by_definition(text.replace('UNIT["Meter",1.0]', 'UNIT["Foot",0.3048]')) is None


@pytest.mark.parametrize("text", ["", "<html>[</html>", "GEOGCS[" * 2000, "PROJCS[", "x" * 20_000, "\x00[\x00"])
def test_what_is_no_definition(text: str) -> None:
    collector = FindingCollector()
    assert crs_recognition.recognise(text, collector) is None
    assert not collector.has_errors


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("EPSG:4326", "EPSG:4326"),
        ("epsg:4545", "EPSG:4545"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"),
        ("urn:ogc:def:crs:EPSG::4490", "EPSG:4490"),
        ("urn:ogc:def:crs:EPSG:6.9:4545", "EPSG:4545"),
        ("EPSG:900913", "EPSG:3857"),
        ("EPSG:27700", None),
        ("http://127.0.0.1/x", None),
        ("+proj=longlat", None),
    ],
)
def test_names(name: str, code: str | None) -> None:
    assert crs_by_name(name) == code


@pytest.mark.parametrize("code", KNOWN)
def test_every_system_offered_has_a_title(code: str) -> None:
    assert all(crs_title(code, lang) for lang in ("zh", "en"))


def test_a_published_way_says_its_error() -> None:
    known = published(CRS.from_user_input("EPSG:31287").to_wkt("WKT1_ESRI"))
    assert known is not None
    assert all(0 <= way.error <= 10 for way in known.operations)
