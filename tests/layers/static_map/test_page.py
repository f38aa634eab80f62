"""Stills read back: PNG of its size and resolution, SVG that parses, hostile text literal, a missing font said."""

import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from layers.config.branding import Branding
from layers.config.settings import Approval
from layers.dataset.dataset import Dataset
from layers.errors import FontError
from layers.formats import glyphs, text_layout
from layers.formats.png import to_png
from layers.formats.svg import to_svg
from layers.i18n.messages import say
from layers.static_map.page import PaperSize, still
from tests.layers.conftest import HOSTILE, Draw

SVG = "{http://www.w3.org/2000/svg}"


def parsed(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 (our own file)


def test_png_has_its_size_its_resolution_and_some_ink(map_spec: Draw, branding: Branding) -> None:
    content = to_png(still(map_spec(platform_type=("park",)), branding, PaperSize(148, 105)))
    image = Image.open(io.BytesIO(content))
    assert image.size == (round(148 / 25.4 * 300), round(105 / 25.4 * 300))
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert len(image.convert("RGB").resize((200, 142)).getcolors(maxcolors=40_000) or ()) > 50


def test_svg_parses_names_its_groups_and_carries_its_letters(map_spec: Draw, branding: Branding) -> None:
    root = parsed(to_svg(still(map_spec(platform_type=("park",)), branding), "题"))
    assert (root.get("width"), root.get("height")) == ("297mm", "210mm")
    names = [title.text for title in root.iter(f"{SVG}title")]
    parks = map_spec(platform_type=("park",)).shown["name_zh"]
    assert {"题", *parks} <= set(names)
    assert "data:font/ttf;base64," in (root.find(f"{SVG}style").text or "")  # type: ignore[union-attr]
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert not re.search(r"https?://(?!www\.w3\.org)", ET.tostring(root, encoding="unicode"))


def test_hostile_text_stands_literally(hostile: Dataset, map_spec: Draw, branding: Branding) -> None:
    shown = map_spec(data=hostile, kind=("airport",), title=HOSTILE)
    root = parsed(to_svg(still(shown, branding), HOSTILE))
    texts = ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]
    said = HOSTILE.replace("\x07", " ")
    assert said in texts
    assert sum("7*191" in text for text in texts) >= 2  # title and name
    assert not any("1337" in text for text in texts)
    assert to_png(still(shown, branding, PaperSize(120, 90)), dpi=60).startswith(b"\x89PNG")


def test_an_over_long_title_wraps_within_the_paper(map_spec: Draw, branding: Branding) -> None:
    drawing = still(map_spec(kind=("airport",), title="很长的标题" * 40), branding)
    (title,) = drawing.of("title")
    (frame,) = drawing.of("frame")
    lines = title.items[0].lines  # type: ignore[union-attr]
    assert len(lines) == 3
    assert max(text_layout.width(line, 16) for line in lines) <= 297 - 16
    bottom = title.items[0].y + 3 * title.items[0].line_height  # type: ignore[union-attr]
    assert min(ring[:, 1].min() for item in frame.items for ring in item.rings) >= bottom  # type: ignore[union-attr]


def test_every_still_is_stamped_until_a_number_is_granted(map_spec: Draw, branding: Branding) -> None:
    shown = map_spec(kind=("airport",))
    (version,) = still(shown, branding).of("review")
    assert version.name == branding.review("zh")
    granted = Branding(title=branding.title, approval=Approval(number="某号", status="approved"))
    (number,) = still(shown, granted).of("review")
    assert number.name == say("review.approved", "zh", number="某号")


def test_a_missing_font_is_said_in_a_sentence(
    no_font: None, map_spec: Draw, branding: Branding, tmp_path: Path
) -> None:
    drawing = still(map_spec(kind=("airport",)), branding)
    with pytest.raises(FontError, match=r"no-such-font\.ttf is missing: install"):
        to_png(drawing)
    assert parsed(to_svg(drawing, font=False)).tag == f"{SVG}svg"


def test_a_letter_that_the_chinese_font_lacks_comes_from_the_second(map_spec: Draw, branding: Branding) -> None:
    name = "Małaszewicze 果园"
    assert glyphs.runs(name) == [("Ma", 0), ("ł", 1), ("aszewicze 果园", 0)]
    assert glyphs.lacking(name) == set()
    assert glyphs.lacking("𓀀") == {"𓀀"}
    drawing = still(map_spec(kind=("airport",), title=name), branding)
    faces = re.findall("font-family:'([^']+)'", parsed(to_svg(drawing)).find(f"{SVG}style").text or "")  # type: ignore[union-attr]
    assert faces == ["Noto Sans SC", "DejaVu Sans"]
    without = still(map_spec(kind=("airport",), title="果园"), branding)
    assert "DejaVu" not in (parsed(to_svg(without)).find(f"{SVG}style").text or "")  # type: ignore[union-attr]
