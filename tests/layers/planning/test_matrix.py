"""The gap matrix counts what the catalogue has: no more, no less, zeros included."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.catalogue.entries import DISTRICT_FIELDS
from layers.planning.balance import balance, by_region
from layers.planning.matrix import (
    GRAIN_FIELDS,
    NOWHERE,
    OUTSIDE,
    empty_districts,
    gap_matrix,
    in_cell,
    membership,
    places_of,
)
from layers.planning.matrix_cell import cell_of
from layers.planning.scenario import Change
from layers.query.existence import TIMES, Time, promised, standing
from tests.layers.planning.contexts import EDITION, GROUND

ROWS, GRAINS, UNITS = ("region", "district"), ("type", "kind"), ("38", "37")
EVERY = pytest.mark.parametrize(
    ("rows", "grain", "district_vintage", "time"),
    [(r, g, u, t) for r in ROWS for g in GRAINS for u in UNITS for t in TIMES],
)


@EVERY
def test_totals_are_the_catalogues_counts(rows: str, grain: str, district_vintage: str, time: str) -> None:
    matrix = gap_matrix(GROUND, rows, grain, time=time, district_vintage=district_vintage)
    values = EDITION.features[GRAIN_FIELDS[grain]]
    for counts, mask in ((matrix.total, standing(EDITION, time)), (matrix.total_promised, promised(EDITION, time))):
        found = values[mask].value_counts()
        assert dict(zip(matrix.columns, counts.tolist(), strict=True)) == {
            code: int(found.get(code, 0)) for code in matrix.columns
        }


@EVERY
def test_cells_add_up_to_the_totals(rows: str, grain: str, district_vintage: str, time: str) -> None:
    matrix = gap_matrix(GROUND, rows, grain, time=time, district_vintage=district_vintage)
    members = membership(GROUND, rows, grain, time=time, district_vintage=district_vintage)
    beyond_one = np.maximum(members.place.sum(axis=1) - 1, 0)
    assert (members.place.sum(axis=1) >= 1).all(), "every feature has a row"
    again = (members.column & members.standing[:, None]).T @ beyond_one
    assert (matrix.standing.sum(axis=0) - again == matrix.total).all()
    whole = sum(matrix.then.values()), sum(matrix.now.values())
    assert (whole[0] == whole[1]).all()
    assert whole[0].sum() == members.place.sum()


@pytest.mark.parametrize("district_vintage", UNITS)
def test_every_place_and_column_has_its_cell(district_vintage: str) -> None:
    matrix = gap_matrix(GROUND, "district", "kind", time="now", district_vintage=district_vintage)
    assert matrix.places == (*EDITION.vocabulary(DISTRICT_FIELDS[district_vintage]), OUTSIDE, NOWHERE)
    assert matrix.columns == tuple(EDITION.catalogue.kinds)
    assert matrix.standing.shape == (int(district_vintage) + 2, len(EDITION.catalogue.kinds))
    assert (matrix.standing == 0).any()


@given(st.data())
def test_a_cell_holds_what_it_counts(data: st.DataObject) -> None:
    rows, time = data.draw(st.sampled_from(ROWS)), data.draw(st.sampled_from(TIMES))
    grain = data.draw(st.sampled_from(GRAINS))
    matrix = gap_matrix(GROUND, rows, grain, time=time, district_vintage="38")
    p = data.draw(st.integers(0, len(matrix.places) - 1))
    c = data.draw(st.integers(0, len(matrix.columns) - 1))
    mask = in_cell(EDITION, matrix.places[p], matrix.columns[c], "38")
    assert (mask & standing(EDITION, time)).sum() == matrix.standing[p, c]
    cell = cell_of(GROUND, matrix.places[p], matrix.columns[c], time=time, district_vintage="38")
    assert (len(cell.standing), len(cell.promised)) == (matrix.standing[p, c], matrix.promised[p, c])
    assert cell.nearest is None or not cell.standing


def test_a_gap_names_what_is_nearest_to_a_seat_there() -> None:
    cell = cell_of(GROUND, "southeast", "bonded-zone", time="now", district_vintage="38")
    assert cell.standing == ()
    assert cell.nearest is not None
    assert cell.nearest.feature == "bonded-fuling"
    areas = GROUND.areas("38")
    assert areas.regions[areas.codes.index(cell.seat)] == "southeast"
    assert cell.nearest.error_km is not None


@given(st.floats(105.3, 110.1), st.floats(28.2, 32.1))
def test_a_draft_counts_once_where_it_lies(lon: float, lat: float) -> None:
    before = gap_matrix(GROUND, "district", "kind", time="now", district_vintage="38")
    after = gap_matrix(
        GROUND, "district", "kind", time="now", district_vintage="38", changes=[Change("add", "bonded-b", lon, lat)]
    )
    column = before.columns.index("bonded-b")
    grown = after.standing - before.standing
    assert after.total[column] == before.total[column] + 1
    assert grown.sum() == grown[:, column].sum() >= 1
    here = GROUND.locate([lon], [lat], "38")[0]
    assert [after.places[n] for n in np.flatnonzero(grown[:, column])] == (here or [OUTSIDE])


def test_closing_and_moving() -> None:
    changes = [Change("close", "bonded-xiyong"), Change("move", "bonded-fuling", 108.77, 29.53)]
    before = gap_matrix(GROUND, "region", "kind", time="now", district_vintage="38")
    after = gap_matrix(GROUND, "region", "kind", time="now", district_vintage="38", changes=changes)
    column = before.columns.index("bonded-zone")
    grown = dict(zip(after.places, (after.standing - before.standing)[:, column].tolist(), strict=True))
    assert grown == {"core": -2, "northeast": 0, "southeast": 1, OUTSIDE: 0, NOWHERE: 0}


def test_a_promise_that_was_dropped_is_no_promise_now() -> None:
    for time in TIMES:
        assert not (standing(EDITION, time) & promised(EDITION, time)).any()
    dropped = (EDITION.features["status_now"] == "dropped").to_numpy()
    assert not (promised(EDITION, "now") & dropped).any()


def test_municipal_zones_are_counted_today_and_none_twice() -> None:
    """Of 41, two were raised to national level; the plan says nothing of any, so that none stands in its own year."""
    for time, count in (("plan", 0), ("now", 39)):
        matrix = gap_matrix(GROUND, "region", "kind", time=time, district_vintage="38")  # type: ignore[arg-type]
        assert matrix.total[matrix.columns.index("municipal-zone")] == count
    every = by_region(GROUND, ["municipal-zone"], time="now", district_vintage="38")
    assert every.counts.tolist() == [22, 11, 6]


@pytest.mark.parametrize("time", ["plan", "now"])
def test_districts_without_any_platform_have_none(time: Time) -> None:
    none, hopeless = empty_districts(GROUND, time=time, district_vintage="38")
    assert set(hopeless) <= set(none)
    assert bool(none) == (time == "plan"), "since the municipal zones are counted, no district is bare today"
    mask = standing(EDITION, time) & (EDITION.features["platform_type"] != "corridor").to_numpy()
    found = {code for codes in EDITION.features["districts"][mask] for code in codes}
    assert set(none) == set(places_of(EDITION, "district", "38")) - found


@given(st.lists(st.integers(0, 50), min_size=3, max_size=3), st.lists(st.floats(1, 100), min_size=3, max_size=3))
def test_quotients_are_one_on_average(counts: list[int], base: list[float]) -> None:
    found = balance(counts, base, ("a", "b", "c"))
    if sum(counts) == 0:
        assert np.isnan(found.share).all()
    else:
        assert np.isclose((found.quotient * found.base_share).sum(), 1)
        assert np.isclose(found.share.sum(), 1)


def test_a_region_without_a_figure_has_no_quotient() -> None:
    areas = GROUND.areas("38")
    base = np.where(areas.of_region("southeast"), np.nan, 1.0)
    found = by_region(GROUND, ("bonded-zone",), time="now", district_vintage="38", base=base)
    assert np.isnan(found.quotient[found.regions.index("southeast")])
    assert found.quotient[0] > 1
