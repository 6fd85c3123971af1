"""The relaxation tightened by cuts, round by round, each cut valid for and priced over all candidates.

Without them the bound of hard counties stays one percent low: threshold steps and failing flags are fractional
together. What was measured stands in docs/benchmarks.md.
"""

from __future__ import annotations

import numpy as np

from solvers.linear import Problem
from solvers.linear.gomory import find_cuts, with_cuts
from solvers.rotation.columns.generation import Relaxation, solve_relaxation
from solvers.rotation.columns.state import RunState
from solvers.rotation.columns.warm import with_other_rows
from solvers.rotation.county import IntArray

CUTS_PER_ROUND = 150
TRIED_PER_ROUND = 300
DENSEST = 5_000
MOST_ROUNDS = 5
# Part of the distance to the plan that a round must close; below it branching is the better use of time.
LEAST_GAIN = 0.02
TIME_SHARE = 0.4


def tightened(
    problem: Problem, owner: IntArray, relaxation: Relaxation, state: RunState
) -> tuple[Problem, Relaxation]:
    """Return the problem with cuts and its relaxation, as tight as rounds worth their time make it."""
    rows = state.problem.rows
    end = (1 - TIME_SHARE) * state.remaining_s
    for _ in range(MOST_ROUNDS):
        if state.is_over or state.remaining_s < end:
            break
        cuts = find_cuts(
            problem, relaxation.vertex, most=CUTS_PER_ROUND, tried=TRIED_PER_ROUND, densest=DENSEST
        )
        if not cuts:
            break
        before = state.bound
        idle = _idle_cuts(relaxation, rows)
        cut_problem = with_cuts(problem.without_rows(idle), cuts)
        warm = with_other_rows(relaxation.vertex, idle, len(cuts))
        solved = solve_relaxation(cut_problem, owner, relaxation.chosen, state, warm)
        if solved is None:
            break
        problem, relaxation = cut_problem, solved
        if state.values is not None and state.bound - before < LEAST_GAIN * (state.value - before):
            break
    return problem, relaxation


def _idle_cuts(relaxation: Relaxation, own_rows: int) -> IntArray:
    """Return the cuts of earlier rounds that do not touch the vertex."""
    idle = np.flatnonzero(relaxation.vertex.basis.basic_rows)
    return idle[idle >= own_rows]
