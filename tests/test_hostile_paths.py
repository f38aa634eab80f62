"""Every path on which text leaves the app: what looks like a template or a formula comes out as it went in.

One test for each path: pages, files of tables, workbooks, documents, slides, pictures, the map's own files. Each must
hold the hostile text (or the test would prove nothing) and nowhere what it would be if anyone had worked it out.
"""

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pypdf
import pytest
import shapely

from layers.briefing.presenter_page import SceneCredit, offline
from layers.briefing.scenes import Briefing, Scene
from layers.catalogue.models import load_catalogue
from layers.config.branding import Branding
from layers.dataset.dataset import Dataset, load_dataset
from layers.dataset.source import FolderSource
from layers.documents import quality_report as layout_report
from layers.documents import quality_report_files, shortlist_gis, shortlist_html, shortlist_pdf, shortlist_xlsx
from layers.documents.deck import deck_of, picture_of
from layers.documents.handout_pdf import to_handout
from layers.documents.monitoring_workbook import to_xlsx as monitoring_xlsx
from layers.documents.shortlist import Shortlist, compose
from layers.documents.slides_pptx import to_pptx
from layers.formats.spreadsheet import FORMULA_STARTS, frame_to_csv, to_csv, to_geojson
from layers.formats.svg import to_svg
from layers.formats.vector import write
from layers.i18n.messages import browser_words
from layers.ingest.column_roles import Columns
from layers.monitoring.delivery import promises, report
from layers.monitoring.indicators import load_monitoring
from layers.monitoring.user_values import read_own_actuals
from layers.planning import scenario
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer
from layers.quality.run import run_checks
from layers.query.attribute_table import readable
from layers.query.filters import Selection
from layers.query.nearest import ProximityIndex
from layers.query.text_summary import summarise
from layers.static_map.page import still
from layers.suitability.candidates import Candidates
from layers.suitability.presets import load_presets
from layers.suitability.query import SuitabilityQuery
from layers.suitability.requirements import Requirements
from layers.web_map.folium_map import base_map
from layers.web_map.manifest import manifest_of
from tests.geo_app.tables import words_of
from tests.hostile import ARITHMETIC, SUM, WORKED_OUT, write_hostile
from tests.open_page import opened

