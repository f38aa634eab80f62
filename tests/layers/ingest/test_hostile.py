"""Files made to reach elsewhere, to fill memory or to hang: refused in seconds, nothing read, called or written."""

import io
import json
import signal
import stat
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from layers.i18n.findings import RefusedError
from layers.ingest.finding_collector import FindingCollector
from layers.ingest.limits import UPLOAD, Limits
from layers.ingest.sandbox import worker_pool
from layers.ingest.sandbox.worker_pool import CHILDREN, SandboxReply, SandboxWorker, WorkerPool
from layers.ingest.validate import ValidationResult, validate
from tests.layers.ingest import side_effect_probe
from tests.layers.ingest.packing import geopackage, shapefile, zipped

VRT = '<OGRVRTDataSource><OGRVRTLayer name="canary"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
LINKED = {
    "type": "FeatureCollection",
    "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [106.5, 29.5]}}],
}
ASKED = {"format": "geopackage", "layer": None}
RECURSIVE = """CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c;"""


def refused(name: str, content: bytes) -> set[str]:
    began = time.monotonic()
    found = validate(name, content)
    assert time.monotonic() - began < 10
    assert found.verdict == "reject"
    assert side_effect_probe.MARK not in json.dumps(found.as_json())
    return {finding.code for finding in found.findings if finding.severity == "error"}


@pytest.mark.parametrize("name", ["a.geojson", "a.json", "a.csv", "a.gpkg", "a.zip", "a.vrt", "-"])
@pytest.mark.parametrize("where", ["file", "address"])
def test_text_that_names_other_sources(name: str, where: str, canary: Path, server: side_effect_probe.Server) -> None:
    target = str(canary) if where == "file" else f"/vsicurl/{server.url}"
    pipeline = {"type": "gdal_streamed_alg", "command_line": f"gdal vector pipeline read {target}"}
    wfs = f"<OGRWFSDataSource><URL>{server.url}</URL></OGRWFSDataSource>"
    with side_effect_probe.watching(canary):
        for content in (VRT.format(target), json.dumps(pipeline), wfs, f"  \n{VRT.format(target)}"):
            refused(name, content.encode())
            refused(name, zipped({"a.shp": content.encode(), "a.dbf": content.encode()}))


@pytest.mark.parametrize("kind", ["link", "name", "url"])
def test_a_linked_system_is_not_followed(kind: str, server: side_effect_probe.Server) -> None:
    crs = {
        "link": {"type": "link", "properties": {"href": server.url, "type": "proj4"}},
        "name": {"type": "name", "properties": {"name": server.url}},
        "url": {"type": "url", "properties": {"url": server.url}},
    }[kind]
    assert refused("a.geojson", json.dumps({**LINKED, "crs": crs}).encode()) == {"crs-unknown"}


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ({"../a.shp": b"x"}, "zip-path"),
        ({"/etc/a.shp": b"x"}, "zip-path"),
        ({"C:\\a.shp": b"x"}, "zip-path"),
        ({"a/../../b.shp": b"x"}, "zip-path"),
        ({"inner.zip": b"x"}, "zip-nested"),
        ({"a.shp": b"x", "b.tar.gz": b"x"}, "zip-nested"),
        ({"a.txt": b"x"}, "no-shp"),
        ({f"{n}.shp": b"" for n in range(1001)}, "zip-entries"),
        ({"a.shp": bytes(30_000_000)}, "zip-size"),
        ({"[Content_Types].xml": b"<x/>"}, "spreadsheet"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_archives(entries: dict[str, bytes], code: str) -> None:
    assert refused("a.zip", zipped(entries)) == {code}


def test_a_link_in_an_archive(canary: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("a.shp")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, str(canary))
    assert refused("a.zip", buffer.getvalue()) == {"zip-link"}


def test_an_archive_that_lies_about_its_size() -> None:
    content = zipped({"a.shp": bytes(5_000_000)})
    size, lie = (5_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert refused("a.zip", content.replace(size, lie)) == {"zip-broken"}


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        (RECURSIVE, "gpkg-view"),
        ("CREATE VIRTUAL TABLE t USING fts5(a);", "gpkg-virtual"),
        ("CREATE TRIGGER mine AFTER INSERT ON parks BEGIN DELETE FROM parks; END;", "gpkg-trigger"),
        ("ALTER TABLE parks ADD COLUMN z TEXT AS (hex(zeroblob(100000000)));", "gpkg-computed"),
        ("DROP TABLE gpkg_contents;", "not-geopackage"),
        ("DELETE FROM gpkg_contents; DELETE FROM gpkg_geometry_columns;", "no-layer"),
    ],
)
def test_geopackages(sql: str, code: str, tmp_path: Path) -> None:
    assert refused("a.gpkg", geopackage(tmp_path, sql)) == {code}


def test_a_spoiled_geopackage(tmp_path: Path) -> None:
    content = geopackage(tmp_path)
    assert refused("a.gpkg", content[:5000]) <= {"gpkg-broken", "unreadable", "not-geopackage"}
    spoiled = bytearray(content)
    for at in range(100, len(spoiled), 4096):
        spoiled[at] ^= 0xFF
    validate("a.gpkg", bytes(spoiled))


def zigzag(corners: int) -> list[list[float]]:
    """Return a ring whose sides nearly all cross each other."""
    ring = [[106 + number % 2, 29 + number * 7919 % corners / corners] for number in range(corners)]
    return [*ring, ring[0]]


