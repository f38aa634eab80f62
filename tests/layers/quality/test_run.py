"""Checks on a layer: each must see its fault, and none may see one that is not there."""

from dataclasses import replace
from typing import get_args

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.catalogue.models import load_catalogue
from layers.crs.gcj02 import DATUMS, Datum
from layers.dataset.dataset import load_dataset
from layers.i18n.findings import Finding
from layers.ingest.column_roles import guess
from layers.quality.checks.datum_shift import find_suspicion, moved_m
from layers.quality.district_index import DistrictIndex
from layers.quality.layer import CheckedLayer, Correction, from_catalogue
from layers.quality.layer_filter import ONLY, LayerFilter
from layers.quality.nearest_gateways import with_nearest_gateways
from layers.quality.run import QualityResult, run_checks
from layers.query.nearest import ProximityIndex
from tests.layers.dirty_layers import to_datum, truth

EDITION = load_dataset(load_catalogue())
OUTLINES = DistrictIndex.of(EDITION)
WANZHOU, YUZHONG = (108.4, 30.8), (106.56, 29.555)


def subject(*rows: tuple[object, ...], columns: tuple[str, ...] = ("名称", "区县")) -> CheckedLayer:
    """Return a layer of rows that end with their geometry: a shape, a place, or None."""
    shapes = [shapely.Point(row[-1]) if isinstance(row[-1], tuple) else row[-1] for row in rows]
    table = {name: [row[i] for row in rows] for i, name in enumerate(columns)}
    frame = gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, crs="EPSG:4326"))
    return CheckedLayer("test", frame, guess(frame, OUTLINES.district, OUTLINES.region))


def found(layer: CheckedLayer) -> dict[str, list[Finding]]:
    result: dict[str, list[Finding]] = {}
    for finding in run_checks(layer, OUTLINES).findings:
        result.setdefault(finding.code, []).append(finding)
    return result


def square(lon: float, lat: float, half: float = 0.01) -> shapely.Polygon:
    return shapely.box(lon - half, lat - half, lon + half, lat + half)


@pytest.mark.parametrize("layer_id", list(EDITION.catalogue.themes))
def test_no_shipped_place_contradicts_its_district(layer_id: str) -> None:
    judgement = run_checks(from_catalogue(layer_id, EDITION), OUTLINES)
    assert [f.code for f in judgement.findings if f.severity != "note"] == []
    abroad = {f.feature for f in judgement.findings if f.code == "outside-city"}
    assert not abroad or layer_id == "corridor-nodes"


def test_only_a_layer_that_may_leave_the_city_is_not_warned_of() -> None:
    nodes = from_catalogue("corridor-nodes", EDITION)
    severities = {
        layer.leaves_city: {f.severity for f in run_checks(layer, OUTLINES).findings if f.code == "outside-city"}
        for layer in (nodes, replace(nodes, leaves_city=False))
    }
    assert severities == {True: {"note"}, False: {"warning"}}


@pytest.mark.parametrize("layer_id", ["districts", "districts-2025"])
def test_the_outlines_agree_with_themselves(layer_id: str) -> None:
    assert [
        f.code for f in run_checks(from_catalogue(layer_id, EDITION), OUTLINES).findings if f.severity != "note"
    ] == []


@pytest.mark.parametrize(
    "said", ["万州", "万州区", "重庆市万州区", " 万州 区 ", "Wanzhou", "wanzhou district", "500101"]
)
def test_a_district_is_known_however_it_is_written(said: object) -> None:
    assert OUTLINES.title(OUTLINES.district(said), "zh") == "万州区"


@pytest.mark.parametrize("said", ["", "成都", "区", "重庆市", None, float("nan")])
def test_what_is_no_district_is_none(said: object) -> None:
    assert OUTLINES.district(said) == ()


def test_a_wrong_claim_is_found_with_both_districts_and_the_way() -> None:
    codes = found(subject(("甲", "万州区", WANZHOU), ("乙", "万州区", YUZHONG), ("丙", "渝中区", YUZHONG)))
    (finding,) = codes["outside-district"]
    assert (finding.row, finding.feature, finding.severity) == (1, "乙", "warning")
    assert finding.detail["claimed"] == "万州区"
    assert finding.detail["actual"] == "渝中区"
    assert "Yuzhong District" in finding.sentence("en")
    assert "渝中区" not in finding.sentence("en")
    assert finding.point == YUZHONG
    assert finding.cure("zh")


