import ast
import re
from pathlib import Path

import pytest

from layers.i18n.messages import browser_words, load_words, say

KEYS = [f"{section}.{key}" for section, table in load_words().items() for key in table]
PLACEHOLDER = re.compile(r"\{(\w*)\}")
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_name_the_same_values(key: str) -> None:
    zh, en = say_raw(key, "zh"), say_raw(key, "en")
    assert sorted(PLACEHOLDER.findall(zh)) == sorted(PLACEHOLDER.findall(en))
    assert not HAN.search(en)


def say_raw(key: str, lang: str) -> str:
    section, name = key.split(".")
    return getattr(load_words()[section][name], lang)


def test_values_are_filled_in_as_text() -> None:
    assert say("filters.drop", "en", title="{count} {{ 7*191 }}", count=3) == "Remove “{count} {{ 7*191 }}” (gives 3)"


def test_a_missing_text_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("app.nothing", "zh")


def test_every_text_that_is_asked_for_is_there(root: Path) -> None:
    tables = load_words()
    trees = [
        ast.parse(path.read_text(encoding="utf-8"))
        for folder in ("geo_app", "layers", "deploy")
        for path in (root / folder).rglob("*.py")
    ]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    keys = [
        call.args[0].value
        for call in calls
        if getattr(call.func, "id", getattr(call.func, "attr", "")) == "say"
        and isinstance(call.args[0], ast.Constant)
        and "." in str(call.args[0].value)
    ]
    templates = (root / "layers" / "documents" / "templates").glob("*.html")
    keys += [key for path in templates for key in re.findall(r'say\("([\w.]+)"', path.read_text(encoding="utf-8"))]
    assert len(keys) > 500
    assert [key for key in keys if key.split(".")[1] not in tables.get(key.split(".")[0], {})] == []


def test_every_text_is_used(root: Path) -> None:
    code = "\n".join(
        p.read_text(encoding="utf-8")
        for folder in ("geo_app", "layers", "deploy")
        for suffix in ("py", "html")
        for p in (root / folder).rglob(f"*.{suffix}")
    )
    script = "\n".join(p.read_text(encoding="utf-8") for p in (root / "layers" / "web_map" / "atlas").rglob("*.js"))
    composed = re.findall(r'f"(\w+)\.\{', code)  # keys put together in an f-string: their last part stands as a literal
    composed += re.findall(r'\bsection(?:: str)? ?= ?"(\w+)"', code)  # the sections of findings
    computed = {"table.true", "table.false"}  # and [plan_ref], read as a whole

    def is_used(key: str) -> bool:
        section, name = key.split(".")
        by_part = section in composed or section in {"legend", "plan_ref", "draft"}
        return bool(re.search(rf"[\"']{key}[\"']", code)) or (by_part and f'"{name}"' in code)

    assert [
        key for key in KEYS if not key.startswith(("map.", "present.")) and not is_used(key) and key not in computed
    ] == []
    for key in browser_words()["zh"]:
        assert re.search(rf"\b{key}\b", script) or f'"map.{key}"' in code, key
