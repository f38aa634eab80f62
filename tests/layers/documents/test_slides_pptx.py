"""Slides read back: one a scene, native named shapes, words, notes; nothing over anything else."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Mm

from layers.briefing.scenes import Briefing, Scene
from layers.config.branding import Branding
from layers.dataset.dataset import Dataset
from layers.documents.deck import Deck, deck_of
from layers.documents.slides_pptx import to_pptx
from layers.i18n.messages import say
from tests.layers.conftest import HOSTILE

FREEFORM = MSO_SHAPE_TYPE.FREEFORM


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def leaves(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from leaves(shape.shapes)
        yield shape


@pytest.fixture(scope="module")
def show(deck: Deck) -> Any:
    told: list[int] = []
    made = opened(to_pptx(deck, told.append))
    assert told == [1, 2, 3]
    return made


def test_each_scene_has_a_slide_between_start_and_end(show: Any, deck: Deck) -> None:
    assert (show.slide_width, show.slide_height) == (Mm(338.667), Mm(190.5))
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    scenes = [map_spec.title.replace("\x07", " ") for map_spec in deck.pictures]
    assert titles == [deck.title, *scenes, say("slides.end", deck.lang)]
    assert deck.title == show.core_properties.title


def test_the_map_is_made_of_named_native_shapes(show: Any, deck: Deck) -> None:
    slide = show.slides[1]
    tops = {shape.name: shape for shape in slide.shapes}
    chart = [shape for shape in slide.shapes if shape.has_chart]
    assert len(chart) == 1
    axis = chart[0].chart.value_axis
    assert axis.major_unit == int(axis.major_unit) >= 1, "counts step by whole numbers"
    assert chart[0].chart.category_axis._element.xpath("c:tickLblSkip/@val") == ["1"], "every row is named"
    drawn = list(leaves(tops[say("slides.map", deck.lang)].shapes))
    names = {shape.name for shape in drawn}
    assert set(deck.pictures[0].shown[f"name_{deck.lang}"]) <= names
    districts = deck.pictures[0].dataset.frames["districts"][f"name_{deck.lang}"]
    assert len(names & set(districts)) > 10
    assert not [shape for shape in drawn if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    free = [shape for shape in drawn if shape.shape_type == FREEFORM]
    assert len(free) > 60
    free[0].fill.solid()  # recolourable: the program finds a fill where it looks for one
    assert {shape.name for shape in slide.shapes} >= {
        say(f"slides.{key}", deck.lang) for key in ("map", "legend", "narration", "source")
    }


def test_notes_are_the_speakers_with_the_way_back(show: Any, deck: Deck) -> None:
    said = [slide.notes_slide.notes_text_frame.text for slide in show.slides]
    assert deck.pictures[0].notes in said[1]
    assert deck.pictures[1].narration in said[2]  # no notes of their own: the whole narration
    assert all(map_spec.link in text for map_spec, text in zip(deck.pictures, said[1:], strict=False))


def test_nothing_lies_over_anything_else_or_beyond_the_slide(show: Any) -> None:
    for slide in show.slides:
        boxes = [(s.name, s.left, s.top, s.left + s.width, s.top + s.height) for s in slide.shapes]
        boxes = [box for box in boxes if box[3] - box[1] > Mm(12)]  # the band at the edge of start and end
        for name, left, top, right, bottom in boxes:
            assert left >= 0, name
            assert top >= 0, name
            assert right <= show.slide_width + Mm(0.5), name
            assert bottom <= show.slide_height, name
        for number, a in enumerate(boxes):
            for b in boxes[number + 1 :]:
                apart = a[1] >= b[3] or b[1] >= a[3] or a[2] >= b[4] - Mm(0.5) or b[2] >= a[4] - Mm(0.5)
                assert apart, f"{a[0]} lies over {b[0]}"


def test_shapes_of_a_slide_share_no_number(show: Any) -> None:
    for slide in show.slides:
        numbers = [shape.shape_id for shape in leaves(slide.shapes)]
        assert len(numbers) == len(set(numbers))


def test_hostile_text_stands_literally(hostile: Dataset, branding: Branding) -> None:
    scene = Scene(title={"zh": "x"}, narration={"zh": '{{ 7*191 }} <b>&"x'}, filters={"kind": ("airport",)})
    deck = deck_of(Briefing(title={"zh": "{{ 7*191 }}"}, scenes=(scene,)), hostile, "zh", branding)
    slide = opened(to_pptx(deck)).slides[1]
    names = [shape.name for shape in leaves(slide.shapes)]
    texts = [shape.text_frame.text for shape in leaves(slide.shapes) if shape.has_text_frame]
    assert HOSTILE.replace("\x07", " ") in names
    assert '{{ 7*191 }} <b>&"x' in texts
    assert not any("1337" in text for text in (*names, *texts))


def test_a_proof_without_colour_has_none(show: Any, deck: Deck) -> None:
    drawn = [shape for shape in show.slides[1].shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    colours = [colour for shape in drawn for colour in shape._element.xpath(".//a:srgbClr/@val")]
    assert len(colours) > 100
    assert deck.is_grey == all(c[:2] == c[2:4] == c[4:] for c in colours)


@pytest.mark.usefixtures("no_font")
def test_slides_need_no_font_of_ours(briefing: Briefing, dataset: Dataset, branding: Branding) -> None:
    deck = deck_of(briefing.model_copy(update={"scenes": briefing.scenes[:1]}), dataset, "zh", branding)
    assert len(opened(to_pptx(deck)).slides) == 3


def test_a_talk_without_scenes_has_start_and_end(dataset: Dataset, branding: Branding) -> None:
    assert len(opened(to_pptx(deck_of(Briefing(title={"en": "Empty"}), dataset, "en", branding))).slides) == 2
