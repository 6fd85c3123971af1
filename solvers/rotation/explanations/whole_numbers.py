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
from solvers.linear.engines import solve_continuous, solve_highs
from solvers.linear.gomory import Vertex, find_cuts, with_cuts
from solvers.linear.status import relative_gap, status_of_plan
from solvers.rotation.columns.master import Master
from solvers.rotation.columns.pricing import Pricer, Prices
from solvers.rotation.columns.warm import with_other_rows
from solvers.rotation.county import FloatArray, IntArray
from solvers.rotation.stopwatch import Stopwatch

NARROW = (800, 4_000)
NARROW_GAP = 1e-4
MOST_ROUNDS = 8
CUTS = 100
DENSEST = 5_000
LEAST_GAIN = 0.1
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
    relaxed = solve_continuous(master.boxed(np.arange(owner.size)), watch.params())
    nothing = np.full(owner.size, -np.inf)
    if relaxed.status is Status.INFEASIBLE or relaxed.values is None or relaxed.duals is None:
        return Least(replace(relaxed, values=None), nothing)
    prices = Pricer(problem, owner, master.by_column).price(relaxed.duals)
    bound = math.ceil(prices.bound - ROUNDING) if in_persons else prices.bound
    search = _Search(master, owner, relaxed, prices, watch)
    outcome = search.run(max(bound, prices.bound), gap, start)
    return Least(outcome, prices.bound + prices.forced)


class _Search:
    """Ever wider parts of one problem, until the bound is met."""

    def __init__(
        self, master: Master, owner: IntArray, relaxed: Outcome, prices: Prices, watch: Stopwatch
    ) -> None:
        self._master, self._owner, self._relaxed = master, owner, relaxed
        self._prices, self._watch = prices, watch
        self._bound, self._gap = prices.bound, 0.0
        self._best: Outcome | None = None

    def run(self, bound: float, gap: float, start: IntArray) -> Outcome:
        """Return the best solution, sought until it lies within the gap of the bound."""
        self._bound, self._gap = bound, gap
        assert self._relaxed.values is not None
        vertex = self._relaxed.values
        self._offer(_rounded(self._master.problem, vertex))
        support = np.flatnonzero(vertex[: self._master.candidates] > ROUNDING)
        for kept, is_last in self._parts(np.union1d(support, start)):
            if self._is_done() or self._watch.remaining_s <= 0:
                break
            if is_last:
                self._conclude(kept, self._solve(kept, self._gap))
            else:
                self._solve(kept, max(self._gap, NARROW_GAP))
        return self._outcome()

    def _parts(self, always: IntArray) -> Iterator[tuple[IntArray, bool]]:
        """Yield what to search next: promising parts until there is a solution, then all that can matter."""
        order = np.argsort(self._prices.forced, kind="stable")
        for most in NARROW:
            if (self._best is None and most < order.size) or most == NARROW[0] < order.size:
                yield np.union1d(order[:most], always), False
        if self._best is None or self._best.objective is None:
            yield np.arange(order.size), True
            return
        if not self._is_done():
            self._tighten()
            yield np.union1d(self._mattering(), always), True

    def _mattering(self) -> IntArray:
        """Return the candidates that a solution better than the one in hand may contain."""
        assert self._best is not None
        assert self._best.objective is not None
        limit = self._best.objective + ROUNDING * max(1.0, abs(self._best.objective))
        return np.flatnonzero(self._prices.bound + self._prices.forced <= limit)

    def _tighten(self) -> None:
        """Raise the bound by cuts, round by round, while many candidates still matter and a round gains enough."""
        everyone = np.arange(self._master.candidates)
        columns = self._master.columns(everyone)
        problem, relaxed = self._master.problem, self._relaxed
        for _ in range(MOST_ROUNDS):
            if relaxed.basis is None or relaxed.values is None or self._is_done():
                return
            if self._mattering().size <= NARROW[0] or self._watch.remaining_s <= 0:
                return
            cuts = find_cuts(
                problem, Vertex(columns, relaxed.values, relaxed.basis), most=CUTS, tried=2 * CUTS, densest=DENSEST
            )
            if not cuts:
                return
            problem = with_cuts(problem, cuts)
            basis = with_other_rows(Vertex(columns, relaxed.values, relaxed.basis), _NONE, len(cuts)).basis
            master = Master(problem, everyone.size)
            relaxed = solve_continuous(master.boxed(everyone), self._watch.params(), basis)
            if relaxed.duals is None:
                return
            if not self._gains(Pricer(problem, self._owner, master.by_column).price(relaxed.duals)):
                return

    def _gains(self, prices: Prices) -> bool:
        """Take better prices; True if they close a good part of what is open."""
        assert self._best is not None
        assert self._best.objective is not None
        open_before = self._best.objective - self._prices.bound
        if prices.bound <= self._prices.bound:
            return False
        gained = prices.bound - self._prices.bound
        self._prices, self._bound = prices, max(self._bound, prices.bound)
        return gained >= LEAST_GAIN * open_before

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

