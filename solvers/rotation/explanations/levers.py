"""No plan: which rule, loosened by how much, makes one possible. Each lever: proofs from duals, then a full solve.

A positive shortage (shortage.py) proves that a step does not suffice. For the least step without one, a plan is sought
in whole numbers, from the loosened instance on; the checker, which knows nothing of models, judges it.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from solvers.linear import Outcome, SolveParams, Status
from solvers.linear.engines import solve_highs
from solvers.rotation.candidates import Candidates, find_candidates
from solvers.rotation.check import check_moves
from solvers.rotation.columns.master import Master
from solvers.rotation.explanations.conditions import is_among
from solvers.rotation.explanations.hard_rules import hard_draft
from solvers.rotation.explanations.loosenings import Loosening, Unit, loosenings, with_volunteers
from solvers.rotation.explanations.shortage import (
    Shortage,
    first_shortage,
    hard_rules,
    shortage_of,
)
from solvers.rotation.explanations.whole_numbers import ROUNDING, least_cost, solver_in_persons
from solvers.rotation.extract import moves_of
from solvers.rotation.instance import Instance
from solvers.rotation.obstacles import find_obstacles
from solvers.rotation.stopwatch import Stopwatch
from solvers.rotation.vocabulary import TeacherId, TeacherStatus

DEFERRALS, VOLUNTEERS = "deferrals", "volunteers"
MOST_ATTEMPTS = 3
_TAKEN = 0.5


@dataclass(frozen=True, slots=True)
class Lever:
    """One way out. `step` in `unit` is what it takes; None: not even doing without the rule helps.

    `is_least`: proven that one step less does not suffice. `is_confirmed`: there is a plan for the loosened instance
    in which the checker finds no fault; for None: it is proven that the relaxation without the rule has no solution.
    `teachers` are those who would have to agree, for the levers that ask persons.
    """

    code: str
    unit: Unit
    step: int | None
    is_least: bool = False
    is_confirmed: bool = False
    teachers: tuple[TeacherId, ...] = ()


def lever_table(instance: Instance, params: SolveParams) -> tuple[Lever, ...]:
    """Return every lever of an instance without a plan; those that would help first, smaller steps first.

    Empty if there is a plan as things are. Levers do not depend on each other: with several workers they are tried at
    the same time, and the table is the same.
    """
    watch = Stopwatch(params)
    if _has_checked_plan(instance, watch) is Status.OPTIMAL:
        return ()
    shortage = first_shortage(instance, watch)
    trials = [partial(_tried, row, shortage) for row in loosenings(instance)]
    trials += [partial(_persons, instance, code, status, shortage) for code, status in _asked_of_persons(instance)]
    each = Stopwatch(replace(watch.params(), workers=1))
    with ThreadPoolExecutor(max_workers=params.workers) as pool:
        rows = list(pool.map(lambda trial: trial(each), trials))
    return tuple(sorted(rows, key=lambda row: (row.step is None, row.step or 0)))


def _tried(loosening: Loosening, shortage: Shortage | None, watch: Stopwatch) -> Lever:
    blank = Lever(loosening.code, loosening.unit, None)
    if shortage is None:
        return blank
    step, found = _least_step(loosening, shortage, watch)
    if found is None or not found.is_none:
        return replace(blank, is_confirmed=found is not None)
    return _confirmed(loosening, replace(blank, step=step, is_least=True), found, watch)


def _least_step(loosening: Loosening, shortage: Shortage, watch: Stopwatch) -> tuple[int, Shortage | None]:
    """Return the least step whose relaxation has a solution, or the last one; and its shortage, None if out of time.

    Each shortage's duals rule out all steps that they prove too little; the first of the others is solved, which ends
    the search or brings better duals.
    """
    step = 0
    while True:
        step = _first_open(loosening, shortage, step)
        found = _shortage_at(loosening.at(step), shortage, watch)
        if found is None or found.is_none or step == loosening.most:
            return step, found
        shortage = found


def _first_open(loosening: Loosening, shortage: Shortage, low: int) -> int:
    """Return the least step above `low` that the shortage's duals do not rule out: by doubling, then by halves.

    Loosening further never raises what the same duals prove, so every step below one that they rule out is ruled out.
    """

    def ruled_out(step: int) -> bool:
        rules = hard_rules(loosening.at(step))
        return rules is None or shortage.proves_against(rules)

    if ruled_out(loosening.most):
        return loosening.most
    start, high = low, low + 1
    while high < loosening.most and ruled_out(high):
        low, high = high, min(start + 2 * (high - start), loosening.most)
    while high - low > 1:
        middle = (low + high) // 2
        if ruled_out(middle):
            low = middle
        else:
            high = middle
    return high


def _shortage_at(instance: Instance, known: Shortage, watch: Stopwatch) -> Shortage | None:
    """Return the shortage of a neighbouring instance, from the known duals alone where they prove one."""
    rules = hard_rules(instance)
    if rules is None:
        return Shortage(False, known.elastic, {})
    return known if known.proves_against(rules) else shortage_of(rules, known, watch)


def _confirmed(loosening: Loosening, lever: Lever, found: Shortage, watch: Stopwatch) -> Lever:
    """Return the lever with the first step from its own on that has a plan; `found` is its own step's relaxation."""
    assert lever.step is not None
    if _has_plan_nearby(loosening.at(lever.step), found, watch):
        return replace(lever, is_confirmed=True)
    last = min(lever.step + MOST_ATTEMPTS - 1, loosening.most)
    for step in range(lever.step, last + 1):
        status = _has_checked_plan(loosening.at(step), watch)
        if status is not Status.INFEASIBLE:
            return replace(lever, step=step, is_confirmed=status is Status.OPTIMAL)
    return replace(lever, is_least=False)


