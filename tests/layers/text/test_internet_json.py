"""What I-JSON (RFC 7493) does not allow is refused."""

import json

import pytest

from layers.text.internet_json import ConstantError, DuplicateKeyError, loads, repeated_keys


def test_json_is_read_with_and_without_a_mark() -> None:
    assert loads(b'{"a": [1, null]}') == loads(b'\xef\xbb\xbf{"a": [1, null]}') == {"a": [1, None]}


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_constants_are_refused_by_name(name: str) -> None:
    with pytest.raises(ConstantError, match=f"^{name} is no JSON number$") as caught:
        loads(f'{{"a": {name}}}'.encode())
    assert caught.value.name == name


def test_a_repeated_key_is_refused_and_named() -> None:
    with pytest.raises(DuplicateKeyError, match=r"^b$"):
        loads(b'{"a": {"b": 1, "c": 2, "b": 3}}')
    assert repeated_keys([("a", 1), ("b", 2), ("a", 3), ("a", 4)]) == ["a", "a"]


@pytest.mark.parametrize("content", [b"", b"{", b'{"a": 1,}', b"\xff", b"[1] 2"])
def test_other_faults_are_value_errors(content: bytes) -> None:
    with pytest.raises((json.JSONDecodeError, UnicodeDecodeError)):
        loads(content)
