"""Solve location problems with HiGHS, within a time limit, in a thread that a page can watch."""

from __future__ import annotations

import logging
import time as clock
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from layers.planning.location_problem import (
    DRAFT,
    OPTIMUM,
    PLAN,
    TODAY,
    LocationProblem,
    ServiceScore,
    joined,
    score,
    unreachable,
)
from layers.planning.site_points import Sites

SECONDS = 20  # time limit of the solver; a layout found by then is shown as "not proven"
Outcome = Literal["optimal", "not-proven", "infeasible", "too-slow", "no-candidates", "no-demand", "no-solver"]
_WORKERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="placing")


@dataclass(frozen=True, eq=False)
class Solution:
    """The solution of a location model.

    Attributes
    ----------
    chosen
        The selected candidates, beside today's sites if these stay.
    layout
        All sites of the optimum.
    unreachable
        For an infeasible covering: the adcodes that no candidate reaches.
    scores
        `today`, `draft` (if there is one), `plan` and `optimum` → the score of each for the same demand.
    seconds
        Time of modelling and solving.
    """

    outcome: Outcome
    chosen: Sites
    layout: Sites
    unreachable: tuple[str, ...]
    scores: dict[str, ServiceScore]
    seconds: float

    @property
    def is_found(self) -> bool:
        """Whether the solver found a layout."""
        return self.outcome in {"optimal", "not-proven"}

    def as_json(self) -> dict[str, Any]:
        """Return the solution as plain values for JSON."""
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


def begin(problem: LocationProblem) -> Future[Solution]:
    """Solve in a thread of a small pool; HiGHS releases the interpreter's lock while it works (decision 0025)."""
    return _WORKERS.submit(solve, problem)


def solve(problem: LocationProblem, seconds: int = SECONDS) -> Solution:
    """Find the best layout by the query's model within `seconds`."""
    began = clock.monotonic()
    nothing = problem.candidates.only(np.zeros(len(problem.candidates), dtype=bool))
    sizes = len(problem.candidates), problem.weight.sum()
    blind = "no-candidates" if not sizes[0] else "no-demand" if not sizes[1] else None
    lost = unreachable(problem) if problem.planning_query.model == "lscp" else []
    outcome: Outcome = blind or ("infeasible" if lost else "optimal")  # type: ignore[assignment]  # literals above
    chosen = nothing
    if outcome == "optimal":
        outcome, mask = _run(problem, seconds)
        chosen = problem.candidates.only(mask) if mask is not None else nothing
    layout = joined(problem.base, chosen) if problem.planning_query.keep else chosen
    scores = {TODAY: score(problem, problem.today)}
    if problem.planning_query.changes:
        scores[DRAFT] = score(problem, problem.base)
    scores[PLAN] = score(problem, joined(problem.today, problem.plan))
    if outcome in {"optimal", "not-proven"}:
        scores[OPTIMUM] = score(problem, layout)
    return Solution(outcome, chosen, layout, tuple(lost), scores, clock.monotonic() - began)


def _run(problem: LocationProblem, seconds: int) -> tuple[Outcome, npt.NDArray[np.bool_] | None]:
    """Return the outcome of the solver and the mask (c,) of the selected candidates."""
    from layers.planning.location_models import solve_model  # noqa: PLC0415 (scipy: a third of a second, only where asked)

    found = solve_model(problem, seconds)
    if found.x is not None:
        return ("optimal" if found.status == 0 else "not-proven"), found.x[: len(problem.candidates)] > 0.5
    outcomes: dict[int, Outcome] = {1: "too-slow", 2: "infeasible"}
    if found.status not in outcomes:
        logging.getLogger(__name__).error("HiGHS ended without an answer: %s", found.message)
    return outcomes.get(found.status, "no-solver"), None
