"""Whole numbers over the columns that survive: which candidates can stand in a better plan, and what a MIP over them proves.

With duals y, a candidate whose taking lifts L(y) beyond the plan's cost stands in no better plan. So the minimum of
the restricted problem's bound and L(y) + the least such rise left out bounds the whole problem.
"""

from __future__ import annotations

import numpy as np

from solvers.linear import Outcome, Problem, Status
from solvers.linear.engines import solve_highs
from solvers.rotation.columns.master import Master
from solvers.rotation.columns.relaxer import Relaxation
from solvers.rotation.columns.state import PartialControl, RunState
from solvers.rotation.county import IntArray

# How much wider than asked for a part may be that needs no further one.
WIDENING = 4


class Survivors:
    """Solves parts of a problem in whole numbers and offers what it finds.

    The rows of the master are the model's own: HiGHS finds its own cuts, ours are dense.
    """

    def __init__(self, master: Master, state: RunState) -> None:
        self._master, self._state = master, state
        self._taken = np.zeros(master.candidates, dtype=np.bool_)

    def note(self, relaxation: Relaxation) -> None:
        """Remember which candidates a relaxation takes: together, those of many branches make good plans."""
        self._taken |= relaxation.values[: self._taken.size] > 0

    def solve(self, problem: Problem, relaxation: Relaxation, width: int, *, gap: float, share: float) -> float:
        """Solve a part and return the bound it proves for the whole problem; a plan that it finds goes to the run.

        Parameters
        ----------
        problem
            With the bounds of the branch.
        width
            How many candidates the part should hold; all that matter, if they are not many more.
        gap, share
            How exactly, and with what part of the time left.
        """
        matter = self._mattering(relaxation)
        kept = matter if matter.size <= WIDENING * width else self._most_promising(relaxation, width)
        part = self._master.restricted(kept, problem)
        # Without the plan in hand: as HiGHS' cut-off it keeps its heuristics from finding the way to better ones.
        control = PartialControl(self._state, "whole numbers")
        outcome = solve_highs(part, self._state.share(share, gap=gap), control=control)
        if outcome.values is not None:
            self._state.offer_plan(self._master.spread(kept, outcome.values))
        return min(_bound_within(outcome), self._bound_beyond(relaxation, kept))

    def _mattering(self, relaxation: Relaxation) -> IntArray:
        """Return the candidates that a plan better than the one in hand may contain."""
        prices = relaxation.prices
        if self._state.values is None:
            return np.arange(prices.forced.size)
        return np.flatnonzero(prices.bound + prices.forced <= self._state.value)

    def _most_promising(self, relaxation: Relaxation, count: int) -> IntArray:
        """Return the candidates that lift the bound least when taken, with those of all relaxations and the plan in hand."""
        forced = relaxation.prices.forced
        kept = self._taken | (relaxation.values[: forced.size] > 0)
        kept[np.argpartition(forced, min(count, forced.size - 1))[:count]] = True
        if self._state.values is not None:
            kept |= self._state.values[: forced.size] > 0
        return np.flatnonzero(kept)

    def _bound_beyond(self, relaxation: Relaxation, kept: IntArray) -> float:
        """Return the least that a plan with a candidate that was left out can cost."""
        left_out = np.ones(relaxation.prices.forced.size, dtype=np.bool_)
        left_out[kept] = False
        return relaxation.prices.bound + float(relaxation.prices.forced[left_out].min(initial=np.inf))


def _bound_within(outcome: Outcome) -> float:
    # Without any solution in the part, every plan has a candidate that was left out.
    if outcome.status is Status.INFEASIBLE:
        return np.inf
    return -np.inf if outcome.bound is None else outcome.bound
