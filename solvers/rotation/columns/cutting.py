"""The relaxation tightened by cuts, round by round, each cut valid for and priced over all candidates.

Without them the bound of hard counties stays one percent low: thresholds and failing flags are fractional
together. What was measured stands in docs/benchmarks.md.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solvers.linear.gomory import find_cuts, with_cuts
from solvers.rotation.columns.relaxer import Relaxation, Relaxer
from solvers.rotation.columns.state import RunState
from solvers.rotation.columns.warm import with_other_rows
from solvers.rotation.county import IntArray

# At least so many cuts in a round, in large counties one for so many rows; twice as many are tried.
LEAST_CUTS = 150
ROWS_FOR_ONE_CUT = 60
DENSEST = 5_000
MOST_ROUNDS = 12
# Part of all rounds' gain that a round must bring; below it branching is the better use of time.
LEAST_GAIN = 0.03
TIME_SHARE = 0.4

AfterRound = Callable[[int, Relaxer, Relaxation], None]


def tightened(
    relaxer: Relaxer, relaxation: Relaxation, state: RunState, *, after_round: AfterRound | None = None
) -> tuple[Relaxer, Relaxation]:
    """Return the problem with cuts and its relaxation, as tight as rounds worth their time make it.

    The relaxer's problem may be a branch: its cuts then hold in that branch. `after_round` is told the number of the
    round and what it reached; what it does with that may end the run, and then no further round begins.
    """
    own_rows, first = relaxer.problem.rows, relaxation.prices.bound
    end = (1 - TIME_SHARE) * state.remaining_s
    for number in range(1, MOST_ROUNDS + 1):
        if state.is_over or state.remaining_s < end:
            break
        problem = relaxer.problem
        most = max(LEAST_CUTS, own_rows // ROWS_FOR_ONE_CUT)
        cuts = find_cuts(problem, relaxation.vertex, most=most, tried=2 * most, densest=DENSEST)
        if not cuts:
            break
        before = relaxation.prices.bound
        idle = _idle_cuts(relaxation, own_rows)
        tighter = relaxer.over(with_cuts(problem.without_rows(idle), cuts), new_rows=len(cuts))
        warm = with_other_rows(relaxation.vertex, idle, len(cuts))
        solved = tighter.solve(tighter.problem, relaxation.chosen, warm)
        if solved is None:
            break
        relaxer, relaxation = tighter, solved
        if after_round is not None:
            after_round(number, relaxer, relaxation)
        if relaxation.prices.bound - before < LEAST_GAIN * (relaxation.prices.bound - first):
            break
    return relaxer, relaxation


def _idle_cuts(relaxation: Relaxation, own_rows: int) -> IntArray:
    """Return the cuts of earlier rounds that do not touch the vertex."""
    idle = np.flatnonzero(relaxation.vertex.basis.basic_rows)
    return idle[idle >= own_rows]
