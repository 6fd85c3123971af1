"""The first relaxation by column generation: candidates to begin with, from the node model's duals."""

from __future__ import annotations

import numpy as np

from solvers.linear import Problem
from solvers.linear.engines import solve_highs
from solvers.rotation.assemble import Assembled
from solvers.rotation.columns.node_model import node_model
from solvers.rotation.columns.pricing import cheapest_per_teacher
from solvers.rotation.columns.relaxer import MOST_ROUNDS, Relaxation, Relaxer
from solvers.rotation.columns.state import PartialControl, RunState
from solvers.rotation.county import IntArray
from solvers.rotation.vocabulary import RuleCode

START_PER_TEACHER = 6
# Large counties start with fewer columns and take a first plan from the first master: their relaxation takes long.
LARGE = 300_000
START_PER_TEACHER_LARGE = 2
_PERSONAL = (RuleCode.COUPLES, RuleCode.MUST_MOVE, RuleCode.PINS)


def first_relaxation(assembled: Assembled, relaxer: Relaxer, state: RunState) -> Relaxation | None:
    """Return the relaxation solved from the node model's duals, None if the time ran out before.

    In large counties it is only begun.

    Raises
    ------
    HopelessError
        If the relaxation has no solution.
    """
    chosen = _first_columns(assembled, relaxer, state)
    rounds = 1 if relaxer.owner.size > LARGE else MOST_ROUNDS
    return relaxer.solve(relaxer.problem, chosen, rounds=rounds)


def _first_columns(assembled: Assembled, relaxer: Relaxer, state: RunState) -> IntArray:
    """Return the best candidates of the better half of the teachers, by the node model's duals.

    All candidates of persons with rules of their own join them: those rules are not in the node model.
    """
    problem, owner = relaxer.problem, relaxer.owner
    nodes = node_model(assembled, problem)
    outcome = solve_highs(nodes.problem, state.share(1.0), control=PartialControl(state, "node model"))
    duals = np.zeros(problem.rows) if outcome.duals is None else outcome.duals[: problem.rows]
    prices = relaxer.pricer.price(duals)
    state.offer_bound(prices.bound)
    reduced = prices.reduced[: owner.size]
    least = np.minimum.reduceat(reduced, np.flatnonzero(np.diff(owner, prepend=-1)))
    most = START_PER_TEACHER if owner.size <= LARGE else START_PER_TEACHER_LARGE
    best = cheapest_per_teacher(reduced, owner, most, float(np.median(least)) + 1e-9)
    return np.union1d(best, _personal_candidates(assembled, problem))


def _personal_candidates(assembled: Assembled, problem: Problem) -> IntArray:
    rows = np.concatenate([assembled.model.rows_of(code.value) for code in _PERSONAL])
    columns = np.unique(problem.matrix[rows].indices).astype(np.int64)
    return columns[columns < len(assembled.candidates)]
