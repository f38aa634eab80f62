"""Text that a stranger writes reads as it is written."""

import unicodedata

import pytest

from layers.briefing.file import BriefingError, fault_sentence, read_briefing, write_briefing
from layers.briefing.scenes import Briefing, Paragraph, Scene, Title
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.query.filters import from_query
from layers.text.control_characters import CONTROLS, count_controls, strip_controls
from layers.web_map.manifest import atlas_script

EDITION = load_dataset(load_catalogue())
TURNED = "已批准\u202e文批未\u202c"
DIRECTIONS = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]


@pytest.mark.parametrize("code", DIRECTIONS)
def test_every_control_of_direction_goes(code: int) -> None:
    assert unicodedata.category(chr(code)) == "Cf"
    assert strip_controls(f"甲{chr(code)}乙") == "甲乙"
    assert count_controls(f"甲{chr(code)}乙") == 1


def test_no_invisible_character_of_format_is_left_but_the_joiners() -> None:
    found = {chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in {"Cf", "Zl", "Zp"}}
    seen = {char for char in found if unicodedata.bidirectional(char) in {"BN", "LRE", "RLE", "PDF", "LRO", "RLO"}}
    left = {char for char in seen | set(map(chr, DIRECTIONS)) if strip_controls(char)}
    assert {"\u200c", "\u200d"} <= left
    # musical, shorthand and hieroglyphic marks stand among letters of their own and turn nothing
    assert all(ord(char) > 0xFFFF for char in left - {"\u200c", "\u200d"})


def test_words_names_and_emoji_stay_as_they_are() -> None:
    for text in ("重庆开放平台", "Xi'an–Chongqing, 2 × 3", "👩\u200d🚒", "می\u200cخواهم", "مرحبا", "a\tb\nc"):
        assert strip_controls(text) == text


def test_a_briefing_loses_them_and_says_so() -> None:
    scene = Scene(title=Title(zh=TURNED), narration=Paragraph(en=TURNED))
    assert scene.title.zh == "已批准文批未"
    dirty = write_briefing(Briefing(title=Title(zh="题"), scenes=(Scene(title=Title(zh="甲乙")),))).decode()
    briefing, faults = read_briefing(dirty.replace("甲乙", "甲\u202e乙").replace("题", "题\u200f").encode(), EDITION)
    assert briefing.title.zh == "题"
    assert [each.title.zh for each in briefing.scenes] == ["甲乙"], "the scene is used all the same"
    assert [(fault.code, fault.row, fault.detail["place"], fault.severity) for fault in faults] == [
        ("briefing.controls_removed", None, "title", "note"),  # of the file
        ("briefing.controls_removed", 0, "title", "note"),  # of its first scene
    ]
    assert "1 个看不见的控制字符" in fault_sentence(faults[1], "zh")
    assert "\u202e" not in fault_sentence(faults[1], "en")


def test_a_title_of_nothing_visible_is_no_title() -> None:
    with pytest.raises(BriefingError):
        read_briefing('title = { zh = "\u202e\u200b" }'.encode(), EDITION)


def test_a_search_that_a_link_carries_loses_them() -> None:
    assert from_query({"q": ["果园\u202e港"]}, EDITION)[0].search == "果园港"


def test_the_browser_knows_the_same_characters() -> None:
    pattern = CONTROLS.replace("\U000e0000-\U000e007f", "").encode("ascii", "backslashreplace").decode()
    written = pattern.replace("\\x", "\\u00")
    script = atlas_script().decode()
    assert f"/[{written}]/g" in script
    assert "/\\udb40[\\udc00-\\udc7f]/g" in script
