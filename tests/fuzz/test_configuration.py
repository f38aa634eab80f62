"""Catalogue and settings: what an operator may write wrong is refused with its place, never with another error."""

import json
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.catalogue import models as reader
from layers.catalogue.models import CATALOGUE_FILE, Catalogue, read_catalogue
from layers.config.settings import PREFIX, VARIABLE, Settings, read_settings
from layers.errors import CatalogueError, SettingsError
from tests.fuzz.odd_input import fuzzed, mutated, texts, values

TEXT = CATALOGUE_FILE.read_text(encoding="utf-8")
TABLES = tomllib.loads(TEXT)
LINES = TEXT.splitlines()


def read_or_refuse(text: str) -> Catalogue | CatalogueError:
    try:
        return read_catalogue(text)
    except CatalogueError as error:
        return error


@fuzzed
@given(mutated(TABLES))
def test_a_changed_catalogue_is_read_or_refused_with_places(tables: Any) -> None:
    """Through the parser's own seam: TOML can be read here, not written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "read_toml", lambda _: tables)
        assert isinstance(read_or_refuse(""), (Catalogue, CatalogueError))


@fuzzed
@given(st.integers(0, len(LINES) - 1), texts)
def test_a_damaged_line_is_read_or_refused(at: int, text: str) -> None:
    assert isinstance(read_or_refuse("\n".join([*LINES[:at], text, *LINES[at + 1 :]])), (Catalogue, CatalogueError))


NAMES = st.sampled_from(
    [name.upper() for name in Settings.model_fields if name != "config"] + ["TILES__KEY", "NO__SUCH"]
)
said = st.one_of(values.map(json.dumps), texts).map(lambda text: text.replace("\x00", ""))


@fuzzed
@given(st.dictionaries(NAMES, said, max_size=4))
def test_any_environment_is_taken_or_refused(environment: dict[str, str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, text in environment.items():
            patch.setenv(f"{PREFIX}{name}", text)
        with suppress(SettingsError):
            assert read_settings().log in {"text", "json"}


@fuzzed
@given(st.text(max_size=80))
def test_any_settings_file_is_taken_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = _file(tmp_path_factory)
    path.write_text(text, encoding="utf-8", newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(path))
        read_settings.__globals__["_load"].cache_clear()
        with suppress(SettingsError):
            assert read_settings().log in {"text", "json"}


def _file(folders: pytest.TempPathFactory) -> Path:
    folder = folders.getbasetemp() / "settings"
    folder.mkdir(exist_ok=True)
    return folder / "config.toml"
