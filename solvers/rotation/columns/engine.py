"""The engine `columns`: relaxation by column generation, then whole numbers over the candidates that can matter."""

from __future__ import annotations

from solvers.linear import Control, Outcome, Problem, SolveParams, Status
from solvers.linear.engines import solve_highs
from solvers.rotation.assemble import Assembled
from solvers.rotation.columns.cutting import tightened
from solvers.rotation.columns.generation import LARGE, HopelessError, first_relaxation, solve_relaxation
from solvers.rotation.columns.state import RunState
from solvers.rotation.columns.survivors import Survivors
from solvers.rotation.county import FloatArray

# Below this the full model is solved as fast as its relaxation by columns.
SMALL = 2_000


def solve_columns(
    assembled: Assembled, problem: Problem, params: SolveParams, start: FloatArray | None, control: Control
) -> Outcome:
    """Return the outcome of column generation; its bound holds for the whole problem at every moment."""
    if len(assembled.candidates) == 0:
        return solve_highs(problem, params, start=start, control=control)
    state = RunState(problem, params, start, control)
    if state.remaining_s <= 0:
        return state.outcome("no time")
    try:
        relaxation = first_relaxation(assembled, problem, state)
    except HopelessError:
        return Outcome(Status.INFEASIBLE, message="the relaxation has no solution")
    if relaxation is None:
        return state.outcome("stopped before the relaxation was solved")
    state.offer_plan(relaxation.values)
    survivors = Survivors()
    survivors.solve_next(problem, relaxation, state)
    owner = assembled.candidates.teacher
    if owner.size > LARGE and not state.is_over:
        relaxation = solve_relaxation(problem, owner, relaxation.chosen, state, relaxation.vertex) or relaxation
    while not (state.is_over or survivors.is_done):
        problem, relaxation = tightened(problem, owner, relaxation, state)
        survivors.solve_next(problem, relaxation, state)
    if survivors.is_infeasible:
        return Outcome(Status.INFEASIBLE, message="no whole-numbered solution")
    return state.outcome("proven" if state.is_proven else "stopped")


def solve_auto(
    assembled: Assembled, problem: Problem, params: SolveParams, start: FloatArray | None, control: Control
) -> Outcome:
    """Return the outcome of the engine that suits the size: the full model where it is small, else columns."""
    if len(assembled.candidates) <= SMALL:
        return solve_highs(problem, params, start=start, control=control)
    return solve_columns(assembled, problem, params, start, control)
