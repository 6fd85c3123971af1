"""The search for a plan: one weighted problem, or one level of goals after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from solvers.linear import Control, Outcome, Problem, SolveParams, Status
from solvers.linear.status import status_of_plan
from solvers.rotation.assemble import Assembled
from solvers.rotation.check import amounts
from solvers.rotation.county import FloatArray
from solvers.rotation.extract import moves_of
from solvers.rotation.solution import LevelOutcome, relative_gap
from solvers.rotation.stopwatch import Stopwatch
from solvers.rotation.strategies import STRATEGIES
from solvers.rotation.vocabulary import GOAL_LEVEL, GoalCode, GoalOrder

LEVEL_SLACK = 1e-6
# What double precision loses on sums of this size; without it a level's own plan may miss its row.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Found:
    """What a search ended with; `levels` only where the goals are ordered."""

    outcome: Outcome
    levels: tuple[LevelOutcome, ...] | None = None


def search(assembled: Assembled, params: SolveParams, watch: Stopwatch, control: Control) -> Found:
    """Return the best plan's values with what is proven about them."""
    if assembled.instance.settings.goal_order is GoalOrder.LEXICOGRAPHIC:
        return _by_levels(assembled, params, watch, control)
    strategy = STRATEGIES[params.engine]
    return Found(strategy(assembled, assembled.problem, watch.params(), None, control))


def _by_levels(assembled: Assembled, params: SolveParams, watch: Stopwatch, control: Control) -> Found:
    """Minimise level after level; each keeps the value of those before it within the tolerance."""
    problem = assembled.problem
    values: FloatArray | None = None
    levels: list[LevelOutcome] = []
    outcome = Outcome(Status.UNKNOWN)
    orders = _weighted_orders(assembled)
    for position, order in enumerate(orders):
        cost, constant = assembled.cost_of(_codes(order))
        question = replace(problem, cost=cost, constant=constant)
        share = 1.0 / (len(orders) - position)
        outcome = STRATEGIES[params.engine](assembled, question, watch.params(share), values, control)
        if outcome.values is None:
            return Found(outcome if values is None else replace(outcome, values=values), tuple(levels) or None)
        values = outcome.values
        levels.append(_level_outcome(assembled, order, outcome))
        problem = _bounded(problem, cost, constant, levels[-1].cost, assembled)
        if outcome.status is Status.CANCELLED:
            break
    assert values is not None
    return Found(_of_all_levels(assembled, orders, levels, values, outcome), tuple(levels))


def _weighted_orders(assembled: Assembled) -> list[int]:
    weights = assembled.instance.goal_weights
    orders = {GOAL_LEVEL[code] for code in GoalCode if weights.of(code) > 0}
    # Without any weight every plan is best; one level finds one.
    return sorted(orders) or [GOAL_LEVEL[GoalCode.SHORTFALL]]


def _codes(order: int) -> list[GoalCode]:
    return [code for code in GoalCode if GOAL_LEVEL[code] == order]


def _level_outcome(assembled: Assembled, order: int, outcome: Outcome) -> LevelOutcome:
    """Return the level's figures, its cost recomputed from the moves by the checker's definitions."""
    assert outcome.values is not None
    instance = assembled.instance
    figures = amounts(instance, moves_of(instance, assembled.candidates, outcome.values))
    cost = float(sum(instance.goal_weights.of(code) * figures[code] for code in _codes(order)))
    bound = None if outcome.bound is None else clipped_bound(outcome.bound, cost)
    return LevelOutcome(order, cost, bound, None if bound is None else relative_gap(cost, bound))


def clipped_bound(bound: float, cost: float) -> float:
    """Return the bound without what double precision lets it stand above the cost; a wrong bound stays wrong."""
    return cost if cost < bound <= cost + 1e-6 * max(1.0, abs(cost)) else bound


def _bounded(
    problem: Problem, cost: FloatArray, constant: float, value: float, assembled: Assembled
) -> Problem:
    """Return the problem in which the level costs no more than it must."""
    limit = value * (1 + assembled.instance.settings.level_tolerance) + LEVEL_SLACK + ROUNDING * abs(value) - constant
    row = sp.csr_matrix(cost.reshape(1, -1))
    return problem.with_rows(row, np.array([-np.inf]), np.array([limit]))


def _of_all_levels(
    assembled: Assembled, orders: list[int], levels: list[LevelOutcome], values: FloatArray, last: Outcome
) -> Outcome:
    """Return the last plan with the promise that all levels together allow."""
    proven = len(levels) == len(orders) and all(
        level.bound is not None and status_of_plan(level.cost, level.bound) is Status.OPTIMAL for level in levels
    )
    status = Status.OPTIMAL if proven else Status.FEASIBLE
    if last.status is Status.CANCELLED:
        status = Status.CANCELLED
    return Outcome(status, values, assembled.problem.objective(values), None, message=last.message)
