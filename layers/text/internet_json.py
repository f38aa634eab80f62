"""JSON without doubt (I-JSON, RFC 7493): no NaN or Infinity, no object that names a key twice."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NoReturn


class ConstantError(ValueError):
    """Exception for NaN and Infinity, which JSON does not know; `name` is the constant."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is no JSON number")


class DuplicateKeyError(ValueError):
    """Exception for an object that names a key twice; its text is the key."""


def repeated_keys(pairs: Iterable[tuple[str, Any]]) -> list[str]:
    """Return the keys that an object repeats, one entry a repetition."""
    seen: set[str] = set()
    return [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]


def refuse_constant(name: str) -> NoReturn:
    """Raise for a constant that JSON does not know; a hook for `json`.

    Raises
    ------
    ConstantError
        Always.
    """
    raise ConstantError(name)


def loads(content: bytes) -> Any:
    """Return the value written in UTF-8, with or without a byte order mark.

    Raises
    ------
    ValueError, RecursionError
        Where it is no strict JSON; a `DuplicateKeyError` where only a key is repeated.
    """
    return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=refuse_constant)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DuplicateKeyError(repeated_keys(pairs)[0])
    return found
