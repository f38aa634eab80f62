"""The quick parser changes no verdict, no finding and no value: it is used only where the strict one says the same."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from layers.ingest.readers import json_fast, json_strict
from layers.ingest.validate import validate

VALUES = st.sampled_from(
    ["1", "-0", "-0.0", "1.5e3", "1e400", "1e-400", "NaN", "9223372036854775808", "18446744073709551616", "01", "null",
     "1234567890123456789012", "0.1234567890123456789012", "true", '"a"', r'"\u00e9"', r'"\ud800"', r'"\ud83d\ude00"',
     '"\t"', r'"say \":\" so"', '"a : b"', '"},{"', r'"{\"type\":\"Feature\"}"', '{"a": 1, "a": 2}', '[{"b": 1}]',
     "[" * 70 + "]" * 70, "{}", "[]", '"果园港"']
)  # fmt: skip
KEYS = st.sampled_from(['"name"', '"name" ', '"n\\u0061me"', '"b"', '"b\\\\"', '"type"', '"geometry"'])
MEMBERS = st.lists(st.tuples(KEYS, VALUES), max_size=4).map(lambda pairs: ",".join(f"{k}:{v}" for k, v in pairs))
POINTS = st.sampled_from(
    [
        '{"type": "Point", "coordinates": [106.5, 29.5]}',
        '{"type":"Point","coordinates":[1e2,9223372036854775808]}',
        '{"type":"Point","type":"Point","coordinates":[106,29]}',
        '{"type":"LineString","coordinates":[[106,29],[107,30]]}',
        "null",
    ]
)
FEATURES = st.builds(
    lambda members, point, more, gap: (
        f'{{"type":{gap}"Feature",{gap}"properties":{{{members}}},"geometry":{point}{more}}}'
    ),
    MEMBERS,
    POINTS,
    st.sampled_from(["", "", "", ',"id": 7', ',"geometry": null', ', "odd" : 1']),
    st.sampled_from(["", " ", "\n"]),
)
ENDS = st.sampled_from(["]}", "]}", "]}", "],}", "]", '], "features": []}', "]} x"])


def results(content: bytes) -> tuple[object, ...]:
    found = validate("a.geojson", content)
    return found.verdict, [finding.as_json() for finding in found.findings], found.imported


@settings(max_examples=300, deadline=None)
@given(st.lists(FEATURES, min_size=1, max_size=12), st.sampled_from([",", ", ", "\n,\n"]), ENDS)
@example(['{"type":"Feature","properties":{"a":1,"a":2},"geometry":null}'] * 3, ",", "]}")
def test_quick_and_strict_agree(features: list[str], between: str, end: str) -> None:
    content = ('{"type":"FeatureCollection","features":[' + between.join(features) + end).encode(
        "utf-8", "surrogatepass"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_fast, "SIZE", 20)
        quick = results(content)
        patch.setattr(json_strict, "parse_chunk", lambda *_: None)
        strict = results(content)
    assert quick[:2] == strict[:2]
    if strict[2] is not None:
        pd.testing.assert_frame_equal(quick[2].frame, strict[2].frame)


def test_plain_features_take_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_fast, "SIZE", 1000)
    taken: list[int] = []

    def counted(text: str, at: int) -> tuple[list[object], int] | None:
        some = json_fast.parse_chunk(text, at)
        taken.append(len(some[0]) if some else 0)
        return some

    monkeypatch.setattr(json_strict, "parse_chunk", counted)
    feature = (
        '{"type": "Feature", "properties": {"name": "果园港"}, "geometry": {"type": "Point", "coordinates": [106, 29]}}'
    )
    content = '{"type": "FeatureCollection", "features": [' + ",\n".join([feature] * 500) + "]}"
    found = validate("a.geojson", content.encode())
    assert found.imported is not None
    assert len(found.imported.frame) == 500
    assert sum(taken) > 450


@pytest.mark.parametrize(("digits", "long"), [(18, False), (19, True), (25, True)])
def test_long_numbers_are_seen(digits: int, long: bool) -> None:
    signs = np.frombuffer(b"[1, " + b"7" * digits + b", 2]", dtype=np.uint8)
    assert json_fast._has_long_number(signs) is long
    assert not json_fast._has_long_number(signs[:0])
