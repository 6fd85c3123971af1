"""The relaxation of problems that share their rows: master, prices over all candidates, new columns, until the bound meets it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solvers.linear import Outcome, Problem, SolveParams, Status
from solvers.linear.engines import has_clp, solve_clp, solve_glop, solve_highs
from solvers.linear.gomory import Vertex
from solvers.rotation.columns.elastic_rows import with_elastic_rows
from solvers.rotation.columns.master import Master
from solvers.rotation.columns.phase_one import HopelessError, columns_that_help
from solvers.rotation.columns.pricing import Pricer, Prices, cheapest_per_teacher
from solvers.rotation.columns.state import PartialControl, RunState
from solvers.rotation.columns.warm import carried_basis
from solvers.rotation.county import FloatArray, IntArray

NEW_PER_TEACHER = 4
MOST_ROUNDS = 25
# With a larger part of its candidates new, a master is solved sooner from nothing than from the vertex before.
MOST_NEW_FOR_WARM = 0.1
# The relaxation counts as solved when its bound comes this near; cuts and branches gain more than the rest.
CLOSE_ENOUGH = 1e-4
_NEGATIVE = -1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Relaxation:
    """A solved relaxation: the chosen candidates, the best prices known, and the last master's vertex."""

    chosen: IntArray
    prices: Prices
    vertex: Vertex
    objective: float

    @property
    def values(self) -> FloatArray:
        """Return the vertex in the whole problem's columns."""
        whole = np.zeros(self.prices.reduced.size)
        whole[self.vertex.columns] = self.vertex.values
        return whole


class Relaxer:
    """Solves relaxations over one set of rows; the bounds of the columns may differ from call to call.

    It keeps nothing between calls, so that several threads may use it. Where the rows are elastic (elastic_rows.py), a
    master without solution is proof that no candidates help.
    """

    def __init__(self, problem: Problem, owner: IntArray, state: RunState, *, is_elastic: bool = False) -> None:
        self.problem, self.owner, self._is_elastic = problem, owner, is_elastic
        self.master = Master(problem, owner.size)
        self.pricer = Pricer(problem, owner, self.master.by_column)
        self._state = state

    def over(self, problem: Problem, *, new_rows: int) -> Relaxer:
        """Return a relaxer of the same kind over further rows, the last `new_rows` of the problem."""
        if self._is_elastic:
            problem = with_elastic_rows(problem, np.arange(problem.rows - new_rows, problem.rows))
        return Relaxer(problem, self.owner, self._state, is_elastic=self._is_elastic)

    def solve(
        self,
        problem: Problem,
        chosen: IntArray,
        warm: Vertex | None = None,
        *,
        rounds: int = MOST_ROUNDS,
        enough: float = np.inf,
    ) -> Relaxation | None:
        """Return the relaxation, begun with the chosen candidates; None if the time ran out before.

        Parameters
        ----------
        warm
            A vertex of the same rows, from which the dual simplex goes on.
        rounds
            How often new columns are sought.
        enough
            A bound beyond which the relaxation is of no interest.

        Raises
        ------
        HopelessError
            If it is proven that the relaxation has no solution.
        """
        best: Relaxation | None = None
        for _ in range(rounds):
            outcome, chosen = self._solve_feasible(problem, chosen, warm, dual=best is None)
            if outcome.values is None or outcome.duals is None or outcome.basis is None or outcome.objective is None:
                break
            newest = self.pricer.price(outcome.duals, problem)
            prices = newest if best is None or best.prices.bound <= newest.bound else best.prices
            warm = Vertex(self.master.columns(chosen), outcome.values, outcome.basis)
            best = Relaxation(chosen, prices, warm, outcome.objective)
            new = self._new_columns(newest, chosen)
            if _is_solved(best, enough) or new.size == 0 or self._state.is_out_of_time:
                break
            chosen = np.union1d(chosen, new)
            warm = None if self._takes_clp and new.size > MOST_NEW_FOR_WARM * chosen.size else warm
        return best

    def _new_columns(self, prices: Prices, chosen: IntArray) -> IntArray:
        """Return each teacher's cheapest candidates that are not in the master and may lower its value."""
        reduced = prices.reduced[: self.owner.size].copy()
        reduced[chosen] = 0.0  # at their upper side they may have a negative price
        return cheapest_per_teacher(reduced, self.owner, NEW_PER_TEACHER, _NEGATIVE)

    def _solve_feasible(
        self, problem: Problem, chosen: IntArray, warm: Vertex | None, *, dual: bool
    ) -> tuple[Outcome, IntArray]:
        """Return the master's relaxation, and the candidates with which it has a solution."""
        outcome = self._solve_master(problem, chosen, warm, dual=dual)
        if outcome.status is not Status.INFEASIBLE:
            return outcome, chosen
        if self._is_elastic:
            raise HopelessError
        chosen = columns_that_help(problem, self.master, self.pricer, chosen, self._state)
        return self._solve_master(problem, chosen, warm, dual=False), chosen

    def _solve_master(self, problem: Problem, chosen: IntArray, warm: Vertex | None, *, dual: bool) -> Outcome:
        """Return the master's relaxation from the last vertex where there is one, else from nothing.

        At the root CLP is several times as fast as the others. A branch is a few steps from its parent's vertex: there
        GLOP stays nearer to the parent's duals, which price the candidates that the master lacks.
        """
        master, control = self.master.boxed(chosen, problem), PartialControl(self._state, "relaxation")
        basis = None if warm is None else carried_basis(warm, self.master.columns(chosen), problem.columns)
        if self._takes_clp:
            outcome = solve_clp(master, self._whole_time(), basis, control=control)
            # What CLP calls infeasible, another engine must confirm.
            if outcome.status is Status.OPTIMAL or self._state.is_out_of_time:
                return outcome
        if basis is not None:
            outcome = solve_glop(master, self._whole_time(), basis, dual=dual, control=control)
            if outcome.status is not Status.UNKNOWN or self._state.is_out_of_time:
                return outcome
        return solve_highs(master, self._whole_time(), control=control)

    @property
    def _takes_clp(self) -> bool:
        return has_clp() and not self._is_elastic

    def _whole_time(self) -> SolveParams:
        return self._state.share(1.0)


def _is_solved(relaxation: Relaxation, enough: float) -> bool:
    bound = relaxation.prices.bound
    return bound >= enough or relaxation.objective - bound <= CLOSE_ENOUGH * abs(relaxation.objective)
