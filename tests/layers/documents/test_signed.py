"""Whatever leaves the house bears the operator's logo and title, and the review line: the stamp, or the number."""

import base64
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import openpyxl
import pypdf
import pytest
from PIL import Image
from pptx import Presentation
from shapely import Point

from layers.briefing.presenter_page import SceneCredit, offline
from layers.briefing.scenes import Briefing, Scene
from layers.catalogue.models import load_catalogue
from layers.config.branding import load_branding
from layers.config.settings import VARIABLE
from layers.dataset.dataset import load_dataset
from layers.documents import quality_report_files, shortlist_html, shortlist_pdf, shortlist_xlsx
from layers.documents.deck import deck_of
from layers.documents.handout_pdf import to_handout
from layers.documents.quality_report import QualityReport
from layers.documents.quality_report import compose as compose_report
from layers.documents.shortlist import Shortlist, compose
from layers.documents.slides_pptx import to_pptx
from layers.formats.svg import to_svg
from layers.ingest.layer import ImportedLayer
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import from_imported
from layers.quality.run import run_checks
from layers.query.nearest import ProximityIndex
from layers.static_map.page import still
from layers.suitability.candidates import Candidates
from layers.suitability.presets import load_presets
from layers.suitability.query import SuitabilityQuery
from layers.suitability.requirements import Requirements

EDITION = load_dataset(load_catalogue())
OPERATOR = """title = { zh = "某园区地图", en = "Some Park Map" }
organisation = { zh = "某机构", en = "Some Body" }
logo = "sign.png"
"""
STAMP = "未经地图审核 · 内部研究用图"
BRIEFING = Briefing(title={"zh": "试讲"}, scenes=(Scene(title={"zh": "机场"}, filters={"kind": ("airport",)}),))
Made = Callable[[], str]


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put the operator's settings in force, with what an approval adds."""
    config = tmp_path / "config.toml"
    monkeypatch.setenv(VARIABLE, str(config))
    Image.new("RGB", (60, 20), "#0F5C6E").save(tmp_path / "sign.png")

    def settle(more: str = "") -> None:
        config.write_text(OPERATOR + more, encoding="utf-8")

    settle()
    return settle


def sheet() -> Shortlist:
    return compose(
        SuitabilityQuery(Requirements(), ("bonded-xiyong",)),
        Candidates(EDITION, load_presets(), ProximityIndex(EDITION)),
        None,
        "zh",
        "",
    )


def report() -> QualityReport:
    frame = gpd.GeoDataFrame({"名称": ["甲"]}, geometry=[Point(106.5, 29.5)], crs="EPSG:4326")
    district_index = DistrictIndex.of(EDITION)
    subject = from_imported(ImportedLayer("甲.geojson", frame, "", (), "UTF-8", "EPSG:4326", ()), district_index)
    return compose_report(
        subject, run_checks(subject, district_index), district_index, EDITION, "zh", datetime(2026, 1, 2, tzinfo=UTC)
    )


def packed(text: str) -> str:
    return "".join(text.split())


def of_pdf(content: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def of_book(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value)


def of_slides(content: bytes) -> str:
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        found += [text.text or "" for text in slide.element.iter() if text.tag.endswith("}t")]
    return "\n".join(found)


def of_talk() -> str:
    branding = load_branding()
    credit = SceneCredit(dict.fromkeys(("zh", "en"), "x"), {lang: branding.review(lang) for lang in ("zh", "en")})
    page = offline(BRIEFING, "own", EDITION, credit, "zh").decode()
    return base64.b64decode(page.split('id="talk">')[1].split("<")[0]).decode()


def deck() -> object:
    return deck_of(BRIEFING, EDITION, "zh", load_branding())


STRANGERS = {"layer report, web page", "layer report, workbook"}  # a visitor's layer is in it: never cleared by ours
PAPERS: dict[str, Made] = {
    "shortlist, web page": lambda: shortlist_html.to_html(sheet()).decode(),
    "shortlist, PDF": lambda: of_pdf(shortlist_pdf.to_pdf(sheet())),
    "shortlist, workbook": lambda: of_book(shortlist_xlsx.to_xlsx(sheet())),
    "shortlist, CSV": lambda: shortlist_xlsx.to_csv(sheet()).decode("utf-8-sig"),
    "layer report, web page": lambda: quality_report_files.to_html(report()).decode(),
    "layer report, workbook": lambda: of_book(quality_report_files.to_xlsx(report())),
    "slides": lambda: of_slides(to_pptx(deck())),  # type: ignore[arg-type]
    "handout": lambda: of_pdf(to_handout(deck())),  # type: ignore[arg-type]
    "still": lambda: to_svg(still(deck().pictures[0], load_branding())).decode(),  # type: ignore[attr-defined]
    "offline web page": of_talk,
}


@pytest.mark.parametrize("name", PAPERS)
def test_it_is_stamped_until_a_number_is_granted(name: str, operator: Callable[[str], None]) -> None:
    assert packed(STAMP) in packed(PAPERS[name]())
    operator('[approval]\nnumber = "某号"\nstatus = "pending"\n')
    assert packed(STAMP) in packed(PAPERS[name]())
    operator('[approval]\nnumber = "某号"\nstatus = "approved"\n')
    text = packed(PAPERS[name]())
    is_cleared = name not in STRANGERS
    assert (packed(STAMP) in text) is not is_cleared
    assert ("未经地图审核" in text) is not is_cleared
    assert ("某号" in text) is is_cleared


@pytest.mark.parametrize("name", [name for name in PAPERS if name != "offline web page"])
def test_it_names_the_operator(name: str, operator: Callable[[str], None]) -> None:
    assert "某机构" in packed(PAPERS[name]())


def test_the_operators_logo_stands_on_sheets_and_reports(operator: Callable[[str], None]) -> None:
    address = load_branding().logo_address
    assert address.startswith("data:image/png;base64,")
    for page in (shortlist_html.to_html(sheet()).decode(), quality_report_files.to_html(report()).decode()):
        assert page.count(address) == 1
        assert "某园区地图" in page
    first = pypdf.PdfReader(io.BytesIO(shortlist_pdf.to_pdf(sheet()))).pages[0]
    assert (60, 20) in [image.image.size for image in first.images if image.image]
    assert "某园区地图" in packed(first.extract_text())


def test_without_a_logo_there_is_none() -> None:
    assert load_branding().logo_address == ""
    assert "<img" not in shortlist_html.to_html(sheet()).decode()
