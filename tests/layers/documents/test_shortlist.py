"""What is taken along: each file is opened again and holds the comparison, the sources, the notes and the way back."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import openpyxl
import pyogrio
import pypdf
import pytest

from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import Dataset, load_dataset
from layers.dataset.source import FolderSource
from layers.documents import shortlist_gis, shortlist_html, shortlist_pdf, shortlist_xlsx
from layers.documents.shortlist import Shortlist, compose
from layers.i18n.messages import say
from layers.query.nearest import ProximityIndex
from layers.suitability.candidates import Candidates
from layers.suitability.contacts import Contacts, OperatorNote
from layers.suitability.presets import load_presets
from layers.suitability.query import SuitabilityQuery
from layers.suitability.requirements import Requirements, of_preset
from tests.layers.samples import collection, districts, feature, write

TERMS = load_presets()
EDITION = load_dataset(load_catalogue())
CANDIDATES = Candidates(EDITION, TERMS, ProximityIndex(EDITION))
PICKS = ("bonded-lianglu-cuntan", "strategic-liangjiang", "area-shuitu", "etdz-wanzhou", "services-base-tcm")
QUESTION = SuitabilityQuery(of_preset(TERMS.presets["notebooks"]), PICKS)
LINK = "https://map.example.org/invest?pick=bonded-xiyong&w=airport%3A3"
HOSTILE = ["=1+1", "<script>alert(1)</script>", "{{ 7*191 }}", "@x", "</style><b>x", "\u0007bell", "a" * 400]


def sheet(lang: str, suitability_query: SuitabilityQuery = QUESTION) -> Shortlist:
    return compose(suitability_query, CANDIDATES, None, lang, LINK)


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pdf_holds_names_notes_and_the_link(lang: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(shortlist_pdf.to_pdf(sheet(lang))))
    text = squeeze("".join(page.extract_text() for page in reader.pages))
    for wanted in (*sheet(lang).names, say("map.approval", lang), say("sheet.schematic", lang)):
        assert squeeze(wanted) in text, wanted
    assert squeeze(LINK) in text
    box = reader.pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (297, 210)
    for font in reader.pages[0]["/Resources"]["/Font"].values():
        described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in described  # embedded


def dark_boxes(reader: pypdf.PdfReader) -> list[float]:
    """Heights in mm of everything that is filled dark, so that black text on it could not be read."""
    found = []
    for page in reader.pages:
        grey, box, kept = 0.0, 0.0, list[float]()
        for operands, operator in pypdf.generic.ContentStream(page.get_contents(), reader).operations:
            match operator:
                case b"q":
                    kept.append(grey)
                case b"Q":
                    grey = kept.pop()
                case b"rg" | b"g":
                    grey = sum(map(float, operands)) / len(operands)
                case b"re":
                    box = abs(float(operands[3])) / 72 * 25.4
                case b"m":
                    box = 0.0  # a dot or a number of the map
                case b"f" | b"B" if grey < 0.7:
                    found.append(box)
    return found


def test_no_text_of_the_pdf_stands_on_a_dark_ground() -> None:
    dark = dark_boxes(pypdf.PdfReader(io.BytesIO(shortlist_pdf.to_pdf(sheet("zh")))))
    assert dark  # the bars
    assert max(dark) < 2.5  # lower than a line of text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_of_the_pdf_says_what_it_is(lang: str) -> None:
    pages = pypdf.PdfReader(io.BytesIO(shortlist_pdf.to_pdf(sheet(lang)))).pages
    for number, page in enumerate(pages, start=1):
        text = squeeze(page.extract_text())
        assert squeeze(sheet(lang).foot) in text
        assert squeeze(say("sheet.page", lang, page=number, pages=len(pages))) in text


def test_the_reasons_of_five_fit_on_one_page() -> None:
    reader = pypdf.PdfReader(io.BytesIO(shortlist_pdf.to_pdf(sheet("en"))))
    first, second = (squeeze(page.extract_text()) for page in reader.pages[:2])
    assert all(squeeze(reason.why) in first for reason in sheet("en").reasons)
    assert second.startswith(squeeze(say("sheet.comparison", "en")))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_stands_alone(lang: str) -> None:
    page = shortlist_html.to_html(sheet(lang)).decode()
    for wanted in (*sheet(lang).names, say("map.approval", lang), "<svg", "size:A4"):
        assert wanted in page
    assert not re.search(r"src=|url\(|@import|<script|<link", page)
    assert re.findall(r'href="(.*?)"', page) == [LINK.replace("&", "&amp;")]
    if lang == "en":
        said = re.sub(r"<section><h2>(Facts since|Sources).*?</section>", "", page, flags=re.DOTALL)
        assert "未" not in re.sub(r"<tr><th scope=row>(Chinese name|Position source|Plan reference).*?</tr>", "", said)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_has_a_sheet_for_each_view(lang: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(shortlist_xlsx.to_xlsx(sheet(lang))))
    assert book.sheetnames == [say(f"sheet.{key}", lang) for key in ("comparison", "distances", "facts", "sources")]
    assert [cell.value for cell in book.worksheets[0][1]][1:] == list(sheet(lang).names)
    everything = [str(cell.value) for row in book.worksheets[3].iter_rows() for cell in row]
    assert {say("map.approval", lang), LINK} <= set(everything)
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {"s", "n"}


def test_the_csv_can_be_read() -> None:
    rows = list(csv.reader(io.StringIO(shortlist_xlsx.to_csv(sheet("zh")).decode("utf-8-sig"))))
    assert rows[0][1:] == [f"{n} {name}" for n, name in enumerate(sheet("zh").names, start=1)]
    assert {len(row) for row in rows} == {len(PICKS) + 1}
    assert LINK in {cell for row in rows for cell in row}


def test_the_gis_files_hold_the_places_and_their_sources(tmp_path: Path) -> None:
    content = json.loads(shortlist_gis.to_geojson(PICKS, EDITION, sheet("zh")))
    assert {f["id"] for f in content["features"]} == set(PICKS)
    assert content["link"] == LINK
    assert say("map.approval", "zh") in content["notes"]
    file = tmp_path / "places.gpkg"
    file.write_bytes(shortlist_gis.to_geopackage(PICKS, EDITION, sheet("zh")))
    assert sorted(name for name, _ in pyogrio.list_layers(file)) == ["about", "comparison", "places"]
    places = gpd.read_file(file, layer="places")
    assert places["id"].tolist() == list(PICKS)
    assert places.crs == EDITION.features.crs
    assert places.geometry.iloc[0].equals(EDITION.features.geometry[PICKS[0]])
    assert json.loads(places["districts"].iloc[0]) == EDITION.features.loc[PICKS[0], "districts"]
    told = gpd.read_file(file, layer="comparison")
    assert {(row.id, row.text) for row in told.itertuples()} >= {
        (pick, reason.span) for pick, reason in zip(PICKS, sheet("zh").reasons, strict=True)
    }
    assert len(content["comparison"]) == len(told)
    about = gpd.read_file(file, layer="about")
    assert {LINK, say("map.approval", "zh")} <= set(about["source"])


def hostile_edition(folder: Path, text: str) -> Dataset:
    named = {"name_zh": text, "name_en": text, "platform_type": "park", "kind": "etdz", "position_source": text}
    zones = collection(feature("zone", (106.5, 29.5), area_source=text, area_km2=1.0, position_error_km=1.0, **named))
    return load_dataset(EDITION.catalogue, FolderSource(write(folder, districts=districts(), development_zones=zones)))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    dataset = hostile_edition(tmp_path, text)
    assert "zone" in dataset.features.index, dataset.faults
    candidates = Candidates(dataset, TERMS, ProximityIndex(dataset))
    notes = Contacts({"zone": (OperatorNote("rent", text, "2026-01-01", text),)})
    made = compose(SuitabilityQuery(Requirements(), ("zone",)), candidates, notes, "zh", "")
    page = shortlist_html.to_html(made).decode()
    assert "<script" not in page
    assert "<b>x" not in page
    assert "1337" not in page
    book = openpyxl.load_workbook(io.BytesIO(shortlist_xlsx.to_xlsx(made)))
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {"s", "n"}
    for row in csv.reader(io.StringIO(shortlist_xlsx.to_csv(made).decode("utf-8-sig"))):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert shortlist_pdf.to_pdf(made).startswith(b"%PDF")
    assert shortlist_gis.to_geopackage(("zone",), dataset, made)


@pytest.mark.parametrize("link", ["", "https://map.example.org/?q=" + "x" * 4_000])
@pytest.mark.parametrize(
    "make", [shortlist_html.to_html, shortlist_pdf.to_pdf, shortlist_xlsx.to_xlsx, shortlist_xlsx.to_csv]
)
def test_a_sheet_without_a_code_is_made_all_the_same(make: Callable[[Shortlist], bytes], link: str) -> None:
    assert make(compose(SuitabilityQuery(Requirements(), PICKS[:1]), CANDIDATES, None, "en", link))


@pytest.mark.parametrize("filler", [0, 9, 12, 18])
def test_no_heading_stands_alone_at_the_foot_of_a_page(filler: int) -> None:
    """Rows of the tables before it push each heading down the page, row by row; what follows it is tall."""
    plain = sheet("zh")
    tall = "很长的联系方式与说明" * 45
    facts = (plain.facts[0], *(tuple(tall if n == 2 else "–" for n in range(7)) for _ in range(2)))
    sources = (plain.sources[0], ("某处", "–", tall), *plain.sources[1:])
    made = replace(plain, distances=(*plain.distances, *plain.distances[:1] * filler), facts=facts, sources=sources)
    headings = {
        say(f"sheet.{key}", "zh") for key in ("ranking", "comparison", "distances", "facts", "sources", "notes")
    }
    for page in pypdf.PdfReader(io.BytesIO(shortlist_pdf.to_pdf(made))).pages:
        lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        body = [line for line in lines if made.foot[:12] not in line]
        assert body[-1] not in headings


def test_a_number_stays_with_its_name_in_a_narrow_column() -> None:
    pdf = shortlist_pdf.ShortlistPaper("", "zh")
    pdf.add_page()
    pdf.set_font(shortlist_pdf.FONT, size=8)
    for name in sheet("zh").numbered:
        first, *_ = pdf.multi_cell(14, 4, name, dry_run=True, output="LINES")
        assert len(first) > 3, name


def test_an_english_sheet_names_each_outlines_source_once_and_in_english() -> None:
    *_, (_, what, sources) = sheet("en").sources
    assert what == say("sheet.outlines", "en")
    parts = sources.split("; ")
    assert len(parts) == len(set(parts)) > 2
    assert not re.search(r"[\u3000-\u303f\uff00-\uffef]", sources)
    assert "；" in sheet("zh").sources[-1][2]


def test_an_english_sheet_holds_no_chinese_punctuation_of_ours() -> None:
    """Names, cells, statements and sources may quote Chinese as published; all other text is ours."""
    made = sheet("en")
    ours = [made.title, made.requirements, *made.notes, made.foot, *(r.why for r in made.reasons)]
    ours += [row.title for row in (*made.fields, *made.distances)]
    assert [text for text in ours if re.search(r"[\u3000-\u303f\uff00-\uffef]", text)] == []


def test_a_place_under_another_name_of_its_site_has_the_rank_of_the_site() -> None:
    requirements = Requirements(weights={"airport": 3})
    heads = {name: head for head, names in CANDIDATES.names_of.items() for name in names if name != head}
    name, head = next((name, heads[name]) for name in ("dry-port-land-sea", "bonded-b-nanpeng") if name in heads)
    both = sheet("zh", SuitabilityQuery(requirements, (name, head))).reasons
    assert both[0].span == both[1].span != say("sheet.unranked", "zh")
