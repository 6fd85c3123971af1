"""By how many persons the rules of an instance fall short, and what that proves of the same instance loosened.

Some rows may be missed at one a person. The least sum is 0 exactly where the relaxation of the rules has a solution; the
duals of that sum prove a least sum for every neighbouring instance too, row by row matched by name, without a solve.
Steps of one lever differ in few sides of rows: from the first one on, each is solved from the basis of the one before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from solvers.linear import Outcome, Problem
from solvers.linear.elastic import elastic_problem
from solvers.linear.engines import solve_glop, solve_highs
from solvers.linear.model import LinearModel
from solvers.linear.outcome import Basis
from solvers.rotation.candidates import find_candidates
from solvers.rotation.columns.master import Master
from solvers.rotation.columns.pricing import Pricer
from solvers.rotation.county import FloatArray, IntArray
from solvers.rotation.explanations.hard_rules import hard_draft, rows_by_rule
from solvers.rotation.instance import Instance
from solvers.rotation.obstacles import find_obstacles
from solvers.rotation.stopwatch import Stopwatch

# A row's code, its ids, and which of several rows with both: what a row is called in every neighbouring instance.
RowName = tuple[str, tuple[str, ...], int]

# Below this a sum of missed rows is rounding; above the other a bound is proof: what rounding adds is smaller by orders.
NOTHING_MISSED = 1e-6
PROOF = 1e-5
_PRICE = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class HardRules:
    """The hard rules of one instance over its candidates, each row with its name; none of it depends on goals."""

    problem: Problem
    owner: IntArray
    row_at: Mapping[RowName, int]

    def rows(self, names: frozenset[RowName]) -> IntArray:
        """Return the positions of the named rows, those that the instance has."""
        found = [self.row_at[name] for name in names if name in self.row_at]
        return np.array(sorted(found), dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Shortage:
    """Whether the elastic rows are missed in every solution of the relaxation, and what shows it.

    `is_none`: the relaxation has a solution, `values` over the candidates is one. Else the duals prove that it has none.
    """

    is_none: bool
    elastic: frozenset[RowName]
    duals: Mapping[RowName, float]
    values: FloatArray | None = None
    basis: Basis | None = None

    def proves_against(self, rules: HardRules) -> bool:
        """True if the duals prove that the relaxation of these rules has no solution.

        L(y) of a neighbour bounds its least sum from below for any y: rows it lacks drop out, rows it has more count
        with 0, candidates it has more are priced like all others. On an elastic row y is at most the price.
        """
        return Pricer(rules.problem, rules.owner).price(self.duals_on(rules)).bound > PROOF

    def duals_on(self, rules: HardRules) -> FloatArray:
        """Return the duals as those of a neighbour's rows."""
        y = np.zeros(rules.problem.rows)
        for name, dual in self.duals.items():
            row = rules.row_at.get(name)
            if row is not None:
                y[row] = dual
        return _within_price(y, rules.rows(self.elastic))


def hard_rules(instance: Instance) -> HardRules | None:
    """Return the hard rules of the instance, None where an order to a single teacher cannot be kept at all."""
    candidates = find_candidates(instance)
    if find_obstacles(instance, candidates):
        return None
    draft = hard_draft(instance, candidates)
    return HardRules(draft.model.problem().without_cost(), candidates.teacher, _row_names(draft.model))


def first_shortage(instance: Instance, watch: Stopwatch) -> Shortage | None:
    """Return the shortage if any rule may be missed; elastic from then on is what the least sum misses.

    None without an answer in time.
    """
    candidates = find_candidates(instance)
    draft = hard_draft(instance, candidates)
    rules = HardRules(draft.model.problem().without_cost(), candidates.teacher, _row_names(draft.model))
    rows = np.concatenate([np.zeros(0, dtype=np.int64), *rows_by_rule(draft).values()])
    outcome = solve_highs(_question(rules, rows), watch.params())
    if outcome.values is None or outcome.objective is None or outcome.duals is None:
        return None
    slacks = outcome.values[rules.problem.columns :].reshape(2, rows.size).sum(axis=0)
    missed = frozenset(rows[slacks > NOTHING_MISSED].tolist())
    elastic = frozenset(name for name, row in rules.row_at.items() if row in missed)
    values = outcome.values[: rules.owner.size]
    return Shortage(outcome.objective <= NOTHING_MISSED, elastic, _named(rules, outcome.duals), values)


def shortage_of(rules: HardRules, known: Shortage, watch: Stopwatch) -> Shortage | None:
    """Return the shortage of a neighbour in the rows that are elastic already, None without an answer in time."""
    rows = rules.rows(known.elastic)
    question = _question(rules, rows)
    outcome = _solved(question, known.basis, watch)
    if outcome.values is None or outcome.objective is None or outcome.duals is None:
        return None
    if outcome.objective <= NOTHING_MISSED:
        return Shortage(True, known.elastic, {}, outcome.values[: rules.owner.size])
    duals = _named(rules, _within_price(outcome.duals, rows))
    return Shortage(False, known.elastic, duals, basis=outcome.basis)


def _question(rules: HardRules, rows: IntArray) -> Problem:
    count = rules.owner.size
    question = elastic_problem(rules.problem, rows, np.full(rows.size, _PRICE))
    return Master(question, count).relaxed(np.arange(count))


def _solved(question: Problem, basis: Basis | None, watch: Stopwatch) -> Outcome:
    if basis is not None and (basis.basic_columns.size, basis.basic_rows.size) == (question.columns, question.rows):
        return solve_glop(question, watch.params(), basis, dual=True)
    return solve_highs(question, watch.params())


def _within_price(duals: FloatArray, elastic: IntArray) -> FloatArray:
    within = duals.copy()
    within[elastic] = np.clip(within[elastic], -_PRICE, _PRICE)
    return within


def _named(rules: HardRules, duals: FloatArray) -> dict[RowName, float]:
    return {name: float(duals[row]) for name, row in rules.row_at.items() if duals[row] != 0}


def _row_names(model: LinearModel) -> dict[RowName, int]:
    seen: Counter[tuple[str, tuple[str, ...]]] = Counter()
    names: dict[RowName, int] = {}
    for family in model.row_families:
        for row in range(family.start, family.start + family.count):
            key = (family.code, family.names(row))
            names[*key, seen[key]] = row
            seen[key] += 1
    return names
