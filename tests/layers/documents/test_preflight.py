"""出图检查: every check can pass and can find something, and each finding says what to do."""

from dataclasses import replace

import numpy as np
import pytest

from layers.briefing.scenes import Briefing, Scene
from layers.catalogue.entries import Words
from layers.catalogue.models import load_catalogue
from layers.config.branding import Branding, load_branding
from layers.config.settings import Approval
from layers.dataset.dataset import Dataset, load_dataset
from layers.dataset.layer_faults import layer_fault
from layers.documents.deck import deck_of
from layers.documents.preflight import missing_words, preflight
from layers.formats import fonts
from layers.i18n.findings import Finding
from layers.query.filters import Selection
from layers.static_map.map_spec import MapSpec

EDITION = load_dataset(load_catalogue())
CITY = (106.45, 29.55, 106.55, 29.6)
IMPRINT = Branding(title=Words(zh="图", en="Map"))
CLEARED = replace(IMPRINT, approval=Approval(number="渝S某号", status="approved"))


def map_spec(kind: str = "airport", dataset: Dataset = EDITION, **values: object) -> MapSpec:
    kept = Selection({"kind": (kind,)} if kind else {}).cut(dataset.index).mask
    return MapSpec(dataset, kept, **values)  # type: ignore[arg-type]


def _check(finding: Finding) -> str:
    """Return the check that a finding is of: its code without `-pass`, `-look`, `-stop`."""
    return finding.code.rpartition("-")[0]


def found(
    check: str, *pictures: MapSpec, branding: Branding = IMPRINT, missing: tuple[tuple[str, tuple[str, ...]], ...] = ()
) -> Finding:
    return next(f for f in preflight(pictures, branding, missing) if _check(f) == check)  # type: ignore[arg-type]


def test_only_a_granted_number_clears_and_it_is_shown_as_given() -> None:
    assert found("approval", map_spec()).severity == "warning"
    assert found("approval", map_spec(), branding=CLEARED).sentence("zh").endswith("渝S某号")
    pending = replace(IMPRINT, approval=Approval(number="12", status="pending"))
    assert found("approval", map_spec(), branding=pending).severity == "warning"
    assert "12" in pending.review("zh")
    assert IMPRINT.review("zh") in pending.review("zh")
    assert "渝S某号" in CLEARED.review("en")
    assert not any(character.isdigit() for character in IMPRINT.review("zh") + IMPRINT.review("en"))


def test_edges_are_told_from_what_lies_inside() -> None:
    inside = map_spec(bounds=CITY)
    assert found("city", inside).severity == found("nation", inside).severity == "note"
    whole = map_spec(bounds=None)
    assert (found("city", whole).severity, found("nation", whole).severity) == ("warning", "note")
    abroad = map_spec("china-europe", title="去欧洲")
    assert "去欧洲" in found("nation", inside, abroad).sentence("zh")
    assert found("nation", inside, abroad).detail["count"] == "1"


def test_missing_sources_and_schematic_positions_are_counted() -> None:
    assert found("sources", map_spec()).severity == "note"
    airports = EDITION.frames["airports"].copy()
    airports["position_source"] = ""
    bare = replace(EDITION, frames={**EDITION.frames, "airports": airports})
    assert found("sources", map_spec(dataset=bare)).detail["count"] == str(map_spec(dataset=bare).shown.shape[0])
    assert found("schematic", map_spec()).severity == "note"
    assert found("schematic", map_spec("air-transit")).severity == "warning"


def test_a_layer_that_cannot_be_read_is_named() -> None:
    broken = replace(EDITION, faults={"ports": (layer_fault("ports", "not-json"),)})
    assert "口岸" in found("layers", map_spec(dataset=broken)).sentence("zh")


def test_texts_of_one_language_are_named() -> None:
    scene = Scene(title={"zh": "一", "en": "One"}, narration={"zh": "只有中文"})
    briefing = Briefing(title={"en": "Talk"}, scenes=(scene,))
    missing = tuple(missing_words(briefing))
    assert missing == (
        ({"zh": "标题", "en": "Title"}, ("zh",)),
        ({"zh": "第 1 幕解说", "en": "scene 1: Narration"}, ("en",)),
    )
    assert found("language", map_spec(), missing=missing).detail["count"] == "2"
    assert found("language", map_spec()).severity == "note"


def test_a_missing_font_or_letter_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found("font", map_spec()).severity == "note"
    assert "\U0001f6a2" in found("letters", map_spec(title="船\U0001f6a2")).sentence("zh")
    assert "letters" not in {_check(finding) for finding in preflight([map_spec(title="船\u200d\ufe0f")], IMPRINT)}
    monkeypatch.setattr(fonts, "FILE", "no-such-font.ttf")
    assert found("font", map_spec()).severity == "error"
    assert "no-such-font.ttf" in found("font", map_spec()).sentence("en")


ODD = "\U0001f6a2"


@pytest.mark.parametrize("where", ["title", "lead", "closing"])
def test_letters_of_start_and_end_are_looked_at(where: str) -> None:
    texts = {"title": {"zh": "题"}, where: {"zh": f"说{ODD}"}}
    scene = Scene(title={"zh": "一"}, filters={"kind": ("airport",)})
    deck = deck_of(Briefing(**texts, scenes=(scene,)), EDITION, "zh", IMPRINT)
    (found,) = (f for f in preflight(deck.pictures, IMPRINT, words=deck.words) if _check(f) == "letters")
    assert ODD in found.sentence("zh")


def test_letters_of_the_operator_s_own_name_are_looked_at() -> None:
    odd = replace(IMPRINT, title=Words(zh=f"图{ODD}", en="Map"))
    assert ODD in found("letters", map_spec(), branding=odd).sentence("en")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_finding_has_its_sentence_and_its_cure(lang: str) -> None:
    findings = preflight([map_spec("", title="全部\U0001f6a2")], load_branding(), [("title", ("en",))])
    assert {finding.severity for finding in findings} >= {"note", "warning"}
    for finding in findings:
        assert finding.sentence(lang)  # type: ignore[arg-type]
        assert bool(finding.cure(lang)) == (finding.severity != "note")  # type: ignore[arg-type]


def test_nothing_to_export_is_checked_for_what_it_can() -> None:
    assert {_check(finding) for finding in preflight([], IMPRINT)} == {"approval", "nation", "city", "font"}
    nothing = MapSpec(EDITION, np.zeros(len(EDITION.features), dtype=bool))
    assert found("schematic", nothing).severity == "note"
