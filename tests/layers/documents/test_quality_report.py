"""A planner's own messy shapefile goes in, a correct and honest report comes out; in every format."""

import io
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest
from click.testing import CliRunner

from layers.catalogue.models import load_catalogue
from layers.cli import main
from layers.dataset.dataset import load_dataset
from layers.documents import quality_report_files
from layers.documents.finding_map import FindingMap, to_svg
from layers.documents.quality_report import compose
from layers.i18n.messages import say
from layers.ingest.read import read_layer
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer, from_imported
from layers.quality.run import run_checks
from tests.layers.dirty_layers import COUNT, DOUBLE, OUTSIDE, WRONG_CLAIM, messy_zip, truth

EDITION = load_dataset(load_catalogue())
OUTLINES = DistrictIndex.of(EDITION)
WHEN = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def messy() -> CheckedLayer:
    return from_imported(read_layer("草案.zip", messy_zip()), OUTLINES)


def html_of(subject: CheckedLayer, lang: str = "zh") -> str:
    report = compose(subject, run_checks(subject, OUTLINES), OUTLINES, EDITION, lang, WHEN)  # type: ignore[arg-type]
    return quality_report_files.to_html(report).decode()


def test_the_messy_shapefile_is_read_as_it_was_meant(messy: CheckedLayer) -> None:
    assert messy.encoding == "GB18030"
    assert messy.crs == "EPSG:4326"
    assert messy.frame["名称"].tolist() == truth()["名称"].tolist()
    assert messy.columns.district == "区县"


def test_the_shift_is_said_and_not_made(messy: CheckedLayer) -> None:
    judgement = run_checks(messy, OUTLINES)
    assert judgement.suspicion.datum == "gcj02"
    assert messy.corrections == ()
    page = html_of(messy)
    assert "坐标疑为 GCJ-02" in page
    assert "误差约 5 米" in page
    assert "EPSG:4326" in page
    assert "GB18030" in page


def test_the_converted_layer_lies_where_it_should_and_keeps_its_own_faults(messy: CheckedLayer) -> None:
    healed = messy.corrected("gcj02")
    metres = healed.frame.to_crs("EPSG:4545").distance(truth().to_crs("EPSG:4545"))
    assert metres.max() < 1.0
    findings = run_checks(healed, OUTLINES).findings
    assert {f.row for f in findings if f.code == "outside-district"} == {WRONG_CLAIM, OUTSIDE}
    assert {f.row for f in findings if f.code == "double"} == {DOUBLE}
    assert not [f for f in findings if f.code.startswith("shifted")]
    assert "按 GCJ-02 换算为 WGS 84，误差约 5 米" in html_of(healed)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_check_with_nothing_to_judge_by_finds_nothing_but_notes(lang: str) -> None:
    subject = from_imported(read_layer("x.csv", b"name,lon,lat\na,106.5,29.5\n"), OUTLINES)
    report = compose(subject, run_checks(subject, OUTLINES), OUTLINES, EDITION, lang, WHEN)  # type: ignore[arg-type]
    said = say("report.nothing_to_judge", lang)  # type: ignore[arg-type]
    found = {row[0]: row[2] for row in report.checks if row[1] == said}
    shift, claims = (say(f"checks.{code}", lang) for code in ("shift", "districts"))  # type: ignore[arg-type]
    assert found[shift] == say("report.only_notes", lang, count=1)  # type: ignore[arg-type]
    assert found[claims] == "–"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_stands_alone_and_says_everything(messy: CheckedLayer, lang: str) -> None:
    page = html_of(messy, lang)
    for key in ("given", "checks", "evidence", "map", "findings", "assumptions", "sources"):
        assert f"<h2>{say(f'report.{key}', lang)}</h2>" in page  # type: ignore[arg-type]
    assert EDITION.version in page
    assert "2026-01-02 03:04" in page
    assert "<svg" in page
    assert not re.search(r"(src|href)=|url\(|<script|@import", page)
    if lang == "en":
        shown = re.sub(r"《.*?》|（.*?）|天地图|高德", "", page.split("<h2>Sources")[0])
        data = {*truth()["名称"], *truth()["区县"], "草案", "名称", "区县"}
        for text in sorted(data, key=len, reverse=True):
            shown = shown.replace(text, "")
        assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"<style>.*?</style>", "", shown))