def _has_plan_nearby(instance: Instance, found: Shortage, watch: Stopwatch) -> bool:
    """True if a plan that the checker finds no fault in lies among the candidates that the relaxation takes."""
    candidates = find_candidates(instance)
    if found.values is None:
        return False
    taken = np.flatnonzero(found.values > ROUNDING)
    master = Master(hard_draft(instance, candidates).model.problem().without_cost(), len(candidates))
    values = solve_highs(master.restricted(taken), watch.params()).values
    if values is None:
        return False
    return not check_moves(instance, moves_of(instance, candidates, master.spread(taken, values)))


def _has_checked_plan(instance: Instance, watch: Stopwatch) -> Status:
    """Return OPTIMAL if a plan is found in which the checker finds no fault, else infeasible or unknown."""
    candidates = find_candidates(instance)
    if find_obstacles(instance, candidates):
        return Status.INFEASIBLE
    problem = hard_draft(instance, candidates).model.problem()
    outcome = solver_in_persons(candidates.teacher, watch)(problem)
    if outcome.values is None:
        return Status.INFEASIBLE if outcome.status is Status.INFEASIBLE else Status.UNKNOWN
    findings = check_moves(instance, moves_of(instance, candidates, outcome.values))
    return Status.UNKNOWN if findings else Status.OPTIMAL


def _asked_of_persons(instance: Instance) -> Iterator[tuple[str, TeacherStatus]]:
    """Yield the levers that ask persons: the deferred to waive their deferral, the eligible to go farther."""
    for code, status in ((DEFERRALS, TeacherStatus.DEFERRED), (VOLUNTEERS, TeacherStatus.ELIGIBLE)):
        if any(row.status is status and not row.volunteer for row in instance.teachers):
            yield code, status


def _persons(
    instance: Instance, code: str, status: TeacherStatus, shortage: Shortage | None, watch: Stopwatch
) -> Lever:
    """Return the lever with the fewest teachers who would have to agree."""
    blank = Lever(code, Unit.PERSONS, None)
    everyone = with_volunteers(instance, status)
    possible = None if shortage is None else _shortage_at(everyone, shortage, watch)
    if possible is None or not possible.is_none:
        return replace(blank, is_confirmed=possible is not None)
    candidates = find_candidates(everyone)
    outcome, asked = _fewest_asked(everyone, candidates, find_candidates(instance), watch)
    if asked is None:
        return replace(blank, is_confirmed=outcome.status is Status.INFEASIBLE)
    confirmed = _has_checked_plan(with_volunteers(instance, status, frozenset(asked)), watch) is Status.OPTIMAL
    return replace(
        blank,
        step=len(asked),
        is_least=outcome.status is Status.OPTIMAL,
        is_confirmed=confirmed,
        teachers=tuple(asked),
    )


def _fewest_asked(
    everyone: Instance, candidates: Candidates, without: Candidates, watch: Stopwatch
) -> tuple[Outcome, list[TeacherId] | None]:
    """Return a plan with the fewest moves that only the lever makes possible, and who makes them."""
    problem = hard_draft(everyone, candidates).model.problem()
    cost = (~is_among(candidates, without)).astype(np.float64)
    question = replace(problem, cost=cost, constant=0.0)
    outcome = least_cost(question, candidates.teacher, watch, in_persons=True).outcome
    if outcome.values is None:
        return outcome, None
    taken = np.flatnonzero((outcome.values > _TAKEN) & (cost > 0))
    return outcome, [candidates.county.teacher_ids[at] for at in candidates.teacher[taken].tolist()]
