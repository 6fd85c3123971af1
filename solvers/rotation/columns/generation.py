"""The linear relaxation by column generation: master, prices over all candidates, new columns, until the bound meets it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solvers.linear import Outcome, Problem, SolveParams, Status
from solvers.linear.engines import solve_glop, solve_highs
from solvers.linear.gomory import Vertex
from solvers.rotation.assemble import Assembled
from solvers.rotation.columns.master import Master
from solvers.rotation.columns.node_model import node_model
from solvers.rotation.columns.pricing import Pricer, Prices
from solvers.rotation.columns.state import PartialControl, RunState
from solvers.rotation.columns.warm import carried_basis
from solvers.rotation.county import FloatArray, IntArray
from solvers.rotation.vocabulary import RuleCode

START_PER_TEACHER = 6
# Large counties start with fewer columns and take a first plan from the first master: their relaxation takes long.
LARGE = 300_000
START_PER_TEACHER_LARGE = 2
NEW_PER_TEACHER = 4
MOST_ROUNDS = 25
# The relaxation counts as solved when its bound comes this near; cuts and whole numbers gain more than the rest.
CLOSE_ENOUGH = 1e-4
_NEGATIVE = -1e-6
_PERSONAL = (RuleCode.COUPLES, RuleCode.MUST_MOVE, RuleCode.PINS)


@dataclass(frozen=True, slots=True, eq=False)
class Relaxation:
    """A solved relaxation: the chosen candidates, the best prices known, and the last master's vertex."""

    chosen: IntArray
    prices: Prices
    vertex: Vertex
    objective: float

    @property
    def values(self) -> FloatArray:
        """Return the vertex in the whole problem's columns."""
        whole = np.zeros(self.prices.reduced.size)
        whole[self.vertex.columns] = self.vertex.values
        return whole


class HopelessError(Exception):
    """The relaxation has no solution, so there is no plan; internal to this package."""


def first_relaxation(assembled: Assembled, problem: Problem, state: RunState) -> Relaxation | None:
    """Return the relaxation solved from the node model's duals, None if the time ran out before.

    In large counties it is only begun.

    Raises
    ------
    HopelessError
        If the relaxation has no solution.
    """
    pricer = Pricer(problem, assembled.candidates.teacher)
    owner = assembled.candidates.teacher
    chosen = _first_columns(assembled, problem, pricer, state)
    return solve_relaxation(problem, owner, chosen, state, rounds=1 if owner.size > LARGE else MOST_ROUNDS)


def solve_relaxation(
    problem: Problem,
    owner: IntArray,
    chosen: IntArray,
    state: RunState,
    warm: Vertex | None = None,
    *,
    rounds: int = MOST_ROUNDS,
) -> Relaxation | None:
    """Return the relaxation of the problem, begun with the chosen candidates; None if the time ran out before.

    `warm` is the vertex of the same problem without its last rows. The relaxation counts as solved when its proven bound comes within CLOSE_ENOUGH of the master's value.
    """
    pricer, master = Pricer(problem, owner), Master(problem, owner.size)
    best: Relaxation | None = None
    for _ in range(rounds):
        outcome = _solve_master(master, chosen, state, warm, dual=best is None)
        if outcome.status is Status.INFEASIBLE:
            chosen = _repaired(problem, chosen, owner.size, state)
            continue
        if outcome.values is None or outcome.duals is None or outcome.basis is None or outcome.objective is None:
            break
        prices = pricer.price(outcome.duals)
        state.offer_bound(prices.bound)
        if best is not None and best.prices.bound > prices.bound:
            prices, new_prices = best.prices, prices
        else:
            new_prices = prices
        warm = Vertex(master.columns(chosen), outcome.values, outcome.basis)
        best = Relaxation(chosen, prices, warm, outcome.objective)
        new = cheapest_per_teacher(new_prices.reduced[: owner.size], owner, NEW_PER_TEACHER, _NEGATIVE)
        if outcome.objective - prices.bound <= CLOSE_ENOUGH * abs(outcome.objective) or new.size == 0:
            break
        chosen = np.union1d(chosen, new)
    return best


def _solve_master(
    master: Master, chosen: IntArray, state: RunState, warm: Vertex | None, *, dual: bool
) -> Outcome:
    """Return the master's relaxation from the last vertex where there is one, else from nothing."""
    problem, control = master.relaxed(chosen), PartialControl(state, "relaxation")
    if warm is not None:
        basis = carried_basis(warm, master.columns(chosen), master.problem.columns)
        outcome = solve_glop(problem, _whole_time(state), basis, dual=dual, control=control)
        if outcome.status is not Status.UNKNOWN or state.is_over:
            return outcome
    return solve_highs(problem, _whole_time(state), control=control)


def cheapest_per_teacher(prices: FloatArray, owner: IntArray, count: int, below: float) -> IntArray:
    """Return the positions of each teacher's `count` cheapest candidates with a price under `below`."""
    order = np.lexsort((prices, owner))
    sorted_owner = owner[order]
    first = np.flatnonzero(np.diff(sorted_owner, prepend=-1))
    rank = np.arange(order.size) - np.repeat(first, np.diff(np.append(first, order.size)))
    return np.sort(order[(rank < count) & (prices[order] < below)])


def _first_columns(assembled: Assembled, problem: Problem, pricer: Pricer, state: RunState) -> IntArray:
    """Return the best candidates of the better half of the teachers, by the node model's duals.

    All candidates of persons with rules of their own join them: those rules are not in the node model.
    """
    owner = assembled.candidates.teacher
    nodes = node_model(assembled, problem)
    outcome = solve_highs(nodes.problem, _whole_time(state), control=PartialControl(state, "node model"))
    duals = np.zeros(problem.rows) if outcome.duals is None else outcome.duals[: problem.rows]
    prices = pricer.price(duals)
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


def _repaired(problem: Problem, chosen: IntArray, candidates: int, state: RunState) -> IntArray:
    """Return columns with which the master has a solution; raises HopelessError with proof that nothing has."""
    outcome = solve_highs(problem.relaxed(), _whole_time(state), control=PartialControl(state, "relaxation"))
    if outcome.status is Status.INFEASIBLE and state.values is None:
        raise HopelessError
    if outcome.values is None:
        return chosen
    return np.union1d(chosen, np.flatnonzero(outcome.values[:candidates] > 0))


def _whole_time(state: RunState) -> SolveParams:
    return state.share(1.0)
