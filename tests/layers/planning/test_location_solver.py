"""The solver's answers are those of trying everything; what cannot be solved is said."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import OptimizeResult, milp

from layers.planning.location_problem import (
    OPTIMUM,
    PLAN,
    TODAY,
    LocationProblem,
    build_problem,
    joined,
    score,
    unreachable,
)
from layers.planning.location_solver import begin, solve
from layers.planning.query import MODELS, PlanningQuery
from layers.planning.scenario import Change
from tests.layers.planning.contexts import EDITION, GROUND

ASKED = PlanningQuery(kinds=("bonded-b",), radii=(100,))


def problem_of(planning_query: PlanningQuery = ASKED, **asked: object) -> LocationProblem:
    return build_problem(planning_query, GROUND, **{"time": "now", "district_vintage": "38", **asked})  # type: ignore[arg-type]


def best_of_all(problem: LocationProblem, count: int) -> dict[str, float]:
    """Try every choice of candidates and return the best value of each measure."""
    size = len(problem.candidates)
    stay = range(size, problem.cost_km.shape[1]) if problem.planning_query.keep else ()
    near = [problem.cost_km[:, [*chosen, *stay]].min(axis=1) for chosen in combinations(range(size), count)]
    return {
        "mclp": max(float(problem.weight[km <= problem.radius_km].sum()) for km in near),
        "p-median": min(float(km @ problem.weight) for km in near),
        "p-center": min(float(km.max()) for km in near),
    }


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize("demand", ["equal", "area"])
def test_the_optimum_is_the_best_of_all(keep: bool, demand: str) -> None:
    for count in (1, 2):
        planning_query = replace(ASKED, sites=count, keep=keep, demand=demand)
        best = best_of_all(problem_of(planning_query), count)
        for model in ("mclp", "p-median", "p-center"):
            problem = problem_of(replace(planning_query, model=model))
            answer = solve(problem)
            assert answer.outcome == "optimal"
            assert len(answer.chosen) == count
            found = answer.scores[OPTIMUM]
            value = {"mclp": found.covered, "p-median": found.mean_km, "p-center": found.farthest_km}[model]
            assert value == pytest.approx(best[model], rel=1e-4)


def test_fewest_that_cover_all_cover_all() -> None:
    answer = solve(problem_of(replace(ASKED, model="lscp", keep=False)))
    assert answer.scores[OPTIMUM].covered == pytest.approx(1)
    fewer = solve(problem_of(replace(ASKED, model="mclp", keep=False, sites=len(answer.chosen) - 1)))
    assert fewer.scores[OPTIMUM].covered < 1 - 1e-9


def test_a_covering_that_cannot_be_names_who_is_out_of_reach() -> None:
    problem = problem_of(replace(ASKED, model="lscp", candidates="parks", radii=(30,)))
    answer = solve(problem)
    assert answer.outcome == "infeasible"
    assert not answer.is_found
    assert list(answer.unreachable) == unreachable(problem) != []
    assert OPTIMUM not in answer.scores
    assert TODAY in answer.scores


def test_no_demand_and_no_candidates_are_said() -> None:
    assert solve(problem_of(replace(ASKED, demand="own"), own=np.zeros(38))).outcome == "no-demand"
    problem = problem_of()
    bare = replace(problem, candidates=problem.candidates.only(np.zeros(38, dtype=bool)))
    assert solve(bare).outcome == "no-candidates"


def test_own_weights_pull_the_site() -> None:
    areas = GROUND.areas("38")
    own = np.where(np.array(areas.codes) == "500241", 1000.0, np.nan)  # all demand in 秀山
    answer = solve(problem_of(replace(ASKED, demand="own", model="p-median"), own=own))
    assert answer.chosen.ids.tolist() == ["seat-500241"]
    assert answer.scores[OPTIMUM].mean_km == pytest.approx(0, abs=1e-6)


def test_the_optimum_is_never_worse_than_today_or_the_plan() -> None:
    for model in MODELS:
        scores = solve(problem_of(replace(ASKED, kinds=("bonded-zone",), model=model, sites=3))).scores
        assert scores[OPTIMUM].mean_km <= scores[TODAY].mean_km  # type: ignore[operator]
        assert scores[PLAN].covered >= scores[TODAY].covered


def test_the_plans_own_candidates_without_a_place_are_named() -> None:
    problem = problem_of()
    assert [words.zh for words in problem.unlocated] == ["保税物流中心（B型）（争取增设）"]
    assert len(problem.plan) == 0
    applied = problem_of(replace(ASKED, kinds=("bonded-zone",)), time="plan").plan
    assert set(EDITION.features.loc[applied.ids, "status"]) == {"applying"}


def test_a_draft_has_a_score_of_its_own_and_is_built_on() -> None:
    changes = (Change("add", "bonded-b", 108.77, 29.53),)
    problem = problem_of(replace(ASKED, changes=changes))
    scores = begin(problem).result(timeout=60).scores
    assert scores["draft"].sites == scores[TODAY].sites + 1
    assert scores["draft"].covered > scores[TODAY].covered
    assert problem.key != problem_of().key


def test_equal_questions_have_equal_keys() -> None:
    assert problem_of().key == problem_of().key
    for other in (replace(ASKED, sites=2), replace(ASKED, model="lscp"), replace(ASKED, radii=(90,))):
        assert problem_of(other).key != problem_of().key


def test_a_layout_of_nothing_covers_nothing() -> None:
    problem = problem_of()
    nothing = problem.today.only(np.zeros(len(problem.today), dtype=bool))
    assert score(problem, nothing).as_json() == {
        "sites": 0,
        "covered": 0.0,
        "mean_km": None,
        "farthest_km": None,
        "farthest": "",
    }
    assert len(joined(nothing, problem.today)) == len(problem.today)


@pytest.mark.parametrize("district_vintage", ["38", "37"])
def test_districts_without_a_named_seat_are_told(district_vintage: str) -> None:
    assert set(problem_of(district_vintage=district_vintage).demand.unnamed) == {"500105", "500106"}


@pytest.mark.parametrize(
    ("status", "outcome"), [(1, "too-slow"), (2, "infeasible"), (3, "no-solver"), (4, "no-solver")]
)
def test_a_solver_without_an_answer_is_said(status: int, outcome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = OptimizeResult(x=None, status=status, message="ended")
    monkeypatch.setattr("layers.planning.location_models.milp", lambda *_, **__: ended)
    answer = solve(problem_of())
    assert (answer.outcome, answer.is_found) == (outcome, False)


def test_an_answer_that_time_ran_out_on_is_not_called_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **given: object) -> OptimizeResult:
        found = milp(*_, **given)
        found.status = 1
        return found

    monkeypatch.setattr("layers.planning.location_models.milp", stopped)
    answer = solve(problem_of())
    assert (answer.outcome, answer.is_found) == ("not-proven", True)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("keep", [True, False])
def test_a_hundred_candidates_are_proven_in_time(model: str, keep: bool) -> None:
    random = np.random.default_rng(7)
    problem = problem_of(replace(ASKED, model=model, sites=3, keep=keep, radii=(150,)))
    half = problem.candidates.only(np.arange(len(problem.candidates)) < 20)
    cost = random.uniform(5, 400, (38, len(half) + len(problem.base)))
    answer = solve(replace(problem, candidates=half, cost_km=cost))
    assert answer.outcome == "optimal"


def test_other_threads_run_while_it_solves() -> None:
    random = np.random.default_rng(1)
    problem = problem_of(replace(ASKED, model="p-median", sites=4, keep=False))
    cost = random.uniform(5, 400, problem.cost_km.shape)
    future, looks = begin(replace(problem, cost_km=cost)), 0
    while not future.done():
        looks += 1
    assert looks > 100
    assert future.result().outcome == "optimal"
