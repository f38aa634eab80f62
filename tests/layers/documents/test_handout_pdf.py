"""The handout read back: a page a scene, its texts, page numbers, letters embedded; without a font a sentence."""

import io
from collections import Counter

import pypdf
import pytest
from fpdf import FPDF
from pypdf.generic import ContentStream

from layers.briefing.scenes import Briefing, Scene
from layers.catalogue.entries import Lang, Words
from layers.config.branding import Branding
from layers.dataset.dataset import Dataset
from layers.documents.deck import Deck, deck_of, deck_of_view
from layers.documents.handout_pdf import to_handout
from layers.errors import FontError
from layers.formats import fonts
from layers.formats.text_layout import wrap
from layers.i18n.messages import say
from tests.layers.conftest import Draw


@pytest.fixture(scope="module")
def pdf(deck: Deck) -> pypdf.PdfReader:
    told: list[int] = []
    made = pypdf.PdfReader(io.BytesIO(to_handout(deck, told.append)))
    assert told == [1, 2, 3]
    return made


def packed(text: str) -> str:
    return "".join(text.split()).replace("\x07", "")


@pytest.mark.parametrize(("lang", "most"), [("zh", 1.0), ("en", 0.6)])
def test_english_marks_are_as_wide_as_letters(lang: Lang, most: float) -> None:
    pdf = FPDF()
    fonts.add_fonts(pdf, lang)
    pdf.add_page()
    pdf.set_font(fonts.PDF_FAMILIES[0], size=10)
    em = pdf.get_string_width("国")
    widest = max(pdf.get_string_width(mark) for mark in "“”‘’") / em
    assert most - 0.4 < widest <= most
    pdf.text(20, 20, "He says “yes” to one’s port…")
    page = pypdf.PdfReader(io.BytesIO(bytes(pdf.output()))).pages[0]
    assert "He says “yes” to one’s port…" in page.extract_text()


def test_no_line_ends_with_what_opens_nor_breaks_at_an_apostrophe() -> None:
    for room in range(24, 60):  # mm, in which every word has room
        for line in wrap("It is Chongqing’s port “果园港” and “Luohuang” (珞璜).", 10, room):
            assert line[-1] not in "“("
            assert line[0] not in "’”)"


def test_each_scene_has_a_page_with_its_words(pdf: pypdf.PdfReader, deck: Deck) -> None:
    pages = [packed(page.extract_text()) for page in pdf.pages]
    assert len(pages) == len(deck.pages)
    for map_spec, text in zip(deck.pictures, pages, strict=True):
        assert packed(map_spec.title) in text
        assert packed(map_spec.narration) in text
        assert packed(map_spec.dataset.catalogue.data_date.isoformat()) in text
        assert packed(deck.branding.review(deck.lang)) in text
    assert [f"{number}/{len(pages)}" in text for number, text in enumerate(pages, 1)] == [True] * len(pages)
    assert packed(deck.title) in pages[0]
    assert packed(deck.lead) in pages[0]
    assert packed(deck.closing) in pages[-1]
    assert "{{7*191}}<b>" in pages[2]


def test_pages_are_a4_upright_with_a_map_in_lines_and_a_code(pdf: pypdf.PdfReader, deck: Deck) -> None:
    for page, map_spec in zip(pdf.pages, deck.pictures, strict=True):
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        assert [image.image.width == image.image.height for image in page.images if image.image] == [True], "the code"
        drawn = Counter(operator for _, operator in ContentStream(page.get_contents(), pdf).operations)
        assert drawn[b"l"] > 1000, "outlines as lines"
        assert drawn[b"f*"] + drawn[b"B*"] > 20, "areas with holes"
        text = packed(page.extract_text())
        named = [str(name) for name in map_spec.shown[f"name_{deck.lang}"]]
        assert not named or any(packed(name)[:4] in text for name in named), "names are text, not pixels"


