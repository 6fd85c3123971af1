"""Which engine solves: one neutral problem in, one outcome out, whatever the way in between."""

from __future__ import annotations

from collections.abc import Callable

from solvers.linear import Control, EngineName, Outcome, Problem, SolveParams
from solvers.linear.engines import solve_cpsat, solve_highs
from solvers.rotation.assemble import Assembled
from solvers.rotation.columns import solve_auto, solve_columns
from solvers.rotation.county import FloatArray

Strategy = Callable[[Assembled, Problem, SolveParams, FloatArray | None, Control], Outcome]


def _highs(
    _: Assembled, problem: Problem, params: SolveParams, start: FloatArray | None, control: Control
) -> Outcome:
    return solve_highs(problem, params, start=start, control=control)


def _cpsat(
    _: Assembled, problem: Problem, params: SolveParams, start: FloatArray | None, control: Control
) -> Outcome:
    return solve_cpsat(problem, params, start=start, control=control)


STRATEGIES: dict[EngineName, Strategy] = {
    EngineName.AUTO: solve_auto,
    EngineName.COLUMNS: solve_columns,
    EngineName.HIGHS: _highs,
    EngineName.CPSAT: _cpsat,
}
