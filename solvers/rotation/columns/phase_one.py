"""A master without solution: either candidates that were not chosen help, or it is proven that nothing does.

Every row gets artificial columns that count how far it is missed. While pricing finds candidates that lower their sum,
these join; a positive bound of the sum over all candidates is the proof (Farkas).
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from solvers.linear import Problem, SolveParams
from solvers.linear.engines import solve_highs
from solvers.rotation.columns.master import Master
from solvers.rotation.columns.pricing import Pricer, cheapest_per_teacher
from solvers.rotation.columns.state import PartialControl, RunState
from solvers.rotation.county import IntArray

MOST_ROUNDS = 50
NEW_PER_TEACHER = 4
# A sum of missed rows below this is rounding.
NOTHING_MISSED = 1e-6
# A bound above this is proof; what rounding can add to it is smaller by orders.
PROOF = 1e-5


class HopelessError(Exception):
    """The relaxation has no solution, so there is no plan; internal to this package."""


def columns_that_help(
    problem: Problem, master: Master, pricer: Pricer, chosen: IntArray, state: RunState
) -> IntArray:
    """Return candidates with which the master has a solution, the chosen ones among them.

    Raises
    ------
    HopelessError
        If it is proven that no candidates give it one.
    """
    question = problem.without_cost()
    for _ in range(MOST_ROUNDS):
        missing = _with_artificial(master.relaxed(chosen, question))
        outcome = solve_highs(missing, _time(state), control=PartialControl(state, "relaxation"))
        if outcome.duals is None or outcome.objective is None or outcome.objective <= NOTHING_MISSED:
            return chosen
        prices = pricer.price(outcome.duals, question)
        if prices.bound > PROOF:
            raise HopelessError
        new = cheapest_per_teacher(prices.reduced[: pricer.owner.size], pricer.owner, NEW_PER_TEACHER, -NOTHING_MISSED)
        if np.isin(new, chosen).all():
            # Nothing new helps, and the proof is lost in rounding: all candidates decide.
            return np.arange(pricer.owner.size)
        chosen = np.union1d(chosen, new)
    return np.arange(pricer.owner.size)


def _with_artificial(problem: Problem) -> Problem:
    """Return the problem with a column of cost 1 for each side of a row that may be missed."""
    below, above = np.flatnonzero(np.isfinite(problem.row_lower)), np.flatnonzero(np.isfinite(problem.row_upper))
    rows = np.concatenate([below, above])
    signs = np.concatenate([np.ones(below.size), -np.ones(above.size)])
    artificial = sp.csr_matrix((signs, (rows, np.arange(rows.size))), shape=(problem.rows, rows.size))
    return problem.with_columns(artificial, np.ones(rows.size), np.full(rows.size, np.inf), integer=False)


def _time(state: RunState) -> SolveParams:
    return state.share(1.0)
