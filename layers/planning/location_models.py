"""Location models as mixed-integer programs for HiGHS: p-median, p-center, maximal covering, set covering.

Each is the textbook formulation (Church and Murray, Location Covering Models, 2018; Daskin, Network and Discrete
Location, 2013) over c candidates and one more column for all sites that stay: the nearest of them.
"""

from __future__ import annotations

import time as clock
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import block_array, coo_array, csr_array, eye_array

from layers.arrays import Floats
from layers.planning.location_problem import LocationProblem


@dataclass(frozen=True, eq=False)
class Program:
    """Minimise `objective` over variables in 0 … `upper`, the first c of which are the candidates (1: selected)."""

    objective: Floats
    is_integer: npt.NDArray[np.bool_]
    upper: Floats
    constraints: tuple[LinearConstraint, ...]

    def solve(self, seconds: float) -> OptimizeResult:
        """Run HiGHS until it proves the optimum or `seconds` are over; it releases the interpreter's lock."""
        return milp(
            self.objective,
            integrality=self.is_integer.astype(int),
            bounds=Bounds(0, self.upper),
            constraints=self.constraints,
            options={"time_limit": seconds, "mip_rel_gap": 0},
        )


def solve_model(problem: LocationProblem, seconds: float) -> OptimizeResult:
    """Solve the problem's model.

    Returns
    -------
    OptimizeResult
        `x` begins with the c candidates (1: selected), None without a solution; `status` 0: proven optimal, 1: time
        limit, 2: infeasible, else the solver failed.
    """
    if problem.planning_query.model == "p-center":
        return _solve_p_center(problem, seconds)
    programs = {"lscp": _set_covering, "mclp": _maximal_covering, "p-median": _p_median}
    return programs[problem.planning_query.model](problem).solve(seconds)


def _cost_km(problem: LocationProblem) -> Floats:
    """Return (d, c + 1) kilometres to each candidate and to the nearest site that stays; infinite if none stays."""
    count = len(problem.candidates)
    stays = problem.cost_km[:, count:] if problem.planning_query.keep else problem.cost_km[:, :0]
    return np.column_stack([problem.cost_km[:, :count], stays.min(axis=1, initial=np.inf)])


def _count(problem: LocationProblem, width: int) -> LinearConstraint:
    """Return the constraint that the program selects exactly the requested number of candidates."""
    count = len(problem.candidates)
    sites = min(problem.planning_query.sites, count)
    row = csr_array((np.ones(count), (np.zeros(count, dtype=int), np.arange(count))), shape=(1, width))
    return LinearConstraint(row, sites, sites)


def _set_covering(problem: LocationProblem) -> Program:
    """Select the fewest candidates so that each demand point has a site within the radius."""
    near = _cost_km(problem) <= problem.radius_km
    open_ends = csr_array(near[~near[:, -1], :-1].astype(float))
    count = len(problem.candidates)
    covered = (LinearConstraint(open_ends, 1, np.inf),) if open_ends.shape[0] else ()
    return Program(np.ones(count), np.ones(count, dtype=bool), np.ones(count), covered)


def _maximal_covering(problem: LocationProblem) -> Program:
    """Maximise the weight within the radius."""
    near = _cost_km(problem) <= problem.radius_km
    places, count = near.shape[0], len(problem.candidates)
    stays = near[:, -1].astype(float)
    # a demand point counts as covered (second half of the variables) only if it has a selected site within the radius
    link = block_array([[csr_array(-near[:, :-1].astype(float)), eye_array(places)]], format="csr")
    return Program(
        np.concatenate([np.zeros(count), -problem.weight]),
        np.concatenate([np.ones(count), np.zeros(places)]).astype(bool),
        np.ones(count + places),
        (LinearConstraint(link, -np.inf, stays), _count(problem, count + places)),
    )


def _p_median(problem: LocationProblem) -> Program:
    """Minimise the weighted mean distance to the nearest site."""
    cost = _cost_km(problem)
    serves = _assignment(cost)
    row, column = serves.nonzero()
    count, pairs = len(problem.candidates), len(row)
    objective = np.concatenate([np.zeros(count), problem.weight[row] * cost[row, column]])
    return Program(
        objective,
        np.concatenate([np.ones(count), np.zeros(pairs)]).astype(bool),
        np.ones(count + pairs),
        (*_assigned(serves, count, count + pairs), _count(problem, count + pairs)),
    )


def _within(problem: LocationProblem, cost: Floats, radius_km: float) -> Program:
    """Find the requested number of candidates so that each demand point has a site within `radius_km`."""
    near = cost <= radius_km
    count = len(problem.candidates)
    open_ends = csr_array(near[~near[:, -1], :-1].astype(float))
    covered = (LinearConstraint(open_ends, 1, np.inf),) if open_ends.shape[0] else ()
    return Program(np.zeros(count), np.ones(count, dtype=bool), np.ones(count), (*covered, _count(problem, count)))


def _solve_p_center(problem: LocationProblem, seconds: float) -> OptimizeResult:
    """Minimise the largest distance to the nearest site by bisection over all distances (Minieka, 1970).

    Each step tests whether the sites can cover all demand within a radius. HiGHS answers that in milliseconds; the
    program with the distance as a variable takes half a minute.
    """
    cost = _cost_km(problem)
    radii = np.unique(cost[np.isfinite(cost)])
    low, high, best = 0, len(radii) - 1, None
    ends = clock.monotonic() + seconds
    while low <= high:
        middle = (low + high) // 2
        found = _within(problem, cost, radii[middle]).solve(max(ends - clock.monotonic(), 0.01))
        if found.status == 1:
            break
        if found.status == 0:
            best, high = found, middle - 1
        elif found.status == 2:
            low = middle + 1
        else:
            return found
    if best is None:
        return found
    best.status = 0 if low > high else 1
    return best


def _assignment(cost: Floats) -> npt.NDArray[np.bool_]:
    """Return the mask (d, c + 1) of sites that may serve a demand point: none farther than a site that stays."""
    return np.isfinite(cost) & (cost <= cost[:, -1:])


def _assigned(serves: npt.NDArray[np.bool_], count: int, width: int) -> tuple[LinearConstraint, ...]:
    """Return the constraints that each demand point has one site, and that only selected candidates serve."""
    row, column = serves.nonzero()
    pair = np.arange(len(row))
    once = csr_array((np.ones(len(row)), (row, count + pair)), shape=(serves.shape[0], width))
    by_candidate = np.flatnonzero(column < count)
    lines = np.arange(len(by_candidate))
    served = coo_array((np.ones(len(lines)), (lines, count + by_candidate)), shape=(len(lines), width))
    taken = coo_array((-np.ones(len(lines)), (lines, column[by_candidate])), shape=(len(lines), width))
    return LinearConstraint(once, 1, 1), LinearConstraint((served + taken).tocsr(), -np.inf, 0)