def test_an_old_and_a_new_district_are_both_right() -> None:
    airport = (106.64, 29.72)
    codes = found(subject(("甲", "渝北区", airport), ("乙", "两江新区", airport)))
    assert "outside-district" not in codes


def test_regions_are_checked_too() -> None:
    layer = subject(("甲", "渝东北", YUZHONG), ("乙", "主城都市区", YUZHONG), columns=("名称", "片区"))
    assert layer.columns.region == "片区"
    assert [finding.row for finding in found(layer)["outside-region"]] == [0]


def test_swapped_axes_and_places_outside_are_told_apart() -> None:
    codes = found(subject(("甲", "渝中区", YUZHONG[::-1]), ("乙", "渝中区", (104.06, 30.67))))
    assert [finding.row for finding in codes["swapped"]] == [0]
    assert [finding.row for finding in codes["outside-city"]] == [1]
    assert "swapped" not in found(subject(("甲", "渝中区", YUZHONG[::-1])).corrected("axes"))


def test_doubles_by_name_by_place_and_by_both() -> None:
    near = (YUZHONG[0] + 0.003, YUZHONG[1])
    codes = found(
        subject(
            ("重庆国际物流枢纽园区", "渝中区", YUZHONG),
            ("重庆国际物流枢纽园区", "渝中区", YUZHONG),
            ("重庆国际物流枢纽 园区.", "渝中区", near),
            ("解放碑", "渝中区", YUZHONG),
            ("1号码头", "渝中区", (106.5, 29.5)),
            ("2号码头", "渝中区", (106.5005, 29.5)),
        )
    )
    assert [f.row for f in codes["double"]] == [1]
    assert [f.row for f in codes["near-double"]] == [2]
    assert [f.row for f in codes["same-place"]] == [3]


def test_overlaps_slivers_and_crossings() -> None:
    edge = shapely.box(106.4, 29.3, 106.9, 29.8)
    thread = shapely.box(107.0, 29.5, 107.2, 29.5001)
    codes = found(
        subject(
            ("a", "", square(108.4, 30.8)),
            ("b", "", square(108.405, 30.8)),
            ("c", "", thread),
            ("d", "", edge),
            ("e", "", shapely.LineString([YUZHONG, WANZHOU])),
        )
    )
    assert [(f.row, f.detail["other"]) for f in codes["overlap"]] == [(1, "a")]
    assert [f.row for f in codes["sliver"]] == [2]
    assert 3 in [f.row for f in codes["area-crosses"]]
    assert [f.row for f in codes["line-crosses"]] == [4]


def test_a_hole_that_crosses_its_shell_only_in_metres_is_no_crash() -> None:
    shell = [(106.8, 29.75), (106.3, 29.75), (106.3, 29.3), (106.8, 29.3)]
    touching = shapely.Polygon(shell, [[(106.55, 29.55), (106.3, 29.55), (106.55, 29.7)]])
    assert touching.is_valid
    assert "area-crosses" in found(subject(("a", "", touching)))


def test_neighbours_that_share_an_edge_do_not_overlap() -> None:
    assert "overlap" not in found(subject(("a", "", square(108.4, 30.8)), ("b", "", square(108.42, 30.8))))


def test_an_invalid_shape_is_named_with_its_repair() -> None:
    bow = shapely.Polygon([(108, 30.5), (108.1, 30.6), (108.1, 30.5), (108, 30.6)])
    (finding,) = found(subject(("a", "", bow)))["invalid-shape"]
    assert finding.detail["reason"] == "Self-intersection"
    assert finding.detail["repaired"] == "MultiPolygon"
    assert finding.detail["before"] != finding.detail["after"]


def test_columns_are_checked() -> None:
    rows = [(f"n{i}", "渝中区", str(i), f"k{i}", "", (106.5 + i / 1000, 29.5)) for i in range(20)]
    rows[3] = ("", "渝中区", "约三亩", "k2", "", (106.503, 29.5))
    rows[4] = (*rows[4][:-1], None)
    codes = found(subject(*rows, columns=("名称", "区县", "面积", "编号", "备注")))
    assert [f.row for f in codes["no-name"]] == [3]
    assert [(f.row, f.detail["value"]) for f in codes["not-a-number"]] == [(3, "约三亩")]
    assert [f.row for f in codes["double-id"]] == [3]
    assert [f.detail["column"] for f in codes["empty-column"]] == ["备注"]
    assert [f.row for f in codes["no-place"]] == [4]


