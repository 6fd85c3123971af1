"""The plan nearest to a published one: as few changes as possible, proven, and the cheapest among those.

First the hard rules alone with the number of changes as cost. Its duals say of every candidate how many changes a plan
with it takes at least; the few that are left make a small problem, in which the goals are minimised (nearby.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from solvers.linear import SolveParams
from solvers.rotation.assemble import assemble
from solvers.rotation.candidates import Candidates, find_candidates
from solvers.rotation.check import amounts, check_moves, total_cost
from solvers.rotation.county import IntArray
from solvers.rotation.explanations.hard_rules import hard_draft
from solvers.rotation.explanations.nearby import cheapest_nearby
from solvers.rotation.explanations.whole_numbers import ROUNDING, Least, least_cost
from solvers.rotation.extract import moves_of, positions_of
from solvers.rotation.goals.changes import Changes
from solvers.rotation.instance import Instance
from solvers.rotation.obstacles import find_obstacles
from solvers.rotation.records import Move
from solvers.rotation.solution import Finding, relative_gap
from solvers.rotation.stopwatch import Stopwatch
from solvers.rotation.vocabulary import GoalCode, SolutionStatus


@dataclass(frozen=True, slots=True)
class Nearest:
    """A plan near the published one.

    `changes` counts the teachers who end elsewhere than published; no plan has fewer than `fewest`. `cost` is that of
    the goals without `changes`; no plan with at most `allowed` changes costs less than `bound`. Status optimal: bound
    and cost agree; feasible: the gap says how far they may be apart; infeasible: no plan at all, or none with so few
    changes (then `fewest` says how many it takes); unknown: out of time.
    """

    status: SolutionStatus
    moves: tuple[Move, ...] = ()
    changes: int | None = None
    fewest: int | None = None
    allowed: int | None = None
    cost: float | None = None
    bound: float | None = None
    gap: float | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def has_plan(self) -> bool:
        """True if a plan was found."""
        return self.cost is not None

    @property
    def is_fewest(self) -> bool:
        """True if it is proven that no plan has fewer changes."""
        return self.changes is not None and self.changes == self.fewest


def nearest_plan(instance: Instance, params: SolveParams, *, budget: int | None = None) -> Nearest:
    """Return the plan with the fewest changes against `instance.published_plan`, the cheapest of them.

    With a `budget` the cheapest plan with at most so many changes. A published plan of None counts as empty.
    """
    watch = Stopwatch(params)
    instance = _against_published(instance)
    candidates = find_candidates(instance)
    obstacles = tuple(find_obstacles(instance, candidates))
    if obstacles:
        return Nearest(SolutionStatus.INFEASIBLE, findings=obstacles)
    draft = hard_draft(instance, candidates)
    Changes().add_cost(draft, [])
    fewest = least_cost(draft.model.problem(), candidates.teacher, watch, in_persons=True)
    bound = None if fewest.outcome.bound is None else round(fewest.outcome.bound)
    if fewest.is_infeasible:
        return Nearest(SolutionStatus.INFEASIBLE)
    if bound is None or fewest.outcome.values is None:
        return Nearest(SolutionStatus.UNKNOWN, fewest=bound)
    if budget is not None and bound > budget:
        return Nearest(SolutionStatus.INFEASIBLE, fewest=bound, allowed=budget)
    return _cheapest(instance, candidates, fewest, _Limits(budget, bound), watch)


@dataclass(frozen=True, slots=True)
class _Limits:
    budget: int | None
    fewest: int


def _against_published(instance: Instance) -> Instance:
    """Return the instance with `changes` priced at 1 and counted against some plan."""
    weights = replace(instance.goal_weights, changes=1)
    return instance.replace(goal_weights=weights, published_plan=instance.published_plan or ())


def _cheapest(
    instance: Instance, candidates: Candidates, fewest: Least, limits: _Limits, watch: Stopwatch
) -> Nearest:
    assert fewest.outcome.values is not None
    known = moves_of(instance, candidates, fewest.outcome.values)
    allowed = max(_changes(instance, known), limits.budget or 0)
    assembled = assemble(instance, candidates)
    start = positions_of(candidates, known)
    kept: IntArray = np.union1d(np.flatnonzero(fewest.least_with <= allowed + ROUNDING), start)
    gap_asked = watch.params().gap
    values, bound = cheapest_nearby(assembled, kept, start, allowed, watch)
    moves = moves_of(instance, candidates, values)
    cost = _goal_cost(instance, moves)
    bound = None if bound is None else min(bound, cost)
    gap = None if bound is None else relative_gap(cost, bound)
    proven = gap is not None and gap <= gap_asked
    return Nearest(
        SolutionStatus.OPTIMAL if proven else SolutionStatus.FEASIBLE,
        moves,
        _changes(instance, moves),
        limits.fewest,
        allowed,
        cost,
        bound,
        gap,
        tuple(check_moves(instance, moves)),
    )


def _goal_cost(instance: Instance, moves: tuple[Move, ...]) -> float:
    figures = amounts(instance, moves)
    return total_cost(instance, figures) - figures[GoalCode.CHANGES]


def _changes(instance: Instance, moves: tuple[Move, ...]) -> int:
    return round(amounts(instance, moves)[GoalCode.CHANGES])