def test_repairs_that_would_take_long_are_made_where_a_clock_runs() -> None:
    def results(*rings: list[list[float]], seconds: int) -> ValidationResult:
        limits = Limits(10**8, 10**8, 10**6, 2 * 10**9, seconds)
        features = [
            {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [r]}} for r in rings
        ]
        content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
        return validate("a.geojson", content, limits=limits)

    bows = [[[106, 29], [107, 30], [107, 29], [106, 30 + n / 1000], [106, 29]] for n in range(600)]
    many = results(*bows, seconds=30)
    assert many.verdict == "accept-with-repair"
    assert many.imported is not None
    assert many.imported.frame.geometry.is_valid.all()
    began = time.monotonic()
    late = results(zigzag(6000), seconds=2)
    assert time.monotonic() - began < 15
    assert {finding.code for finding in late.findings} <= {"guard-late", "guard-died", "guard-memory"}
    assert late.verdict == "reject"


@pytest.mark.parametrize("depth", [11, 1_000, 300_000])
def test_wkt_within_wkt(depth: int) -> None:
    text = "GeometryCollection(" * depth + "POINT(1 1)" + ")" * depth
    found = validate("a.csv", f"name,wkt\na,{text}\n".encode())
    assert "bad-wkt" in {finding.code for finding in found.findings}


@pytest.mark.parametrize("text", ["1" + " " * 50_000 + "x", "1°" * 20_000, "-" * 50_000, "1" * 100_000, "1," * 30_000])
@pytest.mark.parametrize("heading", ["lon", "坐标"])
def test_long_texts_where_a_coordinate_should_be(text: str, heading: str) -> None:
    began = time.monotonic()
    validate("a.csv", f'name,{heading},lat\na,"{text}",29\n'.encode())
    assert time.monotonic() - began < 5


def test_only_two_drivers_are_left() -> None:
    child = SandboxWorker(UPLOAD)
    running = child._running()
    header, _ = child._exchange(running, {"format": "hello"}, b"", 10)
    child.stop()
    assert set(header["drivers"]) == {"ESRI Shapefile", "GPKG"} == worker_pool.DRIVERS


def test_a_child_that_hangs_is_ended_and_the_next_file_is_read(tmp_path: Path) -> None:
    content = geopackage(tmp_path)
    short = SandboxWorker(Limits(10**6, 10**6, 10, 2 * 10**9, 1))
    short._running().send_signal(signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(RefusedError, match="guard-late"):
        short.ask(ASKED, content, FindingCollector())
    assert time.monotonic() - began < 5
    assert short.ask(ASKED, content, FindingCollector()).layer == "parks"
    short.stop()


def test_a_child_that_died_meanwhile_is_started_again(tmp_path: Path) -> None:
    own = SandboxWorker(UPLOAD)
    own._running().kill()
    assert own._child is not None
    own._child.wait()
    assert own.ask(ASKED, geopackage(tmp_path), FindingCollector()).layer == "parks"
    own.stop()


def test_a_child_that_dies_at_work_is_one_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = SandboxWorker(UPLOAD)
    process = own._running()
    monkeypatch.setattr(own, "_running", lambda: process)
    process.kill()
    process.wait()
    with pytest.raises(RefusedError) as caught:
        own.ask(ASKED, geopackage(tmp_path), FindingCollector())
    assert [finding.code for finding in caught.value.findings] == ["guard-died"]


def test_a_child_has_no_memory_to_fill() -> None:
    small = SandboxWorker(Limits(10**9, 10**9, 10**6, 900 * 10**6, 20))
    with pytest.raises(RefusedError, match=r"guard-memory|guard-died|unreadable|gpkg-broken"):
        small.ask(ASKED, b"SQLite format 3\x00" + bytes(600 * 10**6), FindingCollector())
    small.stop()


def test_an_answer_that_floods_is_not_taken(tmp_path: Path) -> None:
    small = SandboxWorker(Limits(10**6, 300, 10**6, 2 * 10**9, 20))
    with pytest.raises(RefusedError, match="guard-memory"):
        small.ask(ASKED, geopackage(tmp_path), FindingCollector())
    assert small._child is None


def test_a_child_can_write_no_file_and_holds_nothing_open(tmp_path: Path) -> None:
    own = SandboxWorker(UPLOAD)
    process = own._running()
    limits = Path(f"/proc/{process.pid}/limits").read_text(encoding="ascii")
    assert any(line.split()[:5] == ["Max", "file", "size", "0", "0"] for line in limits.splitlines())
    own.ask({"format": "single-layer", "encoding": "UTF-8"}, _packed(), FindingCollector())
    kinds = {link.readlink().name.split(":")[0] for link in Path(f"/proc/{process.pid}/fd").iterdir()}
    own.stop()
    assert kinds <= {"pipe", "null", "proj.db"}


def _packed() -> bytes:
    with zipfile.ZipFile(io.BytesIO(shapefile(["a"], [(106.5, 29.5)]))) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()}, zipfile.ZIP_STORED)


def test_a_busy_child_does_not_hold_up_the_next_visitor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both must be asked at the same time for either to answer."""
    meeting = threading.Barrier(2)

    def ask(self: SandboxWorker, *_: object) -> SandboxReply:
        meeting.wait(timeout=30)
        return SandboxReply(b"", "")

    monkeypatch.setattr(SandboxWorker, "ask", ask)
    guards = WorkerPool(UPLOAD)
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(guards.ask, {}, b"", FindingCollector()) for _ in range(2)]
        assert [each.result(timeout=60).content for each in both] == [b"", b""]


def test_a_child_is_free_again_after_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def reject(self: SandboxWorker, request: object, content: bytes, collector: FindingCollector) -> SandboxReply:
        collector.reject("unreadable")

    monkeypatch.setattr(SandboxWorker, "ask", reject)
    guards = WorkerPool(UPLOAD)
    for _ in range(CHILDREN + 1):  # one that was not given back would be waited for without end
        with pytest.raises(RefusedError):
            guards.ask({}, b"", FindingCollector())
