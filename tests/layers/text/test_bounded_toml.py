"""Honest TOML is read as `tomllib` reads it, whatever its texts hold; another shape is refused with line and bound."""

import tomllib
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from layers.catalogue.entries import LANGUAGES
from layers.i18n.messages import say
from layers.text.bounded_toml import LONGEST_WORD, MOST_DEPTH, MOST_ITEMS, MOST_PARTS, TomlError, read_toml

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = [path for folder in ("layers", "data", "deploy") for path in sorted((ROOT / folder).rglob("*.toml"))]
BOMB = "[" * 90 + "a." * 90 + "9" * 900
VALUES = st.recursive(
    st.one_of(st.text(max_size=20), st.integers(-(10**9), 10**9), st.floats(allow_nan=False), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=10,
)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_file_of_ours_is_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read_toml(text) == tomllib.loads(text)


@given(st.dictionaries(st.text(max_size=8), VALUES, max_size=5), st.booleans())
def test_what_is_written_is_read(tables: dict[str, object], multiline: bool) -> None:
    assert read_toml(tomli_w.dumps(tables, multiline_strings=multiline)) == tomllib.loads(tomli_w.dumps(tables))


@pytest.mark.parametrize(
    "text",
    [
        f'a = "{BOMB}"', f"a = '{BOMB}'", f'a = """{BOMB}\n{BOMB}"""', f"a = '''{BOMB}\n'{BOMB}'''", f"# {BOMB}",
        f'a = 1 # {BOMB}\n"{BOMB}" = 2', f"'{BOMB}' = 1", f'a = ["x", # {BOMB}\n"y"]', f'a = """"{BOMB}"""""',
        f'a = "\\"{BOMB}"', f'a = """\\"""{BOMB}"""', f"a = ''''{BOMB}'''''", f'a = "" # {BOMB}', f"a = '' # {BOMB}",
        f'a = """x""" # {BOMB}', f'a = "\\\\" # {BOMB}', f"a = '\\' # {BOMB}",
    ],
)  # fmt: skip
def test_texts_and_comments_may_hold_anything(text: str) -> None:
    assert read_toml(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    ("code", "fits", "much"),
    [
        ("parts", "a." * (MOST_PARTS - 1) + "a = 1", "a." * MOST_PARTS + "a = 1"),
        ("parts", "[" + "a . " * (MOST_PARTS - 1) + "a]", '["a" . ' + "a." * MOST_PARTS + "a]"),
        ("depth", f"a = {'[' * MOST_DEPTH}{']' * MOST_DEPTH}", f"a = {'[' * 17}{']' * 17}"),
        ("depth", f"a = {'{b=' * 15}[]{'}' * 15}", f"a = {'{b=' * 16}[]{'}' * 16}"),
        ("word", f"a = {'1' * LONGEST_WORD}", f"a = {'1' * (LONGEST_WORD + 1)}"),
        ("word", f"{'a' * LONGEST_WORD} = 1", f"{'a' * (LONGEST_WORD + 1)} = 1"),
        ("items", f"a = [{'1,' * (MOST_ITEMS - 2)}]", f"a = [{'1,' * (MOST_ITEMS - 1)}]"),
    ],
)
def test_bounds_are_met_exactly_and_named(code: str, fits: str, much: str) -> None:
    read_toml(fits)
    with pytest.raises(TomlError) as refused:
        read_toml(f"# before\n{much}")
    assert refused.value.code == code
    assert refused.value.values["line"] == 2
    assert str(refused.value).startswith("line 2: ")
    for lang in LANGUAGES:
        assert "2" in say(f"toml.{code}", lang, **refused.value.values)


@pytest.mark.parametrize("text", ["a", "a = ", "a = 1979-99-99", "]", "a = [", 'a = "', "\x00", "a = 1\na = 2"])
def test_what_is_no_toml_is_said_as_tomllib_says_it(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as theirs:
        tomllib.loads(text)
    with pytest.raises(TomlError) as ours:
        read_toml(text)
    assert (ours.value.code, str(ours.value)) == ("syntax", str(theirs.value))
