"""The engine `columns`: relaxation by column generation, cuts, then a tree over flags and marks down to whole plans."""

from __future__ import annotations

import numpy as np

from solvers.linear import Control, Outcome, Problem, SolveParams, Status
from solvers.linear.engines import solve_highs
from solvers.rotation.assemble import Assembled
from solvers.rotation.columns.cutting import tightened
from solvers.rotation.columns.generation import LARGE, first_relaxation
from solvers.rotation.columns.phase_one import HopelessError
from solvers.rotation.columns.relaxer import Relaxation, Relaxer
from solvers.rotation.columns.state import RunState
from solvers.rotation.columns.survivors import Survivors
from solvers.rotation.columns.tree import Tree
from solvers.rotation.county import FloatArray

# Below this the full model is solved as fast as its relaxation by columns.
SMALL = 2_000
# A large county's first plans come from as many candidates as its relaxation takes, at least these, to this gap.
FIRST_WIDTH = 600
FIRST_GAP = 3e-3
FIRST_SHARE = 0.6
# In a large county a round of cuts takes long and a dive finds good plans after these; what gap it leaves, the rounds
# that follow close. A smaller one is better off with all rounds first: where its dive fails, nothing was lost.
ROUNDS_BEFORE_DIVE = 2


def solve_columns(
    assembled: Assembled, problem: Problem, params: SolveParams, start: FloatArray | None, control: Control
) -> Outcome:
    """Return the outcome of column generation; its bound holds for the whole problem at every moment."""
    if len(assembled.candidates) == 0:
        return solve_highs(problem, params, start=start, control=control)
    state = RunState(problem, params, start, control)
    if state.is_out_of_time:
        return state.outcome("no time")
    try:
        is_whole = _search(assembled, problem, state)
    except HopelessError:
        return Outcome(Status.INFEASIBLE, message="the relaxation has no solution")
    if is_whole and state.values is None:
        return Outcome(Status.INFEASIBLE, message="no whole-numbered solution")
    return state.outcome("proven" if state.is_proven else "stopped")


def _search(assembled: Assembled, problem: Problem, state: RunState) -> bool:
    """Search with all that the engine has; True if nothing is left to be searched."""
    owner = assembled.candidates.teacher
    relaxer = Relaxer(problem, owner, state)
    relaxation = first_relaxation(assembled, relaxer, state)
    if relaxation is None:
        return False
    state.offer_bound(relaxation.prices.bound)
    state.offer_plan(relaxation.values)
    survivors = Survivors(relaxer.master, state)
    if owner.size > LARGE and not state.is_over:
        relaxation = _first_plans(problem, relaxer, relaxation, survivors, state)
    if state.is_over:
        return False

    def after_round(number: int, relaxer: Relaxer, relaxation: Relaxation) -> None:
        state.offer_bound(relaxation.prices.bound)
        if number == ROUNDS_BEFORE_DIVE and owner.size > LARGE and not state.is_over:
            Tree(assembled, relaxer, survivors, state).dive(relaxation)

    relaxer, relaxation = tightened(relaxer, relaxation, state, after_round=after_round)
    if state.is_over:
        return False
    tree = Tree(assembled, relaxer, survivors, state)
    tree.search(relaxation)
    return tree.is_done


def _first_plans(
    problem: Problem, relaxer: Relaxer, relaxation: Relaxation, survivors: Survivors, state: RunState
) -> Relaxation:
    """Take a plan from the relaxation that was only begun, go on with it, and take a better one from the end."""
    _take_plan(problem, relaxation, survivors, state)
    if state.is_over:
        return relaxation
    relaxation = relaxer.solve(problem, relaxation.chosen, relaxation.vertex) or relaxation
    state.offer_bound(relaxation.prices.bound)
    if not state.is_over:
        # The dive comes later and may fail: without this plan a county may be left with the first.
        _take_plan(problem, relaxation, survivors, state)
    return relaxation


def _take_plan(problem: Problem, relaxation: Relaxation, survivors: Survivors, state: RunState) -> None:
    width = max(FIRST_WIDTH, int(np.count_nonzero(relaxation.values[: relaxation.prices.forced.size])))
    state.offer_bound(survivors.solve(problem, relaxation, width, gap=FIRST_GAP, share=FIRST_SHARE))


def solve_auto(
    assembled: Assembled, problem: Problem, params: SolveParams, start: FloatArray | None, control: Control
) -> Outcome:
    """Return the outcome of the engine that suits the size: the full model where it is small, else columns."""
    if len(assembled.candidates) <= SMALL:
        return solve_highs(problem, params, start=start, control=control)
    return solve_columns(assembled, problem, params, start, control)
