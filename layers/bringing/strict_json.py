"""JSON read strictly and feature by feature, so that a million features need no million dicts at once (RFC 8259)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from json.decoder import JSONDecodeError
from json.decoder import scanstring as _scan_key  # type: ignore[attr-defined]  # missing in typeshed
from typing import Any

_BLANK = re.compile(r"[ \t\n\r]*")
# what needs the slower decoder: exponents of three digits, more digits than 64 bits hold
_LARGE_NUMBERS = (re.compile(r"[eE]\+?[0-9]{3}"), re.compile(r"[0-9]{19}"))
_BETWEEN = re.compile(r"[ \t\n\r]*([,\]])[ \t\n\r]*")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LONE = re.compile("[\ud800-\udfff]")
_LARGEST = 2**63


class ConstantError(ValueError):
    """Exception for NaN and Infinity, which JSON does not know."""


class Decoder:
    """Reads one JSON text; what was odd in the value read last stands in `doubled`, `large` and `lone`.

    Attributes
    ----------
    doubled
        Keys that an object names twice; the last value is the one kept.
    large
        Whether a number was beyond 64 bits: whole numbers become text, others null.
    lone
        Whether half a character (an unpaired surrogate) was replaced.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.doubled: list[str] = []
        self.large = self.lone = False
        self._mend = bool(_SURROGATE.search(text))
        large = any(pattern.search(text) for pattern in _LARGE_NUMBERS)
        decoder = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_constant=_refuse_constant,
            parse_float=self._float if large else None,
            parse_int=self._int if large else None,
        )
        self._scan = decoder.scan_once  # type: ignore[attr-defined]  # missing in typeshed

    def read(self, each: Callable[[object], None], tell: Callable[[float], None]) -> object:
        """Return the root value; the items of its member `features` go to `each` one by one and are left out.

        Raises
        ------
        JSONDecodeError, ConstantError, RecursionError
            Where the text is not JSON, or nested too deep.
        """
        at = self._skip(0)
        if self.text[at : at + 1] != "{":
            root, at = self._value(at)
        else:
            root, at = self._members(at + 1, each, tell)
        if (at := self._skip(at)) != len(self.text):
            raise JSONDecodeError("Extra data", self.text, at)
        return root

    def forget(self) -> None:
        """Forget what was odd so far."""
        self.doubled.clear()
        self.large = self.lone = False

    def _members(
        self, at: int, each: Callable[[object], None], tell: Callable[[float], None]
    ) -> tuple[dict[str, Any], int]:
        pairs: list[tuple[str, Any]] = []
        at = self._skip(at)
        if self.text[at : at + 1] == "}":
            return {}, at + 1
        while True:
            if self.text[at : at + 1] != '"':
                raise JSONDecodeError("Expecting a key", self.text, at)
            key, at = _scan_key(self.text, at + 1, True)
            at = self._skip(self._expect(":", self._skip(at)))
            if key == "features" and self.text[at : at + 1] == "[":
                at = self._items(at + 1, each, tell)
                value: object = []
            else:
                value, at = self._value(at)
            pairs.append((key, value))
            at = self._skip(at)
            if self.text[at : at + 1] == "}":
                return self._object(pairs), at + 1
            at = self._skip(self._expect(",", at))

    def _items(self, at: int, each: Callable[[object], None], tell: Callable[[float], None]) -> int:
        at, count, text, end = self._skip(at), 0, self.text, len(self.text)
        if text[at : at + 1] == "]":
            return at + 1
        while True:
            value, at = self._value(at)
            each(value)
            count += 1
            if count % 20_000 == 0:
                tell(at / end)
            between = _BETWEEN.match(text, at)
            if between is None:
                raise JSONDecodeError("Expecting , or ]", text, at)
            if between[1] == "]":
                return between.end(1)
            at = between.end()

    def _value(self, at: int) -> tuple[Any, int]:
        try:
            value, end = self._scan(self.text, at)
        except StopIteration as error:
            raise JSONDecodeError("Expecting value", self.text, error.value) from error
        return (self._mended(value) if self._mend else value), end

    def _skip(self, at: int) -> int:
        return _BLANK.match(self.text, at).end()  # type: ignore[union-attr]  # it matches the empty text

    def _expect(self, mark: str, at: int) -> int:
        if self.text[at : at + 1] != mark:
            raise JSONDecodeError(f"Expecting {mark}", self.text, at)
        return at + 1

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            seen: set[str] = set()
            self.doubled += [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
        return found

    def _float(self, text: str) -> float | None:
        number = float(text)
        if number in (float("inf"), float("-inf")):
            self.large = True
            return None
        return number

    def _int(self, text: str) -> int | str:
        if len(text) > 20 or abs(int(text)) >= _LARGEST:
            self.large = True
            return text
        return int(text)

    def _mended(self, value: Any) -> Any:
        if isinstance(value, str) and _LONE.search(value):
            self.lone = True
            return _LONE.sub("\ufffd", value)
        if isinstance(value, list):
            return [self._mended(item) for item in value]
        if isinstance(value, dict):
            return {self._mended(key): self._mended(item) for key, item in value.items()}
        return value


def _refuse_constant(name: str) -> float:
    raise ConstantError(name)
