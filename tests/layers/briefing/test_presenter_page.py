"""The talk as one document: nothing to fetch, nothing that runs but our own code."""

import base64
import hashlib
import json
import re

import pytest

from layers.briefing.file import read_briefing, ready
from layers.briefing.presenter_page import SceneCredit, linked, offline, scripts, talk_of
from layers.briefing.scenes import Briefing, Paragraph, Scene, Title
from layers.catalogue.models import load_catalogue
from layers.dataset.dataset import load_dataset
from layers.i18n.messages import load_words

EDITION = load_dataset(load_catalogue())
CREDIT = SceneCredit({"zh": "来源", "en": "Sources"}, {"zh": "未审", "en": "Unreviewed"})
BLOCK = re.compile(r'<script type="text/plain" id="(\w+)">([^<]*)</script>')
HOSTILE = "{{ 7*191 }}</title></script><b>${7*191}"


def document(briefing: Briefing) -> str:
    return offline(briefing, "own", EDITION, CREDIT, "zh").decode()


def blocks(text: str) -> dict[str, object]:
    return {name: json.loads(base64.b64decode(content, validate=True)) for name, content in BLOCK.findall(text)}


@pytest.mark.parametrize("code", ready())
def test_a_ready_briefing_is_small_enough_to_mail(code: str) -> None:
    found, _ = read_briefing(ready()[code].read_bytes(), EDITION)
    content = offline(found, code, EDITION, CREDIT, "zh")
    assert len(content) < 3_000_000
    talk = blocks(content.decode())["talk"]
    assert isinstance(talk, dict)
    assert len(talk["scenes"]) == len(found.scenes)


def test_it_names_no_address_and_runs_only_our_code() -> None:
    text = document(Briefing(title=Title(zh="一"), scenes=(Scene(title=Title(zh="二")),)))
    head = text[: text.index("<style>")]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', head)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe-inline' 'unsafe-eval" not in policy[1]
    allowed = set(re.findall(r"'sha256-([^']+)'", policy[1]))
    inlined = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert len(inlined) == len(scripts())
    assert {base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in inlined} == allowed
    bare = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert re.findall(r'\b(?:src|href)="([^"]*)"', bare) == ["data:,"]
    assert "@import" not in bare


def test_hostile_words_stay_words() -> None:
    scene = Scene(title=Title(zh=HOSTILE), narration=Paragraph(zh=HOSTILE), notes=Paragraph(en=HOSTILE))
    text = document(Briefing(title=Title(zh=HOSTILE), scenes=(scene,)))
    assert "{{ 7*191 }}</title>" not in text.replace("&lt;", "<")[: text.index("<title>")]
    assert text.count("</title>") == 1
    assert "<b>" not in text
    talk = blocks(text)["talk"]
    assert isinstance(talk, dict)
    assert talk["scenes"][0]["title"] == {"zh": HOSTILE, "en": HOSTILE}
    assert talk["scenes"][0]["narration"]["zh"] == HOSTILE


def test_both_ways_say_the_same() -> None:
    found, _ = read_briefing(ready()["corridors"].read_bytes(), EDITION)
    addresses = {"scripts": ["a.js"], "styles": ["a.css"], "manifest": "m.json", "lang": "en"}
    content = linked(found, "corridors", EDITION, CREDIT, addresses)
    assert len(content) < 100_000
    whole = blocks(offline(found, "corridors", EDITION, CREDIT, "en").decode())["talk"]
    again = json.loads(json.dumps(talk_of(found, "corridors", EDITION, CREDIT, "en")))
    assert blocks(content.decode())["talk"] == whole == again


def test_the_presenter_knows_all_its_words() -> None:
    code = scripts()["presenter"].decode()
    asked = set(re.findall(r'word\("(\w+)"\)', code))
    buttons = set(re.findall(r'\["(\w+)", (?:\(|null)', code))
    known = {*load_words()["present"], "language"}
    assert asked | buttons <= known
    assert known <= asked | buttons | {"play", "pause"}
