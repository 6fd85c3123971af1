"""What does a rule cost? Marginal prices from the relaxation's duals, the relaxation with one unit more, a new solve.

A dual is the price of the last unit in the relaxation. What one unit more is worth there is found by solving the relaxation
again; what it is worth in whole persons is confirmed by a full solve, as an interval where a gap stays open.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solvers.linear import Outcome, SolveParams
from solvers.linear.engines import solve_highs
from solvers.rotation.assemble import Assembled, assemble
from solvers.rotation.candidates import find_candidates
from solvers.rotation.columns.master import Master
from solvers.rotation.columns.pricing import clipped
from solvers.rotation.explanations.loosenings import Loosening, Unit, measured
from solvers.rotation.instance import Instance
from solvers.rotation.solution import Solution
from solvers.rotation.solve import solve
from solvers.rotation.stopwatch import Stopwatch
from solvers.rotation.vocabulary import ROTATION_SHARE

MOST_PLACES = 5
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class PlacePrice:
    """Price of one row of a rule: what the cost falls by per unit of its side in the relaxation."""

    ids: tuple[str, ...]
    price: float


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A full solve with one unit more: by how much the best plan's cost falls, at least and at most.

    Both runs' bounds and plans enter: `least` = bound before − cost after, `most` = cost before − bound after, never
    below 0. Without gaps the two agree.
    """

    least: float
    most: float
    cost_after: float
    bound_after: float


@dataclass(frozen=True, slots=True)
class RulePrice:
    """The price of one rule. `unit` is one step of loosening it everywhere.

    `dual` sums the duals of its rows (None for conditions, which have none); `places` are the dearest of them. `relaxed`
    is by how much the relaxation's cost falls with one unit more, None if it was not solved in time.
    """

    code: str
    unit: Unit
    dual: float | None
    places: tuple[PlacePrice, ...]
    relaxed: float | None
    confirmed: Confirmation | None = None


def rule_prices(
    instance: Instance, params: SolveParams, *, plan: Solution | None = None, confirm: bool = False
) -> tuple[RulePrice, ...]:
    """Return the prices of quotas, posts, cover, outflow and distances.

    With `confirm` each one is solved anew; `params` then limit each of these solves. `plan` is the solution to compare
    with, solved here where it is not given.
    """
    watch = Stopwatch(params)
    assembled = _model(instance)
    base = _relaxation(assembled, watch)
    if confirm and plan is None:
        plan = solve(instance, params).solution
    return tuple(
        _price(assembled, base, row, watch, params, plan if confirm else None)
        for row in measured(instance)
        if row.most > 0
    )


def _price(
    assembled: Assembled,
    base: Outcome,
    loosening: Loosening,
    watch: Stopwatch,
    params: SolveParams,
    plan: Solution | None,
) -> RulePrice:
    loosened = loosening.at(1)
    dual, places = _duals(assembled, base, loosening.code)
    after = _relaxation(_model(loosened), watch)
    relaxed = None
    if base.objective is not None and after.objective is not None:
        relaxed = max(0.0, base.objective - after.objective)
    confirmed = None if plan is None else _confirmed(loosened, plan, params)
    return RulePrice(loosening.code, loosening.unit, dual, places, relaxed, confirmed)


def _model(instance: Instance) -> Assembled:
    return assemble(instance, find_candidates(instance))


def _relaxation(assembled: Assembled, watch: Stopwatch) -> Outcome:
    count = len(assembled.candidates)
    return solve_highs(Master(assembled.problem, count).relaxed(np.arange(count)), watch.params())


def _duals(assembled: Assembled, base: Outcome, code: str) -> tuple[float | None, tuple[PlacePrice, ...]]:
    """Return the sum of a rule's duals and the dearest places, as falls of cost per unit of loosening."""
    rows = assembled.model.rows_of(code)
    if base.duals is None or rows.size == 0:
        return None, ()
    prices = np.abs(clipped(assembled.problem, base.duals)[rows])
    if code == ROTATION_SHARE:
        # The goal `extra_moves` counts from the quota on: a lower quota saves no extra move.
        prices = np.maximum(0.0, prices - assembled.instance.goal_weights.extra_moves)
    order = np.argsort(-prices, kind="stable")[:MOST_PLACES]
    places = tuple(
        PlacePrice(assembled.model.row_name(int(rows[at]))[1], float(prices[at]))
        for at in order.tolist()
        if prices[at] > _ROUNDING
    )
    return float(prices.sum()), places


def _confirmed(loosened: Instance, plan: Solution, params: SolveParams) -> Confirmation | None:
    """Return what a full solve says; None where either run ended without plan or bound."""
    after = solve(loosened, params).solution
    if plan.cost is None or plan.bound is None or after.cost is None or after.bound is None:
        return None
    return Confirmation(
        least=max(0.0, plan.bound - after.cost),
        most=max(0.0, plan.cost - after.bound),
        cost_after=after.cost,
        bound_after=after.bound,
    )
