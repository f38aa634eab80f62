"""Slides obey a template: theme fonts and colours; type on maps is large enough for a hall; maps may be pictures."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from layers.briefing.file import read_briefing, ready
from layers.catalogue.entries import Lang
from layers.config.branding import Branding
from layers.dataset.dataset import Dataset
from layers.documents.deck import Deck, deck_of
from layers.documents.slides_pptx import MAP_TYPE, SPOKEN, to_pptx
from layers.errors import FontError
from layers.i18n.messages import say

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def content(deck: Deck) -> bytes:
    return to_pptx(deck)


def parts(content: bytes, name: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(each).decode() for each in archive.namelist() if re.fullmatch(name, each)]


def test_every_run_takes_its_fonts_from_the_theme(content: bytes) -> None:
    slides = parts(content, r"ppt/slides/slide\d+\.xml")
    charts = parts(content, r"ppt/charts/chart\d+\.xml")
    assert slides
    assert charts
    for xml in (*slides, *charts):
        assert set(re.findall(r'<a:latin typeface="([^"]*)"', xml)) <= {"+mn-lt", "+mj-lt"}
        assert len(re.findall("<a:latin ", xml)) == len(re.findall("<a:ea ", xml)), (
            "Chinese has its font wherever Latin has"
        )
        assert set(re.findall(r'<a:ea typeface="([^"]*)"', xml)) <= {"+mn-ea", "+mj-ea"}
    for xml in slides:
        assert len(re.findall("<a:r>", xml)) <= len(re.findall("<a:ea ", xml))


def test_another_template_changes_the_deck(content: bytes, deck: Deck) -> None:
    """What a corporate template replaces is the theme: everything that is not the map's own paper refers to it."""
    show = Presentation(io.BytesIO(content))
    masters = parts(content, r"ppt/theme/theme\d+\.xml")
    assert len(masters) == 2, "of the slides and of the notes"
    for xml in masters:
        assert 'typeface="Microsoft YaHei"' in xml
        assert "0F5C6E" in xml
    outside = {say(f"slides.{key}", deck.lang) for key in ("map", "legend")}
    for slide in show.slides:
        for shape in slide.shapes:
            fixed = shape._element.findall(f".//{qn('a:srgbClr')}")
            if shape.name not in outside:
                assert not fixed, shape.name
    first = show.slides[0]
    assert first.shapes.title._element.xpath(".//a:schemeClr/@val") == ["tx1"]
    legend = next(shape for shape in show.slides[1].shapes if shape.name == say("slides.legend", deck.lang))
    inks = set(legend._element.xpath(".//a:rPr/a:solidFill/a:schemeClr/@val"))
    assert inks == (set() if deck.is_grey else {"tx1", "tx2"})


def test_series_of_a_chart_take_the_accents(content: bytes, deck: Deck) -> None:
    chart = parts(content, r"ppt/charts/chart\d+\.xml")[0]
    accents = re.findall(r'<a:schemeClr val="(accent\d)"', chart)
    assert ("accent1" in accents) is not deck.is_grey


def texts(shapes: Any) -> Iterator[tuple[str, float]]:
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from texts(shape.shapes)
        elif shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:
                yield from ((run.text, run.font.size.pt) for run in paragraph.runs)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", ready())
def test_type_on_maps_is_read_from_the_back_row(dataset: Dataset, branding: Branding, code: str, lang: Lang) -> None:
    deck = deck_of(read_briefing(ready()[code].read_bytes(), dataset)[0], dataset, lang, branding)
    show = Presentation(io.BytesIO(to_pptx(deck)))
    catalogue = dataset.catalogue
    for page, slide in zip(deck.pages, list(show.slides)[1:-1], strict=True):
        tops = {shape.name: shape for shape in slide.shapes}
        on_map = list(texts(tops[say("slides.map", lang)].shapes))
        legend = list(texts(tops[say("slides.legend", lang)].shapes))
        assert min(size for _, size in (*on_map, *legend)) >= MAP_TYPE, page.map_spec.title
        shown = page.map_spec.shown
        highlighted = shown[shown.index.isin(page.map_spec.highlight)]
        if len(highlighted):
            large = "".join(text for text, size in on_map if size >= SPOKEN)
            names = [catalogue.shorten(name, lang).replace(" ", "") for name in highlighted[f"name_{lang}"]]
            said = [name for name in names if name[:4] in large.replace(" ", "")]
            assert len(said) >= len(names) * 0.6, page.map_spec.title


def test_maps_can_be_pictures(deck: Deck) -> None:
    show = Presentation(io.BytesIO(to_pptx(deck, as_pictures=True)))
    for page, slide in zip(deck.pages, list(show.slides)[1:-1], strict=True):
        assert not [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
        (map_spec,) = (shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE)
        assert map_spec.name == say("slides.map", deck.lang)
        assert map_spec._element._nvXxPr.cNvPr.get("descr") == page.map_spec.title.replace("\x07", " ")
        image = Image.open(io.BytesIO(map_spec.image.blob))
        assert image.width > 1800
        assert image.width / image.height == pytest.approx(map_spec.width / map_spec.height, abs=0.01)


@pytest.mark.usefixtures("no_font")
def test_pictures_need_the_font_and_say_so(dataset: Dataset, branding: Branding) -> None:
    briefing = read_briefing(ready()["overview"].read_bytes(), dataset)[0]
    deck = deck_of(briefing.model_copy(update={"scenes": briefing.scenes[:1]}), dataset, "zh", branding)
    with pytest.raises(FontError, match="pip install"):
        to_pptx(deck, as_pictures=True)