PICKS = ("bonded-xiyong", "bonded-lianglu-cuntan", "strategic-liangjiang")
# a talk's title stands in its page; what is said in it travels as base64, read by no template
CODE = re.compile(r"<script.*?</script>|<style.*?</style>", re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile(tmp_path_factory.mktemp("arithmetic"), ARITHMETIC)


@pytest.fixture(scope="module")
def dataset(folder: Path) -> Dataset:
    found = load_dataset(load_catalogue(), FolderSource(folder))
    assert not found.faults
    return found


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    scene = Scene(title={"zh": ARITHMETIC[0]}, narration={"zh": ARITHMETIC[1]}, notes={"zh": ARITHMETIC[3]},
                  filters={"type": ("hub",)})  # fmt: skip
    said = {"zh": ARITHMETIC[2]}
    return Briefing(title={"zh": ARITHMETIC[0]}, lead=said, closing=said, scenes=(scene,))


@pytest.fixture(scope="module")
def sheet(dataset: Dataset) -> Shortlist:
    candidates = Candidates(dataset, load_presets(), ProximityIndex(dataset))
    return compose(
        SuitabilityQuery(Requirements(bonded=True), PICKS),
        candidates,
        None,
        "zh",
        "http://127.0.0.1/?q=" + ARITHMETIC[0],
    )


@pytest.fixture(scope="module")
def subject() -> CheckedLayer:
    frame = gpd.GeoDataFrame(
        {"name": ARITHMETIC, "=7*191": ARITHMETIC},
        geometry=shapely.points([(106.5, 29.5)] * len(ARITHMETIC)),
        crs="EPSG:4326",
    )
    return CheckedLayer("{{ 7*191 }}.geojson", frame, Columns(name="name"))


def everything(dataset: Dataset) -> np.ndarray:
    return np.ones(len(dataset.features), dtype=bool)


def of_office(content: bytes) -> str:
    """Return the parts of an office file as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    return re.sub(r'(?:x|y|cx|cy|id|w|h|idx|val|pos)="-?\d+"', "", "\n".join(parts))  # of shapes, any number


def of_pdf(content: bytes) -> str:
    """Return the letters of a PDF without the spaces between them."""
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def tables_are_text(content: bytes) -> str:
    """Return all cells of a CSV; none may begin as a formula."""
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS) and not is_number(cell)]
    return "\n".join(cells)


def cells_are_text(content: bytes) -> str:
    """Return all cells of a workbook; none may be a formula."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    return "\n".join(str(cell.value) for cell in cells if cell.data_type == "s")


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def no_sum(text: str) -> None:
    """Hold what came out against what went in."""
    said = html.unescape(text).replace("\\", "").replace(" ", "")
    assert SUM in said, "the hostile text never came here: the test proves nothing"
    assert WORKED_OUT not in re.sub(r"\d*\.\d+|#[0-9a-fA-F]{6}|[0-9a-f]{16,}", "", said)


Files = dict[str, Callable[[], str]]


def test_tables(dataset: Dataset) -> None:
    no_sum(tables_are_text(to_csv(dataset, everything(dataset), "zh")))
    no_sum(tables_are_text(frame_to_csv(readable(dataset, "zh"))))
    no_sum(tables_are_text(frame_to_csv(report(dataset, promises(dataset), "zh"))))


def test_geojson_and_words(dataset: Dataset) -> None:
    no_sum(json.dumps(json.loads(to_geojson(dataset, everything(dataset))), ensure_ascii=False))
    no_sum(summarise(dataset, Selection(), Selection().cut(dataset.index), "bonded-xiyong", "zh"))


def test_the_map_and_its_card(dataset: Dataset) -> None:
    manifest = manifest_of(dataset, {}, browser_words(), {"zh": ARITHMETIC[0], "en": ARITHMETIC[1]})
    no_sum(json.dumps(manifest, ensure_ascii=False))
    page = base_map([], [], {"manifest": ARITHMETIC[0], "data": manifest}).get_root().render()
    assert WORKED_OUT not in re.sub(r"\d*\.\d+|[0-9a-f]{16,}", "", page)
    assert "7*191 }}" not in page, "text from data never stands in a template"


@pytest.mark.parametrize("kind", ["html", "pdf", "xlsx", "csv", "geojson", "gpkg"])
def test_the_investors_sheet(sheet: Shortlist, dataset: Dataset, kind: str, tmp_path: Path) -> None:
    def rows() -> str:
        (tmp_path / "sheet.gpkg").write_bytes(shortlist_gis.to_geopackage(PICKS, dataset, sheet))
        return gpd.read_file(tmp_path / "sheet.gpkg", layer="places").drop(columns="geometry").to_csv()

    files: Files = {
        "html": lambda: shortlist_html.to_html(sheet).decode(),
        "pdf": lambda: of_pdf(shortlist_pdf.to_pdf(sheet)),
        "xlsx": lambda: cells_are_text(shortlist_xlsx.to_xlsx(sheet)),
        "csv": lambda: tables_are_text(shortlist_xlsx.to_csv(sheet)),
        "geojson": lambda: shortlist_gis.to_geojson(PICKS, dataset, sheet).decode(),
        "gpkg": rows,
    }
    no_sum(files[kind]())


@pytest.mark.parametrize("kind", ["talk", "slides", "handout", "svg"])
def test_a_briefing(briefing: Briefing, dataset: Dataset, kind: str) -> None:
    branding = Branding(title=load_catalogue().title)
    deck = deck_of(briefing, dataset, "zh", branding)
    credit = SceneCredit({"zh": ARITHMETIC[0], "en": ARITHMETIC[0]}, {"zh": "x", "en": "x"})
    files: Files = {
        "talk": lambda: CODE.sub("", offline(briefing, "own", dataset, credit, "zh").decode()),
        "slides": lambda: of_office(to_pptx(deck)),
        "handout": lambda: of_pdf(to_handout(deck, lambda _: None)),
        "svg": lambda: to_svg(still(picture_of(briefing.scenes[0], dataset, "zh"), branding), ARITHMETIC[0]).decode(),
    }
    no_sum(files[kind]())


@pytest.mark.parametrize("kind", ["html", "xlsx"])
def test_the_planners_report(subject: CheckedLayer, dataset: Dataset, kind: str) -> None:
    outlines = DistrictIndex.of(dataset)
    made = layout_report.compose(
        subject, run_checks(subject, outlines), outlines, dataset, "zh", datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    )
    no_sum(
        quality_report_files.to_html(made).decode()
        if kind == "html"
        else cells_are_text(quality_report_files.to_xlsx(made))
    )


def test_a_layer_of_ones_own(subject: CheckedLayer) -> None:
    no_sum(tables_are_text(write(subject.frame, "csv")))
    no_sum(write(subject.frame, "geojson").decode())


def test_a_draft(dataset: Dataset) -> None:
    changes = (scenario.Change("close", PICKS[0]),)
    no_sum(scenario.to_geojson(changes, dataset, ARITHMETIC[0]).decode())


def test_own_values_of_indicators() -> None:
    rows = [
        ["indicator_no", "year", "value", "note"],
        ["1", "2024", "12.5", "=7*191"],
        ["2", "2024", "1", "{{ 7*191 }}"],
    ]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    own = read_own_actuals("{{ 7*191 }}.csv", out.getvalue().encode())
    no_sum(cells_are_text(monitoring_xlsx(load_monitoring(), own, "zh")))


PAGES = {
    "map": {"id": "bonded-xiyong", "panel": "open", "q": ARITHMETIC[0]},
    "invest": {"pick": list(PICKS), "must": "bonded", "at": ARITHMETIC[0]},
    "planning": {"see": ["matrix", "coverage", "fit", "whatif"], "do": f"close:{PICKS[0]}", "cell": "core:functional"},
    "delivery": {"id": "bonded-xiyong"},
    "indicators": {"kind": ARITHMETIC[0]},
    "briefing": {"scene": "overview.2"},
    "sources": {},
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages(root: Path, folder: Path, name: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_MAP_DATA", str(folder))
    page = opened(root, name, patience=120, **{**PAGES[name], "lang": lang})
    assert page.main.children
    shown = [
        str(element.value)
        for kind in ("markdown", "caption", "info", "warning", "error", "success", "title")
        for element in getattr(page, kind)
    ]
    shown += [button.label for button in page.button]
    shown += [table.value.to_csv() for table in page.dataframe]
    shown += [words_of(page)]
    text = "\n".join(shown)
    assert WORKED_OUT not in re.sub(r"\d*\.\d+|[0-9a-f]{16,}", "", text.replace(",", "").replace("\\", ""))
    if name not in {"sources", "indicators"}:  # these show nothing of the features
        assert SUM in text.replace("\\", "")
    # what Markdown or a directive could take for its own is escaped
    assert not [line for line in shown[: len(page.markdown)] if "<b>7" in line or "{{ 7" in line]