def test_a_layer_without_names_and_districts_says_what_cannot_be_checked() -> None:
    codes = found(subject((1, YUZHONG), columns=("x",)))
    assert {"no-name-column", "no-claim-column", "shift-unknown"} <= codes.keys()


@pytest.mark.parametrize("datum", DATUMS)
def test_a_shift_is_suspected_by_claims_and_never_the_other_way(datum: Datum) -> None:
    frame = truth()
    columns = guess(frame, OUTLINES.district, OUTLINES.region)
    right = CheckedLayer("right", frame, columns)
    moved = to_datum(frame.geometry, datum)
    wrong = CheckedLayer("wrong", frame.set_geometry(gpd.GeoSeries(moved, crs="EPSG:4326")), columns)
    assert find_suspicion(right, OUTLINES).datum is None
    suspicion = find_suspicion(wrong, OUTLINES)
    assert (suspicion.datum, suspicion.by) == (datum, "claims")
    assert suspicion.evidence[datum].inside > suspicion.evidence["wgs84"].inside
    assert find_suspicion(wrong.corrected(datum), OUTLINES).datum is None
    assert 200 < moved_m(wrong, datum) < 1500


@pytest.mark.parametrize("datum", DATUMS)
def test_a_shift_is_suspected_by_shared_edges(datum: Datum) -> None:
    frame = EDITION.frames["districts-2025"].reset_index(drop=True)[["label", "geometry"]].drop(columns="label")
    moved = to_datum(frame.geometry, datum)
    wrong = CheckedLayer(
        "wrong", frame.set_geometry(gpd.GeoSeries(moved, crs="EPSG:4326")), guess(frame, lambda _: (), lambda _: ())
    )
    suspicion = find_suspicion(wrong, OUTLINES)
    assert (suspicion.datum, suspicion.by) == (datum, "edges")


@given(st.sampled_from(ONLY), st.sampled_from(["", "开放", "0", "zzz"]), st.sampled_from(["", "500101", "500103"]))
def test_a_cut_is_a_subset_and_the_neutral_one_keeps_all(only: str, text: str, district: str) -> None:
    layer, judgement = _messy()
    by = LayerFilter(text, district, only)  # type: ignore[arg-type]  # one of ONLY
    kept = by.apply(layer, judgement, OUTLINES)
    assert kept.shape == (len(layer.frame),)
    assert LayerFilter().apply(layer, judgement, OUTLINES).all()
    assert not (kept & ~LayerFilter(text=text).apply(layer, judgement, OUTLINES)).any()
    if only == "unplaced" or text == "zzz":
        assert not kept.any()


_KEPT: list[tuple[CheckedLayer, QualityResult]] = []


def _messy() -> tuple[CheckedLayer, QualityResult]:
    if not _KEPT:
        layer = CheckedLayer("messy", truth(), guess(truth(), OUTLINES.district, OUTLINES.region))
        _KEPT.append((layer, run_checks(layer, OUTLINES)))
    return _KEPT[0]


def test_measures_agree_with_the_map() -> None:
    proximity = ProximityIndex(EDITION)
    layer = subject(("甲", "万州区", WANZHOU), ("乙", "", None))
    table = with_nearest_gateways(layer, OUTLINES, proximity, "zh")
    assert table["区县"].tolist() == ["万州区", ""]
    reach = next(
        r for r in proximity.gateways.nearest(*(np.array([v]) for v in (*WANZHOU, 0.0))) if r.code == "airport"
    )
    assert table["机场"][0] == EDITION.features.loc[reach.feature, "name_zh"]
    assert table["距机场（公里）"][0] == pytest.approx(reach.km, abs=0.06)
    assert np.isnan(table["距机场（公里）"][1])


def test_corrections_are_remembered_and_change_no_input() -> None:
    layer = subject(("甲", "万州区", WANZHOU))
    for correction in get_args(Correction):
        moved = layer.corrected(correction)
        assert moved.corrections == (correction,)
        assert layer.place(0) == WANZHOU
        assert moved.place(0) != WANZHOU


def test_a_long_list_is_cut_and_counted() -> None:
    rows = [(f"n{i}", "渝中区", (108.4 + i / 10_000, 30.8)) for i in range(500)]
    judgement = run_checks(subject(*rows), OUTLINES)
    assert judgement.count("warning") == 500
    assert sum(f.code == "outside-district" for f in judgement.findings) == 200
    assert judgement.omitted == 300
