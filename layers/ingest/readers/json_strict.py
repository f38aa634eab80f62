"""Read JSON strictly (RFC 8259) and feature by feature, so that memory never holds a million dicts at once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from json.decoder import JSONDecodeError
from json.decoder import scanstring as _scan_key  # type: ignore[attr-defined]  # missing in typeshed
from typing import Any

from layers.ingest.readers.json_fast import SIZE, parse_chunk
from layers.text.internet_json import refuse_constant, repeated_keys

_BLANK = re.compile(r"[ \t\n\r]*")
# what needs the slower decoder: exponents of three digits, more digits than 64 bits hold
_LARGE_NUMBERS = (re.compile(r"[eE]\+?[0-9]{3}"), re.compile(r"[0-9]{19}"))
_BETWEEN = re.compile(r"[ \t\n\r]*([,\]])[ \t\n\r]*")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LONE = re.compile("[\ud800-\udfff]")
_LARGEST = 2**63
_BRIEF = {"type", "name", "crs", "bbox", "id"}  # members of a collection that are short in honest files


class Decoder:
    """Decoder of one JSON text; `doubled`, `large` and `lone` describe oddities of the last value.

    Attributes
    ----------
    doubled
        Duplicate keys of an object; the last value is kept.
    large
        Whether a number exceeded 64 bits: integers become text, others null.
    lone
        Whether an unpaired surrogate was replaced.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.doubled: list[str] = []
        self.large = self.lone = False
        self._rest: tuple[Callable[[str, int], tuple[Any, int]], bool] | None = None
        self._quick = True
        self._careful = self._scanner(large=True), True

    def _scanner(self, *, large: bool) -> Callable[[str, int], tuple[Any, int]]:
        decoder = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_constant=refuse_constant,
            parse_float=self._float if large else None,
            parse_int=self._int if large else None,
        )
        return decoder.scan_once  # type: ignore[attr-defined,no-any-return]  # missing in typeshed

    def _decided(self, at: int) -> tuple[Callable[[str, int], tuple[Any, int]], bool]:
        """Return what decodes all from `at` on, and whether half characters may be in it: decided once."""
        if self._rest is None:
            large = any(pattern.search(self.text, at) for pattern in _LARGE_NUMBERS)
            self._rest = self._scanner(large=large), bool(_SURROGATE.search(self.text, at))
        return self._rest

    def read(self, each: Callable[[list[object]], None], on_progress: Callable[[float], None]) -> object:
        """Read the root value without its member `features`, whose items go to `each`, some at a time.

        What is odd is known when `each` is called, and then there is one item only.

        Raises
        ------
        JSONDecodeError, ConstantError, RecursionError
            If the text is not JSON, or nested too deep.
        """
        at = self._skip(0)
        if self.text[at : at + 1] != "{":
            root, at = self._value(at)
        else:
            root, at = self._members(at + 1, each, on_progress)
        if (at := self._skip(at)) != len(self.text):
            raise JSONDecodeError("Extra data", self.text, at)
        return root

    def forget(self) -> None:
        """Reset the oddities."""
        self.doubled.clear()
        self.large = self.lone = False

    def _members(
        self, at: int, each: Callable[[list[object]], None], on_progress: Callable[[float], None]
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
                at = self._items(at + 1, each, on_progress)
                value: object = []
            else:
                value, at = self._value(at, brief=key in _BRIEF or self.text[at : at + 1] not in {"{", "["})
            pairs.append((key, value))
            at = self._skip(at)
            if self.text[at : at + 1] == "}":
                return self._object(pairs), at + 1
            at = self._skip(self._expect(",", at))

    def _items(self, at: int, each: Callable[[list[object]], None], on_progress: Callable[[float], None]) -> int:
        at, text, reported = self._skip(at), self.text, 0
        if text[at : at + 1] == "]":
            return at + 1
        while True:
            if at > reported:
                on_progress(at / len(text))
                reported = at + SIZE
            if self._quick and (some := parse_chunk(text, at)) is not None:
                each(some[0])
                at = some[1]
                continue
            self._quick = False
            value, at = self._value(at)
            each([value])
            between = _BETWEEN.match(text, at)
            if between is None:
                raise JSONDecodeError("Expecting , or ]", text, at)
            if between[1] == "]":
                return between.end(1)
            at = between.end()

    def _value(self, at: int, *, brief: bool = False) -> tuple[Any, int]:
        """Return a value and where it ends; `brief` ones are not worth looking through all that follows."""
        scan, mend = self._careful if brief else self._decided(at)
        try:
            value, end = scan(self.text, at)
        except StopIteration as error:
            raise JSONDecodeError("Expecting value", self.text, error.value) from error
        return (self._mended(value) if mend else value), end

    def _skip(self, at: int) -> int:
        return _BLANK.match(self.text, at).end()  # type: ignore[union-attr]  # it matches the empty text

    def _expect(self, mark: str, at: int) -> int:
        if self.text[at : at + 1] != mark:
            raise JSONDecodeError(f"Expecting {mark}", self.text, at)
        return at + 1

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            self.doubled += repeated_keys(pairs)
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