def test_hostile_text_is_shown_as_it_is(messy: CheckedLayer) -> None:
    frame = messy.frame.copy()
    frame.loc[WRONG_CLAIM, "名称"] = "<b>{{ 7*191 }}</b>"
    page = html_of(CheckedLayer("x", frame, messy.columns))
    assert "&lt;b&gt;{{ 7*191 }}&lt;/b&gt;" in page
    assert "1337" not in page


def test_the_workbook_holds_the_same_findings_as_text(messy: CheckedLayer) -> None:
    frame = messy.frame.copy()
    frame.loc[WRONG_CLAIM, "名称"] = "=1+1"
    subject = CheckedLayer("x", frame, messy.columns)
    report = compose(subject, run_checks(subject, OUTLINES), OUTLINES, EDITION, "zh", WHEN)
    book = openpyxl.load_workbook(io.BytesIO(quality_report_files.to_xlsx(report)))
    rows = [tuple(cell or "" for cell in row) for row in book["发现"].iter_rows(values_only=True)]
    assert rows == [tuple(row) for row in report.findings]
    assert all(cell.data_type == "s" for row in book["发现"].iter_rows() for cell in row if cell.value)
    assert any("=1+1" in row[2] for row in rows)


def test_the_geojson_carries_layer_and_findings(messy: CheckedLayer) -> None:
    judgement = run_checks(messy, OUTLINES)
    report = compose(messy, judgement, OUTLINES, EDITION, "zh", WHEN)
    collection = json.loads(quality_report_files.to_geojson(report, messy, judgement))
    assert len(collection["features"]) == COUNT
    told = collection["features"][WRONG_CLAIM]["properties"]["check_findings"]
    assert [item["code"] for item in told] == ["outside-district"]
    assert told[0]["cure_en"]
    assert collection["report"]["given"]["文件"] == "草案.zip"
    assert any(item["code"] == "shifted-by-claims" for item in collection["report"]["findings"])
    assert len(gpd.GeoDataFrame.from_features(collection)) == COUNT


def test_report_and_convert_by_command(tmp_path: Path) -> None:
    source = tmp_path / "草案.zip"
    source.write_bytes(messy_zip())
    run = CliRunner().invoke(main, ["report", str(source), "--out", str(tmp_path / "a.html"), "--from", "gcj02"])
    assert run.exit_code == 0, run.output
    assert "按 GCJ-02 换算为 WGS 84" in (tmp_path / "a.html").read_text(encoding="utf-8")
    run = CliRunner().invoke(main, ["convert", str(source), str(tmp_path / "b.geojson"), "--from", "gcj02"])
    assert run.exit_code == 0, run.output
    back = gpd.GeoDataFrame.from_features(json.loads((tmp_path / "b.geojson").read_text(encoding="utf-8")), crs=4326)
    assert back.to_crs(4545).distance(truth().to_crs(4545)).max() < 1.0
    assert "GCJ-02" in run.output
    run = CliRunner().invoke(main, ["report", str(source), "--out", str(tmp_path / "c.docx")])
    assert run.exit_code == 2
    (tmp_path / "no.zip").write_bytes(b"nothing")
    run = CliRunner().invoke(main, ["report", str(tmp_path / "no.zip"), "--out", str(tmp_path / "d.html")])
    assert run.exit_code == 1
    assert not (tmp_path / "d.html").exists()
    assert "Traceback" not in run.output


def test_the_report_reads_a_pipe_and_writes_one(root: Path) -> None:
    content = (root / "data" / "geojson" / "ports.geojson").read_bytes()
    command = [sys.executable, "-m", "layers", "report", "-", "--out", "-", "--format", "geojson", "--lang", "en"]
    done = subprocess.run(command, cwd=root, input=content, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["report"]["title"].startswith("Layer check")


def test_numbers_stay_on_the_map() -> None:
    """One at the eastern edge once lost its last digits."""
    drawing = FindingMap(
        130.0, 100.0, ("M0,0",), (), ((128.0, 50.0, "83, 84, 85 +9", "error"), (5.0, 50.0, "1", "note")), 0
    )
    at_edge, other = re.findall(r'<text x="([\d.]+)" y="50.0" fill="[^"]+" text-anchor="(\w+)"', to_svg(drawing, "map"))
    assert at_edge == ("126.1", "end")
    assert other == ("6.9", "start")
