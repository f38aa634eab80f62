"""A layer as candidates and as demand: what counts, what is gathered, and that the solver answers for it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from layers.planning.location_problem import OPTIMUM, TODAY, LocationProblem, build_problem
from layers.planning.location_solver import solve
from layers.planning.query import PlanningQuery
from layers.planning.uploaded_sites import (
    MOST_CANDIDATES,
    MOST_NEEDS,
    TooManyPlacesError,
    candidates_of,
    demand_of,
    weights_of,
)
from tests.layers.planning.contexts import GROUND

NAN = float("nan")
ASKED = PlanningQuery(kinds=("bonded-b",), radii=(60,), candidates="layer", demand="layer")
# 秀山, 黔江, one without a place, 万州
POINTS = np.array([(109.01, 28.45), (108.77, 29.53), (NAN, NAN), (108.4, 30.8)])
TITLES = ["甲", "", "丙", "丁"]


def problem_of(planning_query: PlanningQuery = ASKED, weight: np.ndarray | None = None) -> LocationProblem:
    places, demand = candidates_of(POINTS, TITLES), demand_of(POINTS, TITLES, weight)
    return build_problem(planning_query, GROUND, time="now", district_vintage="38", places=places, demand=demand)


def test_features_without_a_place_are_no_candidates_and_no_demand() -> None:
    found = candidates_of(POINTS, TITLES)
    assert found.ids.tolist() == ["own-1", "own-2", "own-4"]
    assert [name.zh for name in found.names] == ["甲", "#2", "丁"]
    demand = demand_of(POINTS, TITLES, np.array([2.0, -1.0, 5.0, NAN]))
    assert (demand.codes, demand.weight.tolist(), demand.features, demand.ignored) == (("own-1",), [2.0], 1, 3)


def test_the_weight_draws_the_site() -> None:
    for heavy, expected in (([9.0, 1.0, 1.0, 1.0], "own-1"), ([1.0, 1.0, 1.0, 9.0], "own-4")):
        planning_query = replace(ASKED, model="p-median", keep=False)
        answer = solve(problem_of(planning_query, np.array(heavy)))
        assert answer.chosen.ids.tolist() == [expected]
        assert answer.scores[OPTIMUM].mean_km < answer.scores[TODAY].mean_km  # type: ignore[operator]


def test_a_covering_is_of_the_layers_places() -> None:
    answer = solve(problem_of(replace(ASKED, model="lscp", keep=False)))
    assert sorted(answer.chosen.ids.tolist()) == ["own-1", "own-2", "own-4"]  # 120 km and more apart
    assert answer.scores[OPTIMUM].covered == pytest.approx(1)


def test_without_layers_nothing_is_invented() -> None:
    bare = build_problem(ASKED, GROUND, time="now", district_vintage="38")
    assert solve(bare).outcome == "no-candidates"
    assert (
        solve(replace(problem_of(), demand=bare.demand, weight=bare.weight, cost_km=bare.cost_km)).outcome
        == "no-demand"
    )


def test_names_are_part_of_the_question() -> None:
    """Answers are found by key: one visitor's names must not come with another's answer."""
    other = replace(problem_of(), candidates=candidates_of(POINTS, ["x", "y", "z", "u"]))
    assert other.key != problem_of().key
    assert problem_of().key == problem_of().key


def test_too_many_candidates_are_refused() -> None:
    with pytest.raises(TooManyPlacesError, match="101 candidates"):
        candidates_of(np.full((MOST_CANDIDATES + 1, 2), 30.0), [""] * (MOST_CANDIDATES + 1))


@given(some.integers(MOST_NEEDS + 1, 3000), some.integers(0, 2**32 - 1))
@settings(max_examples=20, deadline=None)
def test_gathering_keeps_weight_and_middle(count: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    points = np.column_stack([draw.uniform(105.5, 110, count), draw.uniform(28.3, 32, count)])
    weight = draw.uniform(0.1, 9, count)
    found = demand_of(points, [""] * count, weight)
    assert 0 < len(found.codes) <= MOST_NEEDS
    assert found.features == count
    assert found.weight.sum() == pytest.approx(weight.sum())
    assert found.lon @ found.weight == pytest.approx(points[:, 0] @ weight)
    assert len(set(found.codes)) == len(found.codes)
    assert found.cell_km is not None
    rows = [int(code.removeprefix("own-")) - 1 for code in found.codes]
    moved = np.hypot((points[rows, 0] - found.lon) * 97, (points[rows, 1] - found.lat) * 111)
    assert moved.max() < found.cell_km * 1.5  # a square's diagonal


def test_numbers_can_weigh() -> None:
    frame = pd.DataFrame({"a": [1], "b": [True], "c": ["x"], "d": pd.array([None], "Int64"), "e": [0.5]})
    assert weights_of(frame) == ["a", "d", "e"]
