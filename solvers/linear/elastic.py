"""Why there is no solution: the cheapest repair, and a smallest set of rows that cannot hold together.

Both answers are verified by another solve; an answer that could not be verified in time says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from solvers.linear.outcome import Outcome
from solvers.linear.problem import FloatArray, IntArray, Problem
from solvers.linear.status import Status

Solver = Callable[[Problem], Outcome]

_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Repair:
    """The cheapest way to make a problem solvable (最小修正).

    `rows` are to be widened by `amounts` (positive: the upper side rises; negative: the lower side falls) at the
    total `penalty`. `proven` is True if nothing cheaper exists, `verified` if the widened problem was solved again.
    """

    rows: IntArray
    amounts: FloatArray
    penalty: float
    proven: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Groups of rows that cannot hold together with the rest (冲突); without any one of them there is a solution.

    `verified` is False if a solve ended without an answer; then a group may be named that is not needed.
    """

    groups: tuple[str, ...]
    verified: bool


def elastic_problem(problem: Problem, relaxable: IntArray, penalties: FloatArray) -> Problem:
    """Return the problem with two slacks on each relaxable row, priced by `penalties`, and no other cost."""
    count = relaxable.size
    rows = np.concatenate([relaxable, relaxable])
    signs = np.concatenate([np.ones(count), -np.ones(count)])
    # First block lifts the activity towards a lower side, second lets it pass an upper side.
    matrix = sp.csr_matrix((signs, (rows, np.arange(2 * count))), shape=(problem.rows, 2 * count))
    prices = np.concatenate([penalties, penalties])
    sides = np.concatenate([problem.row_lower[relaxable], problem.row_upper[relaxable]])
    room = np.where(np.isfinite(sides), _largest_need(problem)[rows], 0.0)
    return problem.without_cost().with_columns(matrix, prices, room, integer=False)


def _largest_need(problem: Problem) -> FloatArray:
    """Return per row how far its activity can be from its sides: the room a slack may need."""
    size = abs(problem.matrix) @ np.maximum(np.abs(problem.lower), np.abs(problem.upper))
    sides = np.maximum(
        np.where(np.isfinite(problem.row_lower), np.abs(problem.row_lower), 0.0),
        np.where(np.isfinite(problem.row_upper), np.abs(problem.row_upper), 0.0),
    )
    return np.asarray(size + sides, dtype=np.float64)


def cheapest_repair(
    problem: Problem, relaxable: IntArray, penalties: FloatArray, solve: Solver
) -> Repair | None:
    """Return the cheapest widening of the relaxable rows, None if even all of them do not help (or in no time)."""
    outcome = solve(elastic_problem(problem, relaxable, penalties))
    if outcome.values is None or outcome.objective is None:
        return None
    count = relaxable.size
    lifted, passed = outcome.values[problem.columns :][:count], outcome.values[problem.columns :][count:]
    amounts = passed - lifted
    used = np.abs(amounts) > _NOTHING
    rows, amounts = relaxable[used], amounts[used]
    verified = solve(widened(problem, rows, amounts).without_cost()).values is not None
    return Repair(rows, amounts, outcome.objective, outcome.status is Status.OPTIMAL, verified)


def widened(problem: Problem, rows: IntArray, amounts: FloatArray) -> Problem:
    """Return the problem with these sides moved outward: up where the amount is positive, else down."""
    lower, upper = problem.row_lower.copy(), problem.row_upper.copy()
    # Slacks carry the engine's tolerance: a hair more room keeps the verification from failing on it.
    upper[rows] += np.maximum(amounts, 0.0) + _NOTHING * (amounts > 0)
    lower[rows] += np.minimum(amounts, 0.0) - _NOTHING * (amounts < 0)
    return replace(problem, row_lower=lower, row_upper=upper)


def minimal_conflict(problem: Problem, groups: Mapping[str, IntArray], solve: Solver) -> Conflict | None:
    """Return a minimal set of groups that conflict, None if the problem has a solution or no answer came.

    Deletion by halves (QuickXplain): some k·log(n) solves for k guilty groups of n. Rows outside the groups always hold.
    """
    question = problem.without_cost()
    search = _Search(question, groups, solve)
    if search.is_solvable(list(groups)) is not False:
        return None
    if search.is_solvable([]) is False:
        return Conflict((), verified=True)
    guilty = search.explain([], list(groups), added=False)
    # Each named group is dropped once more from the final set: the proof that all of them are needed.
    needed = all(search.is_solvable([g for g in guilty if g != group]) for group in guilty)
    return Conflict(tuple(guilty), verified=needed and search.is_solvable(guilty) is False)


class _Search:
    """The recursion of QuickXplain over named groups of rows."""

    def __init__(self, problem: Problem, groups: Mapping[str, IntArray], solve: Solver) -> None:
        self._problem, self._groups, self._solve = problem, groups, solve

    def is_solvable(self, kept: Sequence[str]) -> bool | None:
        """True or False by proof, None if the engine had no answer."""
        dropped = [self._groups[group] for group in self._groups if group not in set(kept)]
        problem = self._problem.without_rows(np.concatenate(dropped)) if dropped else self._problem
        outcome = self._solve(problem)
        if outcome.values is not None:
            return True
        return False if outcome.status is Status.INFEASIBLE else None

    def explain(self, background: list[str], candidates: list[str], *, added: bool) -> list[str]:
        """Return a minimal part of `candidates` that conflicts with the background."""
        if added and self.is_solvable(background) is False:
            return []
        if len(candidates) == 1:
            return candidates
        half = len(candidates) // 2
        left, right = candidates[:half], candidates[half:]
        from_right = self.explain(background + left, right, added=bool(left))
        from_left = self.explain(background + from_right, left, added=bool(from_right))
        return from_left + from_right
