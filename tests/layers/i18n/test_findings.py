import re
from pathlib import Path

import pytest

from layers.i18n.findings import Finding, RefusedError, verdict_of
from layers.i18n.messages import load_words

WORDS = load_words()
CODES = sorted(set(WORDS["finding"]) - {"whole", "named", "numbered"})
BRACES = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("code", CODES)
def test_sentences_show_values_literally(code: str) -> None:
    names = {name for lang in ("zh", "en") for name in BRACES.findall(getattr(WORDS["finding"][code], lang))}
    sections = [name for name in ("cure", "cure_prompt") if code in WORDS[name]]
    cures = [WORDS[name][code].say(lang) for lang in ("zh", "en") for name in sections]
    hostile = "{{ 7*191 }} {x} <b>"
    detail = dict.fromkeys({*names, *BRACES.findall("".join(cures))} - {"who"}, hostile)
    finding = Finding(code, "warning", hostile, 3, detail, (106.5, 29.5))
    for lang in ("zh", "en"):
        sentence = finding.sentence(lang)
        assert (hostile in sentence) == bool(names)
        assert bool(finding.cure(lang)) == ("cure" in sections)
        assert bool(finding.cure(lang, prompt=True)) == bool(sections)
    options = finding.as_json()
    assert (options["row"], options["point"], options["zh"]) == (3, [106.5, 29.5], finding.sentence("zh"))


def test_every_cure_belongs_to_a_finding_and_every_code_has_words(root: Path) -> None:
    assert set(WORDS["cure"]) | set(WORDS["cure_prompt"]) <= set(WORDS["finding"])
    code = "\n".join(p.read_text(encoding="utf-8") for p in (root / "layers" / "ingest").rglob("*.py"))
    used = set(re.findall(r'(?:\.add|\.reject|\.add_rows|_MalformedError|RefuseError)\(\s*"([a-z0-9-]+)"', code))
    assert len(used) > 60
    assert used <= set(CODES)


def test_who_is_meant() -> None:
    assert Finding("ring-closed", "warning", row=2).sentence("en").startswith("row 3:")
    assert "“果园港”" in Finding("ring-closed", "warning", "果园港", 2).sentence("zh")
    assert Finding("duplicate-key", "warning", detail={"field": "a"}).sentence("en").startswith("this file:")


@pytest.mark.parametrize(
    ("severities", "verdict"),
    [
        ([], "accept"),
        (["note"], "accept"),
        (["note", "warning"], "accept-with-repair"),
        (["warning", "error"], "reject"),
    ],
)
def test_verdicts(severities: list, verdict: str) -> None:
    assert verdict_of([Finding("empty", severity) for severity in severities]) == verdict


def test_a_refusal_names_its_codes() -> None:
    with pytest.raises(RefusedError, match=r"^empty"):
        raise RefusedError([Finding("empty", "error")])
