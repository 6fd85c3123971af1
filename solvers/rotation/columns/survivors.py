"""Whole numbers over the columns that survive: which candidates can stand in a better plan, and what a MIP over them proves.

With duals y, a candidate whose taking lifts L(y) beyond the plan's cost stands in no better plan. So the minimum of
the restricted problem's bound and L(y) + the least such rise left out bounds the whole problem.
"""

from __future__ import annotations

import numpy as np

from solvers.linear import Outcome, Problem, Status
from solvers.linear.engines import solve_highs
from solvers.rotation.columns.generation import Relaxation
from solvers.rotation.columns.master import Master
from solvers.rotation.columns.state import PartialControl, RunState
from solvers.rotation.county import IntArray

# How many candidates the parts hold, at least these and so many times the relaxation's own: the first is for a plan
# at once, the next for a good one after the cuts.
FIRST_SURVIVORS = 600
NEXT_SURVIVORS = 1500
FIRST_TIMES = 1
NEXT_TIMES = 4
FIRST_GAP = 3e-3
# Before there is a plan nothing is worth more time.
FIRST_SHARE = 0.6
WIDER_SHARE = 0.5
WIDENING = 4


class Survivors:
    """Solves ever wider parts of a problem in whole numbers; the widest holds every candidate that can matter."""

    def __init__(self) -> None:
        self._count = FIRST_SURVIVORS
        self._is_first = True
        self.is_done = False  # the widest part was solved, or as much of it as time allowed
        self.is_infeasible = False  # it was proven that no plan exists

    def solve_next(self, problem: Problem, relaxation: Relaxation, state: RunState) -> None:
        """Solve the next part: first a narrow one roughly, for a plan that tells the worth of later steps."""
        master = Master(problem, relaxation.prices.forced.size)
        taken = int(np.count_nonzero(relaxation.values[: master.candidates]))
        self._count = max(self._count, (FIRST_TIMES if self._is_first else NEXT_TIMES) * taken)
        matter = _mattering(relaxation, state)
        is_last = matter.size <= WIDENING * self._count
        kept = matter if is_last else _most_promising(relaxation, self._count, state)
        rough = self._is_first and not is_last
        share = 1.0 if is_last else FIRST_SHARE if rough else WIDER_SHARE
        if is_last:
            # HiGHS finds its own cuts; ours are dense.
            master = Master(state.problem, relaxation.prices.forced.size)
        outcome = _solve_part(master, kept, state, share, FIRST_GAP if rough else state.params.gap)
        _learn(master, relaxation, kept, outcome, state)
        self.is_done = is_last
        self.is_infeasible = is_last and outcome.status is Status.INFEASIBLE and state.values is None
        self._count = NEXT_SURVIVORS if self._is_first else WIDENING * self._count
        self._is_first = False


def _most_promising(relaxation: Relaxation, count: int, state: RunState) -> IntArray:
    """Return the candidates that lift the bound least when taken, with those of the relaxation and the plan in hand."""
    order = np.argsort(relaxation.prices.forced, kind="stable")
    taken = np.flatnonzero(relaxation.values[: order.size] > 0)
    return np.union1d(np.union1d(order[:count], taken), _planned(state, order.size))


def _planned(state: RunState, candidates: int) -> IntArray:
    if state.values is None:
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(state.values[:candidates] > 0)


def _mattering(relaxation: Relaxation, state: RunState) -> IntArray:
    """Return the candidates that a plan better than the one in hand may contain, and those of the plan itself."""
    prices = relaxation.prices
    if state.values is None:
        return np.arange(prices.forced.size)
    matter = np.flatnonzero(prices.bound + prices.forced <= state.value)
    return np.union1d(matter, _planned(state, prices.forced.size))


def _solve_part(master: Master, kept: IntArray, state: RunState, share: float, gap: float) -> Outcome:
    # Without the plan in hand: as HiGHS' cut-off it keeps its heuristics from finding the way to better ones.
    part = master.restricted(kept)
    return solve_highs(part, state.share(share, gap=gap), control=PartialControl(state, "whole numbers"))


def _learn(master: Master, relaxation: Relaxation, kept: IntArray, outcome: Outcome, state: RunState) -> None:
    if outcome.values is not None:
        state.offer_plan(master.spread(kept, outcome.values))
    left_out = np.ones(master.candidates, dtype=np.bool_)
    left_out[kept] = False
    rise = relaxation.prices.forced[left_out]
    beyond = relaxation.prices.bound + float(rise.min(initial=np.inf))
    # Without any solution in the part, every plan has a candidate that was left out.
    within = np.inf if outcome.status is Status.INFEASIBLE else outcome.bound
    if within is not None:
        state.offer_bound(min(within, beyond, state.value))
