"""A link that only this machine can open carries no QR code on any paper, and every paper says so."""

import io
import re

import openpyxl
import pypdf
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from layers.briefing.scenes import Briefing, Scene, Title
from layers.catalogue.entries import Lang
from layers.config.branding import load_branding
from layers.documents import shortlist_gis, shortlist_html, shortlist_pdf, shortlist_xlsx
from layers.documents.deck import Deck, deck_of
from layers.documents.handout_pdf import to_handout
from layers.documents.links import is_local, link_line, warning_of
from layers.documents.preflight import preflight
from layers.documents.shortlist import Shortlist, compose
from layers.documents.slides_pptx import to_pptx
from layers.i18n.messages import say
from layers.suitability.query import SuitabilityQuery
from layers.suitability.requirements import Requirements
from tests.layers.documents.test_shortlist import CANDIDATES, EDITION, PICKS

LOCAL, PUBLIC = "http://127.0.0.1:8501/", "https://map.example.org/"
LANGS: tuple[Lang, ...] = ("zh", "en")


@pytest.mark.parametrize(
    "link",
    [
        LOCAL,
        "http://localhost:8501/invest?pick=a",
        "http://LOCALHOST/",
        "http://map.localhost/",
        "http://127.8.9.10/",
        "http://127.1/",
        "http://[::1]:8501/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0:8501/",
    ],
)
def test_addresses_of_the_machine_itself_are_known(link: str) -> None:
    assert is_local(link)
    assert shortlist_html.qr(link) is None
    assert all(warning_of(link, lang) in link_line(link, lang) for lang in LANGS)
    assert all("public_url" in warning_of(link, lang) for lang in LANGS)


@pytest.mark.parametrize(
    "link", [PUBLIC, "http://192.168.1.20:8501/", "http://10.0.0.5/", "http://map/", "http://localhost.example.org/"]
)
def test_addresses_that_others_can_open_are_left_alone(link: str) -> None:
    assert not is_local(link)
    assert shortlist_html.qr(link) is not None
    assert warning_of(link, "zh") == ""


@pytest.mark.parametrize("link", ["", "http://[::1", "nonsense"])
def test_what_is_no_address_is_no_local_one(link: str) -> None:
    assert not is_local(link)


def sheet(link: str, lang: Lang) -> Shortlist:
    return compose(SuitabilityQuery(Requirements(), PICKS[:1]), CANDIDATES, None, lang, link)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("link", [LOCAL, PUBLIC])
def test_the_shortlist_says_so_in_every_format(link: str, lang: Lang) -> None:
    made, warning, is_here = sheet(link, lang), say("sheet.link_local", lang), link == LOCAL
    pdf = pypdf.PdfReader(io.BytesIO(shortlist_pdf.to_pdf(made)))
    book = openpyxl.load_workbook(io.BytesIO(shortlist_xlsx.to_xlsx(made)))
    cells = [str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value]
    texts = {
        "pdf": "".join(page.extract_text() for page in pdf.pages),
        "html": shortlist_html.to_html(made).decode(),
        "xlsx": "".join(cells),
        "csv": shortlist_xlsx.to_csv(made).decode("utf-8-sig"),
        "geojson": shortlist_gis.to_geojson(PICKS[:1], EDITION, made).decode(),
    }
    for name, text in texts.items():
        assert (squeezed(warning) in squeezed(text)) == is_here, name
    assert bool(pdf.pages[0].images) != is_here
    assert (f"<figcaption>{say('sheet.link', lang)}" in texts["html"]) != is_here
    assert any(page._images for page in book) != is_here


def deck(link: str, lang: Lang) -> Deck:
    briefing = Briefing(title=Title(zh="试讲", en="A trial"), scenes=(Scene(title=Title(zh="一", en="One")),))
    return deck_of(briefing, EDITION, lang, load_branding(), link=link)


@pytest.mark.parametrize("link", [LOCAL, PUBLIC])
def test_slides_and_handout_say_so(link: str) -> None:
    warning, is_here = say("sheet.link_local", "zh"), link == LOCAL
    pdf = pypdf.PdfReader(io.BytesIO(to_handout(deck(link, "zh"))))
    assert (squeezed(warning) in squeezed("".join(page.extract_text() for page in pdf.pages))) == is_here
    assert any(page.images for page in pdf.pages) != is_here
    end = Presentation(io.BytesIO(to_pptx(deck(link, "zh")))).slides[-1]
    text = "".join(shape.text_frame.text for shape in end.shapes if shape.has_text_frame)
    assert (warning in text) == is_here
    assert any(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for shape in end.shapes) != is_here


def test_the_check_before_an_export_names_the_setting() -> None:
    found = [each for each in preflight(deck(LOCAL, "zh").pictures, load_branding()) if each.code == "link-look"]
    assert [each.severity for each in found] == ["warning"]
    assert all("public_url" in found[0].cure(lang) for lang in LANGS)
    assert not [each for each in preflight(deck(PUBLIC, "zh").pictures, load_branding()) if each.code == "link-look"]
