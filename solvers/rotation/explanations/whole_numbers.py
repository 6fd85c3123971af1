"""The least cost in whole numbers over many candidates: relaxation, a narrow part for a good plan, a wide one for proof.

The relaxation's duals say by how much the cost rises at least if a candidate is taken. A plan over the most promising
ones is found in a moment; whatever then lifts the bound above that plan's cost stands in no better plan.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from solvers.linear import Outcome, Problem, Status
from solvers.linear.engines import solve_highs
from solvers.linear.status import relative_gap, status_of_plan
from solvers.rotation.columns.master import Master
from solvers.rotation.columns.pricing import Pricer, Prices
from solvers.rotation.county import FloatArray, IntArray
from solvers.rotation.stopwatch import Stopwatch

NARROW = (800, 4_000)
NARROW_GAP = 1e-4
ROUNDING = 1e-6
_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Least:
    """What a search found; `least_with` bounds, for each candidate, the cost of every solution that takes it."""

    outcome: Outcome
    least_with: FloatArray

    @property
    def is_infeasible(self) -> bool:
        """True if it is proven that there is no solution."""
        return self.outcome.status is Status.INFEASIBLE


def least_cost(
    problem: Problem,
    owner: IntArray,
    watch: Stopwatch,
    *,
    gap: float = 0.0,
    in_persons: bool = False,
    start: IntArray = _NONE,
) -> Least:
    """Return the cheapest solution in whole numbers, with its bound.

    Parameters
    ----------
    owner
        The teacher of each candidate; candidates are the first columns, and `one_destination` holds for each teacher.
    in_persons
        True if every solution's cost is a whole number, so that the bound may be rounded up.
    start
        Candidates of a solution in hand, to be kept in every part.
    """
    master = Master(problem, owner.size)
    relaxed = solve_highs(master.relaxed(np.arange(owner.size)), watch.params())
    nothing = np.full(owner.size, -np.inf)
    if relaxed.status is Status.INFEASIBLE or relaxed.values is None or relaxed.duals is None:
        return Least(replace(relaxed, values=None), nothing)
    prices = Pricer(problem, owner).price(relaxed.duals)
    bound = math.ceil(prices.bound - ROUNDING) if in_persons else prices.bound
    search = _Search(master, prices, max(bound, prices.bound), gap, watch)
    return Least(search.run(relaxed.values, start), prices.bound + prices.forced)


class _Search:
    """Ever wider parts of one problem, until the bound is met."""

    def __init__(self, master: Master, prices: Prices, bound: float, gap: float, watch: Stopwatch) -> None:
        self._master, self._prices, self._gap, self._watch = master, prices, gap, watch
        self._bound = bound
        self._best: Outcome | None = None

    def run(self, vertex: FloatArray, start: IntArray) -> Outcome:
        """Return the best solution; `vertex` is the relaxation's."""
        self._offer(_rounded(self._master.problem, vertex))
        support = np.flatnonzero(vertex[: self._master.candidates] > ROUNDING)
        for kept, is_last in self._parts(np.union1d(support, start)):
            if self._is_done() or self._watch.remaining_s <= 0:
                break
            outcome = self._solve(kept, self._gap if is_last else max(self._gap, NARROW_GAP))
            if is_last:
                self._conclude(kept, outcome)
        return self._outcome()

    def _parts(self, always: IntArray) -> Iterator[tuple[IntArray, bool]]:
        """Yield what to search next: promising parts until there is a solution, then all that can matter."""
        forced = self._prices.forced
        order = np.argsort(forced, kind="stable")
        for most in NARROW:
            if (self._best is None and most < order.size) or most == NARROW[0] < order.size:
                yield np.union1d(order[:most], always), False
        if self._best is None or self._best.objective is None:
            yield np.arange(order.size), True
            return
        limit = self._best.objective + ROUNDING * max(1.0, abs(self._best.objective))
        matter = np.flatnonzero(self._prices.bound + forced <= limit)
        yield np.union1d(matter, always), True

    def _solve(self, kept: IntArray, gap: float) -> Outcome:
        params = replace(self._watch.params(), gap=gap)
        outcome = solve_highs(self._master.restricted(kept), params)
        if outcome.values is not None:
            self._offer(self._master.spread(kept, outcome.values))
        return outcome

    def _offer(self, values: FloatArray | None) -> None:
        problem = self._master.problem
        if values is None or not problem.is_solution(values):
            return
        value = problem.objective(values)
        if self._best is None or self._best.objective is None or value < self._best.objective:
            self._best = Outcome(Status.FEASIBLE, values, value)

    def _conclude(self, kept: IntArray, outcome: Outcome) -> None:
        """Take the bound of the last part: what is outside of it stands in no better plan than the one known."""
        if self._best is None or self._best.objective is None:
            whole = kept.size == self._master.candidates
            if whole and outcome.status is Status.INFEASIBLE:
                self._best = Outcome(Status.INFEASIBLE)
            return
        if outcome.bound is not None:
            self._bound = max(self._bound, min(outcome.bound, self._best.objective))

    def _is_done(self) -> bool:
        best = self._best
        if best is None or best.objective is None:
            return False
        return relative_gap(best.objective, self._bound) <= max(self._gap, 1e-9)

    def _outcome(self) -> Outcome:
        best = self._best
        if best is None:
            return Outcome(Status.UNKNOWN, bound=self._bound)
        if best.objective is None:
            return best
        bound = min(self._bound, best.objective)
        return replace(best, status=status_of_plan(best.objective, bound), bound=bound)


def _rounded(problem: Problem, values: FloatArray) -> FloatArray | None:
    """Return the vertex where it is whole already."""
    rounded = np.where(problem.integer, np.round(values), values)
    return rounded if np.abs(rounded - values).max(initial=0.0) <= ROUNDING else None


def solver_in_persons(owner: IntArray, watch: Stopwatch) -> Callable[[Problem], Outcome]:
    """Return a solver of hard rules whose cost counts persons; without any cost it seeks a plan with few moves.

    A question without cost has nothing to price candidates by; the number of moves gives the search a direction.
    """

    def solve(problem: Problem) -> Outcome:
        if not problem.cost.any():
            cost = np.zeros(problem.columns)
            cost[: owner.size] = 1.0
            problem = replace(problem, cost=cost)
        return least_cost(problem, owner, watch, in_persons=True).outcome

    return solve

