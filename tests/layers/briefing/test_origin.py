"""What a stranger wrote is not taken for the operator's: every page says so, and bears no approval number."""

import base64
import json
import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdf
import pytest
from pptx import Presentation

from layers.briefing.file import read_briefing, ready
from layers.briefing.origin import Origin, notice, signed
from layers.briefing.presenter_page import SceneCredit, linked, offline
from layers.briefing.scenes import Briefing, Scene, Title
from layers.catalogue.entries import LANGUAGES, Lang
from layers.catalogue.models import load_catalogue
from layers.config.branding import load_branding
from layers.config.settings import Approval
from layers.dataset.dataset import load_dataset
from layers.documents.deck import deck_of
from layers.documents.handout_pdf import to_handout
from layers.documents.preflight import preflight
from layers.documents.slides_pptx import to_pptx
from layers.i18n.messages import browser_words
from layers.web_map.manifest import publish

EDITION = load_dataset(load_catalogue())
NUMBER = "GS(2026)1234"
IMPRINT = replace(load_branding(), approval=Approval(number=NUMBER, status="approved"))
STRANGE = Briefing(title=Title(zh="官方声明"), scenes=(Scene(title=Title(zh="一幕"), filters={"kind": ("airport",)}),))
STRANGERS: list[Origin] = ["link", "visitor"]


def credit(origin: Origin) -> SceneCredit:
    lines = {lang: signed(IMPRINT, origin).review(lang) for lang in LANGUAGES}
    return SceneCredit(lines, lines)


def talk_in(document: bytes) -> dict[str, Any]:
    found = re.search(rb'id="talk">([^<]*)<', document)
    assert found
    talk: dict[str, Any] = json.loads(base64.b64decode(found[1]))
    return talk


def texts_of(pptx: bytes) -> list[str]:
    show = Presentation(BytesIO(pptx))
    return ["\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in show.slides]


def test_the_sentence_is_the_one_that_was_asked_for() -> None:
    assert notice("link", "zh") == "此演示来自链接，非本站内容"
    assert notice("shipped", "zh") == ""


@pytest.mark.parametrize("origin", STRANGERS)
def test_the_presenter_says_it_on_every_slide(origin: Origin) -> None:
    addresses = {"scripts": [], "styles": [], "manifest": "m.json", "lang": "zh"}
    for document in (
        offline(STRANGE, "own", EDITION, credit(origin), "zh", origin),
        linked(STRANGE, "own", EDITION, credit(origin), addresses, origin=origin),
    ):
        talk = talk_in(document)
        for lang in LANGUAGES:
            assert talk["origin"][lang] == notice(origin, lang)
            assert talk["notices"][0][lang] == notice(origin, lang)
            assert NUMBER not in talk["stamp"][lang]
        assert NUMBER not in json.dumps(talk)
        assert all(scene["state"]["foreign"] for scene in talk["scenes"])


def test_a_ready_briefing_bears_the_number_and_no_notice() -> None:
    found, _ = read_briefing(ready()["overview"].read_bytes(), EDITION)
    talk = talk_in(offline(found, "overview", EDITION, credit("shipped"), "zh"))
    assert NUMBER in talk["stamp"]["zh"]
    assert (talk["origin"], talk["notices"]) == ({}, [])
    assert not any("foreign" in scene["state"] for scene in talk["scenes"])


def test_equal_arguments_give_equal_bytes() -> None:
    addresses = {"scripts": [], "styles": [], "manifest": "m.json", "lang": "zh"}
    one, other = (linked(STRANGE, "own", EDITION, credit("link"), addresses, origin="link") for _ in range(2))
    assert one == other
    less = talk_in(linked(STRANGE, "own", EDITION, credit("link"), addresses, origin="link", left_out=1))
    assert "略去" in less["notices"][1]["zh"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("origin", STRANGERS)
def test_slides_say_it_on_start_scenes_and_end(origin: Origin, lang: Lang) -> None:
    deck = deck_of(STRANGE, EDITION, lang, IMPRINT, origin=origin)
    slides = texts_of(to_pptx(deck))
    assert [notice(origin, lang) in text.replace("\n", " ") for text in slides] == [True] * 3
    assert not [text for text in slides if NUMBER in text]
    shipped = texts_of(to_pptx(deck_of(STRANGE, EDITION, lang, IMPRINT)))
    assert NUMBER in shipped[0]
    assert not [text for text in shipped if notice(origin, lang) in text]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_handout_says_it_on_every_page(lang: Lang) -> None:
    made = pypdf.PdfReader(BytesIO(to_handout(deck_of(STRANGE, EDITION, lang, IMPRINT, origin="link"))))
    texts = ["".join(page.extract_text().split()) for page in made.pages]
    wanted = "".join(notice("link", lang).split())
    assert [wanted in text for text in texts] == [True] * len(texts)
    assert not [text for text in texts if NUMBER in text]


def test_the_check_names_the_visitor_s_own_duty() -> None:
    deck = deck_of(STRANGE, EDITION, "zh", IMPRINT, origin="link")
    first = preflight(deck.pictures, deck.branding, foreign=True)[0]
    assert (first.code, first.severity) == ("approval-own-look", "warning")
    assert "非本站" in first.sentence("zh") or "不是本站" in first.sentence("zh")
    assert "config.toml" not in first.cure("zh") + first.cure("en")


def test_a_map_with_a_stranger_s_layer_has_a_line_without_the_number() -> None:
    files: dict[str, bytes] = {}
    reviews = [{lang: signed(IMPRINT, origin).review(lang) for lang in LANGUAGES} for origin in ("shipped", "link")]
    names = publish(EDITION, browser_words(), reviews[0], files, reviews[0], (reviews[1], reviews[1]))
    manifest = json.loads(files[names["manifest"]])
    assert NUMBER in manifest["review"]["zh"]
    assert NUMBER not in json.dumps(manifest["foreign"])
    assert manifest["foreign"]["review"]["zh"]
