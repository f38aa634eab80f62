"""Templates of documents: values are escaped, nothing is marked safe in a template, no words of ours stand there."""

import re
from pathlib import Path

import jinja2
import pytest

from layers.config.branding import load_branding
from layers.documents.finding_map import FindingMap
from layers.documents.html_page import TEMPLATES, render
from layers.documents.quality_report import QualityReport
from layers.documents.quality_report_files import to_html

FILES = sorted(TEMPLATES.iterdir())
HOSTILE = "</style><script>7*191</script>{{ 7*191 }}{% if 1 %}\"'"


def report(text: str) -> QualityReport:
    row = (text, text, text, text, text, text)
    return QualityReport(
        lang="zh",
        title=text,
        summary=text,
        given=((text, text),),
        checks=(row, row),
        findings=(row, row),
        evidence=(row, row),
        assumptions=(text,),
        sources=(row, row),
        drawing=EMPTY,
        branding=load_branding(),
    )


EMPTY = FindingMap(width=1, height=1, district_index=(), dots=(), labels=(), left_out=0)


def test_a_report_of_hostile_text_shows_it_as_text() -> None:
    page = to_html(report(HOSTILE)).decode()
    assert "<script" not in page
    assert page.count("</style>") == 1
    assert page.count("&lt;script&gt;7*191&lt;/script&gt;{{ 7*191 }}{% if 1 %}&#34;&#39;") > 20
    assert "1337" not in page


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render("quality_report", "zh")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_templates_hold_no_words_and_switch_no_escaping_off(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]", text)
    assert not re.search(r"\|\s*safe|autoescape|Markup|<script|https?:|url\(", text)
    shown = re.sub(r"\{[{%].*?[%}]\}|<[^>]*>|\s|—", "", text, flags=re.DOTALL) if path.suffix == ".html" else ""
    assert shown in {"", "{{"}, shown
