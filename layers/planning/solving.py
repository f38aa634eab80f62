"""Where next? The answer: PySAL's location models solved by CBC, bounded in time, in a thread that a page can watch."""

from __future__ import annotations

import logging
import sys
import time as clock
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from layers.planning.layout import Sites
from layers.planning.placing import DRAFT, OPTIMUM, PLAN, TODAY, Problem, Score, joined, score, unreachable

SECONDS = 20  # of the solver; what is found by then is shown, and said not to be proven
Outcome = Literal["optimal", "not-proven", "infeasible", "too-slow", "no-candidates", "no-demand", "no-solver"]
_WORKERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="placing")


@dataclass(frozen=True, eq=False)
class Answer:
    """What a model chose.

    Attributes
    ----------
    chosen
        The candidates it takes, beside today's sites where these stay.
    layout
        All sites of the optimum.
    unreachable
        For an infeasible covering: adcodes that no candidate reaches.
    scores
        `today`, `draft` (where there is one), `plan` and `optimum` → how good each is for the same demand.
    seconds
        Of modelling and solving; the library takes some more to be imported the first time.
    """

    outcome: Outcome
    chosen: Sites
    layout: Sites
    unreachable: tuple[str, ...]
    scores: dict[str, Score]
    seconds: float

    @property
    def is_found(self) -> bool:
        """Whether there is a layout to show."""
        return self.outcome in {"optimal", "not-proven"}

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain values."""
        rows = zip(self.chosen.ids, self.chosen.names, self.chosen.lon, self.chosen.lat, strict=True)
        return {
            "outcome": self.outcome,
            "chosen": [
                {"id": str(name), **words.model_dump(), "lon": float(lon), "lat": float(lat)}
                for name, words, lon, lat in rows
            ],
            "unreachable": list(self.unreachable),
            "scores": {code: value.as_json() for code, value in self.scores.items()},
            "seconds": round(self.seconds, 2),
        }


def is_imported() -> bool:
    """Whether the solver's library is there; the first question imports it, some seconds in which little else runs."""
    return "spopt.locate" in sys.modules


def begin(problem: Problem) -> Future[Answer]:
    """Solve in a thread of a small pool; the solver itself is a process of its own."""
    return _WORKERS.submit(solve, problem)


def solve(problem: Problem, seconds: int = SECONDS) -> Answer:
    """Return the best layout that the study's model finds within `seconds`."""
    import spopt.locate  # noqa: F401, PLC0415 (drags scikit-learn in: seconds, so only where it is asked)

    began = clock.monotonic()
    nothing = problem.candidates.only(np.zeros(len(problem.candidates), dtype=bool))
    sizes = len(problem.candidates), problem.weight.sum()
    blind = "no-candidates" if not sizes[0] else "no-demand" if not sizes[1] else None
    lost = unreachable(problem) if problem.study.model == "lscp" else []
    outcome: Outcome = blind or ("infeasible" if lost else "optimal")  # type: ignore[assignment]  # literals above
    chosen = nothing
    if outcome == "optimal":
        outcome, mask = _run(problem, seconds)
        chosen = problem.candidates.only(mask) if mask is not None else nothing
    layout = joined(problem.base, chosen) if problem.study.keep else chosen
    scores = {TODAY: score(problem, problem.today)}
    if problem.study.changes:
        scores[DRAFT] = score(problem, problem.base)
    scores[PLAN] = score(problem, joined(problem.today, problem.plan))
    if outcome in {"optimal", "not-proven"}:
        scores[OPTIMUM] = score(problem, layout)
    return Answer(outcome, chosen, layout, tuple(lost), scores, clock.monotonic() - began)


def _run(problem: Problem, seconds: int) -> tuple[Outcome, npt.NDArray[np.bool_] | None]:
    """Return how the solver ended, and (c,) True for the candidates it takes."""
    from pulp import COIN_CMD, LpSolutionIntegerFeasible, PulpSolverError  # noqa: PLC0415 (seconds to import: only where it is asked)
    from pulp.apis.coin_api import pulp_cbc_path  # noqa: PLC0415

    model, fixed = _model(problem)
    try:
        model.solve(COIN_CMD(path=pulp_cbc_path, msg=False, timeLimit=seconds, threads=1), results=False)
    except PulpSolverError:
        logging.getLogger(__name__).exception("CBC did not run")
        return "no-solver", None
    except RuntimeError:  # what spopt raises for every status but "optimal"
        return ("too-slow" if model.problem.status == 0 else "infeasible"), None
    taken = np.array([variable.value() > 0.5 for variable in model.fac_vars], dtype=bool)
    proven = model.problem.sol_status != LpSolutionIntegerFeasible
    return ("optimal" if proven else "not-proven"), taken[: len(taken) - fixed]


def _model(problem: Problem) -> tuple[Any, int]:
    """Return spopt's model and how many points that stay stand at the end of its facilities."""
    from spopt.locate import LSCP, MCLP, PCenter, PMedian  # noqa: PLC0415

    study, count = problem.study, len(problem.candidates)
    fixed = len(problem.base) if study.keep else 0
    cost = problem.cost_km[:, : count + fixed]
    before = np.array([0] * count + [1] * fixed) if fixed else None
    sites = min(study.sites, count) + fixed
    if study.model == "lscp":
        return LSCP.from_cost_matrix(cost, problem.radius_km, predefined_facilities_arr=before), fixed
    if study.model == "mclp":
        model = MCLP.from_cost_matrix(cost, problem.weight, problem.radius_km, sites, predefined_facilities_arr=before)
        return model, fixed
    if study.model == "p-median":
        return PMedian.from_cost_matrix(cost, problem.weight, sites, predefined_facilities_arr=before), fixed
    return PCenter.from_cost_matrix(cost, sites, predefined_facilities_arr=before), fixed
