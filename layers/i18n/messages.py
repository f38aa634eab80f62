"""The messages that visitors read, by key and language, from messages.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from layers.catalogue.entries import Lang, Words

WORDS_FILE = Path(__file__).with_name("messages.toml")


@lru_cache(maxsize=1)
def load_words() -> Mapping[str, Mapping[str, Words]]:
    """Load section → key → text, once per process."""
    tables = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))
    return {name: {key: Words.model_validate(text) for key, text in table.items()} for name, table in tables.items()}


def say(key: str, lang: Lang, **values: object) -> str:
    """Return the text `section.key` in language `lang`, its braces filled with `values`.

    Raises
    ------
    KeyError
        If there is no such text, or a value is missing.
    """
    section, name = key.split(".")
    return load_words()[section][name].say(lang).format_map(values)


def browser_words() -> dict[str, dict[str, str]]:
    """Return language → key → text of what the map itself says in the browser."""
    return {lang: {key: text.say(lang) for key, text in load_words()["map"].items()} for lang in ("zh", "en")}
