"""The script that says why a page stays empty: readable for the oldest browsers, in the page before all others."""

import json
import re
from pathlib import Path

import pytest
import streamlit
from calmjs.parse import es5
from calmjs.parse.exceptions import ECMASyntaxError

from geo_app.server import blank_page, index_html
from layers.catalogue.entries import Lang
from layers.i18n.messages import say

STATIC = Path(streamlit.__file__).parent / "static"
SOURCE = blank_page.SCRIPT.read_text(encoding="utf-8")


def body(lang: Lang) -> str:
    """Return what a browser runs: the text of the script element."""
    found = re.fullmatch(r"<script>(.*)</script>", blank_page.element(lang), re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_script_is_es5(lang: Lang) -> None:
    es5(body(lang))
    assert not re.search(r"\b(let|const|class|async|await)\b|=>|`", re.sub(r"//[^\n]*", "", SOURCE))


@pytest.mark.parametrize(
    "newer", ["let a = 1;", "var f = x => x;", "a?.b;", "var {a} = b;", "f(...a);", "`a`;", "a ?? b;"]
)
def test_newer_script_is_seen(newer: str) -> None:
    with pytest.raises(ECMASyntaxError):
        es5(f"{SOURCE};{newer}")


def test_what_a_browser_must_have_is_what_streamlit_calls() -> None:
    """Where a new Streamlit calls something else, the list in `lacksSomething` is to be looked through again."""
    called = "\n".join(path.read_text(encoding="utf-8") for path in (STATIC / "static" / "js").glob("*.js"))
    wanted = re.findall(r"(?:Object|Array\.prototype|String\.prototype)(\.\w+)", SOURCE)
    assert wanted == [".hasOwn", ".toSorted", ".replaceAll"]
    for name in [f"{name}(" for name in wanted] + ["(?<="]:
        assert name in called, f"Streamlit calls {name} no more"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sentence_of_the_script_is_there_in_the_pages_language(lang: Lang) -> None:
    given = json.loads(body(lang).removeprefix(SOURCE.rstrip()).removeprefix("(").removesuffix(");"))
    assert given["words"]["mute"] == say("start.mute", lang, seconds=15)
    asked = set(re.findall(r"given\.words\.(\w+)", SOURCE)) | set(
        re.findall(r'(?:answer = |say\(|return |[?:] )"(\w+)"', SOURCE)
    )
    assert {"browser", "files", "slow", "mute", "refused", "unreachable"} <= asked
    assert asked == set(given["words"])


def test_it_listens_before_any_other_script_runs() -> None:
    index = (STATIC / "index.html").read_text(encoding="utf-8")
    html = index_html.written(index, "en", "t", (), ("/page.js",))
    assert html.count(blank_page.element("en")) == 1
    assert html.index(blank_page.element("en")) < html.index('<script type="module"')
