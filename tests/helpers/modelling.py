"""The linear model asked about one plan: candidates fixed to the moves, everything else left to the engine."""

import numpy as np

from solvers.linear import SolveParams, Status
from solvers.linear.engines import solve_highs
from solvers.rotation.assemble import Assembled, assemble
from solvers.rotation.candidates import find_candidates
from solvers.rotation.extract import positions_of
from solvers.rotation.instance import Instance, Move


def assembled(base: Instance) -> Assembled:
    """Return the model of the instance."""
    return assemble(base, find_candidates(base))


def is_candidate(base: Instance, move: Move) -> bool:
    """True if the move is a candidate."""
    return positions_of(find_candidates(base), [move]).size == 1


def model_cost(base: Instance, *moves: Move, without: str | None = None) -> float | None:
    """Return the model's cost of exactly these moves, None if a row excludes them.

    `without` leaves out the rows of one code, so that a test can tell which rule excluded the plan.
    """
    made = assembled(base)
    at = positions_of(made.candidates, moves)
    assert at.size == len(moves), "a move is no candidate"
    problem = made.problem
    lower, upper = problem.lower.copy(), problem.upper.copy()
    upper[: len(made.candidates)] = 0.0
    lower[at] = upper[at] = 1.0
    problem = problem.with_bounds(lower, upper)
    if without is not None:
        rows = made.model.rows_of(without)
        assert rows.size, f"the model has no row of {without}"
        problem = problem.without_rows(rows)
    outcome = solve_highs(problem, SolveParams(gap=0.0))
    assert outcome.status in (Status.OPTIMAL, Status.INFEASIBLE)
    return outcome.objective


def assert_allowed(base: Instance, *moves: Move) -> None:
    """Fail unless the model allows the plan."""
    assert model_cost(base, *moves) is not None


def assert_excluded(base: Instance, code: str, *moves: Move) -> None:
    """Fail unless the model excludes the plan, and by the rows of this code alone."""
    assert model_cost(base, *moves) is None
    assert model_cost(base, *moves, without=code) is not None


def row_ids(base: Instance, code: str) -> set[tuple[str, ...]]:
    """Return the ids that the rows of a code speak of."""
    model = assembled(base).model
    return {model.row_name(int(row))[1] for row in np.sort(model.rows_of(code))}
