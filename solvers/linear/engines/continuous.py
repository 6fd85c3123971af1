"""The relaxation by whichever engine makes a claim first: CLP where it is there, HiGHS where CLP claims nothing."""

from __future__ import annotations

from solvers.linear.control import Control
from solvers.linear.engines.clp import solve_clp
from solvers.linear.engines.highs import solve_highs
from solvers.linear.outcome import Basis, Outcome
from solvers.linear.params import SolveParams
from solvers.linear.problem import Problem
from solvers.linear.status import Status


def solve_continuous(
    problem: Problem, params: SolveParams, basis: Basis | None = None, *, control: Control | None = None
) -> Outcome:
    """Return the outcome on a continuous problem, begun at a basis if there is one.

    That nothing is possible, HiGHS must confirm: a proof should not rest on one engine's tolerance.
    """
    outcome = solve_clp(problem, params, basis, control=control)
    if outcome.status is Status.OPTIMAL:
        return outcome
    return solve_highs(problem, params, control=control)