def test_letters_of_foreign_places_are_printed_from_the_second_font(map_spec: Draw, branding: Branding) -> None:
    shown = map_spec(lang="en", title="Małaszewicze")
    pdf = pypdf.PdfReader(io.BytesIO(to_handout(deck_of_view(shown, branding))))
    text = packed(pdf.pages[0].extract_text())
    assert "Małaszewicze" in text
    assert "□" not in text
    faces = {str(font.get_object()["/BaseFont"]) for font in pdf.pages[0]["/Resources"]["/Font"].values()}  # type: ignore[index]
    assert any("DejaVu" in face for face in faces)


def shows_without_font(page: pypdf.PageObject, pdf: pypdf.PdfReader) -> int:
    """Return how often a page shows text before any font was named: viewers leave such text out."""
    named, kept, missed = False, [], 0
    for _, operator in ContentStream(page.get_contents(), pdf).operations:
        if operator == b"q":
            kept.append(named)
        elif operator == b"Q":
            named = kept.pop()
        elif operator == b"Tf":
            named = True
        elif operator in {b"Tj", b"TJ"} and not named:
            missed += 1
    return missed


@pytest.mark.parametrize("name", ["Łódź", "重庆 Łódź", "Ж"])
def test_whoever_lends_the_first_letter_the_operator_s_name_stays(dataset: Dataset, name: str) -> None:
    said = {"zh": f"{name} ↔ 重庆\n{name}，第二行。" + f"话{name}很多。" * 60}
    scenes = [Scene(title={"zh": f"{name} {n}"}, narration=said, filters={"kind": ("airport",)}) for n in (1, 2)]
    talk = Briefing(title={"zh": f"{name} ↔ 重庆"}, lead=said, closing=said, scenes=tuple(scenes))
    branding = Branding(title=Words(zh="某单位的地图", en="Someone's map"))
    made = to_handout(deck_of(talk, dataset, "zh", branding))
    pdf = pypdf.PdfReader(io.BytesIO(made))
    for page in pdf.pages:
        assert shows_without_font(page, pdf) == 0
        text = packed(page.extract_text())
        assert "某单位的地图" in text
        assert packed(f"{name} ↔ 重庆") in text
    whole = packed("".join(page.extract_text() for page in pdf.pages))
    assert whole.count(packed(f"{name}，第二行。")) == 4


def test_a_letter_that_no_font_has_is_shown_as_a_box(dataset: Dataset, branding: Branding) -> None:
    odd = "\U0001f6a2"
    scene = Scene(title={"zh": f"一{odd}"}, narration={"zh": f"说{odd}话"}, filters={"kind": ("airport",)})
    talk = Briefing(
        title={"zh": f"题{odd}目"}, lead={"zh": f"导{odd}语"}, closing={"zh": f"结{odd}语"}, scenes=(scene,)
    )
    pdf = pypdf.PdfReader(io.BytesIO(to_handout(deck_of(talk, dataset, "zh", branding))))
    text = packed("".join(page.extract_text() for page in pdf.pages))
    assert all(said in text for said in ("题□目", "导□语", "结□语", "一□", "说□话"))


def test_only_embedded_letters_are_used(pdf: pypdf.PdfReader) -> None:
    fonts_used = [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts_used
    for font in fonts_used:
        inner = font["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in inner["/FontDescriptor"].get_object()


def test_the_figure_stands_as_a_table(pdf: pypdf.PdfReader, deck: Deck) -> None:
    chart = deck.pages[0].chart
    assert chart is not None
    text = packed(pdf.pages[0].extract_text())
    assert all(packed(label) in text for label in chart.labels)


def test_without_the_font_the_operator_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch, deck: Deck) -> None:
    monkeypatch.setattr(fonts, "FILE", "no-such-font.ttf")
    with pytest.raises(FontError, match="pip install"):
        to_handout(deck)
    assert say("finding.font-stop", deck.lang, file="x")
