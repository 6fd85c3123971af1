"""The cheapest plan with at most so many changes, over the candidates that allow so few.

A count of a section can differ from the published plan's by no more than the number of changes: the steps outside that
window are fixed, which makes the relaxation tight where few changes are allowed.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from solvers.linear import Outcome, Problem
from solvers.linear.engines import solve_highs
from solvers.rotation.assemble import Assembled
from solvers.rotation.columns.master import Master
from solvers.rotation.county import FloatArray, IntArray
from solvers.rotation.explanations.whole_numbers import least_cost
from solvers.rotation.extract import positions_of
from solvers.rotation.steps import COUNT_ROW
from solvers.rotation.stopwatch import Stopwatch
from solvers.rotation.vocabulary import GOAL_LEVEL, GoalCode, GoalOrder

LEVEL_SLACK = 1e-6
# With more changes the relaxation is far below the plans; the engine's own cuts at the root then beat rounds of ours.
MANY_CHANGES = 20
_TAKEN = 0.5


def cheapest_nearby(
    assembled: Assembled, kept: IntArray, start: IntArray, allowed: int, watch: Stopwatch
) -> tuple[FloatArray, float | None]:
    """Return a plan with at most `allowed` changes, and a bound of the goals' cost of all such plans.

    `kept` are the candidates that a plan with so few changes may contain, `start` those of one such plan. Where goals
    are ordered the levels are minimised one after the other; the bound is then None.
    """
    problem = _near(assembled, allowed)
    levels = goal_levels(assembled)
    values: FloatArray | None = None
    bound: float | None = None
    for codes in levels:
        cost, constant = assembled.cost_of(codes)
        question = replace(problem, cost=cost, constant=constant)
        outcome = _minimised(question, assembled, kept, start, allowed, watch)
        if outcome.values is None:
            break
        values, bound = outcome.values, outcome.bound
        start = np.flatnonzero(values[: len(assembled.candidates)] > _TAKEN)
        limit = (question.objective(values) - constant) * (1 + _tolerance(assembled)) + LEVEL_SLACK
        problem = problem.with_rows(sp.csr_matrix(cost.reshape(1, -1)), np.array([-np.inf]), np.array([limit]))
    if values is None:
        values = np.zeros(problem.columns)
        values[start] = 1.0
    return values, bound if len(levels) == 1 else None


def goal_levels(assembled: Assembled) -> list[list[GoalCode]]:
    """Return the goals to be minimised together, level after level; `changes` is no longer among them."""
    goals: list[GoalCode] = [code for code in GoalCode if code is not GoalCode.CHANGES]
    if assembled.instance.settings.goal_order is GoalOrder.WEIGHTED:
        return [goals]
    orders = sorted({GOAL_LEVEL[code] for code in goals if assembled.instance.goal_weights.of(code) > 0})
    return [[code for code in goals if GOAL_LEVEL[code] == order] for order in orders] or [goals]


def _tolerance(assembled: Assembled) -> float:
    return assembled.instance.settings.level_tolerance


def _near(assembled: Assembled, allowed: int) -> Problem:
    """Return the problem with counts fixed inside the window, and a row that limits the changes."""
    cost, constant = assembled.cost_of([GoalCode.CHANGES])
    lower, upper = _windows(assembled, allowed)
    problem = assembled.problem.with_bounds(lower, upper)
    return problem.with_rows(
        sp.csr_matrix(cost.reshape(1, -1)), np.array([-np.inf]), np.array([allowed - constant + LEVEL_SLACK])
    )


def _windows(assembled: Assembled, allowed: int) -> tuple[FloatArray, FloatArray]:
    """Return bounds of all columns in which no count is farther than `allowed` from the published plan's."""
    problem, count = assembled.problem, len(assembled.candidates)
    published = np.zeros(problem.columns)
    published[positions_of(assembled.candidates, assembled.instance.published_plan or ())] = 1.0
    rows = assembled.model.rows_of(COUNT_ROW)
    # entering − leaving − Σ lengths of jumps = low − before: the activity without jumps tells how far the count is up.
    taken = np.round(problem.matrix[rows] @ published - problem.row_lower[rows]).astype(np.int64)
    jumps = sp.csr_matrix(problem.matrix[rows][:, count:])
    jumps.sort_indices()
    lower, upper = problem.lower.copy(), problem.upper.copy()
    for row, reached in enumerate(taken.tolist()):
        part = slice(jumps.indptr[row], jumps.indptr[row + 1])
        columns, numbers = count + jumps.indices[part], np.arange(1, part.stop - part.start + 1)
        is_mark = np.isin(numbers, numbers + jumps.data[part])  # lengths stand with −1
        lower[columns[is_mark & (numbers <= reached - allowed)]] = 1.0
        upper[columns[(~is_mark & (numbers < reached - allowed)) | (numbers > reached + allowed)]] = 0.0
    return lower, upper


def _minimised(
    problem: Problem, assembled: Assembled, kept: IntArray, start: IntArray, allowed: int, watch: Stopwatch
) -> Outcome:
    """Return the cheapest plan over the kept candidates, in the whole problem's columns."""
    master = Master(problem, len(assembled.candidates))
    part = master.restricted(kept)
    if allowed > MANY_CHANGES:
        outcome = solve_highs(part, watch.params())
    else:
        owner, at = assembled.candidates.teacher[kept], np.flatnonzero(np.isin(kept, start))
        outcome = least_cost(part, owner, watch, gap=watch.params().gap, start=at).outcome
    if outcome.values is None:
        return outcome
    return replace(outcome, values=master.spread(kept, outcome.values))
