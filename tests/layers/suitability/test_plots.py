"""The operator's file of plots: read from CSV and GeoJSON, filtered; each fault a sentence, the other rows kept."""

import json

import pytest

from layers.suitability.plots import COLUMNS, STATES, PlotFilter, Plots, read_plots

KNOWN = {"bonded-xiyong", "area-shuitu"}
GOOD = {
    "feature_id": "bonded-xiyong",
    "name": "A-01",
    "area_m2": "12000",
    "price": "20",
    "price_unit": "元/平方米·月",
    "state": "free",
    "contact": "023-0",
    "date": "2026-01-05",
    "source": "管委会",
}


def as_csv(*rows: dict[str, str]) -> bytes:
    lines = [",".join(COLUMNS), *(",".join(row[name] for name in COLUMNS) for row in rows)]
    return "\n".join(lines).encode("utf-8-sig")


def as_geojson(*rows: dict[str, str]) -> bytes:
    features = [{"type": "Feature", "properties": row, "geometry": None} for row in rows]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.mark.parametrize(("name", "write"), [("plots.csv", as_csv), ("plots.geojson", as_geojson)])
def test_both_formats_give_the_same_plots(name: str, write: object) -> None:
    rows = [GOOD, {**GOOD, "name": "A-02", "area_m2": "", "price": "", "price_unit": "", "state": "taken"}]
    found = read_plots(name, write(*rows), KNOWN)  # type: ignore[operator]
    assert found.faults == ()
    first, second = found.of("bonded-xiyong")
    assert (first.area_m2, first.price, first.state) == (12000.0, 20.0, "free")
    assert (second.area_m2, second.price) == (None, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("feature_id", "nobody"),
        ("name", ""),
        ("area_m2", "big"),
        ("area_m2", "nan"),
        ("area_m2", "-1"),
        ("price", "inf"),
        ("price_unit", ""),
        ("state", "sold"),
        ("date", "5 May"),
        ("source", ""),
    ],
)
@pytest.mark.parametrize(("name", "write"), [("plots.csv", as_csv), ("plots.geojson", as_geojson)])
def test_a_faulty_row_is_named_and_the_others_are_kept(name: str, write: object, field: str, value: str) -> None:
    found = read_plots(name, write({**GOOD, field: value}, GOOD), KNOWN)  # type: ignore[operator]
    assert len(found.plots) == len(found.faults) == 1
    assert all(field in sentence for lang in ("zh", "en") for sentence in found.fault_sentences(lang))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b"id,phone\n1,2\n"),
        ("a.csv", b"\xff\xfe\x00"),
        ("a.geojson", b"[1]"),
        ("a.geojson", b"{"),
        ("a.geojson", b"[" * 100_000),
        ("a.geojson", b'{"features": [1, null, {"properties": []}]}'),
    ],
)
def test_a_file_that_is_none_is_a_sentence(name: str, content: bytes) -> None:
    found = read_plots(name, content, KNOWN)
    assert found.plots == ()
    assert found.fault_sentences("zh")


def test_an_unknown_area_or_price_is_not_zero() -> None:
    unknown = read_plots("a.csv", as_csv({**GOOD, "area_m2": "", "price": "", "price_unit": ""}), KNOWN)
    assert unknown.of("bonded-xiyong", PlotFilter()) == unknown.of("bonded-xiyong")
    assert unknown.of("bonded-xiyong", PlotFilter(least_m2=0.0)) == []
    assert unknown.of("bonded-xiyong", PlotFilter(most_price=100.0)) == []


def test_the_filter_keeps_what_fits() -> None:
    rows = [
        {**GOOD, "name": state, "state": state, "area_m2": str(1000 * n)} for n, state in enumerate(STATES, start=1)
    ]
    plots: Plots = read_plots("a.csv", as_csv(*rows), KNOWN)
    assert [plot.name for plot in plots.of("bonded-xiyong", PlotFilter(states=("free", "taken")))] == ["free", "taken"]
    assert [plot.name for plot in plots.of("bonded-xiyong", PlotFilter(least_m2=2000))] == ["reserved", "taken"]
    assert plots.of("area-shuitu") == []
